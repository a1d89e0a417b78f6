package script

import (
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// World is what campaigns take place in.
type World struct {
	Key      random.Key
	Scenario *scenarios.Scenario
	Persons  *population.Persons
	Accounts *accounts.Accounts
	Base     *traffic.World
	Calendar *calendar.Calendar
	Portal   *portal.Conditions
	IDs      *portal.IDs
}

// Streams of draws below the key of the world.
const (
	CampaignStream random.Stream = 400 + iota
	RecoveryStream
	NoticeStream
	OutageStream
	AlertStream
)

// Draws below [OutageStream].
const (
	drawAfterOutage = 1 + iota
	drawAfterClosure
	drawDesk // below the key of what is brought to a desk
)

// Forever is later than any scenario.
const Forever = clock.Never

// Start and End return the time of the logs, in microseconds.
func (w *World) Start() int64 { return w.Scenario.Time.Start.UnixMicro() }

// End returns when the logs end, in microseconds.
func (w *World) End() int64 { return w.Scenario.Time.End.UnixMicro() }

// AfterOutage returns ts, or some seconds to minutes after the outage that
// contains it: people wait until the portal is back.
func (w *World) AfterOutage(ts int64) int64 {
	until, _, down := w.Portal.Down(ts)
	if !down {
		return ts
	}
	return until + Between(
		w.Key.Stream(OutageStream).At2(drawAfterOutage, uint64(ts)),
		10*calendar.Second,
		4*calendar.Minute,
	)
}

// AfterClosure draws an instant some minutes after the end of a closure of the service:
// a threat actor who wants to try an account waits for it, for each account another while.
func (w *World) AfterClosure(to int64, account uint32) int64 {
	return to + Between(
		w.Key.Stream(OutageStream).At2(drawAfterClosure, uint64(to)).At(uint64(account)),
		calendar.Minute,
		40*calendar.Minute,
	)
}

// AtDesk moves an instant to the next working hour of an office, 9:00 to 17:00 on
// working days; one outside falls anywhere in the next one's first seven.
func (w *World) AtDesk(ts int64, key random.Key) int64 {
	cal := w.Calendar
	for n := cal.Of(ts).Number; n < cal.Last(); n++ {
		d := cal.Day(n)
		if d.Weekday == time.Saturday || d.Weekday == time.Sunday || d.Bank {
			continue
		}
		if open, shut := d.At(9*calendar.Hour), d.At(17*calendar.Hour); ts < shut {
			if ts < open {
				ts = open + int64(key.At(drawDesk).Below(uint64(7*calendar.Hour)))
			}
			return ts
		}
	}
	return ts
}

// Between draws a time span from a key, both ends included.
func Between(k random.Key, lo, hi int64) int64 {
	draw := k.Rand()
	return draw.Between(lo, hi)
}

// Backoff returns the n-th pause in a row of a program that was refused, doubled
// from half a minute to an hour (an assumption), with even jitter.
func Backoff(n int, k random.Key) int64 {
	const first, last = 30 * calendar.Second, calendar.Hour
	wait := min(first<<min(n-1, 20), last)
	return wait/2 + wait*int64(k.Below(1<<20))>>20
}

// TryAgain draws how long somebody waits who met a portal that is down, the n-th time in
// a row: half a minute at first, longer each time, as honest users wait (package course);
// robots of the field wait likewise, with growing pauses. Three in ten have had enough each
// time, and come back when the portal does; again is false then.
func TryAgain(key random.Key, n int) (wait int64, again bool) {
	const first, most = 15 * calendar.Second, 20 * calendar.Minute
	draw := key.Rand()
	wait = draw.LogNormal(first<<min(n, 5), random.One*8/10)
	return min(max(wait, 2*calendar.Second), most), !draw.Chance(300_000)
}
