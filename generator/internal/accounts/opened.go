package accounts

import (
	"time"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/record"
)

// Idle tells whether account k is idle during the scenario, and since which
// local day, in days since 1970-01-01; of one that joins, until which.
func (a *Accounts) Idle(k uint32) (Idleness, int32) {
	kind := a.list[k].kind
	if kind == Busy {
		return Busy, 0
	}
	if kind == Joining {
		return Joining, a.newcomers.from + int32(a.key.Stream(stIdle).At(uint64(k)).Below(uint64(a.newcomers.days)))
	}
	r := a.key.Stream(stIdle).At(uint64(k))
	if kind == Left {
		return Left, a.start - 60 - int32(r.Below(121))
	}
	return Unused, int32(workday(r, func(r *random.Rand) int64 { return int64(a.start) - 1 - int64(r.Below(28)) }))
}

// created returns the date on which the account was opened.
func (a *Accounts) created(p *Account) record.Date { return dateOf(a.openedOn(p)) }

// openedOn draws the working day on which the account was opened, in days since
// 1970-01-01: more and more of them every year since 2010, as squares of an
// even draw reversed; those that nobody has used yet in the last weeks.
func (a *Accounts) openedOn(p *Account) int64 {
	if idle, since := a.Idle(p.Index); idle == Unused || idle == Joining {
		return int64(since)
	}
	const first = 14_610 // 2010-01-01
	span := int64(a.opened) - 30 - first
	return workday(a.key.Stream(stCreated).At(uint64(p.Index)), func(r *random.Rand) int64 {
		back := int64(r.Below(1<<16)) * int64(r.Below(1<<16)) >> 16
		return first + max(span, 1)*(1<<16-back)>>16
	})
}

// dateOf returns the date of a day since 1970-01-01.
func dateOf(day int64) record.Date {
	y, m, d := time.Unix(day*86_400, 0).UTC().Date()
	return record.Date{Year: int16(y), Month: uint8(m), Day: uint8(d)}
}
