package traffic

import (
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/bound"
	"github.com/breachsim/breachsim/generator/internal/traffic/emit"
	"github.com/breachsim/breachsim/generator/internal/traffic/habit"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike/kinds"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
)

// World is the base world of one scenario: the days of all accounts, what the
// portal asks of everybody, and the limits that each account meets by itself. It
// is read-only once its rules and bounds are set, and safe for concurrent use.
type World struct {
	*agenda.Agenda
	*policy.Rules
	*bound.Bounds

	days *emit.Days
}

// New prepares the base world that the key names. It fails where the scenario
// asks for more look-alikes than there are accounts to show them. The portal's
// outages follow from the clock alone, so they are part of the world with and
// without campaigns.
func New(key random.Key, sc *scenarios.Scenario, g Ground) (*World, error) {
	return newWorld(key, sc, g, kinds.All())
}

// newWorld is New with the kinds of look-alikes that there are.
func newWorld(key random.Key, sc *scenarios.Scenario, g habit.Ground, all []lookalike.Kind) (*World, error) {
	a, err := agenda.New(key, sc, g, all)
	if err != nil {
		return nil, err
	}
	rules := policy.New(key, a)
	return &World{Agenda: a, Rules: rules, Bounds: bound.New(a, rules), days: emit.NewDays(a)}, nil
}

// NewFiller returns a Filler. refs may be nil when the logs omit the number.
func (w *World) NewFiller(refs *nir.Refs, stage Stage) *Filler {
	return emit.New(emit.World{Agenda: w.Agenda, Days: w.days, Rules: w.Rules, Bounds: w.Bounds}, refs, stage)
}

// OnPage is what the page of a person found shows of the record.
func (w *World) OnPage(holder uint32) portal.Shown { return emit.OnPage(w.Persons.Shown(holder)) }

// LookAlikes lists every stretch of a look-alike in the period, in the order
// of the scenario's list and of time.
func (w *World) LookAlikes() []lookalike.Stretch { return w.Shown.Stretches() }

// Announced reports whether an announcement sends everybody to the portal on a
// day.
func (w *World) Announced(day int32) bool { return w.Shown.Gain(day) != million }

// Typed is the share of numbers that users of a profile type by hand, in
// millionths; the others come from a card.
func (w *World) Typed(p scenarios.Profile) int64 { return w.Profiles[p].Typed }

// Famous is the n-th of the people of whom everybody has heard, from 0: those whom the
// curious look up.
func (w *World) Famous(n uint64) uint32 { return w.Shown.Famous(n) }
