package generator

import (
	"fmt"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/localday"
)

// MostHistory is the longest history, in days.
const MostHistory = 730

// checkHistory refuses a history that cannot be told.
func checkHistory(sc *scenarios.Scenario, days int) error {
	switch {
	case days == 0:
		return nil
	case days < 0 || days > MostHistory:
		return &UsageError{fmt.Sprintf("a history of %d days: want 1 to %d", days, MostHistory)}
	case days+sc.Time.WarmupDays() > daysBefore:
		return &UsageError{
			fmt.Sprintf(
				"a history of %d days before a warm-up of %d: want at most %d days together",
				days,
				sc.Time.WarmupDays(),
				daysBefore,
			),
		}
	case sc.Output.NIR == scenarios.NIROmit:
		return &UsageError{
			"a history names persons, and this scenario's logs name none (output.nir is omit): set output.nir to hmac or clear, or leave the history out",
		}
	}
	return nil
}

// historyFrom is the moment at which the history begins: that of the logs on
// the clock, so many local days before.
func (p *Plan) historyFrom() int64 {
	begin := p.scenario.Time.Begin().In(p.scenario.Time.Location)
	return localday.Earlier(begin, p.options.History).UnixMicro()
}

// historyGaps tells of days of the history for which the calendar knows no
// school holidays, or "".
func (p *Plan) historyGaps() string {
	known := calendar.SchoolYearsFrom()
	if !p.scenario.Calendar.SchoolZones || p.historyFrom() >= known.UnixMicro() {
		return ""
	}
	return fmt.Sprintf(
		"its days before %s have no school holidays, which are not known so far back",
		known.Format("2 January 2006"),
	)
}

// HistoryDays is how many days the history covers, 0 for none.
func (p *Plan) HistoryDays() int { return p.options.History }

// HistoryNote is what a reader of the history should know of this one, or "".
func (p *Plan) HistoryNote() string {
	if p.options.History == 0 {
		return ""
	}
	return p.historyGaps()
}

// History tells whom each account found in the days before the logs
// begin. One History serves one goroutine.
type History struct {
	p    *Plan
	past *traffic.Past
	refs *nir.Refs
	rows []traffic.Acquaintance
}

// NewHistory returns a reader of the history that [Options] ask for.
func (p *Plan) NewHistory() *History {
	return &History{
		p:    p,
		past: p.base.NewPast(p.historyFrom(), p.scenario.Time.Begin().UnixMicro()),
		refs: p.refs(),
	}
}

// Of appends what is told of account k, in the order of first look-ups.
func (h *History) Of(k uint32, dst []record.Acquaintance) []record.Acquaintance {
	h.rows = h.past.Of(k, h.rows[:0])
	for i := range h.rows {
		a := &h.rows[i]
		dst = append(dst, record.Acquaintance{
			Account: h.p.accounts.At(k).ID,
			NIR:     a.NIR,
			Ref:     h.refs.Ref(a.NIR),
			First:   a.First,
			Last:    a.Last,
			Count:   a.Count,
		})
	}
	return dst
}
