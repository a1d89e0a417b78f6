package logs

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Access lists the columns of the access log in the forms that have columns.
func Access() []Column[event.Access] {
	type (
		f    = schema.Field
		rule = schema.KeyRule
		a    = event.Access
		cat  = event.Catalog
	)
	user := table("User", User, accounts, func(c *cat, x *a, i int) { x.Account = accountOf(c, i) })
	agent := table("Client", Client, agents, func(_ *cat, x *a, i int) { x.UserAgent = uint16(i) })
	request := table("Request", Request, requests, requestOf)
	origin := table("Origin", Origin, origins, originOf)
	always := func(expr string) Value[a] { return Value[a]{Kind: Number, Expr: expr} }
	return []Column[a]{
		{Field: f{Name: "ts", Type: "timestamp", Meaning: "Time, UTC with microseconds."},
			Rule:  rule{Never: true},
			Many:  true,
			Value: Value[a]{Kind: Time, Expr: "e.TS"}},
		{Field: f{
			Name:    "request_id",
			Type:    "hex(16)",
			Meaning: "HTTP request; joins the audit log where that has an event for it.",
		},
			Many:  true,
			Value: Value[a]{Kind: ID, Expr: "e.Request"}},
		{Field: f{Name: "src_ip", Type: "address", Meaning: "Source address, IPv4 or IPv6."},
			Value: Value[a]{Kind: Address, Expr: "e.Addr"}},
		{Field: f{Name: "account", Type: "text(9)", Meaning: "Signed-in account; null = nobody."},
			Value: user.says(func(c *cat, x *a) string {
				if x.Account == event.NoAccount {
					return ""
				}
				return c.Accounts[x.Account].ID
			})},
		{Field: f{Name: "method", Type: "text", Meaning: "HTTP method; null = what came was no HTTP request."},
			Value: request.says(func(c *cat, x *a) string { method, _ := c.Request(x); return method })},
		{Field: f{Name: "path", Type: "text",
			Meaning: `Path of the request with its query; of no HTTP request what came, \xHH for what is not ` +
				"printable; null = nothing came."},
			Value: Value[a]{Of: request, Text: accessPath, More: func(x *a) int { return wire.AskedLength(x.Path) },
				Ends: "Path: e.Path, Ref: e.Asked, NIR: nir.NIR(e.Asked), KeyOff: e.KeyOff"}},
		{Field: f{Name: "status", Type: "integer", Meaning: "HTTP status."},
			Rule:  rule{Never: true, Least: 100, Most: 599},
			Value: always("uint32(e.Status)")},
		{Field: f{Name: "req_bytes", Type: "integer", Meaning: "Bytes of the request body."},
			Rule:  rule{Never: true},
			Many:  true,
			Value: always("e.ReqBytes")},
		{Field: f{Name: "resp_bytes", Type: "integer", Meaning: "Bytes of the response body."},
			Rule:  rule{Never: true},
			Many:  true,
			Value: always("e.RespBytes")},
		{Field: f{Name: "latency_us", Type: "integer", Meaning: "Time to answer, microseconds."},
			Rule:  rule{Never: true},
			Many:  true,
			Value: always("e.LatencyUS")},
		{Field: f{Name: "user_agent", Type: "text", Meaning: "User-Agent header."},
			Value: agent.says(func(c *cat, x *a) string { return c.UserAgents[x.UserAgent] })},
		{Field: f{Name: "http_version", Type: "1.1|2", Meaning: "Version of HTTP that the client speaks; null = none."},
			Value: origin.says(Version)},
		{Field: f{Name: "referer", Type: "text", Meaning: "Referer header: the page that the request comes from."},
			Value: origin.says(func(c *cat, x *a) string { return Referer(c, x.Referer, x.Release) })},
		{
			Field: f{
				Name: "session_digest", Type: "hex(16)",
				Meaning: "Keyed digest of the session's cookie, where one is sent; joins the requests of a session, " +
					"and is not the session_id of the audit log.",
			},
			Many:  true,
			Value: Value[a]{Kind: ID, Expr: "e.Cookie"},
		},
	}
}

// Version is the version of HTTP of a request, as a column has it; "" where no request
// came.
func Version(c *event.Catalog, a *event.Access) string {
	method, _ := c.Request(a)
	switch {
	case method == "": // nor one of the portal's
		return ""
	case a.HTTP2:
		return "2"
	}
	return "1.1"
}

// Referer is the header of a request that comes from a page: its address, or of the
// identity provider's page the provider alone, as browsers tell other hosts. Pages of a
// release name its style.
func Referer(c *event.Catalog, from event.Path, release uint8) string {
	switch from {
	case event.NoPath:
		return ""
	case event.PathSignInPush:
		return "https://identite.example/"
	}
	return "https://portal.example" + c.Path(from, release)
}

// accessPath is the path as far as it is always the same.
func accessPath(c *event.Catalog, x *event.Access) string {
	_, path := c.Request(x)
	return path
}
