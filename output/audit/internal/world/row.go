package world

// Field is a categorical column of the audit log, or one that follows from it.
type Field uint8

// The columns. Those from Profession to Client are of the origin of a request.
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

	originFields = Client - Profession + 1
	ownFields    = NumFields - originFields
)

// Sym stands for a text of the logs; 0 is null.
type Sym = uint32

// Row is a line of the audit log with its label. Its columns are those of [Row.Of] and those here.
type Row struct {
	TS                   int64 // microseconds since 1970 UTC
	ID, Session, Request uint64
	Person               uint64 // nir_ref, or a hash of the number in clear
	Form                 uint64 // hash of how the line is written
	origin               *origin
	own                  [ownFields]Sym // the other columns
	Port, Status         int32
	Req, Resp, Latency   int32
	Persons              int32 // -1 = not a look-up
	line                 int32
	Mark                 Mark
	Hour                 uint8 // local
	Odd                  bool  // the line has blanks or numbers not plainly written
	Bad                  bool  // carries a number in clear that may be somebody's
	Begins               bool  // the first of its session that is benign or of an attack
	Turns                bool  // the first of an attack in a session that was benign until then
}

// Of is the value of a column.
func (r *Row) Of(f Field) Sym {
	switch {
	case f < Profession:
		return r.own[f]
	case f > Client:
		return r.own[f-originFields]
	}
	return r.origin.of[f-Profession]
}

// set sets a column that is not of the origin.
func (r *Row) set(f Field, v Sym) {
	if f > Client {
		f -= originFields
	}
	r.own[f] = v
}

// Lat is the latitude of where the request comes from, in degrees.
func (r *Row) Lat() float32 { return r.origin.lat }

// Lon is the longitude of where the request comes from, in degrees.
func (r *Row) Lon() float32 { return r.origin.lon }

// origin is who makes a request, from where and with what: the columns that an account's
// events most often repeat, kept once for all of its rows that follow one another.
type origin struct {
	of       [originFields]Sym
	lat, lon float32
}

// origins are those of a day. What points to one of them stays valid until they are cleared.
type origins struct {
	blocks [][]origin
	used   int
}

const originsBlock = 1024

func (o *origins) clear() { o.used = 0 }

// add keeps one more.
func (o *origins) add(x origin) *origin {
	block, i := o.used/originsBlock, o.used%originsBlock
	if block == len(o.blocks) {
		o.blocks = append(o.blocks, make([]origin, originsBlock))
	}
	o.used++
	o.blocks[block][i] = x
	return &o.blocks[block][i]
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
	Campaign Sym
	Label    Label
	even     bool // of an attack that spaces its look-ups evenly
}

// Kind is what an event is, which explains its nulls.
type Kind struct {
	what             [4]Sym // action, outcome, reason, result
	session, request bool   // whether it has one
}

// Kind returns what the event is.
func (r *Row) Kind() Kind {
	return Kind{[4]Sym{r.Of(Action), r.Of(Outcome), r.Of(Reason), r.Of(Result)}, r.Session != 0, r.Request != 0}
}

// Mix spreads an id over all bits (finalizer of splitmix64, Steele and others 2014).
func Mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
