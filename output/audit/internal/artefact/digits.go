package artefact

import (
	"context"
	"maps"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// digits is A23: what the last digits of numbers tell, and how widely they spread.
//
// Statistic: for ids, times, ports and latencies the rests by 2, 8, 10 and 16, attack
// against benign; total variation distance, with a chi-squared test. It fails at a
// distance above 0.1 with p < 1e-4 (of the strongest modulus, times the number of
// tests). Numbers that repeat are taken once: ids of sessions once a session, ports
// once a day for each connection, which several sessions of a machine share. The look-ups
// of a campaign whose scenario spaces them evenly have microseconds that follow from each
// other and are left out; its other events are not. Latencies are those of like answers,
// look-ups that found one person. Sizes, of which there are few, are judged value by
// value in A1.
//
// Beside them: the minutes of the hour that an attack of many hours never uses,
// and the spread of the latency within an hour, as the ratio of the standard
// deviations of its logarithm (0.8 to 1.25, or p of an F test above 1e-4), before a
// control slows the answers of those whom it takes for the attack.
type digits struct {
	w       *world.World
	numbers []number
	ports   map[connection]bool // of the day
	minutes [2][60]float64
	busy    map[int64]bool       // minutes of the day with an attack event
	used    [60]float64          // such minutes by the minute of the hour
	hours   map[int64]*[2]spread // of like answers, by hour
	within  [2]spread            // about the means of the hours
}

// connection is what a port was drawn for.
type connection struct {
	class, port int
	ip          world.Sym
}

// number is one column.
type number struct {
	name string
	of   func(x *digits, r *world.Row) (uint64, bool)
	residues
}

func numbers() []number {
	return []number{
		{name: "event_id", of: func(_ *digits, r *world.Row) (uint64, bool) { return r.ID, true }},
		{name: "request_id", of: func(_ *digits, r *world.Row) (uint64, bool) { return r.Request, r.Request != 0 }},
		{name: "session_id", of: func(_ *digits, r *world.Row) (uint64, bool) {
			return r.Session, r.Begins
		}},
		{name: "microseconds", of: func(x *digits, r *world.Row) (uint64, bool) {
			return uint64(r.TS % 1000), r.TS%1000 != 0 && !x.w.OnGrid(r) // whole milliseconds are A5's
		}},
		{name: "src_port", of: func(x *digits, r *world.Row) (uint64, bool) {
			k := connection{int(r.Mark.Label), int(r.Port), r.Of(world.IP)}
			known := x.ports[k]
			x.ports[k] = true
			return uint64(r.Port), r.Port != 0 && !known
		}},
		{name: "latency_us of like answers", of: func(x *digits, r *world.Row) (uint64, bool) {
			return uint64(r.Latency), x.like(r)
		}},
	}
}

// NewDigits returns A23 before it has seen a dataset.
func NewDigits(w *world.World) world.Check {
	return &digits{w: w, numbers: numbers(), ports: map[connection]bool{},
		busy: map[int64]bool{}, hours: map[int64]*[2]spread{}}
}

func (x *digits) like(r *world.Row) bool {
	return r.Persons == 1 && r.Of(world.Result) == x.w.Words.Found &&
		r.Of(world.Service) == x.w.Words.Infopatient
}

func (x *digits) Day(d *world.Day) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return
	}
	clear(x.ports)
	clear(x.busy)
	for i := range d.Rows {
		if r := &d.Rows[i]; r.Mark.Label != world.Neutral {
			x.row(d, r)
		}
	}
	x.settleHours()
}

func (x *digits) row(d *world.Day, r *world.Row) {
	class := int(r.Mark.Label)
	for i := range x.numbers {
		if v, ok := x.numbers[i].of(x, r); ok {
			x.numbers[i].add(v, class)
		}
	}
	minute := r.TS / 60_000_000
	x.minutes[class][minute%60]++
	if r.Mark.Label == world.Attack && !x.busy[minute] {
		x.busy[minute] = true
		x.used[minute%60]++
	}
	if x.like(r) && r.Latency > 0 && !x.w.Slowed(r.TS) {
		hour := (r.TS - d.Start) / 3_600_000_000
		h := x.hours[hour]
		if h == nil {
			h = &[2]spread{}
			x.hours[hour] = h
		}
		h[class].add(math.Log(float64(r.Latency)))
	}
}

// settleHours adds what the hours of a day say of the spread, each about its own
// means, where both classes have a few answers.
func (x *digits) settleHours() {
	const enough = 5
	for _, hour := range slices.Sorted(maps.Keys(x.hours)) { // sums of fractions depend on their order
		h := x.hours[hour]
		if h[0].n >= enough && h[1].n >= enough {
			for class := range h {
				x.within[class].n += h[class].n - 1
				x.within[class].squares += h[class].squares
			}
		}
	}
	clear(x.hours)
}

func (x *digits) Finish(context.Context) ([]figure.Figure, error) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	var out []figure.Figure
	for i := range x.numbers {
		out = append(out, x.numbers[i].judge(x.numbers[i].name, len(x.numbers)))
	}
	return append(out, x.unused(), x.spreads()), nil
}

// unused counts the minutes of the hour that the attack never uses although chance
// would bring it there 15 times, where benign events are the measure. The draws are the
// minutes in which it is at work, whatever it does in them: half an hour of it leaves the
// other half unused however busy it was.
func (x *digits) unused() figure.Figure {
	const sure = 15.0
	benign, attack := sum(x.minutes[0][:]), sum(x.used[:])
	n := 0
	for m := range x.used {
		if x.used[m] == 0 && benign > 0 && attack*x.minutes[0][m]/benign >= sure {
			n++
		}
	}
	f := figure.AtMost("minutes of the hour never used", float64(n), 0, int64(attack))
	if attack < sure*60 {
		f.Verdict = figure.NotApplicable
	}
	return f
}

// spreads judges the spread of the latency.
func (x *digits) spreads() figure.Figure {
	a, b := &x.within[0], &x.within[1]
	f := figure.Figure{Name: "spread of latency, attack to benign", Bound: "0.8 to 1.25", N: int64(b.n),
		Verdict: figure.NotApplicable}
	if a.n < 30 || b.n < 30 || a.squares == 0 || b.squares == 0 {
		return f
	}
	ratio := math.Sqrt(b.squares / b.n / (a.squares / a.n))
	// The logarithm of a ratio of variances has variance 2/n + 2/m for a normal law;
	// twice that leaves room for heavier tails.
	z := 2 * math.Log(ratio) / math.Sqrt(4/a.n+4/b.n)
	f.Value, f.P, f.Verdict = ratio, stats.NormalTwoSided(z), figure.Pass
	if (ratio < 0.8 || ratio > 1.25) && f.P < stats.Chance {
		f.Verdict = figure.Fail
	}
	return f
}

// spread is the sum of squares about a running mean (Welford 1962).
type spread struct{ n, mean, squares float64 }

func (s *spread) add(v float64) {
	s.n++
	d := v - s.mean
	s.mean += d / s.n
	s.squares += d * (v - s.mean)
}
