package portal

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/internal/speck"
	"breachsim/scenarios/measure"
)

const (
	millisecond = measure.Millisecond
	second      = measure.Second
)

// Before and After bound how far an action's page flow reaches from its audit
// event, in microseconds.
const (
	Before = 80 * second
	After  = 15 * second
)

// Rules are the switches and limits of one portal.
type Rules struct {
	NotFoundStatus uint16     // HTTP status of a look-up that finds nobody
	Search         event.Path // of a look-up; see [SearchPath]
}

// Emitter turns actions into lines of one slice. Its batch and limits are set
// for each slice; one Emitter serves one goroutine.
type Emitter struct {
	From, To int64 // only lines in [From, To) are appended
	Batch    *event.Batch
	Rules    Rules
	IDs      *IDs
	State    *Conditions
	down     []Outage // near the slice

	event, session token // asked for last
}

// Visit is the context of a session: who, from where, with what.
type Visit struct {
	Session   Name
	Account   uint32
	Addr      event.Addr
	Net       uint16
	Place     uint16
	UserAgent uint16
	ClientFP  uint64
	Auth      event.Auth
	Browser   bool // loads pages and assets around its requests
	ColdCache bool // has to fetch the assets
	OldFiles  bool // has those of an earlier release: fetches what changed
	Truth     event.Truth
}

// Step is one action of a visit.
type Step struct {
	Name Name
	TS   int64
	// Key names the draws of this step's details: children 1 to 15 are portal's, 16 to 31
	// traffic's, 32 to 47 campaign's.
	Key random.Key
}

// Touches reports whether a step at ts can have a line in the slice.
func (e *Emitter) Touches(ts int64) bool { return ts+After >= e.From && ts-Before < e.To }

// Near is Touches for every step but attempts to sign in, whose page flow
// reaches back farthest.
func (e *Emitter) Near(ts int64) bool { return ts+After >= e.From && ts-beforePage < e.To }

// beforePage bounds how long before its audit event the page flow of a step
// inside a session begins.
const beforePage = 20 * second

// Holds reports whether an audit event at ts is in the slice.
func (e *Emitter) Holds(ts int64) bool { return ts >= e.From && ts < e.To }

// Needs reports whether the slice holds the audit event of a step at ts or the
// access line right behind it, so that the step must be told in full.
func (e *Emitter) Needs(ts int64) bool { return ts+answerAfter >= e.From && ts < e.To }

// answerAfter bounds how long after its audit event the access line of the
// same request is written.
const answerAfter = 1100

// open appends an audit event with the fields that every action shares, if its
// time is in the slice, and returns it to be completed; nil otherwise.
func (e *Emitter) open(v *Visit, s Step, draw *random.Rand) *event.Event {
	port := uint16(1024 + draw.Below(64512))
	if !e.Holds(s.TS) {
		return nil
	}
	b := e.Batch
	b.AuditOrder = append(b.AuditOrder, uint64(s.TS-b.Window.From)<<32|uint64(len(b.Audit)))
	b.AuditTruth = append(b.AuditTruth, v.Truth)
	b.Audit = append(b.Audit, event.Event{
		TS: s.TS, ID: e.event.of(s.Name, &e.IDs.event), Session: e.session.of(v.Session, &e.IDs.session),
		Request:  e.IDs.Request(s.Name, 0),
		ClientFP: v.ClientFP, Addr: v.Addr, Account: v.Account, Port: port, Net: v.Net, Place: v.Place,
		UserAgent: v.UserAgent, Auth: v.Auth, Persons: -1, PatientDept: event.NoPlace, Outcome: event.Success,
	})
	return &b.Audit[len(b.Audit)-1]
}

// request describes one access line of a page flow.
type request struct {
	part    int   // numbers the lines of a flow; 0 is the one behind the audit event
	ts      int64 // when the proxy wrote it
	method  event.Method
	path    event.Path
	release uint8
	status  uint16
	req     uint32
	resp    uint32
	took    uint32
	asked   uint64 // what a path carries
	keyOff  uint8
	anon    bool // before the sign-in or after the sign-out
}

func (e *Emitter) access(v *Visit, s Step, q request) {
	b := e.Batch
	if !e.Holds(q.ts) || b.NoAccess {
		return
	}
	if q.part > 0 && len(e.down) > 0 && !static(q.path) {
		if st, down := e.failing(q.ts); down {
			q.status = st
			q.resp, q.took = broken(st, s.Key.At2(drawLine, uint64(q.part)))
		}
	}
	account := v.Account
	if q.anon {
		account = event.NoAccount
	}
	b.AccessOrder = append(b.AccessOrder, uint64(q.ts-b.Window.From)<<32|uint64(len(b.Access)))
	b.Access = append(b.Access, event.Access{
		TS: q.ts, Request: e.IDs.Request(s.Name, q.part), Event: e.event.of(s.Name, &e.IDs.event), Addr: v.Addr,
		Account:   account,
		LatencyUS: q.took, ReqBytes: q.req, RespBytes: q.resp, Status: q.status, UserAgent: v.UserAgent, Net: v.Net,
		Method: q.method, Path: q.path, Release: q.release, KeyOff: q.keyOff, Asked: q.asked, Truth: v.Truth,
	})
}

// answer appends the access line behind an audit event: the same request as
// the reverse proxy saw it, written when the response had gone out.
func (e *Emitter) answer(v *Visit, s Step, draw *random.Rand, q request) {
	q.ts = s.TS + int64(150+draw.Below(answerAfter-200))
	e.access(v, s, q)
}

// token is the id that was asked for last. Lines of a session, and of the page flow
// of an event, follow each other.
type token struct {
	name  Name
	id    uint64
	known bool
}

// of returns the id that a cipher makes of a name.
func (t *token) of(n Name, c *speck.Cipher) uint64 {
	if !t.known || t.name != n {
		*t = token{n, c.Encrypt(uint64(n)), true}
	}
	return t.id
}
