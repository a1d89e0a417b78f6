package trail

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// Mean, deviation, buckets and median are those of a plain computation over all
// gaps.
func TestGapsAreThoseOfFloats(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 3, 50, exactGaps} {
		var g Gaps
		var all []int64
		below := int64(0)
		for range n {
			ms := int64(math.Exp(r.NormFloat64()*2 + 8))
			all = append(all, ms)
			if ms < 1000 {
				below++
			}
			g.add(ms)
		}
		mean, square := 0.0, 0.0
		for _, ms := range all {
			mean += float64(ms) / float64(n)
		}
		for _, ms := range all {
			square += (float64(ms) - mean) * (float64(ms) - mean) / float64(n)
		}
		if n > 1 && math.Abs(float64(g.Deviation())-math.Sqrt(square)) > 2 || n == 1 && g.Deviation() != fixed.Null {
			t.Errorf("%d gaps: deviation %d, want %.1f", n, g.Deviation(), math.Sqrt(square))
		}
		if math.Abs(float64(g.Mean())-mean) > 1 || g.Buckets[0] != below {
			t.Errorf("%d gaps: mean %d, want %.1f; %d below a second, want %d", n, g.Mean(), mean, g.Buckets[0], below)
		}
		slices.Sort(all)
		if got := g.Median(); got != all[(n-1)/2] {
			t.Errorf("%d gaps: median %d, want %d", n, got, all[(n-1)/2])
		}
	}
}

// Beyond the exact ones the median is of a sample that grows no more.
func TestMedianOfManyGaps(t *testing.T) {
	var g Gaps
	r := rand.New(rand.NewPCG(3, 4))
	for range 100_000 {
		g.add(r.Int64N(1000))
	}
	if len(g.sample) > exactGaps {
		t.Errorf("%d gaps are kept", len(g.sample))
	}
	if m := g.Median(); m < 420 || m > 580 {
		t.Errorf("median %d, want some 500", m)
	}
	if g.N != 100_000 || g.Buckets[0] != 100_000 {
		t.Errorf("%d gaps, %d below a second", g.N, g.Buckets[0])
	}
}

func lookUp(seconds int64, person uint64, result Result) Line {
	return Line{TS: seconds * measure.Second, Hour: int(seconds/3600) % 24, Kind: LookUp, Result: result, Person: person,
		Session: 1, Client: 5, Addr: 7, Net: 9, Agent: 1, Home: 3, Dept: 3, Returned: 1}
}

// A day by hand: sign-in, page, five look-ups, one of them mistyped and repeated.
func TestTrailCounts(t *testing.T) {
	away := lookUp(130, 12, Found)
	away.Dept, away.New, away.Client, away.NewClient = 4, true, 6, true
	again := lookUp(10_000, 10, Found)
	mistyped := lookUp(200, 13, BadKey)
	mistyped.Dept = 0
	lines := []Line{
		{TS: 90 * measure.Second, Kind: SignIn, Session: 1, Client: 5, Addr: 7},
		{TS: 95 * measure.Second, Kind: Page, Session: 1, Client: 5, Addr: 7},
		lookUp(100, 10, Found), away, mistyped, lookUp(203, 13, NotFound), again,
	}
	var tr Trail
	for range 2 { // a trail that is used again counts the same
		tr.Reset()
		for i := range lines {
			tr.See(&lines[i])
		}
		for _, c := range []struct {
			what      string
			got, want int64
		}{
			{"lines", tr.Lines, 7}, {"look-ups", tr.Kinds[LookUp], 5}, {"found", tr.Results[Found], 3},
			{"answered", tr.Answered(), 4}, {"persons", tr.Persons, 3}, {"repeats", tr.Repeats, 1}, {"new", tr.New, 1},
			{"away", tr.Away, 1}, {"placed", tr.Placed, 3}, {"retries", tr.Retries, 1}, {"pages before", tr.PagesBefore, 1},
			{"after a page", tr.AfterPage, 1}, {"longest run", tr.LongestRun, 5}, {"clients", tr.Clients.Count(), 2},
			{"client switches", tr.Clients.Switches, 2}, {"new clients", tr.NewClients, 1},
			{"by a new client", tr.ByNewClient, 1}, {"gaps", tr.Gaps.N, 4}, {"median gap", tr.Gaps.Median(), 30_000},
			{"in ten minutes", tr.MostInTen, 4}, {"shown", tr.Returned, 5}, {"alike départements", tr.Alike, 1},
			{"told pairs", tr.Pairs, 3}, {"rising", tr.Steps, 0},
		} {
			if c.got != c.want {
				t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
			}
		}
	}
}

func TestOrderIsTakenWhereTheLogHasIt(t *testing.T) {
	var tr Trail
	for i, person := range []uint64{1, 2, 3, 9, 4} {
		l := lookUp(int64(100+i), person, Found)
		l.Ordered = true
		tr.See(&l)
	}
	if tr.Up != 3 || tr.Steps != 4 {
		t.Errorf("%d of %d go up, want 3 of 4", tr.Up, tr.Steps)
	}
}

func TestFewTellsSixteenApart(t *testing.T) {
	var f Few
	for k := range uint64(40) {
		f.see(k + 1)
	}
	if f.Count() != MostFew || f.Switches != 39 {
		t.Errorf("%d values, %d switches", f.Count(), f.Switches)
	}
}

// A trail that has grown to its day counts on without allocation.
func TestSeeAllocatesNothing(t *testing.T) {
	var tr Trail
	lines := make([]Line, 100)
	for i := range lines {
		lines[i] = lookUp(int64(100+i), uint64(1+i), Found)
	}
	n := testing.AllocsPerRun(100, func() {
		tr.Reset()
		for i := range lines {
			tr.See(&lines[i])
		}
	})
	if n > 0 {
		t.Errorf("%v allocations", n)
	}
}
