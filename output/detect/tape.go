package detect

import (
	"context"
	"fmt"
	"iter"
	"net/netip"

	"breachsim/output/read"
)

// tapeRows is how many events a tape holds at most: some 220 MB, or for rules that
// see all of a line half as many and as much again for what they read.
const tapeRows = 2_000_000

// A tape reads a log several times: a short one from its file once and then from
// memory, since reading costs more than the rules; a long one from its file each
// time.
type tape struct {
	data *read.Dataset
	most int
	rows []frame
	held bool // rows are the whole log
	wide bool // rules see all of a line
	more []margin

	outside outside // what rules know beside the log
}

// frame is what rules read of an event.
type frame struct {
	ts                           int64
	session, nirRef              uint64
	addr                         netip.Addr
	account, action, result, nir string
}

// margin is what further rules read of an event: all that stands in a line but
// for ids, sizes and times of the machine.
type margin struct {
	clientFP                                                uint64
	asn, status                                             int64
	lat, lon                                                float64
	outcome, reason, auth, agent, service, path, dept, city string
}

// play ranges over the events in order, reused; it ends after the first error.
func (t *tape) play(ctx context.Context) iter.Seq2[*read.Event, error] {
	if t.held {
		return t.replay(ctx)
	}
	return t.record(ctx)
}

func (t *tape) replay(ctx context.Context) iter.Seq2[*read.Event, error] {
	return func(yield func(*read.Event, error) bool) {
		var ev read.Event
		for i := range t.rows {
			if i%tapeCheck == 0 && ctx.Err() != nil {
				yield(nil, context.Cause(ctx))
				return
			}
			f := &t.rows[i]
			ev.TS, ev.SessionID, ev.NIRRef, ev.SrcIP = f.ts, f.session, f.nirRef, f.addr
			ev.Account, ev.Action, ev.Result, ev.NIR = f.account, f.action, f.result, f.nir
			if t.wide {
				t.more[i].put(&ev)
			}
			if !yield(&ev, nil) {
				return
			}
		}
	}
}

func (m *margin) put(ev *read.Event) {
	ev.ClientFP, ev.ASN, ev.Status, ev.Lat, ev.Lon = m.clientFP, m.asn, m.status, m.lat, m.lon
	ev.Outcome, ev.Reason, ev.AuthMethod, ev.UserAgent = m.outcome, m.reason, m.auth, m.agent
	ev.Service, ev.Path, ev.PatientDept, ev.City = m.service, m.path, m.dept, m.city
}

// tapeCheck is after how many events of a held log an interruption is asked for.
const tapeCheck = 1 << 16

// record reads the file, and holds it if it is short and read to its end.
func (t *tape) record(ctx context.Context) iter.Seq2[*read.Event, error] {
	return func(yield func(*read.Event, error) bool) {
		log, err := t.data.AuditLog()
		if err != nil {
			yield(nil, err)
			return
		}
		t.rows, t.more = t.rows[:0], t.more[:0]
		last := int64(0)
		for ev, err := range log.All(ctx) {
			if err == nil && ev.TS < last {
				file, line := log.Where()
				err = fmt.Errorf("%s:%d: time goes back to %s after %s: rules read a log in its order", file, line,
					stamp(ev.TS), stamp(last))
			}
			if err != nil {
				yield(nil, err)
				return
			}
			last = ev.TS
			t.keep(ev)
			if !yield(ev, nil) {
				return
			}
		}
		t.held = t.most > 0
	}
}

func (t *tape) keep(ev *read.Event) {
	most := t.most
	if t.wide {
		most /= 2
	}
	if len(t.rows) >= most {
		t.most, t.rows, t.more = 0, nil, nil // too long: from its file each time
	}
	if t.most == 0 {
		return
	}
	t.rows = append(t.rows, frame{ts: ev.TS, session: ev.SessionID, nirRef: ev.NIRRef, addr: ev.SrcIP,
		account: ev.Account, action: ev.Action, result: ev.Result, nir: ev.NIR})
	if t.wide {
		t.more = append(t.more, margin{ev.ClientFP, ev.ASN, ev.Status, ev.Lat, ev.Lon, ev.Outcome, ev.Reason,
			ev.AuthMethod, ev.UserAgent, ev.Service, ev.Path, ev.PatientDept, ev.City})
	}
}
