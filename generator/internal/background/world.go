package background

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Streams of draws below the key of the background.
const (
	stFloor   random.Stream = 1 + iota // how many visits of a kind a day has, and which
	stEach                             // whether there is one for an account, and which
	stMonitor                          // the monitors
	stCrawler                          // the search engines
	stBurst                            // bursts of guesses
)

// Draws of the key of a visit.
const (
	drawAddress = 1 + iota
	drawAgent
	drawWhen
	drawCourse // the sequence of its requests
	drawStep   // by number of the request: its details
)

// drawVisit names the visit that an account brings, under the key by which it does.
const drawVisit = 1

// Browsers names one of the browsers in use on a day.
type Browsers interface {
	PoolAgent(key random.Key, day int32) uint16
}

// Ground is the world that the background belongs to.
type Ground struct {
	Accounts int // of the portal
	Calendar *calendar.Calendar
	Networks *network.Map
	Browsers Browsers
}

// World is the background of one scenario. It is read-only and safe for concurrent
// use.
type World struct {
	Ground
	key   random.Key
	level int64     // millionths of the usual
	each  [8]int64  // cumulative chances of a visit for one account, by kind, in millionths
	posts [3]origin // of the monitors
}

// origin is where a visitor comes from, and with what.
type origin struct {
	addr       event.Addr
	net, place uint16
	agent      uint16
}

// New prepares the background that the key names.
func New(key random.Key, sc *scenarios.Scenario, g Ground) *World {
	w := &World{Ground: g, key: key, level: int64(sc.Background.Level)}
	sum := int64(0)
	for k := range scenarios.NumBackground {
		sum += w.times(rates[k].each)
		w.each[k] = sum
	}
	for i := range w.posts {
		w.posts[i] = w.monitor(i)
	}
	return w
}

// On reports whether there is any background.
func (w *World) On() bool { return w.level > 0 }

// times multiplies a rate by the level.
func (w *World) times(rate int64) int64 { return rate * w.level / million }

// visit is a stretch of requests from one machine.
type visit struct {
	kind     scenarios.BackgroundKind
	day      int32
	name     portal.Name
	key      random.Key
	from, to int64  // no request lies outside
	number   uint32 // of a monitor or search engine; of a guess the account, or event.NoAccount
}

// monitor is where a monitor sits and what it is.
func (w *World) monitor(i int) (o origin) {
	o.addr, o.net, o.place = w.Networks.OutsideAddress(network.Servers, w.key.Stream(stMonitor).At(uint64(i)))
	o.agent = client.NthStrangeAgent(client.MonitorAgents, i)
	if i == monitors-1 {
		o.agent = client.NthStrangeAgent(client.CheckAgents, 0)
	}
	return o
}

// The names of visits: below the group, which is a kind with a floor, or one of those
// that belong to an account, lies the number of the visit or of the account.
const (
	groupBits  = 20
	ofAccounts = uint32(scenarios.NumBackground) << groupBits
	ofUnknown  = ofAccounts + 1<<groupBits // identifiers in lists, for each account
	ofKnown    = ofAccounts + 2<<groupBits // accounts in lists
)
