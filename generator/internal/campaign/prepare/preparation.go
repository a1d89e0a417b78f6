package prepare

import (
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/scenarios"
)

// Draws of a campaign, below its key.
const (
	drawList = 16 + iota
	drawWary
	drawPart
	DrawRows // what the rows of its leaked file say
)

// Draws of an account of a campaign, beyond those of the actor.
const (
	drawPace = 128 + iota
	drawNear
	drawPhase
	drawTakeover
	drawMood
	drawComes // who comes to it
)

// preparation is a campaign in the making.
type preparation struct {
	w        *script.World
	c        *actor.Campaign
	before   []*actor.Campaign // those that have chosen already
	reserve  *targets.Reserve  // of the list; nil where it is filled anew
	accounts []allocation.Account
	schedule *allocation.Schedule
	takers   int                                        // accounts that take turns
	wholes   []*intensity.Intensity                     // how strongly it works with each, see whole
	keeps    bool                                       // see keepsHours
	clock    *intensity.Intensity                       // the campaign's hours, each as heavy as any other
	classes  map[scenarios.Profile]*intensity.Intensity // how strongly it works, by whose hours
}
