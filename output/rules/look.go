package rules

// Look is one look-up as the rules see it. Keys are opaque: the rules only ask
// whether two are equal.
type Look struct {
	TS      int64  // microseconds since 1970 UTC, never less than the one before
	Day     int32  // number of the local calendar day, one more each day; days 2 apart make R4 forget a session
	Session uint64 // 0 = none; R4 leaves it out
	Person  uint64 // who was asked for; 0 = not named

	// Answered says that the portal found the person, found nobody, or found one
	// for whom the account has no rights. A mistyped key, a failure and a refusal
	// are no answer.
	Answered bool
	NotFound bool // answered that there is nobody
	// Unnamed says that the log omits numbers: an answer without a person then
	// counts as another person each time, which is an upper bound.
	Unnamed bool
}

// Fired is a set of rules that fire on a look-up.
type Fired uint8

// The rules.
const (
	R1 Fired = 1 << iota // many look-ups in a short time
	R2                   // many distinct persons in a local day
	R3                   // many more distinct persons than on the account's own past days
	R4                   // a session that clicks too fast or too evenly
	R5                   // many look-ups of a day that find nobody
	R9                   // a volume that stays a little too high, day after day

	All = R1 | R2 | R3 | R4 | R5 | R9
)

// Has reports whether any rule of the set r is in f.
func (f Fired) Has(r Fired) bool { return f&r != 0 }
