package portal

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
)

// A file's name and size are those of its content: one name, one size.
func TestFilesOfOneNameWeighTheSame(t *testing.T) {
	c, _ := conditions(t, "2020-01-01", "2029-12-31")
	size, names := map[string]uint32{}, map[string]int{}
	for i := range c.releases {
		r := &c.releases[i]
		for name, n := range map[string]uint32{
			r.name.App: r.size[appFile], r.name.Vendor: r.size[vendorFile], r.name.Style: r.size[styleFile],
		} {
			if known, ok := size[name]; ok && known != n {
				t.Errorf("%s weighs %d and %d bytes", name, known, n)
			}
			size[name] = n
			names[name]++
		}
	}
	shared := 0
	for _, n := range names {
		if n > 1 {
			shared++
		}
	}
	if shared < 20 {
		t.Errorf("only %d files outlive a release", shared)
	}
}

// stage is an Emitter over one day of an ordinary spring.
func stage(t *testing.T) (*Emitter, *event.Batch) {
	t.Helper()
	c, _ := conditions(t, "2022-02-14", "2022-04-30")
	ids := NewIDs(secret.Derived(random.New(1)))
	e := &Emitter{Rules: Rules{NotFoundStatus: 404, Search: event.PathSearch}, Writer: Writer{IDs: &ids, State: c}}
	b := &event.Batch{}
	from := time.Date(2022, 3, 2, 0, 0, 0, 0, time.UTC).UnixMicro()
	w := event.Window{From: from, To: from + 24*calendar.Hour}
	b.Reset(w)
	e.Slice(w, b)
	return e, b
}

func step(e *Emitter, n int, at int64) Step {
	return Step{Name: SessionName(BaseKind, 7, 3, 1).At(n), TS: e.From + at, Key: random.New(5).At(uint64(n))}
}

// The answer about a person is as long as what it shows: the same person weighs the same
// whoever asks and whichever release is out, and a longer name, a full rate, a child more.
func TestPagesWeighWhatTheyShow(t *testing.T) {
	e, b := stage(t)
	v := Visit{Account: 7, Browser: true}
	sizes := func(q Query) []uint32 {
		from := len(b.Audit)
		for n := range 40 {
			e.LookUp(&v, step(e, n, int64(8+n%8)*calendar.Hour+int64(n)*second), &q)
		}
		var out []uint32
		for i := range b.Audit[from:] {
			if x := &b.Audit[from+i]; x.Status == 200 {
				out = append(out, x.RespBytes)
			}
		}
		slices.Sort(out)
		if out = slices.Compact(out); len(out) != 1 {
			t.Fatalf("%+v: answers of %d sizes", q, len(out))
		}
		return out
	}
	one := Query{NIR: 1, Persons: 1, Result: event.Found, Shown: Shown{Letters: 15}}
	full, longer, mother := one, one, one
	full.Shown.Full, longer.Shown.Letters, mother.Persons = true, 16, 2
	base := sizes(one)[0]
	if got := sizes(full)[0]; got != base+fullYes {
		t.Errorf("a full rate adds %d bytes", got-base)
	}
	if got := sizes(longer)[0]; got != base+1 {
		t.Errorf("a letter adds %d bytes", got-base)
	}
	if got := sizes(mother)[0]; got < base+perChild+30 || got > base+perChild+100 {
		t.Errorf("a child adds %d bytes", got-base)
	}
	for i := range b.Audit {
		if n := b.Audit[i].ReqBytes; n != searchBody {
			t.Fatalf("a form of %d bytes", n)
		}
	}
	page := map[event.Path][]uint32{}
	for i := range b.Access {
		if a := &b.Access[i]; a.Status == 200 && a.Path == event.PathInfopatient {
			page[a.Path] = append(page[a.Path], a.RespBytes)
		}
	}
	for path, n := range page {
		slices.Sort(n)
		if n = slices.Compact(n); len(n) != 1 {
			t.Errorf("%s has %d sizes in a day", path, len(n))
		}
	}
}

// The same user and password are always as long; a mistyped one may not be. A mail address
// that stands for the account counts with its own length.
func TestSignInFormsOfOneAccountAreAlike(t *testing.T) {
	e, b := stage(t)
	for i := range 30 {
		e.Identity.Accounts = append(e.Identity.Accounts, event.AccountText{
			ID: "PS1234567", Address: strings.Repeat("a", i) + "@boite.example", Types: event.ByAddress,
		})
	}
	accounts := map[uint32]bool{}
	for account := range uint32(30) {
		right, wrong := map[uint32]bool{}, map[uint32]bool{}
		for n := range 30 {
			v := Visit{Account: account, Auth: event.Password}
			b.Audit = b.Audit[:0]
			e.SignIn(&v, step(e, n, 10*calendar.Hour+int64(n)), true, event.NoReason)
			e.SignIn(&v, step(e, n+100, 10*calendar.Hour+int64(n)), false, event.BadCredentials)
			right[b.Audit[0].ReqBytes], wrong[b.Audit[1].ReqBytes] = true, true
		}
		if len(right) != 1 || len(wrong) != 3 {
			t.Fatalf("account %d signs in with forms of %d sizes, and mistypes %d", account, len(right), len(wrong))
		}
		for n := range right {
			accounts[n] = true
		}
	}
	if len(accounts) < 15 {
		t.Errorf("30 accounts have forms of %d sizes", len(accounts))
	}
}

