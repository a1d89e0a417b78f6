package siem

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

const ocsfUnmapped = `"unmapped":{`

// appendCall appends the rest of an API Activity: who called what.
func (e *ocsfEncoder) appendCall(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = append(dst, `"actor":{`...)
	dst = e.appendUser(dst, ev)
	dst = appendSession(dst, ev)
	dst = wire.Shut(dst, 0)
	dst = append(dst, t.api.At(int(ev.Action)*t.services+int(ev.Service))...)
	dst = wire.Shut(dst, 0)
	dst = e.appendRequest(dst, ev)
	const open = `"resources":[{`
	dst = append(dst, open...)
	from := len(dst)
	if dst = appendSubject(dst, e.mode, ev, subjectKeys{`"uid":"`, `"uid":"`}); len(dst) > from {
		dst = append(dst, `"type":"NIR"}],`...)
	} else {
		dst = dst[:from-len(open)]
	}
	dst = append(dst, ocsfUnmapped...)
	dst = append(dst, t.unauth.At(int(ev.Auth))...)
	return wire.Shut(e.appendRest(dst, ev), len(ocsfUnmapped))
}

// appendAccount appends the rest of an Authentication or an Account Change.
func (e *ocsfEncoder) appendAccount(dst []byte, ev *event.Event, class int) []byte {
	t := e.t
	dst = e.appendUser(dst, ev)
	if class == ocsfAuthentication {
		dst = append(dst, t.service.At(int(ev.Service))...)
		dst = appendSession(dst, ev)
		dst = append(dst, t.auth.At(int(ev.Auth))...)
	} else {
		const actor = `"actor":{`
		dst = append(dst, actor...)
		dst = appendSession(dst, ev)
		dst = wire.Shut(dst, len(actor))
	}
	dst = e.appendRequest(dst, ev)
	dst = append(dst, ocsfUnmapped...)
	if class == ocsfAccountChange {
		dst = append(dst, t.unserved.At(int(ev.Service))...)
		dst = append(dst, t.unauth.At(int(ev.Auth))...)
	}
	dst = e.appendPerson(dst, ev)
	return wire.Shut(e.appendRest(dst, ev), len(ocsfUnmapped))
}

// appendRemediation appends the rest of a Network Remediation Activity, which
// knows an address only as an observable. All else is unmapped.
func (e *ocsfEncoder) appendRemediation(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = append(dst, `"command_uid":"`...)
	dst = wire.AppendHex(dst, ev.ID)
	dst = append(dst, `","connection_info":{"direction_id":1},`...) // inbound
	if !ev.Addr.IsZero() {
		dst = append(dst, `"observables":[{"name":"src_endpoint.ip","type_id":2,"value":"`...)
		dst = wire.AppendAddr(dst, ev.Addr)
		dst = append(dst, `"}],`...)
	}
	dst = append(dst, ocsfUnmapped...)
	dst = append(dst, t.unserved.At(int(ev.Service))...)
	dst = append(dst, t.unauth.At(int(ev.Auth))...)
	if ev.Account != event.NoAccount {
		dst = e.appendUser(dst, ev)
	}
	dst = appendSession(dst, ev)
	dst = e.appendRequest(dst, ev)
	dst = e.appendPerson(dst, ev)
	return wire.Shut(e.appendRest(dst, ev), len(ocsfUnmapped))
}

func (e *ocsfEncoder) appendUser(dst []byte, ev *event.Event) []byte {
	dst = append(dst, `"user":{`...)
	dst = append(dst, e.t.user.At(e.t.at.Account(ev))...)
	return append(dst, `},`...)
}

func appendSession(dst []byte, ev *event.Event) []byte {
	if ev.Session == 0 {
		return dst
	}
	dst = append(dst, `"session":{"uid":"`...)
	dst = wire.AppendHex(dst, ev.Session)
	return append(dst, `"},`...)
}

// appendRequest appends the address and the HTTP request with its response.
func (e *ocsfEncoder) appendRequest(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = append(dst, `"src_endpoint":{`...)
	if ev.Addr.IsZero() {
		dst = append(dst, `"name":"unknown",`...)
	} else {
		dst = appendMemberIP(dst, ev.Addr)
	}
	dst = appendOrigin(dst, ev, &t.network, &t.place)
	dst = wire.Shut(dst, 0)
	const request = `"http_request":{`
	dst = append(dst, request...)
	dst = append(dst, t.method.At(int(ev.Method))...)
	dst = append(dst, t.url.At(int(ev.Path))...)
	if ev.Path >= event.PathByRef {
		dst = endPath(dst, ev)
	}
	dst = append(dst, t.agent.At(int(ev.UserAgent))...)
	if ev.Status == 0 {
		return wire.Shut(dst, len(request))
	}
	return ocsfResponse(dst, ev.ReqBytes, ev.Status, ev.RespBytes)
}

// ocsfResponse ends http_request and appends http_response.
func ocsfResponse(dst []byte, reqBytes uint32, status uint16, respBytes uint32) []byte {
	dst = append(dst, `"body_length":`...)
	dst = wire.AppendUint(dst, reqBytes)
	dst = append(dst, `},"http_response":{"code":`...)
	dst = wire.AppendUint(dst, uint32(status))
	dst = append(dst, `,"body_length":`...)
	dst = wire.AppendUint(dst, respBytes)
	return append(dst, `},`...)
}

// appendPerson appends the insured person where the class has no resources.
func (e *ocsfEncoder) appendPerson(dst []byte, ev *event.Event) []byte {
	return appendSubject(dst, e.mode, ev, subjectKeys{`"nir_ref":"`, `"nir":"`})
}

// appendRest appends what no class of OCSF has a place for.
func (e *ocsfEncoder) appendRest(dst []byte, ev *event.Event) []byte {
	t := e.t
	if ev.ClientFP != 0 {
		dst = append(dst, `"client_fp":"`...)
		dst = wire.AppendHex(dst, ev.ClientFP)
		dst = append(dst, `",`...)
	}
	if ev.Status != 0 {
		dst = append(dst, `"latency_us":`...)
		dst = wire.AppendUint(dst, ev.LatencyUS)
		dst = append(dst, ',')
	}
	dst = append(dst, t.dept.At(t.at.Dept(ev))...)
	dst = append(dst, t.result.At(int(ev.Result))...)
	if ev.Persons >= 0 {
		dst = append(dst, `"persons_returned":`...)
		dst = wire.AppendUint(dst, uint32(ev.Persons))
		dst = append(dst, ',')
	}
	return dst
}
