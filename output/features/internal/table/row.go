package table

import (
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/features/internal/label"
	"github.com/breachsim/breachsim/output/features/internal/past"
	"github.com/breachsim/breachsim/output/features/internal/trail"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Row is what rows of both tables have: whose they are, and what was counted.
type Row struct {
	Account    string
	Date       string // local day, YYYY-MM-DD
	Number     int32  // the same in days since 1 January 1970
	Scored     bool   // not in a warm-up
	Profession string
	Trail      *trail.Trail
	Past       *past.Past // of the account, without this day
	Label      label.Label
}

// Day is a row of account_days.
type Day struct {
	Row
	Values   past.Values // of the trail
	Sessions Sessions
	Peers    Peers
	Web      Web
}

// Sessions is what the sessions of an account's day come to together.
type Sessions struct {
	Count        int64
	TwoClients   int64 // those with more than one client
	TwoAddresses int64 // those with more than one address
	MostLookUps  int64 // of one session
	MostPersons  int64 // of one session
	Short        int64 // those of less than a minute with a look-up
}

// Peers is what other accounts tell of an account's day. Null values are those
// of package fixed.
type Peers struct {
	Median   int64 // persons a day of the profession, the day before; thousandths, or Null
	Week     int64 // the same, a week before
	OnAddr   int64 // accounts with a line from the busiest of its addresses today
	OnBlock  int64 // the same of blocks of addresses (/24, /48)
	OnClient int64 // accounts with the rarest of its clients today
}

// Web is what the access log tells of an account's day.
type Web struct {
	Read      bool // there is an access log
	Requests  int64
	Files     int64 // of them, for scripts, styles, pictures and fonts
	Errors    int64 // of them, answered with a status of 400 or more
	NoReferer int64 // of them, that do not say from which page they come
	Bytes     int64 // answered
	Paths     int64 // different ones, at most 16
}

// Session is a row of sessions: what a session did in one local day.
type Session struct {
	Row
	ID        uint64
	Auth      string // how it was signed in to
	Continued bool   // it was there the day before
	Nth       int64  // of the account's day, from 1
	Pause     int64  // since the account's line before, milliseconds; Null = none today
	Inside    int64  // lines of the account's other sessions while it lasted
	StartHour int64  // local
}

func keys[T any](row func(*T) *Row) []records.Column[T] {
	account := text("account", "Account, as in the logs.", func(r *T) string { return row(r).Account })
	account.Null, account.Key = false, true
	day := records.Column[T]{
		Field:  schema.Field{Name: "day", Type: "date", Meaning: "Local day."},
		Rule:   schema.Rule{Origin: "date", Key: true},
		Append: func(dst []byte, r *T) []byte { return append(dst, row(r).Date...) },
	}
	return []records.Column[T]{account, day}
}

func about[T any](row func(*T) *Row) []records.Column[T] {
	return []records.Column[T]{
		yes("scored", "False in a warm-up, which is there to learn on.", func(r *T) bool { return row(r).Scored }),
		moment("first_at", "First line of the row.", func(r *T) int64 { return row(r).Trail.First }),
		moment("last_at", "Last line of the row: an alert that rests on it may not be dated earlier.",
			func(r *T) int64 { return row(r).Trail.Last }),
		text("profession", "Code of the profession, as in the audit log.",
			func(r *T) string { return row(r).Profession }),
	}
}

// labels are the last columns of a table where they are asked for.
func labels[T any](row func(*T) *Row) []records.Column[T] {
	const never = " From the truth: to learn towards and to judge by, never a feature."
	of := func(r *T) *label.Label { return &row(r).Label }
	list := columns([]column[T]{
		count("label_attack_events", "Lines of an attack."+never, func(r *T) int64 { return of(r).Events }),
		count("label_attack_lookups", "Look-ups of an attack."+never, func(r *T) int64 { return of(r).LookUps }),
	})
	return append([]records.Column[T]{
		yes("label_attack", "Whether any line is one of an attack."+never, func(r *T) bool { return of(r).Events > 0 }),
	}, append(list,
		text("label_campaign", "Campaign of the first of them."+never, func(r *T) string { return of(r).Campaign }),
		text("label_benign_type", "What the first line is that looks like an attack and is none."+never,
			func(r *T) string { return of(r).BenignType }))...)
}

func sessionID() records.Column[Session] {
	return records.Column[Session]{
		Field:  schema.Field{Name: "session", Type: "hex(16)", Meaning: "Session, as in the logs."},
		Rule:   schema.Rule{Origin: "sixteen hex digits", Key: true},
		Append: func(dst []byte, r *Session) []byte { return wire.AppendHex(dst, r.ID) },
	}
}
