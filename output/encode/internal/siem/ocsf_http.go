package siem

import (
	"slices"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/web"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// ocsfHTTPTexts are the parts of an HTTP Activity that come from tables; see
// [ecsTexts].
type ocsfHTTPTexts struct {
	*web.Requests                // user: owner of src_endpoint; request: method and url
	head          wire.Fragments // by activity
	activity      []uint8        // by request
}

func newOCSFHTTPTexts(cat *event.Catalog) *ocsfHTTPTexts {
	t := &ocsfHTTPTexts{Requests: web.Prepare(cat, web.Form{
		User: func(dst []byte, id string) []byte {
			if id == "" {
				return dst
			}
			return append(dst, wire.Object("owner", wire.Member("uid", id))...)
		},
		Request: func(dst []byte, method string, path string, more bool) []byte {
			return append(dst, `"http_request":{`+wire.Member("http_method", method)+url("query_string", path, more)...)
		},
		Agent: func(dst []byte, ua string) []byte { return append(dst, wire.Member("user_agent", ua)...) },
		Origin: func(dst []byte, version, referer string) []byte {
			return append(dst, wire.Member("version", version)+wire.Member("referrer", referer)...)
		},
	})}
	for activity := range ocsfOther + 1 {
		t.head.Add([]byte(ocsfHead(ocsfHTTPActivity, activity, "portal.access", "")))
	}
	logs.EachRequest(cat, func(method, _ string, _ bool) { t.activity = append(t.activity, httpActivity(method)) })
	t.Longest += 256 + t.head.Longest()
	return t
}

// ocsfOther is the activity of a method that the class does not list.
const ocsfOther = 99

// httpActivity is the activity of a method; 0 is unknown.
func httpActivity(method string) uint8 {
	if method == "" {
		return 0
	}
	of := slices.Index([]string{"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE", "PATCH"}, method)
	if of < 0 {
		return ocsfOther
	}
	return uint8(1 + of)
}

type ocsfHTTPEncoder struct {
	t     *ocsfHTTPTexts
	stamp wire.Stamp
}

// newOCSFHTTP prepares the access log in OCSF.
func newOCSFHTTP(cat *event.Catalog) func(*time.Location) schema.AppendAccess {
	t := newOCSFHTTPTexts(cat)
	return func(*time.Location) schema.AppendAccess { // whose times are UTC
		return (&ocsfHTTPEncoder{t: t, stamp: wire.NewStamp()}).append
	}
}

// append appends the line of a, with its newline.
func (e *ocsfHTTPEncoder) append(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.Longest)
	request := t.At.Request(a)
	dst = append(dst, t.head.At(int(t.activity[request]))...)
	if a.Request != 0 {
		dst = append(dst, `"correlation_uid":"`...)
		dst = wire.AppendHex(dst, a.Request)
		dst = append(dst, `",`...)
	}
	dst = ocsfTime(dst, &e.stamp, a.TS)
	if a.Status < 400 {
		dst = append(dst, `"status_id":1,`...)
	} else {
		dst = append(dst, `"status_id":2,`...)
	}
	dst = ocsfDuration(dst, a.LatencyUS)
	dst = append(dst, `"src_endpoint":{`...)
	if a.Addr.IsZero() {
		dst = append(dst, `"name":"unknown",`...)
	} else {
		dst = append(dst, `"ip":"`...)
		dst = wire.AppendAddr(dst, a.Addr)
		dst = append(dst, `",`...)
	}
	dst = append(dst, t.User.At(t.At.User(a))...)
	dst = wire.Shut(dst, 0)
	dst = append(dst, t.Request.At(request)...)
	if a.Path.ByRef() || a.Path.ByNumber() {
		dst = wire.AppendAsked(dst, wire.Asked{Path: a.Path, Ref: a.Asked, NIR: nir.NIR(a.Asked), KeyOff: a.KeyOff})
		dst = append(dst, `"},`...)
	}
	dst = append(dst, t.Agent.At(t.At.Client(a))...)
	dst = append(dst, t.Origin.At(t.At.Origin(a))...)
	dst = ocsfResponse(dst, a.ReqBytes, a.Status, a.RespBytes)
	dst = append(dst, `"unmapped":{`...)
	if a.Cookie != 0 {
		dst = append(dst, `"session_digest":"`...)
		dst = wire.AppendHex(dst, a.Cookie)
		dst = append(dst, `",`...)
	}
	dst = append(dst, `"latency_us":`...)
	dst = wire.AppendUint(dst, a.LatencyUS)
	return append(dst, "}}\n"...)
}
