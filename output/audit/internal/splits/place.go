package splits

import (
	"context"
	"math"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// Place is A10 for one dataset: the attack lies neither at the very start nor at the
// very end of the logs.
//
// Figures: the part of the logs' time before the first attack event and after the last,
// and the part of the benign events after it. Each is at least a hundredth, for otherwise
// "the last days" or "whatever is new" is a detector, and nothing shows what it alarms on
// when all is over. A dataset of a part of the scenario's time, or of a campaign that
// nobody stops, has no end that it chose: n/a; so is an edge at which the scenario itself
// has a campaign's window.
type Place struct {
	w        *world.World
	from, to int64
	spans    map[world.Sym]*span
	benign   int64
	after    int64 // benign events after the last attack event
}

// span is a campaign's first and last event in the log.
type span struct {
	campaign    string
	first, last int64
}

// NewPlace returns A10 before it has seen a dataset.
func NewPlace(w *world.World) *Place {
	return &Place{w: w, from: math.MaxInt64, spans: map[world.Sym]*span{}}
}

// Day takes the logs of a day.
func (x *Place) Day(d *world.Day) {
	x.from, x.to = min(x.from, d.Start), max(x.to, d.Start+d.Length)
	for i := range d.Rows {
		r := &d.Rows[i]
		switch r.Mark.Label {
		case world.Benign:
			x.benign++
			x.after++
		case world.Attack:
			x.attack(r)
		}
	}
}

func (x *Place) attack(r *world.Row) {
	x.after = 0
	s := x.spans[r.Mark.Campaign]
	if s == nil {
		s = &span{first: r.TS, last: r.TS}
		x.spans[r.Mark.Campaign] = s
	}
	s.first, s.last = min(s.first, r.TS), max(s.last, r.TS)
}

// Finish answers with the figures of the dataset.
func (x *Place) Finish(context.Context) ([]figure.Figure, error) {
	if len(x.spans) == 0 {
		return nil, nil
	}
	first, last := int64(math.MaxInt64), int64(0)
	for _, s := range x.spans {
		first, last = min(first, s.first), max(last, s.last)
	}
	length, benign := float64(max(x.to-x.from, 1)), float64(max(x.benign, 1))
	out := []figure.Figure{
		x.room("time before the first attack event", float64(first-x.from)/length),
		x.room("time after the last attack event", float64(x.to-last)/length),
		x.room("benign events after the last attack event", float64(x.after)/benign),
	}
	begins, ends := x.wanted(last)
	for i := range out {
		said := i == 0 && begins || i > 0 && ends
		if x.w.Partial || !x.w.Controls && i > 0 || said {
			out[i].Verdict = figure.NotApplicable
		}
	}
	return out, nil
}

// wanted reports whether the scenario itself puts a campaign at the start of the logs,
// where accounts may be taken before its window opens, or at their end, or whether a
// campaign goes on behind its window, as those do that are held up.
func (x *Place) wanted(last int64) (begins, ends bool) {
	length := float64(max(x.to-x.from, 1))
	for i := range x.w.Scenario.Campaigns {
		w := &x.w.Scenario.Campaigns[i].Window
		begins = begins || float64(w.From.UnixMicro()-x.from)/length < 5*least
		ends = ends || float64(x.to-w.To.UnixMicro())/length < least ||
			float64(last-w.To.UnixMicro())/length > least/2
	}
	return begins, ends
}

// least is the part of the logs that is left on either side of an attack.
const least = 0.01

// room judges what is left on one side of the attack.
func (x *Place) room(name string, part float64) figure.Figure {
	f := figure.Figure{Name: name + ", part", Value: part, Bound: "≥ " + figure.Num(least), N: x.benign,
		Verdict: figure.Pass}
	if part < least {
		f.Verdict, f.Example = figure.Fail, "the attack lies at an edge of the logs"
	}
	return f
}
