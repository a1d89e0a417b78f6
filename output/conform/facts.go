package conform

import (
	"context"
	"fmt"
	"net/netip"
	"path/filepath"
	"strings"

	"breachsim/output/read"
	"breachsim/output/truth"
	"breachsim/scenarios/measure"
)

// lookup is a look-up of a campaign as the log has it.
type lookup struct {
	ts        int64
	account   string
	result    string
	trial     bool
	elsewhere bool // not through Infopatient
	day       int32
}

// campaignFacts are what the logs show of a campaign.
type campaignFacts struct {
	lookups   []lookup
	accounts  map[string]bool
	addresses map[netip.Addr]string // country
	events    map[string]map[int32]int
	first     map[string]int64 // event by account
	found     map[found]bool
}

// response is a line of the log that a control wrote.
type response struct {
	ts      int64
	action  string
	account string
	ip      netip.Addr
}

// facts are what one pass over the audit log, with the labels, finds.
type facts struct {
	outside   int // events outside the scenario's time
	example   string
	attacks   int
	campaigns map[string]*campaignFacts
	owner     map[string]map[int32]int // benign events by account and day
	lastOwn   map[string]int64         // last benign event by account
	kinds     map[string]int           // events of look-alikes
	responses []response
	after     map[string][]success   // what the portal did for the attack, by account
	afterIP   map[netip.Addr][]int64 // … by address
	overlaps  overlaps
}

// success is an event of a campaign that the portal answered.
type success struct {
	campaign string
	ts       int64
}

func dayOf(ts int64) int32 { return int32(ts / measure.Day) }

// gather reads the audit log, a day's labels at a time.
func gather(ctx context.Context, d *read.Dataset, from, to int64) (*facts, error) {
	f := &facts{campaigns: map[string]*campaignFacts{}, owner: map[string]map[int32]int{}, kinds: map[string]int{}, lastOwn: map[string]int64{},
		after: map[string][]success{}, afterIP: map[netip.Addr][]int64{}, overlaps: newOverlaps()}
	log, err := d.AuditLog()
	if err != nil {
		return nil, err
	}
	labels, file := map[uint64]truth.Event{}, ""
	for ev, err := range log.All(ctx) {
		if err != nil {
			return nil, err
		}
		if at, _ := log.Where(); at != file {
			file = at
			if labels, err = labelsOf(d, file); err != nil {
				return nil, err
			}
		}
		if ev.TS < from || ev.TS >= to {
			if f.outside++; f.example == "" {
				f.example = fmt.Sprintf("event %016x", ev.EventID)
			}
		}
		l := labels[ev.EventID]
		f.see(ev, &l)
	}
	return f, nil
}

// labelsOf reads the truth of the day of a log file.
func labelsOf(d *read.Dataset, file string) (map[uint64]truth.Event, error) {
	date := filepath.Base(file)[:len("2006-01-02")]
	path, err := find(d, "truth/events/"+date+".jsonl")
	if err != nil {
		return nil, err
	}
	labels := map[uint64]truth.Event{}
	return labels, eachRow(path, func(e *truth.Event) { labels[uint64(e.EventID)] = *e })
}

// find returns where a file of the dataset lies, whatever it is packed in.
func find(d *read.Dataset, name string) (string, error) {
	at, err := d.Find(name)
	return filepath.Join(d.Dir, filepath.FromSlash(at)), err
}

func eachRow[R any](path string, visit func(*R)) error {
	r, err := read.Open(path)
	if err != nil {
		return err
	}
	defer r.Close() // only read
	for row, err := range truth.Read[R](r) {
		if err != nil {
			return fmt.Errorf("reading %q: %w", path, err)
		}
		visit(&row)
	}
	return nil
}

func (f *facts) see(ev *read.Event, l *truth.Event) {
	if l.BenignType != "" {
		f.kinds[l.BenignType]++
	}
	switch {
	case l.Label == "attack":
		f.attack(ev, l)
	case ev.Action == "ip_ban" || ev.Action == "password_reset_forced" || ev.Action == "account_lock":
		f.responses = append(f.responses, response{ev.TS, ev.Action, ev.Account, ev.SrcIP})
	case ev.Account != "" && (l.Label == "" || l.Label == "benign") && (ev.Action == "lookup" || ev.Action == "login"):
		days := f.owner[ev.Account]
		if days == nil {
			days = map[int32]int{}
			f.owner[ev.Account] = days
		}
		days[dayOf(ev.TS)]++
		f.lastOwn[ev.Account] = ev.TS
		f.overlaps.see(ev)
	}
}

func (f *facts) attack(ev *read.Event, l *truth.Event) {
	f.attacks++
	c := f.campaigns[l.Campaign]
	if c == nil {
		c = &campaignFacts{accounts: map[string]bool{}, addresses: map[netip.Addr]string{}, events: map[string]map[int32]int{}, first: map[string]int64{}, found: map[found]bool{}}
		f.campaigns[l.Campaign] = c
	}
	if ev.SrcIP.IsValid() && !strings.HasPrefix(l.Actor, l.Campaign+"/insider-") { // who comes from where the account's users are
		c.addresses[ev.SrcIP] = ev.Country
	}
	if ev.Outcome == "success" || ev.Result == "not_found" {
		if ev.Action != "password_reset_request" { // anybody may ask for a link
			f.after[ev.Account] = append(f.after[ev.Account], success{l.Campaign, ev.TS})
		}
		f.afterIP[ev.SrcIP] = append(f.afterIP[ev.SrcIP], ev.TS)
	}
	if ev.Account == "" {
		return
	}
	if c.events[ev.Account] == nil {
		c.events[ev.Account] = map[int32]int{}
	}
	c.events[ev.Account][dayOf(ev.TS)]++
	c.accounts[ev.Account] = true
	if c.first[ev.Account] == 0 {
		c.first[ev.Account] = ev.TS
	}
	if ev.Result == "found" && ev.NIRRef != 0 {
		c.found[found{ev.NIRRef, ev.Account}] = true
	}
	if ev.Action == "lookup" {
		c.lookups = append(c.lookups, lookup{ev.TS, ev.Account, ev.Result, l.Phase == "validate", ev.Service != "infopatient", dayOf(ev.TS)})
	}
}
