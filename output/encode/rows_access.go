package encode

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// AccessFields lists the columns of the access log in the forms that have
// columns.
func AccessFields() []Field {
	return []Field{
		{"ts", "timestamp", "Time, UTC with microseconds."},
		{"request_id", "hex(16)", "HTTP request; joins the audit log where that has an event for it."},
		{"src_ip", "address", "Source address, IPv4 or IPv6."},
		{"account", "text(9)", "Signed-in account; null = nobody."},
		{"method", "GET|POST", "HTTP method."},
		{"path", "text", "Path of the request with its query."},
		{"status", "integer", "HTTP status."},
		{"req_bytes", "integer", "Bytes of the request body."},
		{"resp_bytes", "integer", "Bytes of the response body."},
		{"latency_us", "integer", "Time to answer, microseconds."},
		{"user_agent", "text", "User-Agent header."},
	}
}

// accessTexts are the parts of a row of the access log that come from tables.
type accessTexts struct {
	rowForm
	requestTexts
}

func newAccessCSV(cat *event.Catalog) accessTexts    { return newAccessTexts(cat, csvForm()) }
func newAccessCopy(cat *event.Catalog) accessTexts   { return newAccessTexts(cat, copyForm()) }
func newAccessPacked(cat *event.Catalog) accessTexts { return newAccessTexts(cat, packedForm()) }

func newAccessTexts(cat *event.Catalog, form rowForm) accessTexts {
	t := accessTexts{rowForm: form}
	t.requestTexts = newRequestTexts(cat, requestForm{
		user: func(dst []byte, id string) []byte { return t.cell(dst, id, 0) },
		request: func(dst []byte, method string, p event.Path, path string, _ bool) []byte {
			return t.cell(t.cell(dst, method, 0), path, askedLength(p))
		},
		agent: func(dst []byte, ua string) []byte { return t.cell(dst, ua, 0) },
	})
	return t
}

// eachRequest visits release, method and path in the order in which tables of
// requests hold them; the text of the path is what of it is always the same.
func eachRequest(cat *event.Catalog, visit func(m int, method string, p event.Path, path string)) {
	for release := range max(len(cat.Releases), 1) {
		for m, method := range event.Methods() {
			for i := range event.Paths() {
				p := event.Path(i)
				text := cat.Path(p, uint8(release))
				if fixed, more := p.Fixed(); more {
					text = fixed
				}
				visit(m, method, p, text)
			}
		}
	}
}

// accessRows writes the columns of [AccessFields] as rows.
type accessRows struct {
	t     *accessTexts
	stamp Stamp
}

func (t *accessTexts) encoder() *accessRows { return &accessRows{t: t, stamp: NewStamp()} }

// append appends the row of a.
func (e *accessRows) append(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	if t.packed {
		dst = t.rowForm.stamp(dst, &e.stamp, a.TS)
	} else {
		dst = e.stamp.Append(dst, a.TS)
	}
	dst = t.id(dst, a.Request)
	dst = t.addr(dst, a.Addr)
	dst = append(dst, t.userOf(a.Account)...)
	dst = append(dst, t.requestOf(a)...)
	dst = appendAsked(dst, a.Path, a.Asked, nir.NIR(a.Asked), a.KeyOff)
	dst = t.uint(dst, uint32(a.Status))
	dst = t.uint(dst, a.ReqBytes)
	dst = t.uint(dst, a.RespBytes)
	dst = t.uint(dst, a.LatencyUS)
	dst = append(dst, t.agent.at(int(a.UserAgent))...)
	return t.end(dst)
}
