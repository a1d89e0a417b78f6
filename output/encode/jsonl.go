package encode

import (
	"fmt"
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// NIRMode says how the audit log names the insured person of a look-up.
type NIRMode uint8

// The modes.
const (
	HMAC  NIRMode = iota // nir_ref: a keyed reference
	Clear                // nir: the number with the key that was typed
	Omit                 // nir_ref is always null
)

// ParseNIRMode reads a mode by the name that scenarios use.
func ParseNIRMode(s string) (NIRMode, error) {
	switch s {
	case "hmac", "":
		return HMAC, nil
	case "clear":
		return Clear, nil
	case "omit":
		return Omit, nil
	}
	return HMAC, fmt.Errorf("nir mode %q: want hmac, clear or omit", s)
}

// JSONL writes the native audit log: one JSON object a line, every key always
// present and in the order of [AuditFields], what does not apply null. One
// value serves one goroutine.
type JSONL struct {
	t     *jsonTexts
	stamp Stamp
	mode  NIRMode
}

// JSONL returns an encoder of the native audit log.
func (t *Texts) JSONL(mode NIRMode) *JSONL {
	return &JSONL{t: &t.json, stamp: NewStamp(), mode: mode}
}

// Append appends the line of ev, with its newline. It allocates only where
// dst lacks room for the line.
func (e *JSONL) Append(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	dst = append(dst, `{"event_id":"`...)
	dst = AppendHex(dst, ev.ID)
	dst = append(dst, `","ts":"`...)
	dst = e.stamp.Append(dst, ev.TS)
	dst = append(dst, '"')
	dst = append(dst, t.what.at((int(ev.Action)*t.outcomes+int(ev.Outcome))*t.reasons+int(ev.Reason))...)
	account := int(ev.Account)
	if ev.Account == event.NoAccount {
		account = t.nobody
	}
	dst = append(dst, t.account.at(account)...)
	dst = append(dst, t.auth.at(int(ev.Auth))...)
	dst = append(dst, `,"session_id":`...)
	dst = appendID(dst, ev.Session)
	dst = append(dst, `,"request_id":`...)
	dst = appendID(dst, ev.Request)
	dst = e.appendClient(dst, ev)
	dst = append(dst, t.where.at((int(ev.Service)*t.methods+int(ev.Method))*t.paths+int(ev.Path))...)
	switch {
	case ev.Path < event.PathByRef:
	case ev.Path.ByRef():
		dst = append(AppendHex(dst, ev.NIRRef), '"')
	case ev.Path.ByNumber():
		dst = append(appendTyped(dst, ev.NIR, ev.KeyOff), '"')
	}
	dst = appendRequest(dst, ev)
	dst = e.appendPerson(dst, ev)
	return append(dst, "}\n"...)
}

// appendClient appends src_ip to client_fp.
func (e *JSONL) appendClient(dst []byte, ev *event.Event) []byte {
	t := e.t
	if ev.Addr.IsZero() {
		dst = append(dst, `,"src_ip":null`...)
	} else {
		dst = append(dst, `,"src_ip":"`...)
		dst = AppendAddr(dst, ev.Addr)
		dst = append(dst, '"')
	}
	if ev.Port == 0 {
		dst = append(dst, `,"src_port":null`...)
	} else {
		dst = append(dst, `,"src_port":`...)
		dst = appendUint(dst, uint32(ev.Port))
	}
	dst = append(dst, t.network.at(int(ev.Net))...)
	dst = append(dst, t.place.at(int(ev.Place))...)
	dst = append(dst, t.agent.at(int(ev.UserAgent))...)
	dst = append(dst, `,"client_fp":`...)
	return appendID(dst, ev.ClientFP)
}

// appendRequest appends status to latency_us: all null where there was no
// HTTP request.
func appendRequest(dst []byte, ev *event.Event) []byte {
	if ev.Status == 0 {
		return append(dst, `,"status":null,"req_bytes":null,"resp_bytes":null,"latency_us":null`...)
	}
	dst = append(dst, `,"status":`...)
	dst = appendUint(dst, uint32(ev.Status))
	dst = append(dst, `,"req_bytes":`...)
	dst = appendUint(dst, ev.ReqBytes)
	dst = append(dst, `,"resp_bytes":`...)
	dst = appendUint(dst, ev.RespBytes)
	dst = append(dst, `,"latency_us":`...)
	return appendUint(dst, ev.LatencyUS)
}

// appendPerson appends nir_ref (or nir) to persons_returned.
func (e *JSONL) appendPerson(dst []byte, ev *event.Event) []byte {
	t := e.t
	switch e.mode {
	case HMAC:
		dst = append(dst, `,"nir_ref":`...)
		dst = appendID(dst, ev.NIRRef)
	case Clear:
		dst = append(dst, `,"nir":`...)
		dst = appendNIR(dst, ev.NIR, ev.KeyOff)
	default:
		dst = append(dst, `,"nir_ref":null`...)
	}
	dept := int(ev.PatientDept)
	if ev.PatientDept == event.NoPlace {
		dept = t.noDept
	}
	dst = append(dst, t.dept.at(dept)...)
	dst = append(dst, t.result.at(int(ev.Result))...)
	dst = append(dst, `,"persons_returned":`...)
	if ev.Persons < 0 {
		return append(dst, "null"...)
	}
	return appendUint(dst, uint32(ev.Persons))
}

// appendNIR appends the fifteen characters that the user typed: the number
// and its key, or a wrong key that is off by so many modulo 97.
func appendNIR(dst []byte, n nir.NIR, off uint8) []byte {
	if n == 0 {
		return append(dst, "null"...)
	}
	dst = append(dst, '"')
	return append(appendTyped(dst, n, off), '"')
}

func appendTyped(dst []byte, n nir.NIR, off uint8) []byte {
	dst = n.Append(dst)
	key := (uint32(n.Key()) - 1 + uint32(off)) % 97
	return append2(dst, key+1)
}
