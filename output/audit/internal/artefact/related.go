package artefact

import (
	"context"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// related is A25: what ids have to do with each other.
//
// Statistic: the rests by 2, 8, 10 and 16 of the exclusive or of two ids, of one
// event (event and request, event and session, request and session) or of an event
// and the one before it in the log, attack against benign; total variation distance
// with a chi-squared test, and the same bounds as A23. Ids that are made of each other,
// or counted on, agree in their low bits. Where the digits of an id alone tell, A23 says
// so, and its pairs are not judged.
type related struct {
	w     *world.World
	alone [ids]residues
	pairs []pair
}

// The ids, and pairs of them.
const (
	eventID = iota
	requestID
	sessionID
	ids
)

type pair struct {
	name string
	of   [2]int // two ids
	step bool   // with that of the event before
	residues
}

// NewRelated returns A25 before it has seen a dataset.
func NewRelated(w *world.World) world.Check {
	return &related{w: w, pairs: []pair{
		{name: "event_id with request_id", of: [2]int{eventID, requestID}},
		{name: "event_id with session_id", of: [2]int{eventID, sessionID}},
		{name: "request_id with session_id", of: [2]int{requestID, sessionID}},
		{name: "event_id with the one before", of: [2]int{eventID, eventID}, step: true},
		{name: "request_id with the one before", of: [2]int{requestID, requestID}, step: true},
	}}
}

func idsOf(r *world.Row) [ids]uint64 { return [ids]uint64{r.ID, r.Request, r.Session} }

func (x *related) Day(d *world.Day) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return
	}
	for i := 1; i < len(d.Rows); i++ {
		r := &d.Rows[i]
		if r.Mark.Label == world.Neutral {
			continue
		}
		now, before, class := idsOf(r), idsOf(&d.Rows[i-1]), int(r.Mark.Label)
		for k, id := range now {
			if id != 0 {
				x.alone[k].add(id, class)
			}
		}
		for k := range x.pairs {
			p := &x.pairs[k]
			a, b := now[p.of[0]], now[p.of[1]]
			if p.step {
				b = before[p.of[1]]
			}
			if a != 0 && b != 0 {
				p.add(a^b, class)
			}
		}
	}
}

func (x *related) Finish(context.Context) ([]figure.Figure, error) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	var out []figure.Figure
	for i := range x.pairs {
		p := &x.pairs[i]
		f := p.judge(p.name, len(x.pairs))
		for _, id := range p.of {
			if x.alone[id].judge("", ids).Verdict == figure.Fail { // A23 says so, and the pair follows
				f.Verdict = figure.NotApplicable
			}
		}
		out = append(out, f)
	}
	return out, nil
}
