package encode

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// ocsfHTTPTexts are the parts of an HTTP Activity that come from tables; see
// [ecsTexts].
type ocsfHTTPTexts struct {
	head    fragments // by method
	account fragments // of src_endpoint
	request fragments // method and url, by release, method and path
	agent   fragments

	nobody, methods, paths, longest int
}

func newOCSFHTTPTexts(cat *event.Catalog) ocsfHTTPTexts {
	var t ocsfHTTPTexts
	for m := range event.Methods() {
		activity := 3 // Get
		if event.Method(m) == event.POST {
			activity = 6
		}
		t.head.add([]byte(ocsfHead(ocsfHTTPActivity, activity, "portal.access", "")))
	}
	for _, a := range cat.Accounts {
		t.account.add([]byte(object("owner", member("uid", a.ID))))
	}
	t.nobody = t.account.len()
	t.account.add(nil)
	t.methods, t.paths = len(event.Methods()), len(event.Paths())
	eachRequest(cat, func(_ int, method string, p event.Path, path string) {
		_, more := p.Fixed()
		t.request.add([]byte(`"http_request":{` + member("http_method", method) + jsonPathText(`"url":{`, "path", "query_string", path, more)))
	})
	for _, ua := range cat.UserAgents {
		t.agent.add([]byte(member("user_agent", ua)))
	}
	t.longest = 512 + t.head.max + t.account.max + t.request.max + t.agent.max
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
	account := int(a.Account)
	if a.Account == event.NoAccount {
		account = t.nobody
	}
	dst = append(dst, t.account.at(account)...)
	dst = shut(dst, 0)
	dst = append(dst, t.request.at((int(a.Release)*t.methods+int(a.Method))*t.paths+int(a.Path))...)
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
