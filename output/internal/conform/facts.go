package conform

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// Line is a line of the audit log with what the truth says of it.
type Line struct {
	*read.Event
	Said   *truth.Event // without a label where it has no row
	File   string
	Number int
}

// where names the line for a reader.
func (l *Line) where() string { return fmt.Sprintf("%s:%d", l.File, l.Number) }

// attack reports whether the truth gives the line to a campaign.
func (l *Line) attack() bool { return l.Said.Label == "attack" }

// benign reports whether the truth gives the line to an honest user.
func (l *Line) benign() bool { return l.Said.Label == "" || l.Said.Label == "benign" }

// facts are what one pass over the audit log, with the labels, finds.
type facts struct {
	sc        *scenarios.Scenario
	from, to  int64 // the scenario's time
	outside   flaws // events outside the scenario's time
	campaigns map[string]*campaign
	owner     map[string]map[int32]int // benign events by account and day
	lastOwn   map[string]int64         // last benign event by account
	kinds     map[string]int           // events of look-alikes
	responses []response
	banned    map[string][]int64     // by address
	reset     map[string][]int64     // by account
	answered  map[used]int           // look-ups of campaigns
	after     map[string][]success   // what the portal did for the attack, by account
	afterIP   map[netip.Addr][]int64 // and by address
	overlaps  overlaps
	tries     tries
}

// response is a line of the log that a control wrote.
type response struct {
	ts      int64
	action  string
	account string
	ip      netip.Addr
}

// success is an event of a campaign that the portal answered.
type success struct {
	campaign string
	ts       int64
}

func newFacts(sc *scenarios.Scenario) *facts {
	return &facts{
		sc: sc, from: sc.Time.Begin().UnixMicro(), to: sc.Time.End.UnixMicro(),
		campaigns: map[string]*campaign{}, owner: map[string]map[int32]int{}, lastOwn: map[string]int64{},
		kinds:  map[string]int{},
		banned: map[string][]int64{}, reset: map[string][]int64{}, answered: map[used]int{},
		after: map[string][]success{}, afterIP: map[netip.Addr][]int64{}, overlaps: newOverlaps(sc),
		tries: tries{of: map[used]int{}},
	}
}

// dayOf numbers the days of UTC.
func dayOf(ts int64) int32 { return int32(ts / measure.Day) }

// see takes up one line.
func (f *facts) see(l *Line, p *period) {
	f.outside.want(l.TS >= f.from && l.TS < f.to, l.where)
	if kind := l.Said.BenignType; kind != "" {
		f.kinds[kind]++
	}
	switch {
	case l.attack():
		f.attack(l, p)
	case l.Action == "ip_ban" || l.Action == "password_reset_forced" && l.Reason != "owner_request":
		f.response(l)
	case l.Account != "" && l.benign() && (l.Action == "lookup" || l.Action == "login"):
		f.own(l, p)
	case l.Account != "" && l.Said.Label == "collateral" && l.Action == "login":
		f.comes(l)
	}
}

// response notes a ban or a reset.
func (f *facts) response(l *Line) {
	f.responses = append(f.responses, response{l.TS, l.Action, l.Account, l.SrcIP})
	if l.Action == "ip_ban" {
		f.banned[l.SrcIP.String()] = append(f.banned[l.SrcIP.String()], l.TS)
	} else {
		f.reset[l.Account] = append(f.reset[l.Account], l.TS)
	}
}

// own notes what an honest user does.
func (f *facts) own(l *Line, p *period) {
	f.comes(l)
	f.lastOwn[l.Account] = max(f.lastOwn[l.Account], l.TS)
	f.overlaps.see(l, p)
}

// comes notes that an honest user is at work, be it only to find that somebody has changed
// the password.
func (f *facts) comes(l *Line) {
	days := f.owner[l.Account]
	if days == nil {
		days = map[int32]int{}
		f.owner[l.Account] = days
	}
	days[dayOf(l.TS)]++
}

