package prepare

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// work says how much each account works.
func (x *preparation) work() error {
	c := x.c
	c.Crew = &ledger.Crew{Stop: c.Stop, Days: x.days}
	x.keeps, x.wholes = x.keepsHours(), make([]*intensity.Intensity, len(x.accounts))
	mean := meanWeight(x.accounts)
	for i := range x.accounts {
		a := &x.accounts[i]
		hours := x.hours(a)
		share := &ledger.Share{
			Weight: int64(max(a.Weight*random.Million/mean, 1)),
			Hours:  hours,
			PerDay: uint64(c.Spec.Pacing.MaxPerDay),
			Phase: int64(
				a.Key.At(drawPhase).Below(random.Million),
			),
			Rate: x.rate(a, hours),
			Most: x.most(hours),
			Away: c.Turns != nil && c.Turns[i].Order > 0,
		}
		if a.How == scenarios.SessionTheft && c.Rated { // however seldom its owner is there, it makes one
			share.Phase = random.Million
		}
		if x.takesTurns() && a.How != scenarios.SessionTheft {
			share.Weight = random.Million // its part is the length of its turn
		}
		c.Actors, c.Crew.Shares = append(c.Actors, actor.New(&c.Shared, actor.Part{
			Account:   *a,
			Share:     share,
			Hijacks:   x.schedule.Hijacked[i],
			Placement: intensity.PlaceAs(hours, &c.Spec.Pacing, x.visits(a), a.Key.At(drawPace)),
			Ways:      x.ways(a),
			Interval: event.AccountInterval{
				Account:    a.Index,
				Campaign:   c.ID,
				Acquired:   a.How.String(),
				AcquiredAt: x.acquired(a, hours),
			},
		})), append(c.Crew.Shares, share)
	}
	c.Crew.Stop = x.madeUpFrom()
	c.Ledger = ledger.New(c.List.Entries())
	if oneShot(c.Spec) { // each session takes its part, whatever its length
		weights := make([]uint64, len(x.accounts))
		for i := range x.accounts {
			weights[i] = x.accounts[i].Weight
		}
		for i, n := range integer.Divide(int64(c.List.Entries()), weights) {
			c.Actors[i].Share.Part = uint64(n)
		}
	}
	return nil
}

// takesTurns reports whether accounts come one after the other, each as long as
// its part of the list.
func (x *preparation) takesTurns() bool {
	r := x.c.Spec.Rotation.Accounts
	return x.c.Turns == nil && (r == scenarios.Sequential || r == scenarios.Burn)
}

func meanWeight(accounts []allocation.Account) uint64 {
	sum := uint64(0)
	for i := range accounts {
		sum += accounts[i].Weight
	}
	return max(sum/uint64(max(len(accounts), 1)), 1)
}

// acquired is when an account is taken over: spread over seven tenths of the lead,
// or, where nobody tries it beforehand, when it is first put to work: at a given tempo
// within the time that one look-up takes, else within the first tenth (an assumption)
// of the account's own hours.
func (x *preparation) acquired(a *allocation.Account, hours *intensity.Intensity) int64 {
	from, key := x.c.Spec.Window.From.UnixMicro(), a.Key.At(drawTakeover)
	if lead := int64(x.c.Spec.Access.Validate.Lead); lead > 0 {
		return from - lead + int64(key.Below(uint64(max(lead*7/10, 1))))
	}
	begun, parts := hours.Cumulative(from), int64(x.c.List.Entries()/uint64(len(x.accounts)))+1
	if !x.c.Rated && x.c.Spec.Pacing.MaxPerDay == 0 {
		parts = min(parts, 10)
	}
	room := (hours.Cumulative(x.c.Stop) - begun) / parts
	if room <= 0 { // it has no working time before the stop
		return from + int64(key.Below(uint64(max((x.c.Stop-from)/2, 1))))
	}
	return max(hours.Inverse(begun+int64(key.Below(uint64(room)))), from)
}

