package check

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"

	"github.com/breachsim/breachsim/output/internal/triage"
	"github.com/breachsim/breachsim/output/read"
)

// most is how many examples of one file are reported.
const most = 3

// references holds alerts, tickets and reasons against the audit log: what they name must
// be there, and lie before them. Memory is that of the alerts and tickets; reasons, which may be
// as many as look-ups, are read in step with the log.
type references struct {
	data    *read.Dataset
	tell    func(path, what string)
	told    map[string]int
	alerts  map[uint64]int64         // by id: when it was raised
	awaited map[uint64][]expectation // by event
}

// expectation is what a row says of an event.
type expectation struct {
	row, path string
	account   string // "" = nothing
	session   uint64
	exact     int64 // its time; 0 = nothing is said
	by        int64 // it lies before this
}

// checkReferences is for datasets whose files are as the manifest says, and which have the
// CSV form of the tables beside the native audit log; others have nothing to hold together.
func checkReferences(dir string, tell func(path, what string)) {
	d, err := read.OpenDataset(dir)
	if err != nil || !d.Has(triage.AlertsPath) && !d.Has(triage.TicketsPath) && !d.Has(triage.ReasonsPath) {
		return
	}
	log, err := d.AuditLog()
	if err != nil {
		return
	}
	c := &references{data: d, told: map[string]int{}, alerts: map[uint64]int64{}, awaited: map[uint64][]expectation{},
		tell: tell}
	ctx := context.Background()
	c.readAlerts(ctx)
	c.readTickets(ctx)
	if !d.Imperfect() { // else the log may have lost what they name, or tell another time
		c.readLog(ctx, log)
	}
}

// wrong reports a row, unless its file has been reported often enough.
func (c *references) wrong(path, what string, about ...any) {
	if c.told[path]++; c.told[path] <= most {
		c.tell(path, fmt.Sprintf(what, about...))
	}
}

func (c *references) readAlerts(ctx context.Context) {
	if !c.data.Has(triage.AlertsPath) {
		return
	}
	const at = triage.AlertsPath
	before := int64(0)
	for a, err := range triage.Alerts(ctx, c.data) {
		if err != nil {
			c.wrong(at, "%s", err.Error())
			return
		}
		name := "alert " + idText(a.ID)
		if _, twice := c.alerts[a.ID]; twice {
			c.wrong(at, "%s is there twice", name)
		}
		c.alerts[a.ID] = a.TS
		if a.TS < before || a.First > a.Last || a.Last > a.TS || a.Events < 1 {
			c.wrong(at, "%s: its times are not in order, or it is about no event", name)
		}
		before = a.TS
		c.await(a.Event, expectation{name, at, a.Account, a.Session, a.Last, a.TS})
	}
}

func (c *references) readTickets(ctx context.Context) {
	if !c.data.Has(triage.TicketsPath) {
		return
	}
	const at = triage.TicketsPath
	before, seen := int64(0), map[uint64]bool{}
	for t, err := range triage.Tickets(ctx, c.data) {
		if err != nil {
			c.wrong(at, "%s", err.Error())
			return
		}
		name := "ticket " + idText(t.ID)
		if seen[t.ID] {
			c.wrong(at, "%s is there twice", name)
		}
		seen[t.ID] = true
		if t.Opened < before || t.Assigned != 0 && t.Assigned < t.Opened || t.Closed != 0 && t.Closed < t.Assigned ||
			t.Closed != 0 && t.Assigned == 0 {
			c.wrong(at, "%s: its times are not in order", name)
		}
		before = t.Opened
		c.verdict(name, t)
		c.await(t.Event, expectation{row: name, path: at, account: t.Account, by: t.Opened})
	}
}

// verdict checks what belongs to cases, and to what is closed.
func (c *references) verdict(name string, t *triage.Ticket) {
	raised, known := c.alerts[t.Alert]
	switch isCase := t.Kind == "case"; {
	case isCase && (!known || raised > t.Opened):
		c.wrong(triage.TicketsPath, "%s: alert %s is not in %s, or later", name, idText(t.Alert), triage.AlertsPath)
	case !isCase && (t.Alert != 0 || t.Verdict != ""):
		c.wrong(triage.TicketsPath, "%s has an alert or a verdict and is no case", name)
	case (t.Closed == 0) != (t.Closure == ""), isCase && (t.Closed == 0) != (t.Verdict == ""):
		c.wrong(triage.TicketsPath, "%s is open and has a reason for its closing, or is closed and has none", name)
	}
}

func (c *references) await(event uint64, e expectation) {
	c.awaited[event] = append(c.awaited[event], e)
}

// readLog meets the expectations, and reads the reasons in step.
func (c *references) readLog(ctx context.Context, log *read.Log[read.Event]) {
	reasons, stop := c.reasons(ctx)
	defer stop()
	reason := reasons()
	for e, err := range log.All(ctx) {
		if err != nil {
			c.wrong("logs/audit", "%s", err.Error())
			return
		}
		for _, x := range c.awaited[e.EventID] {
			c.meet(&x, e)
		}
		delete(c.awaited, e.EventID)
		for reason != nil && reason.Event == e.EventID {
			c.explained(reason, e)
			reason = reasons()
		}
	}
	if reason != nil {
		c.wrong(triage.ReasonsPath, "event %s is not in the audit log, or not in this order", idText(reason.Event))
	}
	for _, id := range slices.Sorted(maps.Keys(c.awaited)) {
		for _, x := range c.awaited[id] {
			c.wrong(x.path, "%s: event %s is not in the audit log", x.row, idText(id))
		}
	}
}

// reasons returns the reasons one by one, nil after the last.
func (c *references) reasons(ctx context.Context) (next func() *triage.Reason, stop func()) {
	if !c.data.Has(triage.ReasonsPath) {
		return func() *triage.Reason { return nil }, func() {}
	}
	pull, stop := iter.Pull2(triage.Reasons(ctx, c.data))
	return func() *triage.Reason {
		r, err, more := pull()
		if err != nil {
			c.wrong(triage.ReasonsPath, "%s", err.Error())
			return nil
		}
		if !more {
			return nil
		}
		return r
	}, stop
}

// meet holds an event against what a row says of it.
func (c *references) meet(x *expectation, e *read.Event) {
	switch {
	case x.account != "" && x.account != e.Account:
		c.wrong(x.path, "%s: event %s is of account %s, not %s", x.row, idText(e.EventID), e.Account, x.account)
	case x.session != 0 && x.session != e.SessionID:
		c.wrong(x.path, "%s: event %s is of another session", x.row, idText(e.EventID))
	case x.exact != 0 && x.exact != e.TS, e.TS > x.by:
		c.wrong(x.path, "%s: event %s is at another time, or later", x.row, idText(e.EventID))
	}
}

// explained holds a look-up against its reason.
func (c *references) explained(r *triage.Reason, e *read.Event) {
	person := r.Person
	switch c.data.NIRMode {
	case "clear":
		person = e.NIR
	case "hmac", "":
		person = idText(e.NIRRef)
	}
	switch {
	case e.PersonsReturned < 1 || e.Account != r.Account || e.TS != r.TS || person != r.Person:
		c.wrong(triage.ReasonsPath, "event %s is no look-up that found somebody, or of another account, person or time",
			idText(r.Event))
	case (r.Kind == "invoice") != (r.At > r.TS):
		c.wrong(triage.ReasonsPath, "event %s: its %s lies on the wrong side of it", idText(r.Event), r.Kind)
	}
}

func idText(id uint64) string {
	s := strconv.FormatUint(id, 16)
	return "0000000000000000"[len(s):] + s
}
