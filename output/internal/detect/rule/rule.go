package rule

import (
	"context"
	"iter"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// Line is a line of the audit log as rules read it. The event is reused: copy
// what is to be kept. Rules read time, account, action, outcome, reason, result,
// sign-in method, session, person and department, address, network number, place,
// client, user agent, service, path and status of it.
type Line struct {
	*read.Event
	Day int32 // local calendar day of the line: days since 1 January 1970

	// LookUp says that somebody was asked for. Answered, that the portal found the
	// person, found nobody, or found one for whom the account has no rights, and that
	// the line names an account; NotFound, that there is nobody.
	LookUp   bool
	Answered bool
	NotFound bool

	// Person is who was asked for, where that was answered; 0 otherwise, and in logs
	// that omit numbers.
	Person uint64
}

// LineOf returns an event of a local day as rules read it.
func LineOf(ev *read.Event, day int32) Line {
	l := Line{Event: ev, Day: day, LookUp: ev.Action == "lookup"}
	if l.LookUp && ev.Account != "" {
		switch ev.Result {
		case "not_found":
			l.Answered, l.NotFound = true, true
		case "found", "no_rights":
			l.Answered = true
		}
	}
	if l.Answered {
		l.Person = ev.Person()
	}
	return l
}

// Entity says what an alert is about.
type Entity string

// The entities that rules name.
const (
	Account Entity = "account"
	IP      Entity = "ip"
	Session Entity = "session"
)

// Said is what a rule raises at a line. The time of the alert is that of the line.
type Said struct {
	Type  Entity
	ID    string  // as the log writes it; a session as sixteen hex digits
	Score float64 // orders the alerts of one rule; more is worse, the threshold is 1
	From  int64   // time of the first line that it rests on, microseconds since 1970 UTC
	Why   string  // what was seen, for who reads the alert; in the words of the log
}

// Rule is a detector that has seen the log up to some line.
type Rule interface {
	// See takes the next line, in order of time, and says what it raises at it. A line
	// of another day ends the day before: what a whole day shows is said then.
	See(l *Line, say func(Said))
}

// Params are the parameters of one rule. They are plain values: what they point to
// is not shared, and a copy can be set by itself.
type Params interface {
	Name() string        // such as R7
	What() string        // what it finds, half a line
	Settings() []Setting // what is set through the list is set in the parameters
	Dial() Dial          // what tuning turns
	Level() int64        // the parameter of the dial as the rule compares with it: stricter is greater

	// New returns a rule that has seen nothing. It fails where the dataset hides what
	// the rule reads, and says what and how to make it appear.
	New(ctx context.Context, w World) (Rule, error)
}

// World is what an operator has beside the log.
type World interface {
	Zone() *time.Location
	NIRMode() string // hmac, clear or omit: how the log names a person

	// Accounts reads records/accounts; the list is shared and must not change.
	Accounts(ctx context.Context) ([]read.Account, error)

	// Kin reads records/insured_persons, by [Line.Person]; empty where the dataset has
	// none. It is shared and must not change. It has all persons of the file in memory,
	// some 40 bytes each.
	Kin(ctx context.Context) (map[uint64]Kin, error)

	// History ranges over whom accounts found in the days before the log, by account,
	// where the dataset has a history; else over nothing. HistoryDays is how many days
	// that are, 0 where there is none. The value is reused.
	History(ctx context.Context) iter.Seq2[*read.Acquaintance, error]
	HistoryDays() int
}

// Kin is whom a person belongs to.
type Kin struct {
	Household uint64 // equal for those who are found under one holder's number
	Doctor    uint64 // number (RPPS) of the doctor declared; 0 = none
}

// Dial is the parameter of a rule that tuning turns: from the loosest value, at 0,
// to the strictest, at Steps. A stricter one raises fewer alerts.
type Dial struct {
	Parameter string // by its name in the settings
	Steps     int    // at most 10,000
	Set       func(i int)
}
