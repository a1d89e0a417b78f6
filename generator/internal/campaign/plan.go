package campaign

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/traffic"
)

// World is what campaigns take place in.
type World = script.World

// Plan is every campaign of a scenario with its controls, resolved. It is
// read-only and safe for concurrent use.
type Plan struct {
	w         *World
	book      *script.Book
	defence   *defence.Defence
	campaigns []*actor.Campaign
	made      []index          // by campaign: who makes which entry
	again     [][]uint32       // by campaign: holders whose children it had under the other parent's number, in order
	played    map[uint32]int64 // by account: from when on its owner's look-ups are played
}

// Journal returns the truth of the period.
func (p *Plan) Journal() *event.Journal { return &p.book.Journal }

// Base returns what a base Filler needs to lay this plan over its sessions.
func (p *Plan) Base() traffic.Stage {
	return traffic.Stage{
		Overlays: p.book.Overlays,
		Touched:  p.book.Touched,
		Policy:   p.defence.Policy(),
		Played:   p.played,
	}
}

// Expect foretells how many entries of their lists the campaigns look up in [from, to),
// whatever the controls do: by the hours and the tempo of their accounts.
func (p *Plan) Expect(from, to int64) (lookUps int64) {
	for _, c := range p.campaigns {
		begin := c.Spec.Window.From.UnixMicro()
		if to <= begin || from >= c.End {
			continue
		}
		entries, atTempo := int64(c.List.Entries()), int64(0)
		var part, whole int64
		for _, a := range c.Actors {
			h, weight := a.Share.Hours, max(a.Share.Weight>>weightBits, 1)
			mass := h.Cumulative(to) - h.Cumulative(from)
			part += weight * (mass >> massBits)
			whole += weight * ((h.Cumulative(c.Stop) - h.Cumulative(begin)) >> massBits)
			if t := a.Share.Rate; t.Per > 0 {
				atTempo += integer.MulDiv(mass, t.Num, t.Per) / ledger.Million
			}
		}
		n := entries
		if whole > 0 {
			n = min(n, integer.MulDiv(entries, part, whole))
		}
		lookUps += max(n, min(atTempo, entries))
	}
	return lookUps
}

// Of weights and masses so many bits are left out: a foretelling needs none finer, and sums
// stay far from overflow.
const (
	weightBits = 10
	massBits   = 20
)

// LookUps returns how many look-ups the campaigns make.
func (p *Plan) LookUps() int64 {
	var n int64
	for _, c := range p.campaigns {
		for _, a := range c.Actors {
			for _, s := range a.Log().Spells {
				n += int64(s.Made)
			}
		}
	}
	return n
}