// attack notes what a campaign does.
func (f *facts) attack(l *Line, p *period) {
	c := f.campaigns[l.Said.Campaign]
	if c == nil {
		c = newCampaign(f.sc, l.Said.Campaign)
		f.campaigns[l.Said.Campaign] = c
	}
	// an insider comes from where the account's users are
	if l.SrcIP.IsValid() && strings.HasPrefix(l.Said.Actor, l.Said.Campaign+"/bot-") {
		c.addresses[l.SrcIP] = l.Country
	}
	if l.Outcome == "success" || l.Result == "not_found" {
		if l.Action != "password_reset_request" { // anybody may ask for a link
			f.after[l.Account] = append(f.after[l.Account], success{l.Said.Campaign, l.TS})
		}
		f.afterIP[l.SrcIP] = append(f.afterIP[l.SrcIP], l.TS)
	}
	if l.Action == "lookup" && l.Result != "error" { // neither refused nor broken off
		f.answered[used{l.Said.Campaign, l.Account}]++
	}
	at := used{l.Said.Campaign, l.Account}
	switch _, vain := p.tried[at]; {
	case vain:
		f.tries.see(l, at)
	case l.Account != "":
		c.use(l)
	}
}

// tries is what the log shows of accounts that campaigns tried and did not get.
type tries struct {
	of    map[used]int // attempts
	gotIn flaws
}

func (x *tries) see(l *Line, at used) {
	x.of[at]++
	refused := l.Action == "login" && l.Outcome != "success"
	x.gotIn.want(l.Said.Phase == "acquire" && (refused || l.Action == "password_reset_request"), l.where)
}

// campaign is what the log shows of one.
type campaign struct {
	spec      *scenarios.Campaign   // nil where nobody declared it
	addresses map[netip.Addr]string // of its robots, with their country
	events    map[string]map[int32]int
	first     map[string]int64 // event by account
	found     map[found]bool
	list      list
	trials    trials
	bound     bound
	closed    map[string]int // look-ups answered while a control had closed the service
	closings  []*scenarios.Control
}

func newCampaign(sc *scenarios.Scenario, id string) *campaign {
	c := &campaign{addresses: map[netip.Addr]string{}, events: map[string]map[int32]int{}, first: map[string]int64{},
		found:  map[found]bool{},
		trials: trials{of: map[string]int{}}, closed: map[string]int{}}
	if i := slices.IndexFunc(sc.Campaigns, func(k scenarios.Campaign) bool { return k.ID == id }); i >= 0 {
		c.spec = &sc.Campaigns[i]
		c.bound = bound{most: c.spec.Pacing.AtMost, latest: map[string][]int64{}}
	}
	for i := range sc.Controls {
		if x := &sc.Controls[i]; x.Type == scenarios.Policy && x.Closes() {
			c.closings = append(c.closings, x)
		}
	}
	return c
}

// use notes an event on an account.
func (c *campaign) use(l *Line) {
	if c.events[l.Account] == nil {
		c.events[l.Account] = map[int32]int{}
	}
	c.events[l.Account][dayOf(l.TS)]++
	if at := c.first[l.Account]; at == 0 || l.TS < at {
		c.first[l.Account] = l.TS
	}
	if l.Result == "found" && l.NIRRef != 0 {
		c.found[found{l.NIRRef, l.Account}] = true
	}
	if l.Action != "lookup" || c.spec == nil {
		return
	}
	c.bound.see(l)
	switch l.Said.Phase {
	case "scrape":
		c.list.see(l, c.spec)
	case "validate":
		c.trials.see(l, c.spec)
	default:
		c.list.stray(l, c.spec)
		if l.Result == "found" { // nobody is to be found but by the list and the trials
			c.trials.found++
		}
	}
	for _, x := range c.closings {
		if from := x.At.UnixMicro(); l.TS >= from && l.TS < from+int64(x.Duration) && l.Result != "error" &&
			l.Service == "infopatient" {
			c.closed[x.ID]++
		}
	}
}
