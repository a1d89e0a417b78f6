package generator

import (
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// reading is the whole period of a plan, made once: all that is held of one world
// is read from the same lines. It serves one goroutine, and several once innocent was
// called.
type reading struct {
	plan         *Plan
	lines        map[int64][]line // by slice, in the order of the log
	exposures    []event.Exposure
	interference []event.Interference
	honest       map[uint64][]line // see innocent
}

// read makes the whole period with both logs.
func read(p *Plan) *reading { return readInto(p, &event.Batch{}) }

// readAudit makes the whole period without the access log.
func readAudit(p *Plan) *reading { return readInto(p, &event.Batch{NoAccess: true}) }

func readInto(p *Plan, b *event.Batch) *reading {
	r, f := &reading{plan: p, lines: map[int64][]line{}}, p.NewFiller()
	for _, w := range p.Windows() {
		f.Fill(w, b)
		r.lines[w.From] = linesOf(b)
		r.exposures = append(r.exposures, b.Exposures...)
		r.interference = append(r.interference, b.Interference...)
	}
	return r
}

// all ranges over the lines, slice by slice: in each the audit log's, then the
// access log's.
func (r *reading) all() iter.Seq[*line] {
	return func(yield func(*line) bool) {
		for _, w := range r.plan.Windows() {
			ls := r.lines[w.From]
			for i := range ls {
				if !yield(&ls[i]) {
					return
				}
			}
		}
	}
}

// audit ranges over the lines of the audit log in their order.
func (r *reading) audit() iter.Seq2[*event.Event, *event.Truth] {
	return func(yield func(*event.Event, *event.Truth) bool) {
		for l := range r.all() {
			if l.audit.ID != 0 && !yield(&l.audit, &l.truth) {
				return
			}
		}
	}
}

// attack collects the lines of campaigns in the audit log, and when they exposed
// whom.
func (r *reading) attack() (lines []line, persons map[uint32]int64) {
	persons = map[uint32]int64{}
	for e, tr := range r.audit() {
		if tr.Label == event.Attack {
			lines = append(lines, line{audit: *e, truth: *tr})
		}
	}
	for _, x := range r.exposures {
		persons[x.Person] = x.TS
	}
	return lines, persons
}

// innocent collects the lines of honest users by event, policies by the clock
// included, and what the overlay says of them.
func (r *reading) innocent() (events map[uint64][]line, overlay map[uint64]event.Effect) {
	if r.honest == nil {
		r.honest = map[uint64][]line{}
		for l := range r.all() {
			id, label := l.audit.ID, l.truth.Label
			if id == 0 {
				id, label = l.access.Event, l.access.Truth.Label
			}
			if label != event.Attack && l.truth.Purpose != event.Containment {
				r.honest[id] = append(r.honest[id], *l)
			}
		}
	}
	overlay = map[uint64]event.Effect{}
	for _, x := range r.interference {
		overlay[x.Event] = x.Effect
	}
	return r.honest, overlay
}

// exactFrom fails where two worlds differ in a line of honest users that the
// interference of neither tells.
func (r *reading) exactFrom(t *testing.T, other *reading) {
	t.Helper()
	with, overlay := r.innocent()
	without, theirs := other.innocent()
	for id, ls := range with {
		if overlay[id] == 0 && theirs[id] == 0 && !slices.Equal(ls, without[id]) {
			t.Fatalf("event %016x differs and no interference is listed:\n%v\n%v", id, ls, without[id])
		}
	}
	for id := range without {
		if _, ok := with[id]; !ok && overlay[id] != event.Suppressed && theirs[id] == 0 {
			t.Fatalf("event %016x is missing and not listed as suppressed", id)
		}
	}
	for id, e := range overlay {
		if _, there := with[id]; there == (e == event.Suppressed) {
			t.Errorf("event %016x is listed with effect %v, and present: %v", id, e, there)
		}
	}
}

// slicesAlone makes slices by Fillers that have made nothing before, and fails
// where one is not the slice of the whole.
func (r *reading) slicesAlone(t *testing.T, ws []event.Window) {
	t.Helper()
	for _, w := range ws {
		sameLines(t, "a slice alone", r.lines, lines(r.plan, []event.Window{w}))
	}
}

// everySecond is every second one of some slices.
func everySecond(ws []event.Window) (out []event.Window) {
	for i := 0; i < len(ws); i += 2 {
		out = append(out, ws[i])
	}
	return out
}

// served tells of a look-up, or of a request of a campaign's, that was answered
// while its address was banned or the service closed; "" = there is none.
func (r *reading) served() string {
	banned, shut := map[event.Addr][][2]int64{}, [][2]int64{}
	end := r.plan.Scenario().Time.End.UnixMicro()
	for _, x := range r.plan.Journal().Responses {
		switch all := banned[x.Addr]; x.Action {
		case event.AddressBanned:
			banned[x.Addr] = append(all, [2]int64{x.TS, end})
		case event.AddressFreed:
			for i := range all {
				if all[i][0] < x.TS && all[i][1] > x.TS {
					all[i][1] = x.TS
				}
			}
		case event.ServiceShut:
			shut = append(shut, [2]int64{x.TS, end})
		case event.ServiceOpened:
			shut[len(shut)-1][1] = x.TS
		}
	}
	for e, tr := range r.audit() {
		found := e.Action == event.Lookup && e.Result != event.ResultError
		if !found && (e.Action != event.ServiceUse || e.Outcome == event.Failure || tr.Label != event.Attack) {
			continue
		}
		spans := banned[e.Addr]
		if found && e.Service == event.Infopatient {
			spans = slices.Concat(spans, shut)
		}
		for _, b := range spans {
			if e.TS > b[0] && e.TS < b[1] {
				return fmt.Sprintf("%v %v answered by account %d at %s, banned or closed from %s", tr.Label, e.Action, e.Account, time.UnixMicro(e.TS), time.UnixMicro(b[0]))
			}
		}
	}
	return ""
}
