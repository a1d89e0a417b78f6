package process

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/score/alert"
)

// longest is the size of a line of output, in bytes, above which it is a flood.
const longest = 1 << 20

// replies reads what a process writes to stdout, as it comes, so that the process never
// waits for a reader. An alert belongs to the step whose ack is the next to follow it.
type replies struct {
	most   int           // alerts of a step
	acked  chan struct{} // holds one: the ack that was awaited has come
	broken chan struct{} // closed with the first fault

	mu     sync.Mutex
	part   []byte // of the line that has not ended
	line   int
	alerts []said        // of the step that is not acknowledged
	answer []alarm.Alert // of the step that is
	from   int64         // end of the step before
	expect int64         // tick that is to be acknowledged; 0 = none
	fault  *Error
}

// said is an alert and the line that it stands on.
type said struct {
	alarm.Alert
	line int
}

func newReplies(most int) *replies {
	return &replies{most: most, acked: make(chan struct{}, 1), broken: make(chan struct{})}
}

// Write takes a part of the output. It never fails: after a fault the rest is passed
// over.
func (r *replies) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := len(b)
	for r.fault == nil {
		line, rest, ended := bytes.Cut(b, []byte("\n"))
		if len(r.part)+len(line) > longest {
			r.line++
			r.fail(Flood, "the line is longer than 1 MiB", "name fewer events in an alert")
			break
		}
		if !ended {
			r.part = append(r.part, line...)
			break
		}
		if len(r.part) > 0 {
			line = append(r.part, line...)
			r.part = line[:0]
		}
		r.line++
		r.read(bytes.TrimSpace(line))
		b = rest
	}
	return n, nil
}

// fail keeps the first fault.
func (r *replies) fail(f Fault, detail, hint string) {
	r.fault = &Error{Fault: f, Line: r.line, Detail: detail, Hint: hint}
	close(r.broken)
}

// what is to be written is told wherever something else was.
const hintGarbage = `write alerts and acks to stdout, one JSON object a line, and anything else to stderr`

// read judges a line.
func (r *replies) read(line []byte) {
	if len(line) == 0 {
		return
	}
	if line[0] != '{' {
		r.fail(Garbage, fmt.Sprintf("%s is no JSON object", brief(line)), hintGarbage)
		return
	}
	if bytes.Contains(line, []byte(`"ack"`)) {
		var o struct {
			Ack json.RawMessage `json:"ack"`
		}
		if json.Unmarshal(line, &o) == nil && o.Ack != nil {
			r.ack(o.Ack)
			return
		}
	}
	a, err := alert.Parse(line)
	if err != nil {
		r.fail(Garbage, err.Error(), hintGarbage)
		return
	}
	r.take(&a)
}

// take keeps an alert until its step is acknowledged.
func (r *replies) take(a *alert.Alert) {
	switch {
	case a.Kind > alert.OnSession:
		r.fail(Garbage, fmt.Sprintf("an alert about a %v cannot be acted on", a.Kind),
			"raise it about an account, an ip or a session")
	case len(r.alerts) >= r.most:
		r.fail(Flood, fmt.Sprintf("more than %d alerts in one step", r.most),
			"raise an alert once, when it begins to hold")
	default:
		says := alarm.Alert{T: a.T, Kind: a.Kind.String(), ID: a.ID, Score: a.Score, Rule: a.Rule}
		r.alerts = append(r.alerts, said{says, r.line})
	}
}

// ack ends the step. An alert with a time before its step was not said before it: it
// counts from the beginning of the step.
func (r *replies) ack(value []byte) {
	const hint = `write {"ack":"…"} with the time of the last tick, once`
	var text string
	if json.Unmarshal(value, &text) != nil {
		r.fail(WrongAck, fmt.Sprintf("ack is %s, not a time in quotes", brief(value)), hint)
		return
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	switch {
	case err != nil:
		r.fail(WrongAck, fmt.Sprintf("ack is %q, not a time", text), hint)
		return
	case r.expect == 0:
		r.fail(WrongAck, fmt.Sprintf("ack of %s, but no tick waits for one", text), hint)
		return
	case t.UnixMicro() != r.expect:
		r.fail(WrongAck, fmt.Sprintf("ack of %s, but the tick was %s", text, stamp(r.expect)), hint)
		return
	}
	r.answer = slices.Grow(r.answer[:0], len(r.alerts))
	for i := range r.alerts {
		a := &r.alerts[i]
		if a.T > r.expect {
			r.line = a.line
			r.fail(Future, fmt.Sprintf("an alert of %s before the tick of that time", stamp(a.T)),
				"set t to the time of the last line or tick that was read")
			return
		}
		a.T = max(a.T, r.from)
		r.answer = append(r.answer, a.Alert)
	}
	r.alerts = r.alerts[:0]
	r.from, r.expect = r.expect, 0
	r.acked <- struct{}{}
}

// await says which tick the next ack has to be of. It is called before the tick is sent.
func (r *replies) await(tick int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.expect = tick
}

// answered returns the alerts of the step that was acknowledged, until the next await.
func (r *replies) answered() []alarm.Alert {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.answer
}

// ackedFirst reports whether the ack had come when something else was noticed, which
// then belongs to the next step.
func (r *replies) ackedFirst() bool {
	select {
	case <-r.acked:
		return true
	default:
		return false
	}
}

// end returns the first fault of the whole output, which is complete.
func (r *replies) end() *Error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fault == nil && len(r.part) > 0 {
		r.line++
		r.read(bytes.TrimSpace(r.part))
		r.part = nil
	}
	if r.fault == nil && len(r.alerts) > 0 {
		r.line = r.alerts[0].line
		r.fail(Late, fmt.Sprintf("alerts without an ack after them: %d", len(r.alerts)),
			"raise them before the ack of their tick")
	}
	return r.fault
}

// broke returns the first fault so far.
func (r *replies) broke() *Error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.fault
}

// brief quotes a line in a message without letting it fill the screen.
func brief(b []byte) string {
	const most = 60
	if len(b) > most {
		return fmt.Sprintf("%q…", bytes.ToValidUTF8(b[:most], nil))
	}
	return fmt.Sprintf("%q", b)
}
