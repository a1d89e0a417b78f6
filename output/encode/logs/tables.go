package logs

import (
	"strconv"

	"github.com/breachsim/breachsim/generator/event"
)

// The tables of the audit log. Where several texts say one thing (what was done,
// with what outcome, and why), a table has an entry for each way to say it.
const (
	What = iota
	Account
	Auth
	Network
	Place
	Agent
	Where
	Dept
	Result
	AuditTables // how many there are
)

// The tables of the access log.
const (
	User = iota
	Request
	Client
	Origin
	AccessTables
)

// Index finds the entry of a line in each table.
type Index struct {
	outcomes, reasons, methods, paths, nobody, noDept, strange int

	requests []event.RequestText
}

// NewIndex returns the index of the tables of a catalogue.
func NewIndex(cat *event.Catalog) Index {
	return Index{
		outcomes: len(event.Outcomes()),
		reasons:  len(event.Reasons()),
		methods:  len(event.Methods()),
		paths:    len(event.Paths()),
		nobody:   len(cat.Accounts),
		noDept:   len(cat.Departments),
		strange:  ours(cat),
		requests: cat.Requests,
	}
}

// What is the entry of action, outcome and reason.
func (x *Index) What(e *event.Event) int {
	return (int(e.Action)*x.outcomes+int(e.Outcome))*x.reasons + int(e.Reason)
}

// Where is the entry of service, method and path.
func (x *Index) Where(e *event.Event) int {
	return (int(e.Service)*x.methods+int(e.Method))*x.paths + int(e.Path)
}

// Account is the entry of the account; the last one is nobody.
func (x *Index) Account(e *event.Event) int {
	if e.Account == event.NoAccount {
		return x.nobody
	}
	return int(e.Account)
}

// Dept is the entry of the department; the last one is none.
func (x *Index) Dept(e *event.Event) int {
	if e.PatientDept == event.NoPlace {
		return x.noDept
	}
	return int(e.PatientDept)
}

// Auth is the entry of the sign-in method.
func (x *Index) Auth(e *event.Event) int { return int(e.Auth) }

// Network is the entry of the network.
func (x *Index) Network(e *event.Event) int { return int(e.Net) }

// Place is the entry of the place.
func (x *Index) Place(e *event.Event) int { return int(e.Place) }

// Agent is the entry of the user agent.
func (x *Index) Agent(e *event.Event) int { return int(e.UserAgent) }

// Result is the entry of what a look-up found.
func (x *Index) Result(e *event.Event) int { return int(e.Result) }

// User is the entry of the account of a request; the last one is nobody.
func (x *Index) User(a *event.Access) int {
	if a.Account == event.NoAccount {
		return x.nobody
	}
	return int(a.Account)
}

// Request is the entry of method and path, by release of the app's files; behind
// those of the portal's own pages stand the others of the catalogue.
func (x *Index) Request(a *event.Access) int {
	if a.Strange != 0 {
		return x.strange + int(a.Strange)
	}
	return (int(a.Release)*x.methods+int(a.Method))*x.paths + int(a.Path)
}

// Client is the entry of the user agent of a request.
func (x *Index) Client(a *event.Access) int { return int(a.UserAgent) }

// Origin is the entry of the protocol of a request and of the page it comes from, by
// release of the app's files. The last entry is that of what is no request.
func (x *Index) Origin(a *event.Access) int {
	if a.Strange != 0 && x.requests[a.Strange].Method == "" {
		return 2 * x.strange / x.methods
	}
	i := 2 * (int(a.Release)*x.paths + int(a.Referer))
	if a.HTTP2 {
		i++
	}
	return i
}

// tables are those of the audit log.
type tables struct{ what, account, auth, network, place, agent, where, dept, result *Table[event.Event] }

