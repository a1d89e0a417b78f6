package learned

import (
	"context"
	"fmt"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
	"github.com/breachsim/breachsim/output/internal/stats/boost"
)

// learners is A21: what small models learn.
//
// Artefacts by look-up: the bytes of event_id and request_id and their sum and difference
// with the event before, the digits of the microsecond and the millisecond, rests of the
// latency and of the port, and whether the line is written as most of its kind. Artefacts
// by session: the bytes of session_id, of its first event's ids, and the port it begins
// with. None of these has a story; a model on all of them together (forty trees of three
// questions, cross-fitted by account) may reach an area under the ROC curve of 0.55, or
// what chance makes likely (p of a rank test ≥ 1e-4), or 0.03 more than the best of the
// columns that another check judges alone: one cause makes one check fail.
//
// Behaviour by session: its length, events, look-ups, pauses, errors, services and whether
// it is signed out of. That is what a detector learns, too: the areas of one tree and of
// forty are told, and nothing fails.
//
// Collateral, policy and test events are left out. Look-ups of a campaign that spaces them
// evenly have microseconds that follow from each other, and are left out as well.
type learners struct {
	w        *world.World
	lookUps  sample[uint16]
	begun    sample[uint16]
	sessions sample[float64]
	forms    map[world.Kind]uint64 // first form of a benign line of each kind
	before   uint64                // event_id of the line before
	known    map[uint64]bool       // sessions of the day whose beginning was seen
	digits   [24]uint16
	columns  [24]float64
}

// NewLearners returns A21 before it has seen a dataset.
func NewLearners(w *world.World) world.Check {
	return &learners{w: w, forms: map[world.Kind]uint64{}, known: map[uint64]bool{}}
}

func (x *learners) Day(d *world.Day) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return
	}
	clear(x.known)
	for i := range d.Rows {
		r := &d.Rows[i]
		if r.Mark.Label != world.Neutral {
			x.row(r)
		}
		x.before = r.ID
	}
	d.EachSitting(&x.w.Words, func(s *world.Sitting) {
		class, h := int(s.Label), world.Mix(s.ID)
		if s.Label == world.Neutral || !x.sessions.wants(class, h) {
			return
		}
		x.sessions.add(class, drawn{hash: h, fold: uint8(x.w.FoldOf(s.Account, s.ID))}, s.Columns(x.columns[:0]))
	})
}

// row shows one line to the learners of artefacts.
func (x *learners) row(r *world.Row) {
	class, h := int(r.Mark.Label), world.Mix(r.ID)
	if r.Session != 0 && !x.known[r.Session] {
		x.known[r.Session] = true
		if s := world.Mix(r.Session); x.begun.wants(class, s) {
			c := appendBytes(x.digits[:0], r.Session)
			c = appendBytes(c, r.Session^r.ID)
			c = append(c, uint16(r.Port%10), uint16(r.Port%16), uint16(r.TS%1000), uint16(r.Session%10))
			x.begun.add(class, drawn{hash: s, fold: uint8(x.w.Fold(r))}, c)
		}
	}
	if r.Of(world.Action) != x.w.Words.LookUp || !x.lookUps.wants(class, h) || x.w.OnGrid(r) {
		return
	}
	c := appendBytes(x.digits[:0], r.ID)
	c = append(c, uint16(r.Request>>56), uint16(r.Request&0xff), uint16((r.Request^r.ID)&0xff),
		uint16((r.ID-x.before)&0xff), uint16(r.ID%10), uint16(r.TS%1000), uint16(r.TS/1000%1000),
		uint16(r.TS%10), uint16(r.Latency%10), uint16(r.Latency%16), uint16(r.Latency%1000), x.odd(r))
	x.lookUps.add(class, drawn{hash: h, fold: uint8(x.w.Fold(r))}, c)
}

// odd is 1 for a line that is not written as the first benign one of its kind was.
func (x *learners) odd(r *world.Row) uint16 {
	k := r.Kind()
	form, known := x.forms[k]
	switch {
	case !known && r.Mark.Label == world.Benign:
		x.forms[k] = r.Form
	case known && form != r.Form:
		return 1
	}
	return 0
}

func appendBytes(dst []uint16, v uint64) []uint16 {
	for range 8 {
		dst = append(dst, uint16(v&0xff))
		v >>= 8
	}
	return dst
}

func (x *learners) Finish(context.Context) ([]figure.Figure, error) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	told := x.sessions.rows()
	return []figure.Figure{
		nothing("forty trees on artefacts, by look-up", x.lookUps.rows(), judgedOfLookUps),
		nothing("forty trees on artefacts, by session", x.begun.rows(), judgedOfSessions),
		reported("one tree on behaviour, by session", told, boost.Shallow),
		reported("forty trees on behaviour, by session", told, boost.Small),
	}, nil
}

// Columns that another check judges alone, by their places: digits of ids, times, latencies
// and ports are A23's and A5's, what ids have to do with each other A25's, the first digits
// of a session A3's, forms A24's.
var (
	judgedOfLookUps  = []int{0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}
	judgedOfSessions = []int{0, 7, 16, 17, 18, 19}
)

// fewest is how many positives a learner needs to be asked.
const fewest = 60

// nothing judges a model that should have learnt nothing. What one of the judged columns
// tells alone is not its affair.
func nothing(name string, rows []boost.Row, judged []int) figure.Figure {
	const bound, more = 0.55, 0.03
	t := boost.Apart(rows, boost.Small)
	f := figure.Figure{Name: name, Value: t.AUC, Bound: fmt.Sprintf("AUC ≤ %g", bound), N: int64(t.Pos), P: t.P(),
		Verdict: figure.Pass}
	switch {
	case t.Pos < fewest || t.Neg < fewest:
		f.Verdict = figure.NotApplicable
	case t.AUC > bound && f.P < stats.Chance && t.AUC > more+strongest(rows, judged):
		f.Verdict, f.Example = figure.Fail, "columns that tell nothing alone tell attack from benign together"
	}
	return f
}

// strongest is the area that the best of some columns reaches alone.
func strongest(rows []boost.Row, columns []int) (most float64) {
	one := make([]boost.Row, len(rows))
	for _, c := range columns {
		for i := range rows {
			one[i] = rows[i]
			one[i].X = rows[i].X[c : c+1]
		}
		most = max(most, boost.Apart(one, boost.Small).AUC)
	}
	return most
}

// reported tells what a model has learnt that may learn.
func reported(name string, rows []boost.Row, of boost.Trees) figure.Figure {
	t := boost.Apart(rows, of)
	f := figure.Figure{Name: name, Value: t.AUC, Bound: "told, not judged", N: int64(t.Pos), Verdict: figure.Pass}
	if t.Pos < fewest || t.Neg < fewest {
		f.Verdict = figure.NotApplicable
	}
	return f
}
