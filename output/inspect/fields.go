package inspect

import (
	"strconv"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// field is a key of the audit log with its value as text; empty = null.
type field struct {
	key, text string
	bare      bool // a number, in JSON without quotes
}

// fieldsOf lists what a line says, in the order of the log.
func fieldsOf(e *read.Event) []field {
	words := func(key, s string) field { return field{key: key, text: s} }
	number := func(key string, n int64) field {
		if n == 0 {
			return field{key: key}
		}
		return field{key, strconv.FormatInt(n, 10), true}
	}
	addr := ""
	if e.SrcIP.IsValid() {
		addr = e.SrcIP.String()
	}
	list := []field{
		words("event_id", hex(e.EventID)),
		words("ts", time.UnixMicro(e.TS).UTC().Format("2006-01-02T15:04:05.000000Z")),
		words("action", e.Action), words("outcome", e.Outcome), words("reason", e.Reason),
		words("account", e.Account), words("profession", e.Profession), words("org", e.Org),
		words("auth_method", e.AuthMethod),
		words("session_id", hex(e.SessionID)), words("request_id", hex(e.RequestID)),
		words("src_ip", addr), number("src_port", e.SrcPort), number("asn", e.ASN), words("as_org", e.ASOrg),
		words("country", e.Country), words("city", e.City), words("user_agent", e.UserAgent),
		words("client_fp", hex(e.ClientFP)), words("service", e.Service), words("method", e.Method),
		words("path", e.Path), number("status", e.Status), number("req_bytes", e.ReqBytes),
		number("resp_bytes", e.RespBytes), number("latency_us", e.LatencyUS),
	}
	if e.NIR != "" {
		list = append(list, words("nir", e.NIR))
	} else {
		list = append(list, words("nir_ref", hex(e.NIRRef)))
	}
	list = append(list, words("patient_dept", e.PatientDept), words("result", e.Result))
	if e.PersonsReturned < 0 {
		return append(list, field{key: "persons_returned"})
	}
	return append(list, field{"persons_returned", strconv.FormatInt(e.PersonsReturned, 10), true})
}
