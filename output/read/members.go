package read

import "strconv"

// member says where the value of a key goes: one of the four is set.
type member struct {
	key    string
	text   func(*Event) *string
	id     func(*Event) *uint64
	number func(*Event) *int64
	other  func(*Audit, []byte) error
}

// members lists the keys of the native audit log in the order in which they
// are written.
var members = []member{
	{key: "event_id", id: func(e *Event) *uint64 { return &e.EventID }},
	{key: "ts", other: (*Audit).setTime},
	{key: "action", text: func(e *Event) *string { return &e.Action }},
	{key: "outcome", text: func(e *Event) *string { return &e.Outcome }},
	{key: "reason", text: func(e *Event) *string { return &e.Reason }},
	{key: "account", text: func(e *Event) *string { return &e.Account }},
	{key: "profession", text: func(e *Event) *string { return &e.Profession }},
	{key: "org", text: func(e *Event) *string { return &e.Org }},
	{key: "auth_method", text: func(e *Event) *string { return &e.AuthMethod }},
	{key: "session_id", id: func(e *Event) *uint64 { return &e.SessionID }},
	{key: "request_id", id: func(e *Event) *uint64 { return &e.RequestID }},
	{key: "src_ip", other: (*Audit).setAddr},
	{key: "src_port", number: func(e *Event) *int64 { return &e.SrcPort }},
	{key: "asn", number: func(e *Event) *int64 { return &e.ASN }},
	{key: "as_org", text: func(e *Event) *string { return &e.ASOrg }},
	{key: "country", text: func(e *Event) *string { return &e.Country }},
	{key: "city", text: func(e *Event) *string { return &e.City }},
	{key: "lat", other: func(a *Audit, v []byte) (err error) {
		a.event.Lat, err = strconv.ParseFloat(string(v), 64)
		return err
	}},
	{key: "lon", other: func(a *Audit, v []byte) (err error) {
		a.event.Lon, err = strconv.ParseFloat(string(v), 64)
		return err
	}},
	{key: "user_agent", text: func(e *Event) *string { return &e.UserAgent }},
	{key: "client_fp", id: func(e *Event) *uint64 { return &e.ClientFP }},
	{key: "service", text: func(e *Event) *string { return &e.Service }},
	{key: "method", text: func(e *Event) *string { return &e.Method }},
	{key: "path", text: func(e *Event) *string { return &e.Path }},
	{key: "status", number: func(e *Event) *int64 { return &e.Status }},
	{key: "req_bytes", number: func(e *Event) *int64 { return &e.ReqBytes }},
	{key: "resp_bytes", number: func(e *Event) *int64 { return &e.RespBytes }},
	{key: "latency_us", number: func(e *Event) *int64 { return &e.LatencyUS }},
	{key: "nir_ref", id: func(e *Event) *uint64 { return &e.NIRRef }},
	{key: "nir", other: (*Audit).setNIR},
	{key: "patient_dept", text: func(e *Event) *string { return &e.PatientDept }},
	{key: "result", text: func(e *Event) *string { return &e.Result }},
	{key: "persons_returned", number: func(e *Event) *int64 { return &e.PersonsReturned }},
}
