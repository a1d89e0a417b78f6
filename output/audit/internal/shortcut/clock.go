package shortcut

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// clock is A5: what the digits of time tell.
//
// Per class: the distribution of the fraction of a second in hundredths and of
// its last three digits, compared by the two-sample Kolmogorov–Smirnov test
// (asymptotic p, Stephens 1970), and the AUC of the fraction against the label;
// the share of whole seconds and the share of gaps between an account's
// look-ups that equal the gap before to the millisecond, compared by the z test
// of two shares. Fails at D or a difference above 0.1, an AUC above 0.55, with
// p < 1e-4. Equal gaps belong to the family rhythm and may be declared.
//
// Clock changes: each access line carries the offset that the zone has at its
// time, so that no line lies in the hour that spring skips; and the hour after
// the skipped one, or the hour that autumn repeats, has no more than 1.8
// times the accounts at work of the same hour of the other days of its kind, in
// benign events (Poisson, p < 1e-4). Accounts, as one night duty makes many events.
type clock struct {
	w        *world.World
	fraction [2][100]uint32
	digits   [2][1000]uint32
	whole    [2]float64
	equal    [2]float64
	gaps     [2]float64
	offsets  figure.Violations
	changes  []change
	usual    [2][24]float64 // accounts at work on ordinary weekdays and ordinary ends of weeks, by local hour
	days     [2]float64
}

// change is a day on which the clock changed.
type change struct {
	date  string
	rest  int // 1 on Saturday and Sunday
	hour  int
	count float64
}

// NewClock returns A5 before it has seen a dataset.
func NewClock(w *world.World) world.Check { return &clock{w: w} }

func (c *clock) Day(d *world.Day) {
	for _, g := range d.Groups {
		c.group(d, g)
	}
	c.change(d)
}

// Access takes lines of the access log.
func (c *clock) Access(d *world.Day, p *world.Part) {
	last, want := int64(math.MinInt64), int32(0)
	for i := range p.Hits {
		h := &p.Hits[i]
		if q := h.TS / (15 * measure.Minute); q != last {
			_, off := time.UnixMicro(h.TS).In(c.w.Loc).Zone()
			last, want = q, int32(off)
		}
		if h.Offset != want {
			c.offsets.Add(func() string { return world.At(d.AccessFile(), h.Line) })
		}
	}
	c.offsets.Of += int64(len(p.Hits))
}

// group adds the events of one account's day.
func (c *clock) group(d *world.Day, g []int32) {
	var last, gap [2]int64
	for _, i := range g {
		r := &d.Rows[i]
		if r.Mark.Label == world.Neutral {
			continue
		}
		l := r.Mark.Label
		us := r.TS % measure.Second
		c.fraction[l][us/10_000]++
		c.digits[l][us%1000]++
		if us == 0 {
			c.whole[l]++
		}
		if r.Of(world.Action) != c.w.Words.LookUp {
			continue
		}
		if last[l] != 0 {
			now := (r.TS - last[l]) / 1000
			if gap[l] != 0 {
				c.gaps[l]++
				if now == gap[l] {
					c.equal[l]++
				}
			}
			gap[l] = now
		}
		last[l] = r.TS
	}
}

// change counts the accounts at work in each hour of the day.
func (c *clock) change(d *world.Day) {
	t := time.UnixMicro(d.Start).In(c.w.Loc)
	rest := stats.Class(t.Weekday() == time.Saturday || t.Weekday() == time.Sunday)
	var hours [24]float64
	for _, g := range d.Groups {
		c.atWork(d, g, &hours)
	}
	if d.Length == measure.Day {
		c.days[rest]++
		for h, n := range hours {
			c.usual[rest][h] += n
		}
		return
	}
	_, before := t.Zone()
	after := t
	for _, o := after.Zone(); o == before; _, o = after.Zone() {
		after = after.Add(30 * time.Minute)
	}
	c.changes = append(c.changes, change{d.Date, rest, after.Hour(), hours[after.Hour()]})
}

// atWork adds an account to each hour in which it does something benign.
func (c *clock) atWork(d *world.Day, group []int32, hours *[24]float64) {
	var seen [24]bool
	for _, i := range group {
		if r := &d.Rows[i]; r.Mark.Label == world.Benign && !seen[r.Hour] {
			seen[r.Hour] = true
			hours[r.Hour]++
		}
	}
}

func (c *clock) Finish(context.Context) ([]figure.Figure, error) {
	out := []figure.Figure{figure.None("access lines whose offset is not the zone's", c.offsets)}
	n := sum(c.digits[world.Attack][:])
	ks := func(name string, a, b []uint32) {
		d, p := stats.KolmogorovSmirnov(a, b)
		out = append(out, difference{name, "D ≤ 0.1", d, 0.1, p, n, ""}.judge(c.w))
	}
	ks("fraction of a second, attack to benign", c.fraction[world.Benign][:], c.fraction[world.Attack][:])
	ks("last three digits, attack to benign", c.digits[world.Benign][:], c.digits[world.Attack][:])
	var cells []stats.Cell
	for i := range c.fraction[0] {
		cells = append(cells,
			stats.Cell{Score: float64(i), Neg: float64(c.fraction[0][i]), Pos: float64(c.fraction[1][i])})
	}
	r := stats.MannWhitney(cells)
	out = append(out, difference{"AUC of the fraction of a second", "AUC ≤ 0.55", max(r.AUC, 1-r.AUC), nuisanceAUC,
		r.P(), n, ""}.judge(c.w))
	share := func(name string, k, of [2]float64, family string) {
		d := math.Abs(k[1]/math.Max(of[1], 1) - k[0]/math.Max(of[0], 1))
		out = append(out, difference{name, "difference ≤ 0.1", d, 0.1, stats.TwoShares(k[0], of[0], k[1], of[1]),
			int64(of[1]), family}.judge(c.w))
	}
	share("share of whole seconds", c.whole, [2]float64{float64(sum(c.digits[0][:])), float64(n)}, "")
	share("share of equal gaps", c.equal, c.gaps, "rhythm")
	for _, x := range c.changes {
		mean := c.usual[x.rest][x.hour] / math.Max(c.days[x.rest], 1)
		f := figure.Figure{Name: fmt.Sprintf("hour %02d of %s to its usual", x.hour, x.date),
			Value: x.count / math.Max(mean, 1), Bound: "≤ 1.8",
			N: int64(x.count), P: stats.NormalTwoSided((x.count - mean) / math.Sqrt(math.Max(mean, 1))),
			Verdict: figure.Pass}
		if c.days[x.rest] == 0 {
			f.Verdict = figure.NotApplicable
		} else if f.Value > 1.8 && f.P < stats.Chance {
			f.Verdict, f.Example = figure.Fail, x.date
		}
		out = append(out, f)
	}
	return out, nil
}

// difference is one between the attack and what is benign.
type difference struct {
	name, bound string
	value, most float64
	p           float64 // by chance
	n           int64
	family      string
}

// judge holds a difference against its bound.
func (x difference) judge(w *world.World) figure.Figure {
	f := figure.Figure{Name: x.name, Value: x.value, Bound: x.bound, N: x.n, P: x.p, Signal: x.family,
		Verdict: figure.Pass}
	switch {
	case x.n == 0:
		f.Verdict = figure.NotApplicable
	case x.value > x.most && x.p < stats.Chance:
		f.Verdict, f.Example = w.Exempt(x.family), "attack events against benign ones"
	}
	return f
}

func sum(n []uint32) int64 {
	var t int64
	for _, k := range n {
		t += int64(k)
	}
	return t
}
