package habit

import (
	"breachsim/generator/accounts"
	"breachsim/generator/internal/random"
)

// rhythm is the period of repeat visits in days: a dispensing cycle.
const rhythm = 28

// Choose draws the person of a look-up from (account, day, key): from the
// account's panel, nearer the middle more often, some of them on a four-week
// rhythm; else from the same department; else from anywhere.
func (h *Habits) Choose(a *accounts.Account, day int32, key random.Key) uint32 {
	p := &h.Profiles[a.Profile]
	draw := key.Rand()
	switch u := int64(draw.Below(million)); {
	case u < p.Outside/4:
		return uint32(draw.Below(uint64(h.Persons.Len())))
	case u < p.Outside:
		from, to := h.Persons.DeptRange(a.Dept)
		return from + uint32(draw.Below(uint64(to-from)))
	case u < p.Outside+p.Regular:
		rank := draw.Below(uint64(a.Panel.Len)/rhythm+1)*rhythm + (uint64(day)+uint64(a.Index))%rhythm
		return h.Panel(a, rank%uint64(a.Panel.Len))
	}
	// The square of an even draw: one third of the visits come from the ninth
	// of the panel that is seen most. Visits that are Poisson about rates from a
	// gamma law of shape 1 give that ninth 0.355 of them.
	u := draw.Uint64() >> 32
	return h.Panel(a, uint64(a.Panel.Len)*(u*u>>32)>>32)
}

// Panel returns the person of a rank: ranks spread outwards from the middle of
// the panel's interval, which wraps inside the department.
func (h *Habits) Panel(a *accounts.Account, rank uint64) uint32 {
	from, to := h.Persons.DeptRange(a.Dept)
	size := uint64(to - from)
	middle := uint64(a.Panel.Start-from) + uint64(a.Panel.Len)/2
	if rank%2 == 1 {
		middle += rank/2 + 1
	} else {
		middle += size - rank/2%size
	}
	return from + uint32(middle%size)
}

// Passer is somebody from outside the account's circle: of the département, or,
// for the given share, of anywhere.
func (h *Habits) Passer(a *accounts.Account, draw *random.Rand, anywhere int64) uint32 {
	if draw.Chance(anywhere) {
		return uint32(draw.Below(uint64(h.Persons.Len())))
	}
	from, to := h.Persons.DeptRange(a.Dept)
	return from + uint32(draw.Below(uint64(to-from)))
}
