package generator

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios/library"
)

// line is one line of either log with its truth: what two runs are compared by.
type line struct {
	audit  event.Event
	truth  event.Truth
	access event.Access
}

func (l line) ts() int64 { return l.audit.TS + l.access.TS }

// lines makes the windows in the given order and returns their lines in the
// order of the log.
func lines(p *Plan, ws []event.Window) map[int64][]line {
	f, out := p.NewFiller(), map[int64][]line{}
	var b event.Batch
	for _, w := range ws {
		f.Fill(w, &b)
		out[w.From] = linesOf(&b)
	}
	return out
}

func linesOf(b *event.Batch) []line {
	out := make([]line, 0, len(b.AuditOrder)+len(b.AccessOrder))
	for i := range b.AuditOrder {
		e, t := b.AuditAt(i)
		out = append(out, line{audit: *e, truth: *t})
	}
	for i := range b.AccessOrder {
		out = append(out, line{access: *b.AccessAt(i)})
	}
	return out
}

// small is a world that is quick to make and still has everything in it: the
// built-in fixture with six times its people.
var small = []string{"population.accounts=60", "population.insured_persons=5000", "campaigns[0].targets.exposed=150"}

// world plans the small world with changes.
func world(t *testing.T, o Options, sets ...string) *Plan {
	t.Helper()
	sc, err := library.Open("tiny", append(slices.Clone(small), sets...))
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(sc, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func sameLines(t *testing.T, what string, want, got map[int64][]line) {
	t.Helper()
	for from, g := range got {
		if !slices.Equal(g, want[from]) {
			t.Fatalf("%s: slice %s differs: %d lines, want %d", what, time.UnixMicro(from).UTC().Format(time.RFC3339), len(g), len(want[from]))
		}
	}
}

func TestAnySliceAlone(t *testing.T) {
	p := world(t, Options{})
	ws := p.Windows()
	want := lines(p, ws)
	shuffled := slices.Clone(ws)
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	sameLines(t, "slices in any order", want, lines(p, shuffled))
	for _, w := range shuffled[:20] {
		sameLines(t, "a slice by a fresh Filler", want, lines(p, []event.Window{w}))
	}
}

func TestSlicesTogetherAreTheWhole(t *testing.T) {
	p := world(t, Options{})
	ws := p.Windows()
	var apart []line
	for _, l := range lines(p, ws) {
		apart = append(apart, l...)
	}
	// Half-hour slices must hold the same lines as hours.
	var halves []event.Window
	for _, w := range ws {
		mid := (w.From + w.To) / 2
		halves = append(halves, event.Window{From: w.From, To: mid, Day: w.Day}, event.Window{From: mid, To: w.To, Day: w.Day})
	}
	var finer []line
	for _, l := range lines(p, halves) {
		finer = append(finer, l...)
	}
	order := func(a, b line) int {
		return cmp.Or(cmp.Compare(a.ts(), b.ts()), cmp.Compare(a.audit.ID, b.audit.ID), cmp.Compare(a.access.Request, b.access.Request))
	}
	slices.SortFunc(apart, order)
	slices.SortFunc(finer, order)
	if !slices.Equal(apart, finer) {
		t.Fatalf("%d lines in hours, %d in half hours, or other ones", len(apart), len(finer))
	}
}

func TestFillersSideBySide(t *testing.T) {
	p := world(t, Options{})
	want := lines(p, p.Windows())
	var wg sync.WaitGroup
	got := make([]map[int64][]line, 8)
	for i := range got {
		wg.Go(func() { got[i] = lines(p, p.Windows()[i*6:i*6+6]) })
	}
	wg.Wait()
	for _, g := range got {
		sameLines(t, "eight Fillers at once", want, g)
	}
}

func TestOneDayAlone(t *testing.T) {
	whole := world(t, Options{})
	want := lines(whole, whole.Windows())
	day := whole.Windows()[30].Day
	var ws []event.Window
	for _, w := range whole.Windows() {
		if w.Day == day {
			ws = append(ws, w)
		}
	}
	part := world(t, Options{From: time.UnixMicro(ws[0].From), To: time.UnixMicro(ws[len(ws)-1].To)})
	if !slices.Equal(part.Windows()[:len(ws)-1], ws[:len(ws)-1]) || len(part.Windows()) != len(ws) {
		t.Fatal("the day is cut otherwise")
	}
	sameLines(t, "the day alone", want, lines(part, part.Windows()))
}

func TestOneAccountMore(t *testing.T) {
	without := world(t, Options{})
	n := without.Scenario().Population.Accounts
	with := world(t, Options{}, fmt.Sprintf("population.accounts=%d", n+1))
	a, b := lines(without, without.Windows()), lines(with, with.Windows())
	newcomer, more := uint32(n), 0
	owner := map[uint64]uint32{} // of each audit event, so that anonymous requests of its page flow are known too
	for _, ls := range b {
		for _, l := range ls {
			owner[l.audit.ID] = l.audit.Account
		}
	}
	for from := range b {
		b[from] = slices.DeleteFunc(b[from], func(l line) bool {
			mine := owner[max(l.audit.ID, l.access.Event)] == newcomer
			if mine {
				more++
			}
			return mine
		})
	}
	if more == 0 {
		t.Fatal("the new account did nothing: the test shows nothing")
	}
	sameLines(t, "the other accounts", a, b)
}

func TestOtherSeedOtherLines(t *testing.T) {
	a, b := world(t, Options{}), world(t, Options{}, "scenario.seed=2")
	la, lb := lines(a, a.Windows()), lines(b, b.Windows())
	same := 0
	for from := range la {
		if len(la[from]) > 0 && slices.Equal(la[from], lb[from]) {
			same++
		}
	}
	if same > 0 {
		t.Fatalf("%d slices do not depend on the seed", same)
	}
}

// worlds makes the three worlds of one scenario and seed.
func worlds(t *testing.T) (attacked, peaceful, undefended *Plan) {
	t.Helper()
	return world(t, Options{}), world(t, Options{WithoutCampaigns: true}), world(t, Options{WithoutControls: true})
}

func TestCounterfactuals(t *testing.T) {
	attacked, peaceful, undefended := worlds(t)
	with, overlay := read(attacked).innocent()
	for name, other := range map[string]*Plan{"without campaigns": peaceful, "without controls": undefended} {
		without, theirs := read(other).innocent()
		effects := map[event.Effect]int{}
		for id, ls := range with {
			_, listed := overlay[id]
			_, listedThere := theirs[id]
			if listed || listedThere {
				effects[overlay[id]]++
				continue
			}
			if !slices.Equal(ls, without[id]) {
				t.Fatalf("%s: event %016x differs and no interference is listed:\n%v\n%v", name, id, ls, without[id])
			}
		}
		for id := range without {
			if _, ok := with[id]; !ok && overlay[id] != event.Suppressed && theirs[id] == 0 {
				t.Fatalf("%s: event %016x is missing from the attacked world and not listed as suppressed", name, id)
			}
		}
		if len(effects) < 2 {
			t.Errorf("%s: effects %v: too few kinds for the test to show anything", name, effects)
		}
	}
	for id, e := range overlay {
		if _, there := with[id]; there == (e == event.Suppressed) {
			t.Errorf("event %016x is listed with effect %v, and present: %v", id, e, there)
		}
	}
}

func TestWithoutControlsTheAttackGoesOn(t *testing.T) {
	attacked, _, undefended := worlds(t)
	count := func(p *Plan, until int64) (n int, first []uint64) {
		f := p.NewFiller()
		var b event.Batch
		for _, w := range p.Windows() {
			f.Fill(w, &b)
			for i := range b.Audit {
				e, tr := b.AuditAt(i)
				if tr.Label != event.Attack {
					continue
				}
				n++
				if e.TS < until {
					first = append(first, e.ID)
				}
			}
		}
		return n, first
	}
	stop := attacked.Scenario().Campaigns[0].Window.To.UnixMicro()
	n, before := count(attacked, stop)
	m, same := count(undefended, stop)
	if !slices.Equal(before, same) {
		t.Error("the two worlds differ before the first control")
	}
	if m <= n {
		t.Errorf("%d attack events undefended, %d defended", m, n)
	}
}

func TestExactAccounting(t *testing.T) {
	t.Parallel()
	for _, p := range []*Plan{world(t, Options{}), planOf(t, "amelipro-2022", "0.005", Options{})} {
		id := p.Scenario().ID
		c := p.Scenario().Campaigns[0]
		persons, accounts, answered := map[uint32]bool{}, map[uint32]bool{}, 0
		f := p.NewFiller()
		var b event.Batch
		for _, w := range p.Windows() {
			f.Fill(w, &b)
			for _, x := range b.Exposures {
				if persons[x.Person] {
					t.Fatalf("person %d exposed twice", x.Person)
				}
				persons[x.Person] = true
			}
			for i := range b.Audit {
				e, tr := b.AuditAt(i)
				if tr.Label != event.Attack {
					continue
				}
				if e.Action == event.Lookup { // others were tried only
					accounts[e.Account] = true
				}
				if e.Result == event.Found {
					answered += int(e.Persons)
					if at := time.UnixMicro(e.TS); tr.Phase == event.Scrape && (at.Before(c.Window.From) || !at.Before(c.Window.To)) {
						t.Errorf("a look-up of the list at %s, outside its window", at)
					}
				}
			}
		}
		if len(persons) != c.Targets.Exposed || answered < c.Targets.Exposed || len(accounts) != c.Access.Accounts {
			t.Errorf("%s: %d persons exposed, %d returned to the attacker, %d accounts; want %d, at least %d, %d",
				id, len(persons), answered, len(accounts), c.Targets.Exposed, c.Targets.Exposed, c.Access.Accounts)
		}
	}
}
