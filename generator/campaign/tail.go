package campaign

import "breachsim/generator/event"

// What comes before a look-up, the requests that cover it and a try that failed
// upstream, is made before its refusal is known. The segment that the refusal
// ends keeps it, and the one that comes back to the look-up begins without:
//
//	segment     k-1 · · k refused │ (pause) │ segment   k · k+1
//	covers          └┬┘ tail                │           ┘ bare: none here
//
// While the address is banned, or the session closed, covers are refused like
// everything else. Other controls judge look-ups only.
type tail struct {
	until int64 // the moment of the refusal; 0 = no look-up was refused
	dead  int64 // the session was closed by then; 0 = it was not
}

// cutOff ends a lane's segment with the refusal of its next look-up.
func (s *sim) cutOff(a *account, seg *segment, now int64) {
	l := a.lane
	if l.first(seg, now) >= l.left {
		s.close(a, seg, now)
		return
	}
	if next := l.time(seg, l.first(seg, now)); now < seg.renewed && seg.renewed <= next {
		s.close(a, seg, now) // it would have been made in another session, and its covers behind the sign-in
		return
	}
	seg.tail = tail{until: now}
	if a.revoked > l.since && a.revoked <= now {
		seg.tail.dead = a.revoked
	}
	s.close(a, seg, now)
}

// outside is why a request that covers a look-up of a segment is refused.
func (p *Plan) outside(seg *segment, addr event.Addr, ts int64) event.Reason {
	if _, out := p.outlaw(addr, ts); out {
		return event.Banned
	}
	if seg.tail.dead != 0 && ts >= seg.tail.dead {
		return event.SessionRevoked
	}
	return event.NoReason
}

// ahead calls do for each event that is made before look-up i of a segment, if
// it comes before an instant.
func (l *lane) ahead(c *resolved, seg *segment, i uint64, until int64, do func(ts int64)) {
	at := l.time(seg, i)
	if ts, failed := l.fails(i, at, seg); failed && ts < until {
		do(ts)
	}
	for n, of := 0, l.covers(c, seg, i); n < of; n++ {
		if ts := l.cover(seg, i, n, of, at).TS; ts < until {
			do(ts)
		}
	}
}