// rate is the tempo of an account at the campaign's rate; zero without one.
func (x *preparation) rate(a *allocation.Account, hours *intensity.Intensity) ledger.Tempo {
	p := &x.c.Spec.Pacing
	turns, slots := int64(1), int64(1) // accounts that take turns, and how many of them work at once
	if a.How != scenarios.SessionTheft {
		turns, slots = int64(x.takers), int64(x.c.Alloc.AtOnce(x.takers))
	}
	t := ledger.Tempo{Num: p.Rate.Amount, Per: hours.Day()}
	switch p.Rate.Unit {
	case scenarios.NoRate:
		return ledger.Tempo{}
	case scenarios.PerSecond: // its part of that of all accounts together
		return ledger.Tempo{
			Num: p.Rate.Amount,
			Per: integer.MulDiv(hours.Second()*int64(len(x.accounts)), slots, turns),
		}
	case scenarios.OwnerMean:
		t.Num = integer.MulDiv(t.Num, x.w.Accounts.At(a.Index).MeanMilli, 1000)
	}
	switch x.c.Spec.Rotation.Accounts {
	case scenarios.Parallel, scenarios.LeastRecent: // a day's work is done in the account's turns
		t.Num = integer.MulDiv(t.Num, turns, slots)
	}
	return t
}

// roomForEntries is how much of a bound on look-ups the entries of a list are laid out to take, in
// per cent: repeated, mistyped and failed look-ups take some, and gaps are not even.
const roomForEntries = 85

// most is the tempo to which a bound on look-ups holds an account: met on average even where
// its work is at its most intense; zero without a bound.
func (x *preparation) most(hours *intensity.Intensity) ledger.Tempo {
	b := x.c.Spec.Pacing.AtMost
	if b.Count == 0 {
		return ledger.Tempo{}
	}
	return ledger.Tempo{
		Num: int64(b.Count) * ledger.Million / 100 * roomForEntries,
		Per: int64(b.Per) * max(hours.Peak(), 1),
	}
}

// longVisit is how many look-ups come in a visit, at most but for a few.
const longVisit = 40

// madeUpFrom is when the list is to be done, but for what a bound on look-ups has held up until
// then: so that each account has twice the bound's time left for that, by its own hours, and
// time for a long visit, or a tenth of the campaign's. It is the stop where there is no bound.
func (x *preparation) madeUpFrom() int64 {
	c, start := x.c, x.c.Spec.Window.From.UnixMicro()
	at, b := c.Stop, c.Spec.Pacing.AtMost
	if b.Count == 0 {
		return at
	}
	wanted := int64(b.Per) * max(2, longVisit/int64(b.Count))
	for i := range x.accounts {
		in := x.whole(&x.accounts[i])
		begun, done := in.Worked(start), in.Worked(c.Stop)
		if kept := min(wanted, (done-begun)/10); kept > 0 {
			at = min(at, in.Instant(done-kept))
		}
	}
	return max(at, start+1)
}

// ways is what the campaign does between its look-ups in an account.
func (x *preparation) ways(a *allocation.Account) spell.Ways {
	own := spell.Owner{Profile: x.w.Base.Of(a.Index), Manner: x.w.Base.Manner(a.Index)}
	return spell.WaysOf(x.c.Spec.Client.Ways(a.How), own)
}

// visits is how the look-ups of an account's owner come together: a campaign that takes
// after the owner makes its own likewise.
func (x *preparation) visits(a *allocation.Account) intensity.Visits {
	p, m := x.w.Base.Of(a.Index), x.w.Base.Manner(a.Index)
	think := scenarios.Distribution{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(p.Think), Sigma: thinkSpread}
	out := intensity.Visits{
		Think: think, LookUps: uint64(max(m.PerSession/1_000, 1)), Pause: m.Pause, Pauses: m.Burst,
	}
	if n := x.c.Spec.Pacing.Visit; n > 0 {
		out.LookUps, out.Given = uint64(n), true
	}
	if m.Slot > 0 { // by appointment
		out.Pause = m.Slot
	}
	return out
}

// thinkSpread is the spread of honest users' time between two look-ups in a row (package
// course).
const thinkSpread = 800_000
