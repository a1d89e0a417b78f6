package feasible

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// world is a scenario whose worlds are reckoned with.
type world scenarios.Scenario

func (s *world) scenario() *scenarios.Scenario { return (*scenarios.Scenario)(s) }

// with is the scenario with one campaign changed.
func (s *world) with(i int, change func(*scenarios.Campaign)) *world {
	out := *s
	out.Campaigns = append([]scenarios.Campaign(nil), s.Campaigns...)
	change(&out.Campaigns[i])
	return &out
}

// earliest finds the earliest stop of a campaign's window, to the minute and
// before the scenario's end, that will do.
func (s *world) earliest(i int, does func(*world) bool) (string, bool) {
	from := s.Campaigns[i].Window.From
	at := func(n int64) time.Time { return from.Add(time.Duration(n) * time.Minute).Truncate(time.Minute) }
	n, ok := smallest(1, int64(s.Time.End.Sub(from)/time.Minute), func(n int64) bool {
		return !at(n).After(s.Time.End) && at(n).After(from) &&
			does(s.with(i, func(k *scenarios.Campaign) { k.Window.To = at(n) }))
	})
	return quantity.FormatTime(at(n)), ok
}

// laterControl is the earliest time, to the minute, at which the control that
// ends a campaign may act.
func (s *world) laterControl(i, control int, does func(*world) bool) []scenarios.Fix {
	from := s.Campaigns[i].Window.From
	at := func(n int64) time.Time { return from.Add(time.Duration(n) * time.Minute).Truncate(time.Minute) }
	n, ok := smallest(1, int64(s.Time.End.Sub(from)/time.Minute)-1, func(n int64) bool {
		t := *s
		t.Controls = append([]scenarios.Control(nil), s.Controls...)
		t.Controls[control].At = at(n)
		return at(n).Before(s.Time.End) && at(n).After(s.Controls[control].At) && does(&t)
	})
	if !ok {
		return nil
	}
	return []scenarios.Fix{{set(fmt.Sprintf("controls[%d].at", control), quantity.FormatTime(at(n)))}}
}
