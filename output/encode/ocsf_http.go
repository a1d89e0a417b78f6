package encode

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// ocsfHTTPTexts are the parts of an HTTP Activity that come from tables; see
// [ecsTexts].
type ocsfHTTPTexts struct {
	requestTexts           // user: owner of src_endpoint; request: method and url
	head         fragments // by method
}

func newOCSFHTTPTexts(cat *event.Catalog) ocsfHTTPTexts {
	t := ocsfHTTPTexts{requestTexts: newRequestTexts(cat, requestForm{
		user: func(dst []byte, id string) []byte {
			if id == "" {
				return dst
			}
			return append(dst, object("owner", member("uid", id))...)
		},
		request: func(dst []byte, method string, _ event.Path, path string, more bool) []byte {
			return append(dst, `"http_request":{`+member("http_method", method)+jsonPathText(`"url":{`, "path", "query_string", path, more)...)
		},
		agent: func(dst []byte, ua string) []byte { return append(dst, member("user_agent", ua)...) },
	})}
	for m := range event.Methods() {
		activity := 3 // Get
		if event.Method(m) == event.POST {
			activity = 6
		}
		t.head.add([]byte(ocsfHead(ocsfHTTPActivity, activity, "portal.access", "")))
	}
	t.longest += 256 + t.head.max
	return t
}

type ocsfHTTPEncoder struct {
	t     *ocsfHTTPTexts
	stamp Stamp
}

func (t *Texts) ocsfHTTPEncoder() *ocsfHTTPEncoder {
	return &ocsfHTTPEncoder{t: t.ocsfHTTP(), stamp: NewStamp()}
}

// append appends the line of a, with its newline.
func (e *ocsfHTTPEncoder) append(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	dst = append(dst, t.head.at(int(a.Method))...)
	if a.Request != 0 {
		dst = append(dst, `"correlation_uid":"`...)
		dst = AppendHex(dst, a.Request)
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
		dst = AppendAddr(dst, a.Addr)
		dst = append(dst, `",`...)
	}
	dst = append(dst, t.userOf(a.Account)...)
	dst = shut(dst, 0)
	dst = append(dst, t.requestOf(a)...)
	if a.Path.ByRef() || a.Path.ByNumber() {
		dst = appendAsked(dst, a.Path, a.Asked, nir.NIR(a.Asked), a.KeyOff)
		dst = append(dst, `"},`...)
	}
	dst = append(dst, t.agent.at(int(a.UserAgent))...)
	dst = ocsfResponse(dst, a.ReqBytes, a.Status, a.RespBytes)
	dst = append(dst, `"unmapped":{"latency_us":`...)
	dst = appendUint(dst, a.LatencyUS)
	return append(dst, "}}\n"...)
}
