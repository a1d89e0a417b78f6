package fidelity

import (
	"hash/maphash"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
)

// hashed is the name of a file that carries a hash of its content.
var hashed = regexp.MustCompile(`^/static/.*-[0-9a-f]{6,}\.`)

// asset is one static file as clients got it.
type asset struct{ whole, confirmed int64 }

// weights asks what answers and requests weigh (A4, A5), what browsers keep
// (B7), and how long answers take (B8).
type weights struct {
	files map[string]*few // hashed names, to their sizes
	signs few             // sizes of the sign-in page on the present day
	pages map[string]*few // accounts, to the sizes of the look-up page on that day
	day   int

	signSizes, pageSizes []float64      // a day, an account-day
	assets               map[byte]asset // by the first letter behind /static/: i of icons, s of the style sheet
	clients              map[string]bool

	answers map[uint64]int64 // account and person of the day, to the bytes of the answer
	sameBut ratio            // repeated answers of another size
	bodies  map[string]*few  // accounts, to the sizes of sign-in bodies

	latency  moments // of sign-outs, logarithms
	seed     maphash.Seed
	auditDay int
}

func newWeights() *weights {
	return &weights{files: map[string]*few{}, pages: map[string]*few{}, assets: map[byte]asset{},
		clients: map[string]bool{}, answers: map[uint64]int64{}, bodies: map[string]*few{}, seed: maphash.MakeSeed()}
}

func (p *weights) visit(v *visit) {
	if v.day != p.day {
		p.day = v.day
		p.close()
	}
	if v.Method != "GET" {
		return
	}
	switch {
	case strings.HasPrefix(v.Path, "/static/"):
		p.static(v)
	case v.Status != 200:
	case v.Path == "/connexion":
		p.signs.add(v.Bytes)
	case v.Path == "/infopatient" && v.Account != "":
		of(p.pages, v.Account).add(v.Bytes)
	}
}

// of returns the set of a key, made where there is none.
func of(sets map[string]*few, key string) *few {
	s := sets[key]
	if s == nil {
		s = new(few)
		sets[strings.Clone(key)] = s
	}
	return s
}

func (p *weights) static(v *visit) {
	if v.Status == 200 && hashed.MatchString(v.Path) {
		of(p.files, v.Path).add(v.Bytes)
	}
	if len(v.Path) <= len("/static/") {
		return
	}
	a := p.assets[v.Path[len("/static/")]]
	switch v.Status {
	case 200:
		a.whole++
	case 304:
		a.confirmed++
	}
	p.assets[v.Path[len("/static/")]] = a
	if v.Path[len("/static/")] == 's' && v.Account != "" {
		p.clients[v.Account+v.UserAgent] = true
	} else if v.Path[len("/static/")] == 's' {
		p.clients[v.SrcIP.String()+v.UserAgent] = true
	}
}

// close counts the sizes of a day.
func (p *weights) close() {
	if len(p.signs) > 0 {
		p.signSizes = append(p.signSizes, float64(len(p.signs)))
	}
	p.signs = p.signs[:0]
	for _, account := range slices.Sorted(maps.Keys(p.pages)) { // which ones find room must not be chance
		if len(p.pageSizes) < 100_000 {
			p.pageSizes = append(p.pageSizes, float64(len(*p.pages[account])))
		}
	}
	clear(p.pages)
}

func (p *weights) event(e *entry) {
	if e.day != p.auditDay {
		p.auditDay = e.day
		clear(p.answers)
	}
	if !e.benign || e.account == nil {
		return
	}
	switch {
	case e.Action == "login" && e.Method == "POST" && e.AuthMethod == "password":
		of(p.bodies, e.Account).add(e.ReqBytes)
	case e.Action == "logout" && e.Outcome == "success" && e.LatencyUS > 0:
		p.latency.add(math.Log(float64(e.LatencyUS)) - 10) // near 0
	case e.Result == "found":
		key := maphash.String(p.seed, e.Account) ^ e.Person()*0x9e3779b97f4a7c15
		if before, again := p.answers[key]; again {
			p.sameBut.add(before != e.RespBytes)
		}
		p.answers[key] = e.RespBytes
	}
}

func (p *weights) figures() []Figure {
	p.close()
	several := ratio{}
	for _, sizes := range p.files {
		several.add(len(*sizes) > 1)
	}
	var bodies []float64
	for _, sizes := range p.bodies {
		bodies = append(bodies, float64(len(*sizes)))
	}
	skew, kurtosis := p.latency.shape()
	style, icons := p.assets['s'], p.assets['i']
	const own = "follows: equal content has equal size"
	const laws = "two modes and more: caches, pauses, load"
	return []Figure{
		// a name with a hash in it is one file; a dataset has a dozen of them
		asked{"A4", "hashed file names of more than one size", AtMost(0), "none", own}.
			value(Share, several.share(), several.whole+least),
		asked{"A5", "sizes of the sign-in page on a day, median", AtMost(3), "one a release", own}.
			value(Number, median(p.signSizes), int64(len(p.signSizes))+least),
		asked{"A5", "sizes of the look-up page for an account on a day, median", AtMost(2), "one", own}.
			value(Number, median(p.pageSizes), int64(len(p.pageSizes))),
		asked{"A5", "answers on one person to one account on a day that differ in size", AtMost(0.05), "hardly any",
			own}.
			share(p.sameBut),
		asked{"A5", "sizes of an account's sign-in body, median", AtMost(4), "one a password", own}.
			value(Number, median(bodies), int64(len(bodies))),
		asked{"B7", "style sheets sent whole, for each client", AtMost(4), "one a release and cleared cache",
			"assumed"}.
			value(Number, float64(style.whole)/float64(len(p.clients)), int64(len(p.clients))),
		asked{"B7", "icons confirmed (304) for each style sheet confirmed", AtMost(5), "caches treat both alike",
			"assumed"}.
			value(Number, float64(icons.confirmed)/float64(style.confirmed), icons.confirmed),
		asked{"B8", "skewness of the logarithm of a sign-out's latency", AtLeast(0.2), laws, "assumed"}.
			value(Number, skew, p.latency.n),
		asked{"B8", "excess kurtosis of the logarithm of a sign-out's latency", AtLeast(0.5), laws, "assumed"}.
			value(Number, kurtosis, p.latency.n),
	}
}
