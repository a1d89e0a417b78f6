package campaign

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
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
