package client

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/breachsim/breachsim/generator/internal/random"
)

// clientFamily is one kind of client with its versions.
type clientFamily struct {
	format string   // with {} for the version, and # for the model
	track  int      // whose releases it follows; -1 = none
	last   string   // last major version that exists for it; empty = no end
	models []string // the machines that its user agent names; none = it names none
}

// The families of clients.
const (
	chromeWin = iota
	edgeWin
	firefoxWin
	firefoxESR
	chromeMac
	safariMac
	safariPad
	safariPhone
	chromeAndroid
	samsungAndroid
	chromeWin7
	explorer
	explorer7
	firefoxMac
	chromeWin81
	androidDesktop // Chrome of a telephone that asks for the desktops' site
	samsungDesktop // Samsung's browser that does
	padMobile      // a tablet that asks for the telephones'
	numFamilies
)

const (
	windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64"
	gecko   = "AppleWebKit/537.36 (KHTML, like Gecko) "
	webkit  = gecko + "Chrome/{}"
	mac     = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) "
	android = "Mozilla/5.0 (Linux; Android "
	linux   = "Mozilla/5.0 (X11; Linux x86_64) "
)

var clientFamilies = [numFamilies]clientFamily{
	chromeWin: {
		format: windows + ") " + webkit + " Safari/537.36", track: windowsTrack, models: twins[:],
	},
	edgeWin:        {format: windows + ") " + gecko + "{}", track: edgeTrack},
	firefoxWin:     {format: windows + "; rv:{}", track: firefoxTrack},
	firefoxESR:     {format: windows + "; rv:{}", track: esrTrack},
	chromeMac:      {format: mac + webkit + " Safari/537.36", track: chromiumTrack},
	safariMac:      {format: mac + apple + "{} Safari/605.1.15", track: safariTrack},
	safariPad:      {format: mac + apple + "{} Safari/605.1.15", track: safariTrack}, // names itself a desktop
	safariPhone:    {format: "Mozilla/5.0 (iPhone; CPU iPhone OS {}", track: phoneTrack},
	chromeAndroid:  {format: androidFormat, track: androidTrack, models: phones[:]},
	samsungAndroid: {format: samsungFormat, track: samsungTrack, models: samsungPhones[:]},
	chromeWin7: {
		format: "Mozilla/5.0 (Windows NT 6.1; Win64; x64) " + webkit + " Safari/537.36",
		track:  windowsTrack, models: twins[:], last: "109",
	},
	explorer:   {format: "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko", track: -1},
	explorer7:  {format: "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko", track: -1},
	firefoxMac: {format: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:{}", track: firefoxTrack},
	chromeWin81: {
		format: "Mozilla/5.0 (Windows NT 6.3; Win64; x64) " + webkit + " Safari/537.36",
		track:  windowsTrack, models: twins[:], last: "109",
	},
	androidDesktop: {format: linux + webkit + " Safari/537.36", track: androidTrack},
	samsungDesktop: {format: linux + gecko + "SamsungBrowser/{} Safari/537.36", track: samsungTrack},
	padMobile:      {format: "Mozilla/5.0 (iPad; CPU OS {}", track: phoneTrack},
}

// twins are the kinds of machines with Windows, which nothing in the user agent tells
// but the build of Chrome where several came out side by side.
var twins [numTwins]string

const (
	androidFormat = android + "#) " + webkit + " Mobile Safari/537.36"
	samsungFormat = android + "#) " + gecko + "SamsungBrowser/{} Mobile Safari/537.36"
)

// phones are telephones with their systems, as Chrome named them until version 109:
// models sold widely in France from 2018 to 2021; the choice is assumed.
var phones = [...]string{
	"11; SM-A515F", "11; SM-A125F", "11; SM-A526B", "12; SM-G991B", "12; SM-G780F", "11; SM-G973F", "10; SM-G960F",
	"11; SM-A217F", "10; Redmi Note 8", "11; M2101K7AG", "11; Redmi Note 9 Pro", "10; ELE-L29", "9; ANE-LX1",
	"12; Pixel 4a", "11; CPH2211", "10; moto g(8) power",
}

// samsungPhones are those of Samsung, as its own browser names them.
var samsungPhones = [...]string{
	"11; SAMSUNG SM-A515F", "11; SAMSUNG SM-A125F", "12; SAMSUNG SM-G991B", "11; SAMSUNG SM-A202F",
	"12; SAMSUNG SM-G780F",
}

// reducedModel is what Chrome for Android names from version 110 on, whatever the
// telephone.
const (
	reducedModel = "10; K"
	reducedFrom  = 110
)

// libraryAgents name programs that are no browsers.
var libraryAgents = [...]string{
	"python-requests/2.27.1", "Go-http-client/1.1", "okhttp/4.9.3", "curl/7.81.0", "python-requests/2.26.0",
	"Apache-HttpClient/4.5.13 (Java/11.0.14)", "axios/0.26.0", "aiohttp/3.8.1",
}

// fixedAgents are browsers that never update: a script's copied line, or an
// office machine that nobody looks after. Both kinds use the same list.
var fixedAgents = [...]string{
	windows + ") " + gecko + "Chrome/91.0.4472.124 Safari/537.36",
	windows + "; rv:78.0) Gecko/20100101 Firefox/78.0",
	windows + ") " + gecko + "Chrome/94.0.4606.81 Safari/537.36",
	"Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:91.0) Gecko/20100101 Firefox/91.0",
	windows + ") " + gecko + "Chrome/88.0.4324.190 Safari/537.36",
	"Mozilla/5.0 (X11; Linux x86_64) " + gecko + "Chrome/96.0.4664.110 Safari/537.36",
}

// Where the parts of the table of user agents begin; 0 is none.
const (
	libraryBase = 1
	fixedBase   = libraryBase + len(libraryAgents)
	familyBase  = fixedBase + len(fixedAgents)
)

// LibraryAgent returns the i-th library's user agent, index into
// Catalog.UserAgents, starting over after the last.
func LibraryAgent(i int) uint16 { return uint16(uint(libraryBase) + uint(i)%uint(len(libraryAgents))) }

// FixedAgent returns the i-th user agent of a browser that never updates,
// index into Catalog.UserAgents, starting over after the last.
func FixedAgent(i int) uint16 { return uint16(uint(fixedBase) + uint(i)%uint(len(fixedAgents))) }

// Fingerprint returns the fingerprint of the program that a user agent, index into
// Catalog.UserAgents, names.
func Fingerprint(ua uint16) uint64 { return userAgents().prints[ua] }

// SameBrowser reports whether two user agents, indices into Catalog.UserAgents, name
// versions of one browser on one kind of machine.
func SameBrowser(a, b uint16) bool { return userAgents().brands[a] == userAgents().brands[b] }

// agentTable is every user agent of the simulation. It is the same in every
// world.
type agentTable struct {
	strange  [numStrange][]uint16 // the programs of each sort
	texts    []string             // as Catalog.UserAgents
	prints   []uint64             // of each user agent's own program
	windows  []bool               // it runs on Windows
	brands   []string             // each user agent without its version
	desktop  []uint16             // of telephones: what they name themselves for the desktops' site, else 0
	mobile   []uint16             // of what tablets name themselves: that for the telephones' site, else 0
	families [numFamilies]family
	releases [numTracks][]release
	latest   [numTracks][]uint8 // by day since firstDay: the last version that is out

	http2, icons []bool // by user agent
}

// brandOf takes the figures of versions out of a user agent, but those of a telephone's
// model and of Windows, which no update changes.
func brandOf(agent string) string {
	system, rest, _ := strings.Cut(agent, ")")
	if strings.Contains(system, "Windows") || strings.Contains(system, "Android") {
		system, _, _ = strings.Cut(system, "; rv:")
		return system + noFigures.Replace(rest)
	}
	return noFigures.Replace(agent)
}

// noFigures takes the figures out of a user agent.
var noFigures = strings.NewReplacer(
	"0", "", "1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "", ".", "", "_", "")

// family is where the user agents of a family stand, by model and version.
type family struct{ models [][]uint16 }

// firstDay and tableDays bound the days told apart: 2021-11-01 to 2025-12-31.
const (
	firstDay  = 18_932
	tableDays = 1_522
)

// userAgents returns the table, made once.
var userAgents = sync.OnceValue(func() *agentTable {
	t := &agentTable{texts: []string{""}}
	t.texts = append(append(t.texts, libraryAgents[:]...), fixedAgents[:]...)
	t.releases = clientReleases()
	for track, list := range t.releases {
		t.latest[track] = latestByDay(list)
	}
	known := map[string]uint16{} // those of browsers that update
	for f := range clientFamilies {
		c := &clientFamilies[f]
		models := c.models
		if models == nil {
			models = []string{""}
		}
		t.addFamily(f, models, known)
	}
	for i, list := range strangeAgents {
		for _, text := range list {
			at := slices.Index(t.texts, text) // nothing is the first
			if at < 0 {
				at = len(t.texts)
				t.texts = append(t.texts, text)
			}
			t.strange[i] = append(t.strange[i], uint16(at))
		}
	}
	for _, text := range t.texts {
		t.prints = append(t.prints, fingerprintOf(handshakeOf(text)))
		t.windows = append(t.windows, strings.Contains(text, "Windows NT"))
		t.brands = append(t.brands, brandOf(text))
	}
	t.modesOf()
	t.http2, t.icons = protocols(t.texts)
	return t
})

// addFamily adds the user agents of a family by version, and within it by model, so
// that a later one has the larger index. Two clients may name themselves alike: a
// tablet as a desktop, a telephone as any other.
func (t *agentTable) addFamily(f int, models []string, known map[string]uint16) {
	c, of := &clientFamilies[f], make([][]uint16, len(models))
	t.families[f].models = of
	add := func(model int, text string) {
		i, ok := known[text]
		if !ok {
			i = uint16(len(t.texts))
			t.texts, known[text] = append(t.texts, text), i
		}
		of[model] = append(of[model], i)
	}
	if c.track < 0 {
		add(0, c.format)
		return
	}
	for _, r := range t.releases[c.track] {
		for i, model := range models {
			named, version := model, r.version
			if c.track == androidTrack && majorOf(version) >= reducedFrom {
				named = reducedModel
			}
			if list, ok := windowsTwins[version]; ok && c.track == windowsTrack {
				version = list[i]
			}
			add(i, strings.ReplaceAll(strings.ReplaceAll(c.format, "{}", version), "#", named))
		}
		if c.last != "" && strings.HasPrefix(r.version, c.last+".") {
			break
		}
	}
}

// majorOf reads the major number at the beginning of a version.
func majorOf(version string) int {
	text, _, _ := strings.Cut(version, ".")
	n, _ := strconv.Atoi(text)
	return n
}

func latestByDay(list []release) []uint8 {
	out := make([]uint8, tableDays)
	v := 0
	for d := range out {
		for v+1 < len(list) && list[v+1].day <= int32(firstDay+d) {
			v++
		}
		out[d] = uint8(v)
	}
	return out
}

// latestOf returns the number of the last version of a track that is out.
func (t *agentTable) latestOf(track int, day int32) int32 {
	return int32(t.latest[track][min(max(day-firstDay, 0), tableDays-1)])
}

// protocols says of each user agent whether its client speaks HTTP/2, and whether it
// asks for the icons of a home screen.
func protocols(texts []string) (http2, icons []bool) {
	http2, icons = make([]bool, len(texts)), make([]bool, len(texts))
	for i, text := range texts {
		switch {
		case strings.HasPrefix(text, "Mozilla/"):
			// All browsers of the period do; Internet Explorer does on Windows 10 alone.
			http2[i] = !strings.Contains(text, "Windows NT 6.1; WOW64; Trident/")
		case strings.HasPrefix(text, "okhttp/"), strings.HasPrefix(text, "curl/"):
			http2[i] = true
		}
		icons[i] = strings.Contains(text, apple)
	}
	return http2, icons
}

// HTTP2 reports whether the client of a user agent, index into Catalog.UserAgents,
// speaks HTTP/2; requests, aiohttp and Java's HttpClient of 4.5 do not.
func HTTP2(ua uint16) bool { return userAgents().http2[ua] }

// TouchIcons reports whether it asks for the icons of a home screen, as Safari does.
func TouchIcons(ua uint16) bool { return userAgents().icons[ua] }

// StrangeAgent returns one program of a sort, as the draw of the key has it: index into
// Catalog.UserAgents, 0 where a program says nothing of itself.
func StrangeAgent(of Strange, key random.Key) uint16 {
	list := userAgents().strange[of]
	return list[key.Below(uint64(len(list)))]
}

// NthStrangeAgent returns the i-th program of a sort, starting over after the last.
func NthStrangeAgent(of Strange, i int) uint16 {
	list := userAgents().strange[of]
	return list[i%len(list)]
}
