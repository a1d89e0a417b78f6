// Package builtin has detectors that need no process: the reference rules, and rules in
// Sigma.
//
//	lines ─► detect.Stream or sigma.Evaluator ─► their alerts ─► alarm.Alert
//
// It only translates: what the rules see and say is theirs.
package builtin

import (
	"context"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
)

// rules is reference rules as a detector.
type rules struct {
	stream *detect.Stream
	said   []alarm.Alert
}

// Rules starts reference rules in a world.
func Rules(ctx context.Context, p *generator.Plan, o detect.Options) (alarm.Detector, error) {
	r := &rules{}
	in := detect.Setting{World: &world{plan: p}}
	if at := p.ScoredFrom(); !at.IsZero() {
		in.ScoredFrom = at.UnixMicro()
	}
	var err error
	r.stream, err = detect.NewStream(ctx, in, o, func(a *detect.Alert) error {
		r.said = append(r.said, alarm.Alert{T: a.T, Kind: string(a.Type), ID: a.ID, Score: a.Score, Rule: a.Rule})
		return nil
	})
	return r, err
}

func (r *rules) See(_ []byte, ev *read.Event) ([]alarm.Alert, error) {
	r.said = r.said[:0]
	err := r.stream.See(ev)
	return r.said, err
}

func (r *rules) Tick(int64) ([]alarm.Alert, error) { return nil, nil }
func (r *rules) Close() error                      { return nil }
