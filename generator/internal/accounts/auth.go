package accounts

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// cardDay is the day from which a mail address was no identifier any more and
// passwords ran out (announcement to pharmacists, 2022): 1 July 2022, in days
// since 1970-01-01.
const cardDay = 19_174

// signInHistory is how an account signs in over time: first one way and, from a
// day on, another, or the same one for good.
type signInHistory struct {
	before, after event.Auth
	change        int32 // day since 1970-01-01
}

// at returns the method on a day.
func (h *signInHistory) at(day int32) event.Auth {
	if day < h.change {
		return h.before
	}
	return h.after
}

// mailHolders is the share, in millionths, of those with a card who gave a mail
// address too (assumption).
const mailHolders = 800_000

// moveShares is when passwords are given up: before the day on which the old
// identifier is refused, in the fortnight from it on, or later, in quarters. An
// assumption: no figure is published.
var moveShares = [...]uint64{1, 2, 1}

// moved draws on which day an account gives its password up, in days from
// cardDay: in the two months before, ever more towards the end; in the fortnight
// after; or until passwords of July have run out, half a year on.
func moved(when int, r *random.Rand) int32 {
	switch when {
	case 0:
		return -1 - int32(min(r.Below(60), r.Below(60)))
	case 1:
		return int32(min(r.Below(14), r.Below(14)))
	}
	return 14 + int32(r.Below(170))
}
