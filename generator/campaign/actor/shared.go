package actor

import (
	"breachsim/generator/campaign/allocation"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/pace"
	"breachsim/generator/campaign/reaction"
	"breachsim/generator/campaign/script"
	"breachsim/generator/campaign/spell"
	"breachsim/generator/campaign/targets"
	"breachsim/generator/internal/random"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// Shared is what the actors of a campaign share.
type Shared struct {
	pace.Work
	ID     uint8  // 1 + index
	Name   uint16 // in the names of its steps; follows from its own id alone
	Spec   *scenarios.Campaign
	Policy reaction.Policy
	Key    random.Key
	List   *targets.List
	Alloc  *allocation.Campaign
	Pool   *allocation.Pool
	Extras spell.Extras
	Rides  []Ride // sessions of owners that were used
	Sealed bool   // each account has a part that others cannot do: a tempo, a cap, a turn

	stage   *defence.Stage
	cursor  *targets.Cursor
	whole   whole
	ended   bool
	stopped bool // by a control by the clock
}

// Ride is a session of an owner that was used.
type Ride struct {
	Stay traffic.Stay
	ID   uint64 // session_id
}

// whole is what an actor asks of its campaign as a whole.
type whole interface {
	handOver(number int) // the account is done: the next one of its slot may begin
	abandon(now int64)   // everybody stops

	// spares reports whether the others can do an account's part from an instant on.
	spares(number int, now int64) bool
}

// entry is what entry k of the list asks for.
func (c *Shared) entry(k uint64) script.Entry {
	e := c.cursor.At(k)
	return script.Entry{NIR: e.NIR, Holder: e.Holder, Hit: e.Hit}
}

// atStop reports whether nothing is got any more although the campaign goes on:
// where somebody defends, what is asked for beyond the stop is refused.
func (c *Shared) atStop(now int64) bool { return now >= c.Stop && c.stage.Defence.Defended() }
