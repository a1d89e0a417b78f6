package client

import (
	"strings"
	"sync"
)

// clientFamily is one kind of client with its versions.
type clientFamily struct {
	format string // with {} for the version
	track  int    // whose releases it follows; -1 = none
	last   string // last version that exists for it; empty = no end
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
	chromeAndroidA
	chromeAndroidB
	chromeWin7
	explorer
	explorer7
	numFamilies
)

const (
	windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64"
	gecko   = "AppleWebKit/537.36 (KHTML, like Gecko) "
	webkit  = gecko + "Chrome/{}"
	mac     = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) "
)

var clientFamilies = [numFamilies]clientFamily{
	chromeWin:   {windows + ") " + webkit + " Safari/537.36", chromiumTrack, ""},
	edgeWin:     {windows + ") " + gecko + "{}", edgeTrack, ""},
	firefoxWin:  {windows + "; rv:{}", firefoxTrack, ""},
	firefoxESR:  {windows + "; rv:{}", esrTrack, ""},
	chromeMac:   {mac + webkit + " Safari/537.36", chromiumTrack, ""},
	safariMac:   {mac + apple + "{} Safari/605.1.15", safariTrack, ""},
	safariPad:   {mac + apple + "{} Safari/605.1.15", safariTrack, ""},
	safariPhone: {"Mozilla/5.0 (iPhone; CPU iPhone OS {}", phoneTrack, ""},
	chromeAndroidA: {
		"Mozilla/5.0 (Linux; Android 11; SM-A515F) " + webkit + " Mobile Safari/537.36",
		androidTrack,
		"109",
	},
	chromeAndroidB: {"Mozilla/5.0 (Linux; Android 10; K) " + webkit + " Mobile Safari/537.36", androidTrack, ""},
	chromeWin7:     {"Mozilla/5.0 (Windows NT 6.1; Win64; x64) " + webkit + " Safari/537.36", chromiumTrack, "109"},
	explorer:       {"Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko", -1, ""},
	explorer7:      {"Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko", -1, ""},
}

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
// versions of one browser.
func SameBrowser(a, b uint16) bool {
	t := userAgents()
	for f := range t.families {
		base, end := t.families[f].base, t.families[f].base+uint16(t.families[f].count)
		if a >= base && a < end {
			return b >= base && b < end
		}
	}
	return false
}

// agentTable is every user agent of the simulation. It is the same in every
// world.
type agentTable struct {
	texts    []string // as Catalog.UserAgents
	prints   []uint64 // of each user agent's own program
	windows  []bool   // it runs on Windows
	families [numFamilies]struct {
		base  uint16 // of its first version
		count int32
	}
	releases [numTracks][]release
	latest   [numTracks][]uint8 // by day since firstDay: the last version that is out
}

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
	for f := range clientFamilies {
		t.addFamily(f)
	}
	for _, text := range t.texts {
		t.prints = append(t.prints, fingerprintOf(handshakeOf(text)))
		t.windows = append(t.windows, strings.Contains(text, "Windows NT"))
	}
	return t
})

func (t *agentTable) addFamily(f int) {
	c := &clientFamilies[f]
	for earlier := range f {
		if clientFamilies[earlier] == *c {
			t.families[f] = t.families[earlier] // a tablet may name itself a desktop
			return
		}
	}
	t.families[f].base = uint16(len(t.texts))
	if c.track < 0 {
		t.texts = append(t.texts, c.format)
		t.families[f].count = 1
		return
	}
	for _, r := range t.releases[c.track] {
		t.texts = append(t.texts, strings.ReplaceAll(c.format, "{}", r.version))
		t.families[f].count++
		if c.last != "" && strings.HasPrefix(r.version, c.last+".") {
			return
		}
	}
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
