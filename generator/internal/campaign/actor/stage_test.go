package actor

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/pace"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

const (
	second, minute, hour = calendar.Second, calendar.Minute, calendar.Hour
	another              = defence.Party(7) << 24 // of another campaign
)

// play is one account of one campaign on a stage of its own. Its parts are real;
// the actor as a whole, which they ask for what comes next, is a host that writes
// down what it was asked.
type play struct {
	*defence.Stage
	t    *testing.T
	core *core
	pace pace.Pace
	log  spell.Log
	host *host
}

// cast is what a test wants to have on the stage.
type cast struct {
	how  scenarios.Acquisition
	key  uint64   // of the account's draws
	sets []string // of the scenario
}

// playOf sets a stage: Thursday, 10 March 2022 and some days, a campaign from 7:00
// to 13:00 UTC, and nobody who defends.
func playOf(t *testing.T, c cast) *play {
	t.Helper()
	sc, err := library.Open("tiny", append([]string{
		"time.end=2022-03-20", "population.accounts=20", "population.insured_persons=3000", "population.profile_mix={pharmacy: 1}",
		"campaigns[0].window={start: 2022-03-10T08:00:00+01:00, stop: 2022-03-10T14:00:00+01:00}",
		"campaigns[0].targets={exposed: 700, hit_rate: 0.8}",
		"controls=[]", "aftermath={}", "portal.outages_per_month=0", "portal.maintenance_per_month=0",
	}, c.sets...), library.Unproven())
	if err != nil {
		t.Fatal(err)
	}
	p := &play{t: t, Stage: stageOf(t, sc), host: &host{}}
	p.host.play = p
	p.core = p.coreOf(&c)
	t.Cleanup(func() {
		if p.Book.Misplaced != 0 {
			t.Errorf("%d steps are written at another time than their own", p.Book.Misplaced)
		}
	})
	p.Defence.Notify(defence.Notice{
		Reset: func(*defence.Account, int64) {}, Ban: func(defence.Ban, int64) {}, Before: func(int64) {},
		Users: func(visit func(*defence.Account)) { visit(p.core.State) },
	})
	p.Defence.Schedule()
	return p
}

func stageOf(t *testing.T, sc *scenarios.Scenario) *defence.Stage {
	t.Helper()
	persons := population.NewPersons(random.New(1), sc.Population.InsuredPersons, 2022)
	cal, ids := calendar.Reaching(sc, 60), portal.NewIDs(secret.Derived(random.New(5)))
	w := &script.World{
		Key: random.New(6), Scenario: sc, Persons: persons, Accounts: accounts.New(random.New(2), sc, persons),
		Calendar: cal, Portal: portal.NewConditions(random.New(4), cal, sc.Portal), IDs: &ids,
	}
	var err error
	if w.Base, err = traffic.New(random.New(3), sc, traffic.Ground{Persons: persons, Accounts: w.Accounts, Calendar: cal, Portal: w.Portal}); err != nil {
		t.Fatal(err)
	}
	q := &clock.Queue{}
	book := script.NewBook(w, q)
	return &defence.Stage{World: w, Book: book, Queue: q, Defence: defence.New(w, book, q, true)}
}

// coreOf is what the parts of the actor share: the first account with a password,
// and a campaign of which it is the only one.
func (p *play) coreOf(c *cast) *core {
	spec := &p.World.Scenario.Campaigns[0]
	from, stop := spec.Window.From.UnixMicro(), spec.Window.To.UnixMicro()
	s := &Shared{ID: 1, Name: spec.Number(), Spec: spec, Policy: spec.OnResponse, Key: random.New(8), stage: p.Stage, whole: p.host}
	s.Extras = spell.Extras{Key: s.Key, From: from}
	hours := intensity.New(intensity.Shape{Hours: scenarios.AllHours}, intensity.Times{Calendar: p.World.Calendar, Portal: p.World.Portal}, from, stop)
	s.Alloc = &allocation.Campaign{
		World: allocation.World{Scenario: p.World.Scenario, Accounts: p.World.Accounts, Base: p.World.Base, Calendar: p.World.Calendar},
		Spec:  spec, Key: s.Key, From: from, Stop: stop, End: stop, Hours: hours,
	}
	index := uint32(0)
	for p.World.Accounts.Auth(index, p.World.Calendar.Of(from).Number) != event.Password {
		index++
	}
	k := &core{Account: allocation.Account{Index: index, How: c.how, Key: random.New(100 + c.key), Weight: 1}, camp: s, stage: p.Stage}
	s.Pool = allocation.NewPool(s.Alloc, []allocation.Account{k.Account}, 0)
	k.State, k.party = p.Defence.Account(index), defence.Thief(s.ID, k.Number)
	k.Share = &ledger.Share{Weight: random.Million, Hours: hours}
	var err error
	if s.List, err = targets.New(s.Key.At(16), p.World.Persons, spec.Targets, targets.Counts{Trials: spec.Access.Validate.LookUps}); err != nil {
		p.t.Fatal(err)
	}
	s.cursor = s.List.Cursor()
	s.Work = pace.Work{
		Ledger: ledger.New(s.List.Entries()), Crew: &ledger.Crew{Shares: []*ledger.Share{k.Share}, Stop: stop}, Calendar: p.World.Calendar,
		Stop: stop, End: stop, Deals: 1, Working: func() uint64 { return 1 }, Kept: func(int) uint64 { return 0 },
		Disturbed: func() { p.host.say("disturbed") },
	}
	s.Crew.Deal(from, s.Ledger.Left())
	place := intensity.NewPlacement(hours, &spec.Pacing, k.Key.At(128))
	p.pace = pace.Pace{Work: &s.Work, Share: k.Share, Key: k.Key, Placement: place}
	p.log = spell.Log{
		Placement: place, Extras: &s.Extras, World: p.World,
		Seats: spell.Seats{Account: &k.Account, Alloc: s.Alloc, Pool: s.Pool, Banned: k.banned},
	}
	return k
}

