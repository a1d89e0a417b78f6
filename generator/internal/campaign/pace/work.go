package pace

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
)

// Work is what the accounts of a campaign divide among themselves.
type Work struct {
	Ledger   *ledger.Ledger
	Crew     *ledger.Crew
	Calendar *calendar.Calendar
	Stop     int64 // look-ups of the wanted number lie before it
	End      int64 // and where nobody defends, the campaign goes on to here
	Rated    bool  // the scenario gives a rate
	Deals    int   // numbers the deal in force
	Hurry    bool  // what is left is made as soon as bounds on look-ups allow

	// Working returns how many accounts work at the moment.
	Working func() uint64

	// Kept returns how many entries are kept for others than an account.
	Kept func(number int) uint64

	// Disturbed says that the deal does not hold any more: an account dropped
	// out, came back, or handed entries back. The rest is dealt anew, soon.
	Disturbed func()
}

// fairPart bounds what one session takes of a list that is worked through at a
// rate, so that all accounts are done at about the same time.
func (w *Work) fairPart() uint64 { return max(w.Ledger.Left()/(w.Working()+1)/2, 1) }
