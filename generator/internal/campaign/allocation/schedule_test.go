package allocation

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/scenarios"
)

const (
	rotation = "campaigns[0].rotation="
	pacing   = "campaigns[0].pacing="
)

// total is the length of spans before an instant.
func total(spans []Span, until int64) (n int64) {
	for _, s := range spans {
		n += max(min(s.To, until)-s.From, 0)
	}
	return n
}

// mostAtOnce is how many accounts may work at a time.
func mostAtOnce(all [][]Span) (most int) {
	type edge struct {
		ts   int64
		step int
	}
	var edges []edge
	for _, spans := range all {
		for _, s := range spans {
			edges = append(edges, edge{s.From, 1}, edge{s.To, -1})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int {
		if a.ts != b.ts {
			return int(max(min(a.ts-b.ts, 1), -1))
		}
		return a.step - b.step
	})
	now := 0
	for _, e := range edges {
		now += e.step
		most = max(most, now)
	}
	return most
}

func TestParallelAccountsWorkAllTheTime(t *testing.T) {
	c := campaignOf(t, rotation+"{accounts: parallel, ip: per_account}")
	s := NewSchedule(c, chosen(t, c))
	begins := map[int64]bool{}
	for i, spans := range s.Spans {
		if len(spans) != 1 || spans[0].To != c.End {
			t.Fatalf("account %d: %s", i, sprint(spans))
		}
		if wait := spans[0].From - c.From; wait < leastDelay || wait > mostDelay {
			t.Errorf("account %d begins after %d s", i, wait/calendar.Second)
		}
		begins[spans[0].From] = true
	}
	if len(begins) < 11 || s.Turns != nil {
		t.Errorf("%d begins of %d accounts, turns %v", len(begins), len(s.Spans), s.Turns)
	}
}

func TestSequentialAccountsHavePartsAsLargeAsTheirWeights(t *testing.T) {
	c := campaignOf(t, rotation+"{accounts: sequential, ip: per_account}")
	c.Hours = office{}
	accounts := chosen(t, c)
	for i := range accounts {
		accounts[i].Weight = uint64(1 + i)
	}
	s := NewSchedule(c, accounts)
	whole := c.worked(c.Stop)
	for i, spans := range s.Spans {
		holdSpans(t, c, spans)
		n := int64(0)
		for _, x := range spans {
			n += c.worked(min(x.To, c.Stop)) - c.worked(min(x.From, c.Stop))
		}
		want := whole * int64(1+i) / (12 * 13 / 2)
		if d := want - n; d < -2 || d > 2 && i > 0 || d > mostDelay {
			t.Errorf("account %d may work %d of %d, want %d", i, n, whole, want)
		}
	}
	if most := mostAtOnce(s.Spans); most != 1 {
		t.Errorf("%d accounts work at once", most)
	}
	repeats := 0
	for _, spans := range s.Spans {
		repeats += len(spans) - 1
	}
	if repeats < 6 {
		t.Errorf("%d more turns after the stop", repeats)
	}
}

func TestAccountsThatAreBurntWorkOnce(t *testing.T) {
	c := campaignOf(t, rotation+"{accounts: burn, ip: per_account}", pacing+"{shares: equal, concurrency: 3}")
	s := NewSchedule(c, chosen(t, c))
	for i, spans := range s.Spans {
		if len(spans) != 1 || spans[0].To > c.Stop {
			t.Errorf("account %d: %s", i, sprint(spans))
		}
	}
	if most := mostAtOnce(s.Spans); most != 3 {
		t.Errorf("%d accounts work at once", most)
	}
}

func TestTurnsGoRound(t *testing.T) {
	c := campaignOf(t, rotation+"{accounts: least_recent, ip: per_account}", pacing+"{shares: equal, concurrency: 4}")
	s := NewSchedule(c, chosen(t, c))
	turns := 0
	for _, spans := range s.Spans {
		holdSpans(t, c, spans)
		for j, x := range spans {
			turns++
			if n := x.To - x.From; j > 0 && x.To < c.End && (n < leastTurn || n > mostTurn) {
				t.Errorf("a turn of %d minutes", n/calendar.Minute)
			}
		}
		if x := total(spans, c.End) * 3; x < (c.End-c.From)*9/10 || x > (c.End-c.From)*11/10 {
			t.Errorf("%d of %d hours at work, a third is due", x/3/calendar.Hour, (c.End-c.From)/calendar.Hour)
		}
	}
	if most := mostAtOnce(s.Spans); most != 4 || turns < 2_000 {
		t.Errorf("%d accounts at once, %d turns", most, turns)
	}
}

// In a window too short for turns of half an hour each account has one all the same.
func TestEveryAccountHasATurnInAShortWindow(t *testing.T) {
	for _, turns := range []string{"sequential", "least_recent", "burn"} {
		c := campaignOf(t, rotation+"{accounts: "+turns+", ip: per_account}", pacing+"{shares: equal, concurrency: 1}",
			window("09T12:30:00", "09T12:30:30"))
		for i, spans := range NewSchedule(c, chosen(t, c)).Spans {
			if !c.works(spans) {
				t.Errorf("%s: account %d: %s", turns, i, sprint(spans))
			}
		}
	}
}

// ownHours are an account's own, one stretch of them.
type ownHours struct{ from, to int64 }

func (h ownHours) Cumulative(ts int64) int64 { return min(max(ts-h.from, 0), h.to-h.from) }

func (ownHours) Second() int64 { return calendar.Second }

// Where turns by the campaign's clock leave somebody without hours of their own, they
// follow one another in those hours; where these are too few for all, nobody waits.
func TestTurnsInOwnHours(t *testing.T) {
	cases := map[string]struct {
		from, last int64 // all but the first account begin and end; in microseconds of the window
		atOnce     int
		least      int64 // that each works
	}{
		"the first is there last": {0, 40_000 * calendar.Second, 1, 3_000 * calendar.Second},
		"a moment for everybody":  {43_200*calendar.Second - 5, 43_200 * calendar.Second, 12, 5},
	}
	for name, x := range cases {
		for _, turns := range []string{"sequential", "least_recent", "burn"} {
			c := campaignOf(t, rotation+"{accounts: "+turns+", ip: per_account}", pacing+"{shares: equal, concurrency: 1}",
				window("09T08:00:00", "09T20:00:00"))
			accounts := chosen(t, c)
			c.Own = func(k uint32) Work {
				if accounts[0].Index == k {
					return ownHours{c.Stop - x.least, c.Stop}
				}
				return ownHours{c.From + x.from, c.From + x.last}
			}
			all := c.turns(accounts)
			for i, spans := range all {
				holdSpans(t, c, spans)
				own, n := c.Own(accounts[i].Index), int64(0)
				for _, s := range spans {
					n += own.Cumulative(min(s.To, c.Stop)) - own.Cumulative(min(s.From, c.Stop))
				}
				if n < x.least-1 {
					t.Errorf("%s, %s: account %d works %d µs in its own hours", name, turns, i, n)
				}
			}
			if most := mostAtOnce(all); most != x.atOnce {
				t.Errorf("%s, %s: %d accounts work at once", name, turns, most)
			}
		}
	}
}

// A moment of working time in a window, and years behind it, make no more spans
// than there is a use for.
func TestAMomentOfWorkMakesFewSpans(t *testing.T) {
	for _, turns := range []string{"sequential", "least_recent", "burn", "parallel"} {
		c := campaignOf(t, rotation+"{accounts: "+turns+", ip: per_account}", pacing+"{shares: equal, concurrency: 2}",
			access(100, "{credential_replay: 1}"))
		for _, length := range []int64{0, 1, 3, 10_000, 5 * calendar.Minute} {
			c.Hours = moment{c.From + calendar.Hour, length}
			n := 0
			for _, spans := range NewSchedule(c, chosen(t, c)).Spans {
				holdSpans(t, c, spans)
				n += len(spans)
			}
			if n > 1_000 {
				t.Errorf("%s: %d spans for %d microseconds of work", turns, n, length)
			}
		}
		c.Hours, c.Stop, c.End = nil, c.From+10_000, c.From+1<<56 // two thousand years
		n := 0
		for _, spans := range NewSchedule(c, chosen(t, c)).Spans {
			n += len(spans)
		}
		if n > mostSpans*3 {
			t.Errorf("%s: %d spans for two thousand years", turns, n)
		}
	}
}

func TestDutyKeepsItsShareOfDays(t *testing.T) {
	for _, duty := range []float64{0.1, 0.3, 0.5, 0.8} {
		c := campaignOf(t, rotation+fmt.Sprintf("{accounts: parallel, ip: per_account, duty_cycle: %v}", duty),
			access(200, "{credential_replay: 1}"), window("01T00:00:00", "30T23:00:00"))
		s := NewSchedule(c, chosen(t, c))
		sum := int64(0)
		for _, spans := range s.Spans {
			holdSpans(t, c, spans)
			sum += total(spans, c.Stop)
			for _, x := range spans[1:] {
				if d := c.Calendar.Of(x.From); d.Start != x.From {
					t.Fatalf("a span begins at %s, in the middle of a day", stamp(x.From))
				}
			}
		}
		share := float64(sum) / float64(c.Stop-c.From) / 200
		if share < duty*0.97 || share > duty*1.03 {
			t.Errorf("at work %v of the time, want %v", share, duty)
		}
	}
}

// Days off alone never leave an account without work.
func TestDaysOffLeaveEverybodyAtWork(t *testing.T) {
	for _, start := range []string{"07", "08", "09", "10", "11"} {
		c := campaignOf(t, rotation+"{accounts: parallel, ip: per_account, duty_cycle: 0.05}",
			access(2, "{credential_replay: 1}"),
			"campaigns[0].window={start: 2022-03-"+start+"T10:00:00+01:00, stop: 2022-03-"+start+"T18:00:00+01:00}")
		s := NewSchedule(c, chosen(t, c))
		if !c.works(s.Spans[0]) || !c.works(s.Spans[1]) {
			t.Errorf("an account has no work on the %s", start)
		}
	}
}

func TestAccountsThatComeByTheirWork(t *testing.T) {
	c := campaignOf(t, rotation+"{accounts: sequential, ip: per_account}",
		pacing+"{shares: equal, concurrency: 5, rate: 0.1/s}")
	s := NewSchedule(c, chosen(t, c))
	if len(s.Turns) != 12 {
		t.Fatalf("turns %v", s.Turns)
	}
	for i, x := range s.Turns {
		paused := x.Pause >= leastPause && x.Pause <= mostPause
		if x.Slot != i%5 || x.Order != i/5 || x.Order == 0 && x.Pause != 0 || x.Order > 0 && !paused {
			t.Errorf("account %d: %+v", i, x)
		}
		if len(s.Spans[i]) != 1 || s.Spans[i][0].To != c.End {
			t.Errorf("account %d: %s", i, sprint(s.Spans[i]))
		}
	}
}

func TestHijackedSessionsAreTheOwners(t *testing.T) {
	for lookups, validate := range []string{"", ", validate: {lead: 24h, lookups: 1}"} {
		c := campaignOf(t, access(30, "{session_theft: 1}"+validate), "campaigns[0].co_use=same_session")
		accounts := chosen(t, c)
		s := NewSchedule(c, accounts)
		n := 0
		for i := range accounts {
			holdSpans(t, c, s.Spans[i])
			k := accounts[i].Index
			for _, h := range s.Hijacked[i] {
				stay, ok := h.Stay(&c.World, k)
				if !ok || stay.Session.Account != k || h.From < stay.From+cookieDelay || h.To > stay.To {
					t.Fatalf("account %d: session %+v is found as %+v", k, h, stay)
				}
			}
			for _, x := range s.Spans[i] {
				n++
				holds := func(h Hijackable) bool { return x.From >= h.From && x.To <= h.To }
				at := slices.IndexFunc(s.Hijacked[i], holds)
				if at < 0 || lookups > 0 && at == 0 {
					t.Fatalf("account %d: span %s is in session %d", k, sprint([]Span{x}), at)
				}
			}
			if !c.works(s.Spans[i]) {
				t.Errorf("account %d has no work in the window", k)
			}
		}
		if n < 300 {
			t.Errorf("only %d spans", n)
		}
	}
}

func TestHijackedSessionsThatAreBurntAreUsedOnce(t *testing.T) {
	c := campaignOf(t, access(30, "{session_theft: 0.5, credential_replay: 0.5}"),
		rotation+"{accounts: burn, ip: per_account}")
	accounts := chosen(t, c)
	s := NewSchedule(c, accounts)
	for i := range accounts {
		if accounts[i].How != scenarios.SessionTheft {
			if s.Hijacked[i] != nil || len(s.Spans[i]) != 1 {
				t.Errorf("account %d, got with its password: %s", i, sprint(s.Spans[i]))
			}
			continue
		}
		if len(s.Hijacked[i]) != 1 || len(s.Spans[i]) != 1 || total(s.Spans[i], c.Stop) < leastRoom {
			t.Errorf("account %d: %s", i, sprint(s.Spans[i]))
		}
	}
}

// Whatever is combined, spans are in order and in the window, no more accounts
// work at once than may, and somebody has work before the stop.
func TestSchedules(t *testing.T) {
	c := campaignOf(t, people(60), access(20, "{credential_replay: 0.7, session_theft: 0.3}"))
	spec := *c.Spec
	rapid.Check(t, func(t *rapid.T) {
		own, x := spec, *c
		x.Spec = &own
		own.Rotation.Accounts = scenarios.AccountRotation(rapid.IntRange(0, 3).Draw(t, "turns"))
		own.Rotation.DutyCycle = scenarios.Share(rapid.SampledFrom([]int{1_000_000, 700_000, 200_000}).Draw(t, "duty"))
		own.Pacing.Concurrency = rapid.IntRange(1, 31).Draw(t, "concurrency")
		own.Pacing.Rate.Unit = scenarios.RateUnit(rapid.IntRange(0, 1).Draw(t, "rate"))
		own.Access.Validate.LookUps = rapid.IntRange(0, 2).Draw(t, "trials")
		x.Stop = x.From + rapid.SampledFrom([]int64{1, 60, 3_600, 86_400, 864_000}).Draw(t, "seconds")*calendar.Second
		if rapid.Bool().Draw(t, "office") {
			x.Hours = office{}
		}
		accounts, err := Choose(&x)
		if err != nil {
			t.Fatal(err)
		}
		s := NewSchedule(&x, accounts)
		again := NewSchedule(&x, accounts)
		var others [][]Span
		worked := false
		for i := range accounts {
			holdSpans(t, &x, s.Spans[i])
			if !slices.Equal(s.Spans[i], again.Spans[i]) {
				t.Fatalf("account %d: two schedules", i)
			}
			worked = worked || x.works(s.Spans[i])
			if accounts[i].How != scenarios.SessionTheft {
				others = append(others, s.Spans[i])
			}
		}
		if most := mostAtOnce(others); s.Turns == nil && most > own.Pacing.Concurrency {
			t.Fatalf("%d accounts at once, %d may", most, own.Pacing.Concurrency)
		}
		if !worked && x.worked(x.Stop) > 1_000 {
			t.Fatalf("nobody works in %d s", x.worked(x.Stop)/calendar.Second)
		}
	})
}