// run plays on to an instant.
func (p *play) run(until int64) { p.Queue.Run(until) }

// lines is what happened so far, in its order.
func (p *play) lines() []line {
	p.host.catchUp()
	return p.host.lines
}

// told writes what happened so far.
func (p *play) told() string {
	var out []string
	for _, x := range p.lines() {
		out = append(out, x.what)
	}
	return strings.Join(out, ", ")
}

// tells fails unless that is what happened so far.
func (p *play) tells(want string) {
	p.t.Helper()
	if got := p.told(); got != want {
		p.t.Errorf("what happens is\n  %s\nwant\n  %s", got, want)
	}
}

// apart fails unless as much time lies between one line and the one before: bounds in
// turn, from the second line on.
func (p *play) apart(bounds ...span) {
	p.t.Helper()
	lines := p.lines()
	if len(lines) != len(bounds)+1 {
		p.t.Fatalf("%d lines: %s", len(lines), p.told())
	}
	for i, b := range bounds {
		if gap := lines[i+1].ts - lines[i].ts; gap < b.least || gap > b.most {
			p.t.Errorf("%d ms from %q to %q, want %d to %d", gap/1000, lines[i].what, lines[i+1].what, b.least/1000, b.most/1000)
		}
	}
}

// span is a least and a most.
type span struct{ least, most int64 }

// atOnce is no time.
var atOnce = span{}

// notes is the campaign's journal.
func (p *play) notes() string {
	var out []string
	for _, n := range p.Book.Journal.Campaigns {
		out = append(out, n.Action.String())
	}
	return strings.Join(out, ", ")
}

// knows fails unless of owner, actor and another party those know the password whose
// initials are given.
func (p *play) knows(when, want string) {
	p.t.Helper()
	got := ""
	for _, x := range []struct {
		name  string
		party defence.Party
	}{{"o", defence.Owner}, {"a", p.core.party}, {"x", another}} {
		if p.core.State.Knows(x.party) {
			got += x.name
		}
	}
	if got != want {
		p.t.Errorf("%s the password is known to %q, want %q", when, got, want)
	}
}

// from is when the campaign begins.
func (p *play) from() int64 { return p.core.camp.Spec.Window.From.UnixMicro() }

// outage is the first outage behind the begin of the campaign.
func (p *play) outage() portal.Outage {
	p.t.Helper()
	for o := range p.World.Portal.Outages(p.from()+hour, p.core.camp.Stop) {
		return o
	}
	p.t.Fatal("there is no outage: the test shows nothing")
	return portal.Outage{}
}

// Longer campaigns: of nine days, and of two in which the portal is down about once
// a day.
var (
	days   = []string{"campaigns[0].window={start: 2022-03-10T08:00:00+01:00, stop: 2022-03-19T08:00:00+01:00}"}
	breaks = []string{
		"campaigns[0].window={start: 2022-03-10T08:00:00+01:00, stop: 2022-03-12T08:00:00+01:00}", "portal.outages_per_month=30",
	}
)

// at writes an instant as scenario files do.
func at(ts int64) string { return time.UnixMicro(ts).UTC().Format("2006-01-02T15:04:05.000000Z07:00") }

// controls is a set of controls.
func controls(all ...string) string { return "controls=[" + strings.Join(all, ", ") + "]" }

// by is a control by the clock.
func by(kind string, ts int64, more string) string {
	return fmt.Sprintf("{type: %s, at: %s, %s}", kind, at(ts), more)
}
