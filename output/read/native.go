package read

// native reads a line in the exact form in which the native log is written:
// these keys in this order, no spaces. It reports false for any other line,
// good or bad, which the general reader then judges.
func (a *Audit) native(line []byte, e *Event) bool {
	s := scan{rest: line, ok: true}
	p := a.phrases
	s.want(`{"event_id":`)
	id := s.id()
	s.want(`,"ts":`)
	ts := s.time(a)
	if !s.ok || id == 0 || ts == 0 {
		return false
	}
	what, rest := p.what.the(s.rest)
	if what == nil {
		return false
	}
	who, rest := p.who.the(rest)
	if who == nil {
		return false
	}
	s.rest = rest
	s.want(`,"session_id":`)
	session := s.id()
	s.want(`,"request_id":`)
	request := s.id()
	s.want(`,"src_ip":`)
	addr := s.addr()
	s.want(`,"src_port":`)
	port := s.number(0)
	if !s.ok {
		return false
	}
	where, rest := p.where.the(s.rest)
	if where == nil {
		return false
	}
	with, rest := p.with.the(rest)
	if with == nil {
		return false
	}
	s.rest = rest
	s.want(`,"client_fp":`)
	client := s.id()
	if !s.ok {
		return false
	}
	page, rest := p.page.the(s.rest)
	if page == nil {
		return false
	}
	*e = Event{
		TS: ts, EventID: id, SessionID: session, RequestID: request, ClientFP: client, SrcIP: addr, SrcPort: port,
		Action: what.action, Outcome: what.outcome, Reason: what.reason,
		Account: who.account, Profession: who.profession, Org: who.org, AuthMethod: who.auth,
		ASN: where.asn, ASOrg: where.asOrg, Country: where.country, City: where.city, Lat: where.lat, Lon: where.lon,
		UserAgent: with.agent, Service: page.service, Method: page.method, Path: page.path,
	}
	s.rest = rest
	return a.nativeEnd(&s, e)
}

// nativeEnd reads status to persons_returned.
func (a *Audit) nativeEnd(s *scan, e *Event) bool {
	s.want(`,"status":`)
	e.Status = s.number(0)
	s.want(`,"req_bytes":`)
	e.ReqBytes = s.number(0)
	s.want(`,"resp_bytes":`)
	e.RespBytes = s.number(0)
	s.want(`,"latency_us":`)
	e.LatencyUS = s.number(0)
	if s.has(`,"nir":`) {
		s.want(`,"nir":`)
		e.NIR = s.nir(a)
	} else {
		s.want(`,"nir_ref":`)
		e.NIRRef = s.id()
	}
	if !s.ok {
		return false
	}
	found, rest := a.phrases.found.the(s.rest)
	if found == nil {
		return false
	}
	e.PatientDept, e.Result = found.dept, found.result
	s.rest = rest
	s.want(`,"persons_returned":`)
	e.PersonsReturned = s.number(-1)
	return s.ok && string(s.rest) == "}"
}
