package generator

import (
	"fmt"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// order follows sessions and addresses through the log: what may come behind
// what.
type order struct {
	p            *Plan
	open, closed map[uint64]int64 // by session: the last answer; the sign-out
	began        map[uint64]int64
	banned       map[event.Addr]int64
	wrong        map[string][]string
	held         map[string]int
	idle, limit  int64
}

// readOrder goes through the whole log.
func readOrder(p *Plan) *order {
	o := &order{p: p, open: map[uint64]int64{}, closed: map[uint64]int64{}, began: map[uint64]int64{}, banned: map[event.Addr]int64{},
		wrong: map[string][]string{}, held: map[string]int{},
		idle: int64(p.Scenario().Portal.SessionIdle), limit: int64(p.Scenario().Portal.SessionLimit)}
	for e, tr := range p.Events(p.Scenario().Time.Begin(), p.Scenario().Time.End) {
		o.see(&e, &tr)
	}
	return o
}

func (o *order) hold(rule string, good bool, e *event.Event, tr *event.Truth) {
	o.held[rule]++
	if !good {
		o.wrong[rule] = append(o.wrong[rule], fmt.Sprintf("%s account %d session %016x %s %s %s by %s", time.UnixMicro(e.TS).UTC().Format("2006-01-02T15:04:05.000"),
			e.Account, e.Session, e.Action, e.Outcome, e.Reason, tr.Label))
	}
}

func (o *order) see(e *event.Event, tr *event.Truth) {
	switch e.Action {
	case event.IPBan:
		o.banned[e.Addr] = e.TS
		return
	case event.IPUnban:
		delete(o.banned, e.Addr)
		return
	}
	if from, out := o.banned[e.Addr]; out && e.Account != event.NoAccount && e.Status != 0 && e.Reason != event.UpstreamError && e.TS > from {
		o.hold("a banned address gets the answer of the ban", e.Reason == event.Banned, e, tr)
	}
	if e.Session == 0 {
		return
	}
	if e.Action == event.Login && e.Outcome == event.Success {
		o.open[e.Session], o.began[e.Session] = e.TS, e.TS
		return
	}
	last, opened := o.open[e.Session]
	o.hold("a session begins with a sign-in", opened, e, tr)
	_, over := o.closed[e.Session]
	o.hold("nothing comes behind a sign-out", !over, e, tr)
	if opened && e.Outcome == event.Success {
		o.hold("nothing is answered in a session that was idle for too long", e.TS-last <= o.idle, e, tr)
		o.hold("nothing is answered in a session that is too old", e.TS-o.began[e.Session] <= o.limit, e, tr)
	}
	if e.Action == event.Logout && e.Outcome == event.Success {
		o.closed[e.Session] = e.TS
	}
	if _, _, down := o.p.portal.Down(e.TS); !down { // what was not answered is no use of the session
		o.open[e.Session] = e.TS
	}
}

// right fails a test for each rule that is broken, with the first example.
func (o *order) right(t *testing.T) {
	t.Helper()
	for rule, all := range o.wrong {
		t.Errorf("%s: broken %d times of %d, first %s", rule, len(all), o.held[rule], all[0])
	}
	for _, rule := range []string{"a session begins with a sign-in", "nothing comes behind a sign-out", "nothing is answered in a session that was idle for too long"} {
		if o.held[rule] < 100 {
			t.Errorf("%s: held against %d cases: the test shows too little", rule, o.held[rule])
		}
	}
}
