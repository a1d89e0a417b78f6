package portal

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/idp"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/socket"
	"github.com/breachsim/breachsim/generator/internal/speck"
)

// Before and After bound how far an action's page flow reaches from its audit
// event, in microseconds.
const (
	Before = 240 * second
	After  = 15 * second
)

// Rules are the switches and limits of one portal.
type Rules struct {
	NotFoundStatus uint16     // HTTP status of a look-up that finds nobody
	Search         event.Path // of a look-up; see [SearchPath]
}

// Emitter turns actions into lines of one slice. One Emitter serves one goroutine.
type Emitter struct {
	Writer
	Rules Rules
}

// Writer puts the lines of one slice into its batch: what lies outside is left out.
type Writer struct {
	From, To int64 // only lines in [From, To) are appended
	Batch    *event.Batch
	IDs      *IDs
	State    *Conditions
	Sockets  *socket.Table // nil = source ports are left out
	Identity idp.Provider  // by which users sign in
	down     []Outage      // near the slice

	event, session, cookie token // asked for last
}

// Visit is the context of a session: who, from where, with what.
type Visit struct {
	Session    Name
	Account    uint32
	Addr       event.Addr
	Net        uint16
	Place      uint16
	UserAgent  uint16
	ClientFP   uint64
	Machine    uint64 // tells machines apart that show one user agent; of no meaning else
	Auth       event.Auth
	Typed      event.Identifier // by what the account is named; 0 = by what its user types
	Browser    bool             // loads pages and assets around its requests
	Referers   bool             // names the page that a request comes from, as browsers do and who copies their headers
	HTTP2      bool
	Cache      Cache
	NewAddress bool // of an account that is opened again: another mailbox is put in
	Lone       bool // leaves access lines alone: they belong to the page flow of no audit event
	Truth      event.Truth
}

// Cache is what a browser has kept of the portal when it signs in, which decides what
// it asks for.
type Cache struct {
	Cold     bool // nothing: all files are fetched, the icons of the site too
	Old      bool // the files of an earlier release: fetches those that changed
	Checks   bool // what may be kept for a day is older: asks whether it changed
	Apple    bool // asks for the icons of a telephone's home screen, which the portal does not have
	Tools    bool // its developer tools are open: they ask for the source map, which nobody put there
	Bookmark bool // begins at an address of the portal of years ago
}

// Step is one action of a visit.
type Step struct {
	Name Name
	TS   int64
	Key  random.Key // names the draws of this step's details; see drawFlow

	// What is known of the visit before it; zero = nothing.
	Prior int64      // when its step before was answered
	From  event.Path // the page that this left the person on
	Retry bool       // it was a sign-in that the portal refused
}

// Before bounds how far the lines that are wanted of an action reach back from its audit
// event, in microseconds: [Before], or less where nobody reads of the page flow.
func (e *Writer) Before() int64 {
	if e.Batch.NoAccess && !e.Batch.WantIdentity {
		return beforeAudit
	}
	return Before
}

// Touches reports whether a step at ts can have a line in the slice.
func (e *Writer) Touches(ts int64) bool { return ts+After >= e.From && ts-e.Before() < e.To }

// Near is Touches for every step but attempts to sign in, whose page flow
// reaches back farthest.
func (e *Writer) Near(ts int64) bool {
	return ts+After >= e.From && ts-min(beforePage, e.Before()) < e.To
}

// Follows is Near for a step of a session whose step before was at an instant: the page
// flow between the two begins when that was answered.
func (e *Writer) Follows(ts, prior int64) bool { return e.Near(ts) && prior-sent < e.To }

// beforePage bounds how long before its audit event the page flow of a step
// inside a session begins. beforeSignIn is likewise for an attempt, without what
// the page of years ago takes.
//
// sent bounds likewise how long before the step that it follows: of a program, whose
// requests run side by side, that is the time of a failing answer. beforeAudit is how long
// before its own audit event an action has another one, the question on the phone.
const (
	beforePage   = 180 * second
	beforeSignIn = Before - 15*second
	sent         = 35 * second
	beforeAudit  = leastAhead + mostAhead
)

// The answer on the phone reaches the browser when it asks the identity provider next,
// about every two seconds; it comes back, and the portal opens the session.
const (
	leastAhead = 450 * millisecond
	mostAhead  = 6 * second // beyond that
	leastBack  = 60 * millisecond
)

// Holds reports whether an audit event at ts is in the slice.
func (e *Writer) Holds(ts int64) bool { return ts >= e.From && ts < e.To }

// Needs reports whether the slice holds the audit event of a step at ts or the
// access line right behind it, so that the step must be told in full.
func (e *Writer) Needs(ts int64) bool { return ts+answerAfter >= e.From && ts < e.To }

// unseen reports whether nothing of a step whose audit event is at ts is wanted: it is
// outside the slice, and nobody reads access lines.
func (e *Writer) unseen(ts int64) bool { return e.Batch.NoAccess && !e.Holds(ts) }

// answerAfter bounds how long after its audit event the access line of the
// same request is written.
const answerAfter = 1100

// open appends an audit event with the fields that every action shares, if its
// time is in the slice, and returns it to be completed; nil otherwise.
func (e *Writer) open(v *Visit, s Step) *event.Event {
	if !e.Holds(s.TS) {
		return nil
	}
	b := e.Batch
	b.AuditOrder = append(b.AuditOrder, uint64(s.TS-b.Window.From)<<32|uint64(len(b.Audit)))
	b.AuditTruth = append(b.AuditTruth, v.Truth)
	b.Audit = append(b.Audit, event.Event{
		TS: s.TS, ID: e.event.of(s.Name, &e.IDs.event), Session: e.session.of(v.Session, &e.IDs.session),
		Request: e.IDs.Request(s.Name, 0), ClientFP: v.ClientFP, Addr: v.Addr, Account: v.Account,
		Port: portOf(e.Sockets, v, s.TS), Net: v.Net,
		Place: v.Place, UserAgent: v.UserAgent, Auth: v.Auth, Persons: -1, PatientDept: event.NoPlace,
		Outcome: event.Success,
	})
	return &b.Audit[len(b.Audit)-1]
}

