package read

// native reads a line in the exact form in which the native log is written:
// these keys in this order, no spaces. It reports false for any other line,
// good or bad, which the general reader then judges.
func (a *Audit) native(line []byte, e *Event) bool {
	s := scan{rest: line, ok: true}
	*e = Event{}
	return a.nativeWho(&s, e) && a.nativeWhere(&s, e) && a.nativeEnd(&s, e)
}

// nativeWho reads event_id to src_port.
func (a *Audit) nativeWho(s *scan, e *Event) bool {
	s.want(`{"event_id":`)
	e.EventID = s.id()
	s.want(`,"ts":`)
	e.TS = s.time(a)
	if !s.ok || e.EventID == 0 || e.TS == 0 {
		return false
	}
	what, rest := a.phrases.what.the(s.rest, a.phrases.whatAt(s.rest))
	if what == nil {
		return false
	}
	who, rest := a.phrases.who.the(rest, a.phrases.whoAt(rest))
	if who == nil {
		return false
	}
	a.what, a.who = what, who
	e.Action, e.Outcome, e.Reason = what.action, what.outcome, what.reason
	e.Account, e.Profession, e.Org, e.AuthMethod = who.account, who.profession, who.org, who.auth
	s.rest = rest
	s.want(`,"session_id":`)
	e.SessionID = s.id()
	s.want(`,"request_id":`)
	e.RequestID = s.id()
	s.want(`,"src_ip":`)
	e.SrcIP = s.addr(a)
	s.want(`,"src_port":`)
	e.SrcPort = s.number(0)
	return s.ok
}

// nativeWhere reads asn to path.
func (a *Audit) nativeWhere(s *scan, e *Event) bool {
	where, rest := a.phrases.where.the(s.rest, &a.who.where)
	if where == nil {
		return false
	}
	with, rest := a.phrases.with.the(rest, &a.who.with)
	if with == nil {
		return false
	}
	s.rest = rest
	s.want(`,"client_fp":`)
	e.ClientFP = s.id()
	if !s.ok {
		return false
	}
	page, rest := a.phrases.page.the(s.rest, &a.what.page)
	if page == nil {
		return false
	}
	e.ASN, e.ASOrg, e.Country, e.City, e.Lat, e.Lon = where.asn, where.asOrg, where.country, where.city, where.lat,
		where.lon
	e.UserAgent, e.Service, e.Method, e.Path = with.agent, page.service, page.method, page.path
	s.rest = rest
	return true
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
	found, rest := a.phrases.found.the(s.rest, a.phrases.foundAt(s.rest))
	if found == nil {
		return false
	}
	e.PatientDept, e.Result = found.dept, found.result
	s.rest = rest
	s.want(`,"persons_returned":`)
	e.PersonsReturned = s.number(-1)
	return s.ok && string(s.rest) == "}"
}
