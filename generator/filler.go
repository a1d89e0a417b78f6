package generator

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/background"
	"github.com/breachsim/breachsim/generator/internal/campaign"
	"github.com/breachsim/breachsim/generator/internal/idp"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/triage"
	"github.com/breachsim/breachsim/scenarios"
)

// Filler makes slices. One Filler serves one goroutine; what it remembers
// between slices changes only its speed.
type Filler struct {
	emitter portal.Emitter
	base    *traffic.Filler
	actors  *campaign.Filler
	around  *background.Filler
	desk    *triage.Desk // nil where nobody wants what it makes
	scratch []uint64
}

// NewFiller returns a new Filler.
func (p *Plan) NewFiller() *Filler {
	refs := p.refs()
	logged := refs
	if p.scenario.Output.NIR == scenarios.NIROmit {
		logged = nil
	}
	return &Filler{
		emitter: portal.Emitter{
			Rules: portal.Rules{
				NotFoundStatus: uint16(p.scenario.Output.NotFoundStatus),
				Search:         portal.SearchPath(p.scenario.Output),
			},
			Writer: portal.Writer{IDs: &p.ids, State: p.portal, Sockets: &p.sockets,
				Identity: idp.Provider{Accounts: p.catalog.Accounts}},
		},
		base:   p.base.NewFiller(logged, p.actors.Base()),
		actors: p.actors.NewFiller(refs),
		around: p.around.NewFiller(),
		desk:   p.triage.NewDesk(),
	}
}

// Turn has the Filler go on with another plan. What it remembers stays, where the plan is one
// that [Plan.With] has made of the plan before or the other way round.
func (f *Filler) Turn(p *Plan) {
	was := *f
	*f = *p.NewFiller()
	f.base.Remember(was.base)
	f.scratch = was.scratch
}

// Fill makes the slice w, whatever was made before.
func (f *Filler) Fill(w event.Window, b *event.Batch) {
	b.Reset(w)
	f.emitter.Slice(w, b)
	f.base.Fill(&f.emitter)
	f.actors.Fill(&f.emitter)
	f.around.Fill(&f.emitter)
	f.scratch = sortKeys(b.AuditOrder, f.scratch)
	f.scratch = sortKeys(b.AccessOrder, f.scratch)
	f.scratch = sortKeys(b.IdentityOrder, f.scratch)
	slices.SortFunc(b.Interference, func(x, y event.Interference) int {
		return cmp.Or(cmp.Compare(x.TS, y.TS), cmp.Compare(x.Event, y.Event))
	})
	slices.SortStableFunc(b.Exposures, func(x, y event.Exposure) int { return cmp.Compare(x.TS, y.TS) })
	f.desk.Fill(b)
}

// sortKeys sorts keys of (offset in the slice, position) by their upper 32
// bits with three passes of counting (radix 2^11): positions are already in
// order, and counting keeps them so. It returns the scratch space for reuse.
func sortKeys(keys, scratch []uint64) []uint64 {
	if cap(scratch) < len(keys) {
		scratch = make([]uint64, len(keys)+len(keys)/4)
	}
	from, to := keys, scratch[:len(keys)]
	for shift := 32; shift < 64; shift += 11 {
		var start [1 << 11]uint32
		for _, k := range from {
			start[k>>shift&(1<<11-1)]++
		}
		var sum uint32
		for i, n := range start {
			start[i] = sum
			sum += n
		}
		for _, k := range from {
			d := k >> shift & (1<<11 - 1)
			to[start[d]] = k
			start[d]++
		}
		from, to = to, from
	}
	copy(keys, from) // three passes end in the scratch space
	return scratch
}