func newTables() tables {
	type (
		e   = event.Event
		cat = event.Catalog
	)
	outcomes, reasons := len(event.Outcomes()), len(event.Reasons())
	methods, paths := len(event.Methods()), len(event.Paths())
	kinds, pages := len(event.Actions())*outcomes*reasons, len(event.Services())*methods*paths
	return tables{
		what: table("What", What, fixed(kinds), func(_ *cat, x *e, i int) {
			x.Action, x.Outcome = event.Action(i/reasons/outcomes), event.Outcome(i/reasons%outcomes)
			x.Reason = event.Reason(i % reasons)
		}),
		account: table("Account", Account, accounts, func(c *cat, x *e, i int) { x.Account = accountOf(c, i) }),
		auth:    table("Auth", Auth, fixed(len(event.Auths())), func(_ *cat, x *e, i int) { x.Auth = event.Auth(i) }),
		network: table("Network", Network, networks, func(_ *cat, x *e, i int) { x.Net = uint16(i) }),
		place:   table("Place", Place, places, func(_ *cat, x *e, i int) { x.Place = uint16(i) }),
		agent:   table("Agent", Agent, agents, func(_ *cat, x *e, i int) { x.UserAgent = uint16(i) }),
		where: table("Where", Where, fixed(pages), func(_ *cat, x *e, i int) {
			x.Service, x.Method = event.Service(i/paths/methods), event.Method(i/paths%methods)
			x.Path = event.Path(i % paths)
		}),
		dept: table("Dept", Dept, depts, func(c *cat, x *e, i int) {
			if x.PatientDept = uint8(i); i == len(c.Departments) {
				x.PatientDept = event.NoPlace
			}
		}),
		result: table(
			"Result",
			Result,
			fixed(len(event.Results())),
			func(_ *cat, x *e, i int) { x.Result = event.Result(i) },
		),
	}
}

// size is how many entries a table has.
type size func(c *event.Catalog) int

func fixed(n int) size { return func(*event.Catalog) int { return n } }

// ours is how many requests the portal's own pages could make.
func ours(c *event.Catalog) int {
	return max(len(c.Releases), 1) * len(event.Methods()) * len(event.Paths())
}

// requests is how many there are with those of strangers.
func requests(c *event.Catalog) int { return ours(c) + len(c.Requests) }

// requestOf makes the line of entry i of a table of requests.
func requestOf(c *event.Catalog, x *event.Access, i int) {
	if n := ours(c); i >= n {
		x.Strange = uint16(i - n)
		return
	}
	methods, paths := len(event.Methods()), len(event.Paths())
	x.Release, x.Method, x.Path = uint8(i/paths/methods), event.Method(i/paths%methods), event.Path(i%paths)
}

// origins is how many protocols and referers there are.
func origins(c *event.Catalog) int { return 2*ours(c)/len(event.Methods()) + 1 }

// originOf makes the line of entry i of a table of them.
func originOf(c *event.Catalog, x *event.Access, i int) {
	if i == origins(c)-1 {
		return
	}
	paths := len(event.Paths())
	x.Method, x.Release, x.Referer, x.HTTP2 = event.GET, uint8(i/2/paths), event.Path(i/2%paths), i%2 == 1
}

// EachOrigin visits the entries of the table of protocols and referers.
func EachOrigin(c *event.Catalog, visit func(version, referer string)) {
	for i := range origins(c) {
		var a event.Access
		originOf(c, &a, i)
		visit(Version(c, &a), Referer(c, a.Referer, a.Release))
	}
}

// EachRequest visits the entries of the table of requests: method, path, and whether
// the number that was looked up follows it.
func EachRequest(c *event.Catalog, visit func(method, path string, more bool)) {
	for i := range requests(c) {
		var a event.Access
		requestOf(c, &a, i)
		method, path := c.Request(&a)
		_, more := a.Path.Fixed()
		visit(method, path, more)
	}
}

func accounts(c *event.Catalog) int { return len(c.Accounts) + 1 } // the last one is nobody
func networks(c *event.Catalog) int { return len(c.Networks) }
func places(c *event.Catalog) int   { return len(c.Places) }
func agents(c *event.Catalog) int   { return len(c.UserAgents) }
func depts(c *event.Catalog) int    { return len(c.Departments) + 1 } // the last one is none

// table is a table with n entries; set makes the line of each.
func table[E any](name string, number int, n size, set func(c *event.Catalog, e *E, i int)) *Table[E] {
	return &Table[E]{Name: name, Number: number, Each: func(c *event.Catalog, visit func(e *E)) {
		for i := range n(c) {
			var e E
			set(c, &e, i)
			visit(&e)
		}
	}}
}

// says is a text of the table.
func (t *Table[E]) says(text func(c *event.Catalog, e *E) string) Value[E] {
	return Value[E]{Of: t, Text: text}
}

// accountOf is entry i of a table of accounts, whose last one is nobody.
func accountOf(c *event.Catalog, i int) uint32 {
	if i == len(c.Accounts) {
		return event.NoAccount
	}
	return uint32(i)
}

// accountText is what the catalogue says of the account of an event.
func accountText(c *event.Catalog, e *event.Event) event.AccountText {
	if e.Account == event.NoAccount {
		return event.AccountText{}
	}
	return c.Accounts[e.Account]
}

// asnText is the number of a network; the first one is none.
func asnText(c *event.Catalog, e *event.Event) string {
	if e.Net == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(c.Networks[e.Net].ASN), 10)
}
