package campaign

import (
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// wake is something that comes in day by day once the affected have been told, counted at
// the end of each working day.
type wake struct {
	what  event.Measure
	draw  uint64
	share int64 // of the persons exposed, in millionths
	after int   // days from the notice to the first
	days  int   // over which they come
	fade  int64 // part that is left from one day to the next, in millionths
}

// What comes in. Shares and lengths are assumptions: of those who are told by letter
// (28 %) one in twenty-five has moved; few call, most of them in the first days; of the
// messages that misuse the data, which begin some weeks later, few are reported.
var (
	calls    = wake{event.HelpLineCalls, 16, 25_000, 0, 28, 880_000}
	returned = wake{event.LettersReturned, 17, 11_000, 6, 24, 940_000}
	phishing = wake{event.PhishingReported, 18, 600, 18, 60, 980_000}
)

// wakes tells what came in after the affected were told, a row a working day on which
// something did.
func (p *Plan) wakes(exposed int64) (out []event.Response) {
	am := &p.w.Scenario.Aftermath
	told := am.EmailsFrom
	if told.IsZero() {
		told = am.LettersFrom
	}
	for _, x := range []struct {
		wake
		from time.Time
	}{{calls, told}, {returned, am.LettersFrom}, {phishing, told}} {
		if !x.from.IsZero() {
			out = append(out, p.wakeOf(&x.wake, x.from, exposed)...)
		}
	}
	return out
}

func (p *Plan) wakeOf(x *wake, from time.Time, exposed int64) (out []event.Response) {
	key := p.w.Key.Stream(script.NoticeStream).At2(noticeDraws, x.draw)
	first := from.In(p.w.Calendar.Loc).AddDate(0, 0, x.after)
	first = time.Date(first.Year(), first.Month(), first.Day(), 17, 30, 0, 0, first.Location())
	weights, left := make([]uint64, x.days), int64(random.Million)
	for d := range weights {
		if day := first.AddDate(0, 0, d).Weekday(); day != time.Saturday && day != time.Sunday {
			some := 500_000 + int64(key.At(uint64(d)).Below(random.Million))
			weights[d] = uint64(integer.MulDiv(left, some, random.Million))
		}
		left = integer.MulDiv(left, x.fade, random.Million)
	}
	for d, n := range integer.Divide(integer.MulDiv(exposed, x.share, random.Million), weights) {
		if n > 0 {
			out = append(out, event.Response{
				TS: first.AddDate(0, 0, d).UnixMicro(), Action: x.what, Account: event.NoAccount, Persons: int64(n),
				Detail: "that day",
			})
		}
	}
	return out
}