// portOf is the source port of a request.
func portOf(t *socket.Table, v *Visit, ts int64) uint16 {
	if t == nil {
		return 0
	}
	return t.Port(&socket.Request{
		TS: ts, Machine: v.Machine, Addr: v.Addr.Hi ^ v.Addr.Lo, UserAgent: v.UserAgent, Net: v.Net, V6: !v.Addr.Is4(),
	})
}

// client is a visit as the identity provider sees it.
func (v *Visit) client() idp.Client {
	return idp.Client{Account: v.Account, Addr: v.Addr, UserAgent: v.UserAgent, ClientFP: v.ClientFP,
		Auth: v.Auth, Typed: v.Typed, Cold: v.Cache.Cold, NewAddress: v.NewAddress}
}

// identified is a step as the identity provider logs it; ok is false where nobody wants
// its log.
func (e *Writer) identified(v *Visit, s Step) (c idp.Client, at idp.Step, ok bool) {
	if !e.Identity.Wanted() {
		return c, at, false
	}
	return v.client(), idp.Step{
		TS: s.TS, Event: e.event.of(s.Name, &e.IDs.event), Session: e.session.of(v.Session, &e.IDs.session),
		Key: s.Key.At(drawMailed),
	}, true
}

// typedBytes is how long what is typed to name the account is.
func (e *Writer) typedBytes(v *Visit) uint32 {
	c := v.client()
	return e.Identity.Bytes(&c)
}

// request describes one access line of a page flow.
type request struct {
	part    int   // numbers the lines of a flow; 0 is the one behind the audit event
	ts      int64 // when the proxy wrote it, which is when the answer had gone out
	method  event.Method
	path    event.Path
	referer event.Path // the page that the request comes from
	release uint8
	status  uint16
	req     uint32
	resp    uint32
	took    uint32
	asked   uint64 // what a path carries
	keyOff  uint8
	anon    bool   // nobody is signed in, or the proxy does not know who
	cookie  bool   // a session's cookie is sent although
	strange uint16 // what no page asks for, in place of method and path
	proxy   bool   // answered by the proxy alone, portal or no portal
}

func (e *Writer) access(v *Visit, s Step, q request) {
	b := e.Batch
	if !e.Holds(q.ts) || b.NoAccess {
		return
	}
	if q.part > 0 && len(e.down) > 0 && !static(q.path) && !q.proxy {
		if st, down := e.failing(q.ts); down {
			q.status = st
			q.resp, q.took = broken(st, s.Key.At2(drawLine, uint64(q.part)))
		}
	}
	account, cookie := v.Account, uint64(0)
	if !q.anon || q.cookie {
		cookie = e.cookie.of(v.Session, &e.IDs.cookie)
	}
	if q.anon {
		account = event.NoAccount
	}
	if !v.Referers {
		q.referer = event.NoPath
	}
	of := uint64(0)
	if !v.Lone {
		of = e.event.of(s.Name, &e.IDs.event)
	}
	b.AccessOrder = append(b.AccessOrder, uint64(q.ts-b.Window.From)<<32|uint64(len(b.Access)))
	b.Access = append(b.Access, event.Access{
		TS: q.ts, Request: e.IDs.Request(s.Name, q.part), Event: of, Cookie: cookie, Addr: v.Addr,
		Account: account, LatencyUS: q.took, ReqBytes: q.req, RespBytes: q.resp, Status: q.status,
		UserAgent: v.UserAgent, Net: v.Net, Method: q.method, Path: q.path, Referer: q.referer, Release: q.release,
		KeyOff: q.keyOff, Strange: q.strange, Asked: q.asked, HTTP2: v.HTTP2, Truth: v.Truth,
	})
}

// answer appends the access line behind an audit event: the same request as
// the reverse proxy saw it, written when the response had gone out.
func (e *Writer) answer(v *Visit, s Step, draw *random.Rand, q request) {
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

// Slice directs what follows into the batch of a slice.
func (e *Writer) Slice(w event.Window, b *event.Batch) {
	e.From, e.To, e.Batch = w.From, w.To, b
	e.Identity.Slice(b)
	e.down = e.State.within(w.From-After, w.To+Before)
}

// failing reports whether the portal is down at an instant near the slice, and
// with which status it answers. Whatever an actor means to do then, it gets an
// error: the portal decides, not the actor.
func (e *Writer) failing(ts int64) (status uint16, ok bool) {
	for i := range e.down {
		if o := &e.down[i]; ts >= o.From && ts < o.To {
			return o.Status, true
		}
	}
	return 0, false
}

// page is the size of a page at an instant with the name of an account's user in its
// head.
func (e *Writer) page(ts int64, p page, account uint32) uint32 {
	return e.State.page(ts, p) + e.State.texts.userOf(account).name
}

// took draws how long the portal works on an answer; see [Conditions.took].
func (e *Writer) took(ts int64, draw *random.Rand, median int64) uint32 {
	return e.State.took(ts, draw, median)
}

// static reports whether a path is a file that the proxy serves by itself,
// portal or no portal.
func static(p event.Path) bool {
	return p >= event.PathAssetApp && p <= event.PathAssetIcons || p >= event.PathFavicon && p <= event.PathSourceMap
}
