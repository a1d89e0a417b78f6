package triage

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Known is how many in a million honest look-ups of a profession have a reason that some
// other system knows, and so are explained. Fabbri and LeFevre (Explanation-Based
// Auditing, PVLDB 5(1), 2011) explain over 94 % of the accesses to a hospital's records from its
// other tables; that is taken for hospital desks and for pharmacies, which read the card of
// whoever stands there. The other shares are assumptions: private practices book less, and
// nurses travel.
func Known(profession string) int64 {
	switch profession {
	case "desk", "21": // hospital desk, pharmacist
		return 940_000
	case "10", "40", "50": // doctor, dentist, midwife
		return 880_000
	case "60": // nurse
		return 800_000
	case "lab":
		return 910_000
	case "vaccination":
		return 850_000
	}
	return 840_000
}

// coverChance is how many in a million look-ups that a thief makes of the owner's own
// patients, as a cover, have a reason (an assumption: some of them do have an appointment).
const coverChance = 100_000

// mix weighs the kinds of reasons: appointment, card read, invoice, referral, admission.
type mix [5]uint64

// mixOf says what a purpose leaves behind in other systems (assumptions); of a look-up
// without a purpose, what the profession's patients leave.
func mixOf(p event.Purpose, profession string) (m mix, known bool) {
	switch p {
	case event.Visit:
		if profession == "lab" {
			return mix{5, 35, 15, 45, 0}, true
		}
		return mix{50, 35, 13, 2, 0}, true
	case event.Dispensing:
		return mix{0, 70, 25, 5, 0}, true
	case event.Admission:
		return mix{5, 5, 0, 10, 80}, true
	case event.HomeCare:
		return mix{10, 15, 35, 40, 0}, true
	case event.Invoicing:
		return mix{5, 10, 85, 0, 0}, true
	case event.AppointmentCheck:
		return mix{100, 0, 0, 0, 0}, true
	case event.Vaccination:
		return mix{70, 25, 5, 0, 0}, true
	case event.FileReview:
		return mix{60, 10, 10, 20, 0}, true
	case event.Duty:
		return mix{0, 50, 20, 0, 30}, true
	}
	m, _ = mixOf(usual(profession), profession)
	return m, false
}

// usual is what the patients of a profession mostly come for.
func usual(profession string) event.Purpose {
	switch profession {
	case "21":
		return event.Dispensing
	case "60":
		return event.HomeCare
	case "desk":
		return event.Admission
	case "vaccination":
		return event.Vaccination
	}
	return event.Visit
}

// explain adds the reason of a look-up that found somebody, where one is known. It is drawn
// by account, number and local day: an appointment explains every look-up of that day,
// whoever makes it. So a thief's look-up has one by coincidence only, and never where the
// owner's own of the same day would have none.
func (w *World) explain(b *event.Batch, ev *event.Event, t *event.Truth) {
	if ev.Account == event.NoAccount || ev.NIR == 0 {
		return
	}
	profession := w.cat.Accounts[ev.Account].Profession
	m, known := mixOf(t.Purpose, profession)
	share := int64(w.wanted.ReasonsChance)
	switch {
	case t.Purpose == event.Cover:
		share = coverChance
	case known && t.Label != event.Attack:
		share = Known(profession)
	}
	k := w.key(stGround, uint64(ev.NIR), uint64(b.Window.Day)<<32|uint64(ev.Account))
	if !k.At(whether).Chance(share) {
		return
	}
	r := k.At(which).Rand()
	g := event.Ground{
		Event: ev.ID, TS: ev.TS, NIR: ev.NIR, NIRRef: ev.NIRRef, Account: ev.Account, Kind: m.pick(&r),
	}
	g.At = when(&g, &r, int64(b.Window.Day)*day, w.key(stGround, ev.ID, 0))
	b.Grounds = append(b.Grounds, g)
}

func (m *mix) pick(r *random.Rand) event.GroundKind {
	var sum uint64
	for _, w := range m {
		sum += w
	}
	u := r.Below(sum)
	for i, w := range m {
		if u < w {
			return event.GroundKind(i + 1)
		}
		u -= w
	}
	return event.Appointment
}

// when returns the second of what explains a look-up: booking, reading, billing, referral
// or admission. Those that belong to the person's day are drawn by r, those of the moment
// by own.
func when(g *event.Ground, r *random.Rand, midnight int64, own random.Key) int64 {
	o := own.Rand()
	at := g.TS - o.Between(3*second, 90*second)
	switch g.Kind {
	case event.Appointment:
		at = min(midnight, g.TS) - r.LogNormal(6*day, 65_536)
	case event.Referral:
		at = min(midnight, g.TS) - r.LogNormal(9*day, 52_000)
	case event.HospitalAdmission:
		at = min(midnight, g.TS) - r.Between(0, 36*hour)
	case event.Invoice:
		at = g.TS + o.Between(2*minute, 25*minute)
	}
	return at - at%second
}
