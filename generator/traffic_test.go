package generator

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/localday"
)

// ordinary collects the audit events of a peaceful fiftieth of the reference
// world, six weeks, by session and by account and day.
type ordinary struct {
	plan     *Plan
	sessions map[uint64][]event.Event
	lookUps  map[scenarios.Profile]map[[2]uint32]int // by account and day
	byHour   [24]int
	byDay    [7]int
	results  map[event.Result]int
	gaps     map[uint32][]float64
}

func observe(t *testing.T) *ordinary {
	p := planOf(t, "baseline", "0.02", Options{})
	o := &ordinary{plan: p, sessions: map[uint64][]event.Event{}, lookUps: map[scenarios.Profile]map[[2]uint32]int{}, results: map[event.Result]int{}, gaps: map[uint32][]float64{}}
	last := map[uint32]int64{}
	loc := p.Scenario().Time.Location
	for e := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		at := time.UnixMicro(e.TS).In(loc)
		if e.Session != 0 {
			o.sessions[e.Session] = append(o.sessions[e.Session], e)
		}
		if e.Action != event.Lookup {
			continue
		}
		o.byHour[at.Hour()]++
		o.byDay[at.Weekday()]++
		o.results[e.Result]++
		pr := p.accounts.At(e.Account).Profile
		if o.lookUps[pr] == nil {
			o.lookUps[pr] = map[[2]uint32]int{}
		}
		o.lookUps[pr][[2]uint32{e.Account, uint32(localday.Number(at, loc))}]++
		if ts := last[e.Account]; ts != 0 {
			o.gaps[e.Account] = append(o.gaps[e.Account], float64(e.TS-ts))
		}
		last[e.Account] = e.TS
	}
	return o
}

func TestBaseTraffic(t *testing.T) {
	t.Parallel()
	o := observe(t)
	t.Run("causality", o.causality)
	t.Run("volumes", o.volumes)
	t.Run("rhythm", o.rhythm)
	t.Run("errors", o.errors)
}

// causality: a session begins with an accepted sign-in, ends with its
// sign-out, lasts no longer than the portal allows, and has two addresses at most.
func (o *ordinary) causality(t *testing.T) {
	for id, es := range o.sessions {
		lines := map[event.Addr]bool{}
		if first := es[0]; first.Action != event.Login || first.Outcome != event.Success {
			t.Fatalf("session %016x begins with %s %s", id, first.Action, first.Outcome)
		}
		for i, e := range es {
			if lines[e.Addr] = true; e.Account != es[0].Account || len(lines) > 2 { // a telephone leaves the Wi-Fi
				t.Fatalf("session %016x changes its account, or has %d addresses", id, len(lines))
			}
			if i > 0 && (e.TS < es[i-1].TS || es[i-1].Action == event.Logout) {
				t.Fatalf("session %016x: %s after %s", id, e.Action, es[i-1].Action)
			}
		}
		if d := es[len(es)-1].TS - es[0].TS; d > int64(4*time.Hour/time.Microsecond) {
			t.Fatalf("session %016x lasts %s", id, time.Duration(d)*time.Microsecond)
		}
	}
}

// volumes: the median account of a profile makes the look-ups of a working day
// that the profile is said to make.
func (o *ordinary) volumes(t *testing.T) {
	want := map[scenarios.Profile]float64{scenarios.GP: 6, scenarios.Pharmacy: 20, scenarios.Nurse: 3, scenarios.Other: 4}
	for pr, median := range want {
		byAccount := map[uint32][]int{}
		for k, n := range o.lookUps[pr] {
			byAccount[k[0]] = append(byAccount[k[0]], n)
		}
		var means []float64
		for _, ns := range byAccount {
			sum := 0
			for _, n := range ns {
				sum += n
			}
			means = append(means, float64(sum)/float64(len(ns)))
		}
		slices.Sort(means)
		got := means[len(means)/2]
		t.Logf("%s: %d accounts, median %.1f look-ups a day of work, 90th percentile %.1f", pr, len(means), got, means[len(means)*9/10])
		if got < median*0.6 || got > median*1.7 {
			t.Errorf("%s: median %.1f look-ups a day, want about %.0f", pr, got, median)
		}
	}
}

func (o *ordinary) rhythm(t *testing.T) {
	total := 0
	for _, n := range o.byDay {
		total += n
	}
	t.Logf("weekdays from Sunday: %v; hours: %v", o.byDay, o.byHour)
	if monday := float64(o.byDay[1]) / float64(total); monday < 0.17 || monday > 0.24 {
		t.Errorf("Monday has %.1f %% of the look-ups, want about 20", monday*100)
	}
	if sunday := float64(o.byDay[0]) / float64(total); sunday < 0.003 || sunday > 0.05 {
		t.Errorf("Sunday has %.2f %%", sunday*100)
	}
	if noon, morning := o.byHour[13], o.byHour[10]; noon*10 > morning*8 || noon*10 < morning {
		t.Errorf("no lunch dip: %d look-ups from 13:00, %d from 10:00", noon, morning)
	}
	var cv []float64
	for _, gs := range o.gaps {
		if len(gs) >= 50 {
			var s, q float64
			for _, g := range gs {
				s, q = s+g, q+g*g
			}
			mean := s / float64(len(gs))
			cv = append(cv, math.Sqrt(q/float64(len(gs))-mean*mean)/mean)
		}
	}
	slices.Sort(cv)
	t.Logf("gap variation: median %.2f over %d accounts", cv[len(cv)/2], len(cv))
	if m := cv[len(cv)/2]; m < 1 || m > 4 {
		t.Errorf("coefficient of variation of gaps is %.2f: not heavy-tailed, or all tail", m)
	}
}

func (o *ordinary) errors(t *testing.T) {
	n := 0
	for _, c := range o.results {
		n += c
	}
	for r, bound := range map[event.Result][2]float64{
		event.BadKey: {0.005, 0.03}, event.NotFound: {0.005, 0.03}, event.NoRights: {0.002, 0.02}, event.ResultError: {0.001, 0.01},
	} {
		if share := float64(o.results[r]) / float64(n); share < bound[0] || share > bound[1] {
			t.Errorf("%s: %.2f %% of look-ups", r, share*100)
		}
	}
}

// The clock on the wall skips 02:00 to 03:00 on 27 March 2022.
func TestNightOfTheClockChange(t *testing.T) {
	p := planOf(t, "baseline", "0.05", Options{})
	loc := p.Scenario().Time.Location
	day := time.Date(2022, 3, 27, 0, 0, 0, 0, loc)
	n, hours := 0, map[int]bool{}
	for e := range p.Events(day, day.AddDate(0, 0, 1)) {
		at := time.UnixMicro(e.TS).In(loc)
		hours[at.Hour()] = true
		n++
	}
	if n == 0 || hours[2] {
		t.Errorf("%d events, hours %v", n, hours)
	}
	windows := 0
	for _, w := range p.Windows() {
		if w.Day == localday.Number(day, loc) {
			windows++
		}
	}
	if windows != 23 {
		t.Errorf("the day has %d slices, want 23", windows)
	}
}