// What a browser has kept decides what it asks for.
func TestCacheDecidesWhatIsAskedFor(t *testing.T) {
	e, b := stage(t)
	for _, x := range []struct {
		name          string
		cache         Cache
		full, checked int // answers 200 and 304 of static files
		missing       int
	}{
		{"warm", Cache{}, 0, 0, 0},
		{"first of the day", Cache{Checks: true}, 0, 2, 0},
		{"cold", Cache{Cold: true, Checks: true}, 7, 0, 0},
		{"cold telephone", Cache{Cold: true, Apple: true}, 7, 0, 2},
		{"developer", Cache{Checks: true, Tools: true}, 0, 2, 1},
		{"old bookmark", Cache{Bookmark: true}, 0, 0, 1},
	} {
		b.Access = b.Access[:0]
		v := Visit{Account: 7, Auth: event.Password, Browser: true, Referers: true, Cache: x.cache}
		e.SignIn(&v, step(e, 1, 10*calendar.Hour), true, event.NoReason)
		full, checked, missing := 0, 0, 0
		for i := range b.Access {
			a := &b.Access[i]
			switch {
			case a.Status == 404:
				missing++
			case static(a.Path) && a.Status == 200:
				full++
			case static(a.Path) && a.Status == 304:
				checked++
			}
			if static(a.Path) && (a.Account != event.NoAccount || a.Cookie != 0) {
				t.Errorf("%s: %s is asked for by somebody signed in", x.name, a.Path)
			}
		}
		if full != x.full || checked != x.checked || missing != x.missing {
			t.Errorf("%s: %d files, %d unchanged, %d missing", x.name, full, checked, missing)
		}
	}
}

// The proxy learns who signs in from the answer alone, and a session's cookie is the same
// in all requests of the session.
func TestAccessLinesOfASession(t *testing.T) {
	e, b := stage(t)
	v := Visit{Session: SessionName(BaseKind, 7, 3, 1), Account: 7, Auth: event.Password, Browser: true, Referers: true}
	e.SignIn(&v, step(e, 1, 10*calendar.Hour), true, event.NoReason)
	e.LookUp(&v, step(e, 2, 10*calendar.Hour+60*second), &Query{NIR: 1, Persons: 1, Result: event.Found, First: true})
	e.SignOut(&v, step(e, 3, 10*calendar.Hour+120*second))
	referers := map[string]bool{}
	for i := range b.Access {
		a := &b.Access[i]
		if a.Method == event.POST && a.Path == event.PathSignIn && (a.Account != event.NoAccount || a.Cookie != 0) {
			t.Error("the request that signs in is somebody's already")
		}
		if (a.Cookie != 0) != (a.Account != event.NoAccount) || a.Cookie != 0 && a.Cookie != e.IDs.Cookie(v.Session) {
			t.Errorf("%s of account %d with cookie %x", a.Path, a.Account, a.Cookie)
		}
		referers[a.Method.String()+" "+a.Path.String()+" < "+a.Referer.String()] = true
	}
	for _, want := range []string{
		"GET /connexion < ", "POST /connexion < /connexion", "GET /accueil < /connexion",
		"GET /accueil/donnees < /accueil", "GET /infopatient < /accueil", "POST /infopatient/recherche < /infopatient",
		"GET /deconnexion < /accueil", "GET /connexion < /accueil",
	} {
		if !referers[want] {
			t.Errorf("no %q among %v", want, referers)
		}
	}
	if e.IDs.Cookie(v.Session) == e.IDs.Session(v.Session) {
		t.Error("the cookie is the session's id")
	}
}

// Latency has more than one mode: its logarithm is no normal distribution, not even
// within an hour.
func TestLatencyHasModes(t *testing.T) {
	c, cal := conditions(t, "2022-02-14", "2022-04-30")
	from := cal.Day(19_053).At(10 * calendar.Hour)
	log := func(n int, median func(i int) int64) (x []float64) {
		for i := range n {
			draw := random.New(9).At(uint64(i)).Rand()
			ts := from + int64(i)*(calendar.Hour/int64(n))
			x = append(x, math.Log(float64(c.took(ts, &draw, median(i)))))
		}
		slices.Sort(x)
		return x
	}
	lookUp := func(i int) int64 {
		if c.warm(uint64(i), from) {
			return 47 * millisecond
		}
		return 314 * millisecond
	}
	x := log(400, lookUp)
	if d := distance(x); d < 1.2 { // 0.89 refuses the normal law at 5 %
		t.Errorf("look-ups are %.2f from one law", d)
	}
	if fast := x[40]; fast > math.Log(120e3) {
		t.Errorf("the fastest tenth takes up to %.0f ms", math.Exp(fast)/1e3)
	}
	x = log(4_000, func(int) int64 { return 18 * millisecond })
	if d := distance(x); d < 0.95 {
		t.Errorf("sign-outs are %.2f from one law", d)
	}
	if slow := x[3_995]; slow < math.Log(100e3) {
		t.Errorf("none of 4,000 waits for a collector: %.0f ms", math.Exp(slow)/1e3)
	}
}

// distance is Kolmogorov and Smirnov's statistic of sorted values against the normal
// law of their mean and deviation, times the root of their number.
func distance(x []float64) float64 {
	n := float64(len(x))
	var sum, square float64
	for _, v := range x {
		sum += v
	}
	mean := sum / n
	for _, v := range x {
		square += (v - mean) * (v - mean)
	}
	deviation, most := math.Sqrt(square/n), 0.0
	for i, v := range x {
		p := math.Erfc((mean-v)/deviation/math.Sqrt2) / 2
		most = max(most, p-float64(i)/n, float64(i+1)/n-p)
	}
	return most * math.Sqrt(n)
}
