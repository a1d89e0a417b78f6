package features

import (
	"github.com/breachsim/breachsim/output/features/internal/past"
	"github.com/breachsim/breachsim/output/features/internal/table"
	"github.com/breachsim/breachsim/output/features/internal/trail"
)

// account is what is remembered of an account, and its row of today.
type account struct {
	id         string
	profession string
	home       int // département; 0 = not known
	past       *past.Past

	active   bool // has a line today
	row      table.Day
	trail    trail.Trail // of today
	sessions int64       // begun today
	address  place
	web      web
}

// place is the address of the line before and what it comes to.
type place struct {
	key, block uint64
}

// session is a session of today.
type session struct {
	row     table.Session
	trail   trail.Trail
	owner   *account
	atFirst int64 // lines of the account when it began
	atLast  int64 // and at its last line
}
