package world

import "github.com/breachsim/breachsim/output/read"

// Field is a categorical column of the audit log, or one that follows from it.
type Field uint8

// The columns.
const (
	Action Field = iota
	Outcome
	Reason
	Account
	Profession
	Org
	Auth
	IP
	Block // the /24 of an IPv4 address, the /48 of an IPv6 one
	ASN
	ASOrg
	Country
	City
	Agent
	Client
	Service
	Method
	Path
	Status
	Dept
	Result
	Hour // local
	NumFields
)

// Sym stands for a text of the logs; 0 is null.
type Sym = uint32

// Row is a line of the audit log with its label.
type Row struct {
	TS                   int64 // microseconds since 1970 UTC
	ID, Session, Request uint64
	Person               uint64 // nir_ref, or a hash of the number in clear
	Cat                  [NumFields]Sym
	Lat, Lon             float32
	Port, Status         int32
	Req, Resp, Latency   int32
	Form                 read.Form
	Persons              int32 // -1 = not a look-up
	line                 int32
	Hour                 uint8 // local
	Bad                  bool  // carries a number in clear that may be somebody's
	Begins               bool  // the first of its session that is benign or of an attack
	Turns                bool  // the first of an attack in a session that was benign until then
	Mark                 Mark
}

// Label is the class of an event.
type Label uint8

// The labels. Collateral, policy and test events are neither positive nor
// negative: statistics of the two classes leave them out.
const (
	Benign Label = iota
	Attack
	Neutral
)

// Mark is what the truth says of an event.
type Mark struct {
	Label    Label
	even     bool // of an attack that spaces its look-ups evenly
	Campaign Sym
}

// Kind is what an event is, which explains its nulls.
type Kind struct {
	what             [4]Sym // action, outcome, reason, result
	session, request bool   // whether it has one
}

// Kind returns what the event is.
func (r *Row) Kind() Kind {
	c := &r.Cat
	return Kind{[4]Sym{c[Action], c[Outcome], c[Reason], c[Result]}, r.Session != 0, r.Request != 0}
}

// Mix spreads an id over all bits (finalizer of splitmix64, Steele and others 2014).
func Mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
