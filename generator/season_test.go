package generator

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/scenarios"
)

// quiet is a world of honest users over three weeks in autumn, without school holidays.
var quiet = []string{"time.start=2021-11-15", "time.end=2021-12-06", "calendar.epidemic=[]",
	"population.accounts=400", "population.insured_persons=120000", "benign.look_alikes=none", "background.level=0"}

// lookUps counts the look-ups of each account in [from, to).
func lookUps(p *Plan, from, to time.Time) map[uint32]int {
	out := map[uint32]int{}
	for e := range p.Events(from, to) {
		if e.Action == event.Lookup {
			out[e.Account]++
		}
	}
	return out
}

func lookUpsOf(counts map[uint32]int, of func(k uint32) bool) (sum int) {
	for k, n := range counts {
		if of(k) {
			sum += n
		}
	}
	return sum
}

// A season raises the demand of its profiles by its gain, on its days, and leaves every
// other line as it was.
func TestSeasonRaisesDemand(t *testing.T) {
	t.Parallel()
	plain := opened(t, "baseline", Options{}, quiet...)
	more := opened(t, "baseline", Options{}, append(quiet,
		"calendar.season=[{name: s, from: 2021-11-22, to: 2021-11-27, gain: 1.5, profiles: [pharmacy]}]")...)
	start := plain.Scenario().Time.Start
	pharmacy := func(k uint32) bool { return plain.accounts.At(k).Profile == scenarios.Pharmacy }
	others := func(k uint32) bool { return !pharmacy(k) }
	for _, c := range []struct {
		from, to  int
		least, up int // hundredths of the plain world's
	}{{0, 7, 100, 100}, {7, 12, 140, 160}, {13, 21, 100, 100}} {
		from, to := start.AddDate(0, 0, c.from), start.AddDate(0, 0, c.to)
		before, after := lookUps(plain, from, to), lookUps(more, from, to)
		if a, b := lookUpsOf(before, others), lookUpsOf(after, others); a != b {
			t.Errorf("days %d to %d: others look up %d, before %d", c.from, c.to, b, a)
		}
		a, b := lookUpsOf(before, pharmacy), lookUpsOf(after, pharmacy)
		if share := b * 100 / a; share < c.least || share > c.up {
			t.Errorf("days %d to %d: pharmacies make %d look-ups of %d", c.from, c.to, b, a)
		}
	}
}

// A closing shuts its share of accounts for all of its days, and nobody else.
func TestClosingShutsPractices(t *testing.T) {
	t.Parallel()
	plain := opened(t, "baseline", Options{}, quiet...)
	shut := opened(t, "baseline", Options{}, append(quiet,
		"calendar.closing=[{name: c, from: 2021-11-22, to: 2021-11-27, share: 0.4, profiles: [gp, other]}]")...)
	from := plain.Scenario().Time.Start.AddDate(0, 0, 7)
	before, during := lookUps(plain, from, from.AddDate(0, 0, 5)), lookUps(shut, from, from.AddDate(0, 0, 5))
	closed, concerned := 0, 0
	for k, n := range before {
		p := plain.accounts.At(k).Profile
		switch {
		case p != scenarios.GP && p != scenarios.Other:
			if during[k] != n {
				t.Errorf("account %d of %v makes %d look-ups, before %d", k, p, during[k], n)
			}
			continue
		case during[k] == 0:
			closed++
		case during[k] != n:
			t.Errorf("account %d is open and makes %d look-ups, before %d", k, during[k], n)
		}
		concerned++
	}
	if share := closed * 100 / concerned; share < 30 || share > 50 {
		t.Errorf("%d of %d practices are shut, want 40 %%", closed, concerned)
	}
}

// Newcomers are as many as the scenario says, have no line before their account is
// opened, and work from then on.
func TestNewcomersBeginInTheMiddle(t *testing.T) {
	t.Parallel()
	p := opened(t, "baseline", Options{}, append(quiet, "population.newcomers={share: 0.2, from: 2021-11-24, over: 3d}")...)
	joins, first := map[uint32]int32{}, map[uint32]int32{}
	for k := range uint32(p.accounts.Len()) {
		if idle, since := p.accounts.Idle(k); idle == accounts.Joining {
			joins[k] = since
		}
	}
	if n := len(joins); n < 72 || n > 82 {
		t.Errorf("%d of 400 accounts join, want a fifth of the busy ones", n)
	}
	for e := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		if _, seen := first[e.Account]; !seen {
			first[e.Account] = p.cal.Of(e.TS).Number
		}
	}
	used := 0
	for k, since := range joins {
		day, seen := first[k]
		if seen && day < since {
			t.Errorf("account %d has a line on day %d, and is opened on %d", k, day, since)
		}
		if seen {
			used++
		}
	}
	if used*10 < len(joins)*8 {
		t.Errorf("%d of %d newcomers do anything", used, len(joins))
	}
}

// A release on a given day renames every file, and later ones keep what they do not change.
func TestReleaseOnADay(t *testing.T) {
	t.Parallel()
	p := opened(t, "baseline", Options{}, append(quiet, "portal.release_on=[2021-11-23]")...)
	day := p.Scenario().Time.Start.AddDate(0, 0, 8)
	before, after := p.portal.Release(day.UnixMicro()), p.portal.Release(day.AddDate(0, 0, 1).UnixMicro())
	if after <= before {
		t.Fatalf("release %d after the day, %d before", after, before)
	}
	names := p.portal.Names()
	old, now := names[before], names[after]
	if old.App == now.App || old.Vendor == now.Vendor || old.Style == now.Style {
		t.Errorf("%+v became %+v", old, now)
	}
}
