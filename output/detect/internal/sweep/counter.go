package sweep

import (
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// Counter counts the incidents of one rule at each step of its dial.
type Counter struct {
	levels  Levels
	from    int64 // alerts before it do not count, microseconds since 1970 UTC
	length  int64 // of an incident, microseconds
	starts  *rule.Recent[entity, rule.Steps]
	changes []int64 // incidents of each step, less those of the one before
}

type entity struct {
	kind rule.Entity
	id   string
}

// remembered is for how many days after its last alert an entity is known: an incident
// that began before them is over.
const remembered = 2

// New returns a counter that has seen nothing. Alerts before from do not count; those on
// one entity within a length of time, at most a day, are one incident.
func New(levels Levels, from int64, length time.Duration) *Counter {
	return &Counter{levels: levels, from: from, length: length.Microseconds(),
		starts: rule.NewRecent[entity, rule.Steps](remembered), changes: make([]int64, len(levels)+1)}
}

// Loosest is the threshold with which most holds.
func (c *Counter) Loosest() int64 { return c.levels[0] }

// Moment is the time of a line, and its local day. Neither falls from one line to the
// next.
type Moment struct {
	TS  int64 // microseconds since 1970 UTC
	Day int32 // days since 1 January 1970
}

// See counts a mark of a rule that fires in episodes.
func (c *Counter) See(at Moment, m *rule.Mark) {
	c.fire(at, m, func(fired int64) (int64, bool) {
		if m.Size < 2*fired {
			return fired, false
		}
		return m.Size, true
	})
}

// SeeQuiet counts a mark of a rule that fires where its condition holds and did not
// within a quiet time before, microseconds. Its episode has no end.
func (c *Counter) SeeQuiet(at Moment, m *rule.Mark, quiet int64) {
	c.fire(at, m, func(held int64) (int64, bool) { return at.TS, held == 0 || at.TS-held >= quiet })
}

// fire asks for each step at which a mark holds whether the rule fires, by what the
// episode remembers and will remember then.
func (c *Counter) fire(at Moment, m *rule.Mark, fires func(old int64) (int64, bool)) {
	e := m.Episode.Swept()
	e.Last = c.levels.Reach(e.Last, m.Holds)
	if e.Last < 0 {
		return
	}
	e.Change(0, e.Last+1, func(from, to int, old int64) int64 {
		now, fired := fires(old)
		if fired && at.TS >= c.from {
			c.alert(at, entity{m.Type, m.ID}, from, to)
		}
		return now
	})
}

// alert counts an alert of the steps from one on to before another one.
func (c *Counter) alert(at Moment, who entity, from, to int) {
	c.starts.At(who, at.Day).Change(from, to, func(from, to int, start int64) int64 {
		if start != 0 && at.TS-start < c.length {
			return start
		}
		c.changes[from]++
		c.changes[to]--
		return at.TS
	})
}

// Incidents returns how many there are at each step.
func (c *Counter) Incidents() []int64 {
	list := make([]int64, len(c.levels))
	sum := int64(0)
	for i := range list {
		sum += c.changes[i]
		list[i] = sum
	}
	return list
}
