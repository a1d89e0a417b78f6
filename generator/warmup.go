package generator

import (
	"time"

	"github.com/breachsim/breachsim/scenarios"
)

// The calendar knows so many days before the scenario's start, whatever is
// asked for, so that no line depends on it: the warm-up and a history before it
// share them.
const daysBefore = MostHistory

// played is the scenario with its warm-up as an ordinary part of the period:
// what campaigns and controls go by.
func played(sc *scenarios.Scenario) *scenarios.Scenario {
	if sc.Time.Warmup == 0 {
		return sc
	}
	c := *sc
	c.Time.Start, c.Time.Warmup = sc.Time.Begin(), 0
	return &c
}

// ScoredFrom is the moment from which what a detector finds counts: the
// scenario's start, where the wanted period holds something of a warm-up before
// it; zero elsewhere.
func (p *Plan) ScoredFrom() time.Time {
	if p.windows[0].From < p.scenario.Time.Start.UnixMicro() {
		return p.scenario.Time.Start
	}
	return time.Time{}
}
