// Package event says what one log line says and, kept apart, its truth.
//
// It is the hinge of the flow: generator fills batches of these values, output
// writes them. Everything here is plain data without pointers, so that a slice
// of a million events costs the collector nothing; texts are found through the
// [Catalog]. The package draws nothing and formats no log.
package event

import "github.com/breachsim/breachsim/generator/nir"

// NoAccount is the Account of an event that no account made (an address ban).
const NoAccount = ^uint32(0)

// NoPlace is the PatientDept of an event about no person.
const NoPlace = 0xff

// Event is one line of the audit log: one business action.
type Event struct {
	TS          int64   // microseconds since 1970-01-01 UTC
	ID          uint64  // event_id, unique in the dataset
	Session     uint64  // session_id; 0 = none
	Request     uint64  // request_id, the join to the access log; 0 = none
	ClientFP    uint64  // fingerprint of the client; 0 = none
	NIR         nir.NIR // number looked up; 0 = none
	NIRRef      uint64  // its keyed reference
	Addr        Addr    // source address; the zero value = none
	Account     uint32  // index into Catalog.Accounts, or NoAccount
	LatencyUS   uint32  // microseconds
	ReqBytes    uint32
	RespBytes   uint32
	Port        uint16
	Status      uint16 // HTTP status; 0 = none
	Net         uint16 // index into Catalog.Networks; 0 = none
	Place       uint16 // index into Catalog.Places; 0 = none
	UserAgent   uint16 // index into Catalog.UserAgents; 0 = none
	Persons     int16  // persons returned; -1 = not a look-up
	PatientDept uint8  // index into Catalog.Departments, or NoPlace
	KeyOff      uint8  // for a mistyped number: how far the typed key is from the right one, modulo 97
	Action      Action
	Outcome     Outcome
	Reason      Reason
	Auth        Auth
	Service     Service
	Method      Method
	Path        Path
	Result      Result
}

// Access is one line of the access log: one HTTP request as the reverse proxy
// saw it. It carries no id of its own: Request joins it to the audit log in
// formats that can say so, and the truth joins it by line number.
type Access struct {
	TS        int64
	Request   uint64 // request_id
	Event     uint64 // event_id of the audit event to whose page flow it belongs
	Cookie    uint64 // digest of the session's cookie; 0 = none is sent
	Addr      Addr
	Account   uint32 // account that the proxy knows to be signed in, or NoAccount
	LatencyUS uint32
	ReqBytes  uint32
	RespBytes uint32
	Status    uint16
	UserAgent uint16
	Net       uint16
	Method    Method
	Path      Path
	Referer   Path   // the page that the request comes from; PathSignInPush = the identity provider; NoPath = none
	HTTP2     bool   // the protocol is HTTP/2, else HTTP/1.1
	Release   uint8  // index into Catalog.Releases; of the app, vendor and style files only
	KeyOff    uint8  // as in Event
	Strange   uint16 // index into Catalog.Requests of what no page of the portal asks; 0 = Method and Path say it
	Asked     uint64 // NIRRef or NIR of a look-up whose path has it
	Truth     Truth
}

// Truth is what the emitting actor says about its own event or request.
type Truth struct {
	Label    Label
	Benign   BenignType
	Phase    Phase
	Purpose  Purpose
	Actor    ActorKind
	Campaign uint8  // 1 + index into Catalog.Campaigns; 0 = none
	CausedBy uint8  // 1 + index into Catalog.Controls; 0 = none
	Number   uint16 // which one of its kind the actor is
}

// Exposure is one person whose data an attacker got, for the first time.
type Exposure struct {
	TS         int64
	Event      uint64 // event_id of the look-up
	Ref        uint64 // nir_ref of the person
	Holder     uint64 // nir_ref of the number that was looked up
	NotifiedAt int64  // when the person was told; 0 = not within the story
	Person     uint32
	Account    uint32
	Campaign   uint8 // 1 + index
	Channel    Channel
	Doctor     bool // through the form for referring doctors: the rights were not shown
}

// Interference is one benign event that a campaign or a control suppressed,
// changed or added.
type Interference struct {
	TS     int64
	Event  uint64
	Effect Effect
	Cause  Cause
	Index  uint8 // 1 + index of the campaign or control
}

// Window is one slice of the dataset's time: a UTC hour or a part of one, also cut at local
// midnight, so that it lies within one local day.
type Window struct {
	From, To int64 // microseconds, [From, To)
	Day      int32 // local date, days since 1970-01-01
	LastOf   bool  // no later window belongs to Day
}

// Batch is what one slice holds. The fill order of Audit, Access and Identity is the
// actors'; AuditOrder, AccessOrder and IdentityOrder give the order of the log: sorted keys
// whose low 32 bits are an index. The buffers are reused from slice to slice.
type Batch struct {
	Window        Window
	NoAccess      bool // access lines are not wanted; survives Reset
	WantIdentity  bool // lines of the identity provider are wanted; survives Reset
	WantWeak      bool // warnings, tickets and grounds are wanted, as the scenario says; survives Reset
	Audit         []Event
	AuditTruth    []Truth // parallel to Audit
	AuditOrder    []uint64
	Access        []Access
	AccessOrder   []uint64
	Identity      []Identity
	IdentityOrder []uint64
	Exposures     []Exposure     // in log order
	Interference  []Interference // in log order
	Persons       []uint32       // every person that a line names or returned, repeats included
	Warnings      []Warning      // raised by this slice; some are dropped when the day is known
	Tickets       []Ticket       // opened because of this slice, in log order of its events
	Grounds       []Ground       // of the look-ups of this slice, in log order
}

// Reset empties the batch and keeps its memory.
func (b *Batch) Reset(w Window) {
	b.Window = w
	b.Audit, b.AuditTruth, b.AuditOrder = b.Audit[:0], b.AuditTruth[:0], b.AuditOrder[:0]
	b.Access, b.AccessOrder = b.Access[:0], b.AccessOrder[:0]
	b.Identity, b.IdentityOrder = b.Identity[:0], b.IdentityOrder[:0]
	b.Exposures, b.Interference, b.Persons = b.Exposures[:0], b.Interference[:0], b.Persons[:0]
	b.Warnings, b.Tickets, b.Grounds = b.Warnings[:0], b.Tickets[:0], b.Grounds[:0]
}

// AuditAt returns the i-th audit event in log order with its truth.
func (b *Batch) AuditAt(i int) (*Event, *Truth) {
	j := uint32(b.AuditOrder[i])
	return &b.Audit[j], &b.AuditTruth[j]
}

// AccessAt returns the i-th access line in log order.
func (b *Batch) AccessAt(i int) *Access { return &b.Access[uint32(b.AccessOrder[i])] }

// IdentityAt returns the i-th line of the identity provider in log order.
func (b *Batch) IdentityAt(i int) *Identity { return &b.Identity[uint32(b.IdentityOrder[i])] }
