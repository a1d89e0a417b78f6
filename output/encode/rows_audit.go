package encode

import (
	"slices"

	"breachsim/generator/event"
)

// append appends the row of ev.
func (e *auditRows) append(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	dst = t.first(dst, ev.ID)
	dst = t.stamp(dst, &e.stamp, ev.TS)
	dst = append(dst, t.what.at((int(ev.Action)*t.outcomes+int(ev.Outcome))*t.reasons+int(ev.Reason))...)
	account := int(ev.Account)
	if ev.Account == event.NoAccount {
		account = t.nobody
	}
	dst = append(dst, t.account.at(account)...)
	dst = append(dst, t.auth.at(int(ev.Auth))...)
	dst = t.id(dst, ev.Session)
	dst = t.id(dst, ev.Request)
	dst = t.addr(dst, ev.Addr)
	if ev.Port == 0 {
		dst = t.none(dst)
	} else {
		dst = t.uint(dst, uint32(ev.Port))
	}
	dst = append(dst, t.network.at(int(ev.Net))...)
	dst = append(dst, t.place.at(int(ev.Place))...)
	dst = append(dst, t.agent.at(int(ev.UserAgent))...)
	dst = t.id(dst, ev.ClientFP)
	dst = append(dst, t.where.at((int(ev.Service)*t.methods+int(ev.Method))*t.paths+int(ev.Path))...)
	dst = appendAsked(dst, ev.Path, ev.NIRRef, ev.NIR, ev.KeyOff)
	dst = e.appendRequest(dst, ev)
	dst = e.appendPerson(dst, ev)
	return t.end(dst)
}

// appendRequest appends status to latency_us.
func (e *auditRows) appendRequest(dst []byte, ev *event.Event) []byte {
	t := e.t
	if ev.Status == 0 {
		for range 4 {
			dst = t.none(dst)
		}
		return dst
	}
	dst = t.uint(dst, uint32(ev.Status))
	dst = t.uint(dst, ev.ReqBytes)
	dst = t.uint(dst, ev.RespBytes)
	return t.uint(dst, ev.LatencyUS)
}

// appendPerson appends nir_ref (or nir) to persons_returned.
func (e *auditRows) appendPerson(dst []byte, ev *event.Event) []byte {
	t := e.t
	switch e.mode {
	case HMAC:
		dst = t.id(dst, ev.NIRRef)
	case Clear:
		dst = t.number(dst, ev.NIR, ev.KeyOff)
	default:
		dst = t.none(dst)
	}
	dept := int(ev.PatientDept)
	if ev.PatientDept == event.NoPlace {
		dept = t.noDept
	}
	dst = append(dst, t.dept.at(dept)...)
	dst = append(dst, t.result.at(int(ev.Result))...)
	if ev.Persons < 0 {
		return t.none(dst)
	}
	return t.uint(dst, uint32(ev.Persons))
}
