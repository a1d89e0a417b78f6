package kinds

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// flashEvent is an announcement that sends everybody to the portal on a day and,
// less so, on the next.
func flashEvent() lookalike.Kind {
	return lookalike.Kind{Name: scenarios.FlashEvent, Choose: announce, Truth: announced}
}

// announce sets the days of an announcement. It shows on no account of its own.
func announce(x *lookalike.Set, e *lookalike.Entry) ([]lookalike.Chosen, error) {
	if !e.Spec.Day.IsZero() {
		announceOn(x, e, x.Calendar.Of(e.Spec.Day.UnixMicro()).Number)
		return nil, nil
	}
	days := x.Last - x.First + 1
	announceOn(x, e, workday(x.First+int32(e.Key.Below(uint64(days)))))
	x.EachBefore(days, func(n uint64, in lookalike.Period) {
		day := workday(in.First + int32(e.Earlier(n).Below(uint64(days))))
		if day >= x.Begin && day+1 < x.First {
			announceOn(x, e, day)
		}
	})
	return nil, nil
}

func announceOn(x *lookalike.Set, e *lookalike.Entry, day int32) {
	gain := int64(e.Spec.Gain)
	x.Announce(e, day, gain)
	x.Announce(e, day+1, (gain+1_000_000)/2)
}

// workday moves a day on to the next Monday to Thursday.
func workday(day int32) int32 {
	for lookalike.Weekday(day) == 0 || lookalike.Weekday(day) > 4 {
		day++
	}
	return day
}

// announced appends the truth of announcements: every account that works on the
// day.
func announced(x *lookalike.Set, dst []lookalike.Stretch) []lookalike.Stretch {
	var sessions []course.Session
	for _, day := range x.Announced(scenarios.FlashEvent) {
		for k := range uint32(x.Accounts.Len()) {
			sessions = x.Days.Sessions(k, day, sessions[:0])
			row := lookalike.Stretch{
				Account: k, Kind: event.LookAlike(scenarios.FlashEvent), Fools: scenarios.FlashEvent.Fools(),
			}
			if row.From, row.To = x.Extent(sessions, 0); row.To != 0 {
				dst = append(dst, row)
			}
		}
	}
	return dst
}
