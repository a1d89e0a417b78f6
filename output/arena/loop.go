package arena

import (
	"context"
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/draw"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/arena/analyst"
	"github.com/breachsim/breachsim/output/arena/verdict"
	"github.com/breachsim/breachsim/output/read"
)

// Maker makes a detector for a world: its records may be read, its truth may not.
type Maker func(ctx context.Context, p *generator.Plan) (alarm.Detector, error)

// loop is one run.
type loop struct {
	*Arena
	plan     *generator.Plan // with all actions so far
	lines    *lines
	now      *slice // that is handed over
	spare    *slice
	ahead    ahead // the slice behind it
	parser   *read.Audit
	detector alarm.Detector
	desk     *analyst.Desk
	seen     *seen
	judge    *judge
	counter  *verdict.Counter

	last  int64 // time of the line that was handed over last
	tick  int64 // when the next step ends
	begin int64 // alerts before it are a warm-up's
	end   int64 // of the log

	where map[entity]scene // of the last alert on each entity
	out   *Outcome
}

// entity is what alerts are about.
type entity struct{ kind, id string }

// Run plays a detector. It is the same for the same arena and the same answers of the
// detector. A *DetectorError tells of a detector that fails or says what cannot be.
func (a *Arena) Run(ctx context.Context, detector Maker) (*Outcome, error) {
	d, err := detector(ctx, a.plan)
	if err != nil {
		return nil, err
	}
	l, err := a.start(d)
	if err == nil {
		err = l.play(ctx)
	}
	if e := d.Close(); err == nil && e != nil {
		err = &DetectorError{e}
	}
	if err != nil {
		return nil, err
	}
	l.out.plan, l.out.desk, l.out.counter = l.plan, l.desk.Figures(), l.counter
	return l.out, nil
}

// start lays out a run.
func (a *Arena) start(d alarm.Detector) (*loop, error) {
	made, err := newLines(a.plan)
	if err != nil {
		return nil, err
	}
	ws := a.plan.Windows()
	l := &loop{
		Arena: a, plan: a.plan, lines: made, now: &slice{}, spare: &slice{}, ahead: ahead{slice: &slice{}},
		parser: newParser(), detector: d,
		seen: newSeen(), judge: newJudge(a.plan), where: map[entity]scene{}, end: ws[len(ws)-1].To,
		tick: ws[0].From + a.options.Step.Microseconds(), last: ws[0].From - 1,
		counter: verdict.New(a.numbers()),
		out:     &Outcome{arena: a, places: map[event.Window]int{}, seed: maphash.MakeSeed()},
	}
	if at := a.plan.ScoredFrom(); !at.IsZero() {
		l.begin = at.UnixMicro()
	}
	shift := a.options.Shift
	if a.options.Judged {
		shift.True = func(x alarm.Alert) bool { return l.judge.campaign(&x, l.where[entity{x.Kind, x.ID}]) != 0 }
	}
	l.desk = analyst.New(draw.New(a.plan.Scenario().Seed), shift)
	return l, nil
}

// play hands the whole log over.
func (l *loop) play(ctx context.Context) error {
	ws := l.plan.Windows()
	defer l.ahead.wait(nil, event.Window{})
	for i, w := range ws {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if err := l.turn(w, ws[i+1:]); err != nil {
			return err
		}
		if err := l.handOver(w); err != nil {
			return err
		}
		l.counter.Expose(l.lines.batch.Exposures)
		l.out.places[w] = i
		l.out.digests = append(l.out.digests, l.now.digest(l.out.seed))
		if l.options.Progress != nil {
			l.options.Progress(i+1, len(ws))
		}
	}
	return nil
}

// turn goes on to a slice, and begins the one behind it, where there is one. Nearly all slices
// are made by the filler ahead, so that one memory of persons serves them.
func (l *loop) turn(w event.Window, behind []event.Window) error {
	if l.ahead.wait(l.plan, w) {
		l.lines.batch, l.ahead.lines.batch = l.ahead.lines.batch, l.lines.batch
		l.now, l.ahead.slice = l.ahead.slice, l.now
	} else {
		l.lines.make(w, l.now)
	}
	if len(behind) == 0 {
		return nil
	}
	return l.ahead.begin(l.plan, behind[0])
}

// handOver hands a slice over, line by line. Where an action falls into it, what is left
// of it is made again; an action behind its last line has lines of its own.
func (l *loop) handOver(w event.Window) error {
	for i := 0; ; {
		ts := w.To
		if i < len(l.now.ends) {
			ts = l.now.times[i]
		}
		if err := l.ticks(ts); err != nil {
			return err
		}
		acted, err := l.act(l.desk.Until(ts - 1))
		if err != nil {
			return err
		}
		if acted {
			if err := l.again(w, i); err != nil {
				return err
			}
			continue
		}
		if i == len(l.now.ends) {
			return nil
		}
		if err := l.hand(l.now.line(i)); err != nil {
			return err
		}
		l.counter.See(l.lines.batch.AuditAt(i))
		l.last = ts
		i++
	}
}

// again makes a slice again of which n lines were handed over.
func (l *loop) again(w event.Window, n int) error {
	l.now, l.spare = l.spare, l.now
	l.lines.make(w, l.now)
	if !l.now.begins(l.spare, n) {
		return fmt.Errorf("internal error: an action at %s changes what was handed over before", l.moment(l.last+1))
	}
	return nil
}

// hand hands one line over.
func (l *loop) hand(line []byte) error {
	ev, err := l.parser.Parse(line)
	if err != nil {
		return fmt.Errorf("internal error: a line of the log cannot be read: %w", err)
	}
	l.seen.see(ev)
	l.out.Lines++
	alerts, err := l.detector.See(line, ev)
	if err != nil {
		return &DetectorError{err}
	}
	return l.take(alerts, ev.TS)
}

// ticks ends the steps that are over when a line of ts comes.
func (l *loop) ticks(ts int64) error {
	for ; l.tick <= ts; l.tick += l.options.Step.Microseconds() {
		alerts, err := l.detector.Tick(l.tick)
		if err != nil {
			return &DetectorError{err}
		}
		if err := l.take(alerts, l.tick); err != nil {
			return err
		}
	}
	return nil
}

// take gives alerts to the desk.
func (l *loop) take(alerts []alarm.Alert, now int64) error {
	for i := range alerts {
		a := alerts[i]
		if a.T > now {
			return detectorf("an alert on %s %s is dated %s, and the log has come to %s: write the time of a line "+
				"that was read", a.Kind, a.ID, l.moment(a.T), l.moment(now))
		}
		if a.T < l.begin {
			l.out.Early++
			continue
		}
		if a.Kind == "person" || a.Kind == "campaign" { // nothing can be done about them
			l.out.alert(&a)
			l.out.Without++
			continue
		}
		x, ok := l.seen.of(&a)
		if !ok {
			return detectorf("an alert is about %s %q: write an account, an ip or a session, as the log names it",
				a.Kind, a.ID)
		}
		l.where[entity{a.Kind, a.ID}] = x
		l.out.alert(&a)
		l.counter.Alert(l.judge.campaign(&a, x), l.judge.number(x.account), a.T)
		l.desk.Take(a)
	}
	return nil
}

// act has controls carry out what analysts have decided, in a new plan, and reports
// whether there is one. Nothing that was handed over may change, and nothing is done
// behind the end of the log.
func (l *loop) act(decided []analyst.Action) (acted bool, err error) {
	var alerts []generator.Alert
	for i := range decided {
		a := &decided[i]
		x := l.where[entity{a.Kind, a.ID}]
		at := max(a.T, l.last+1)
		if at >= l.end {
			continue
		}
		c := &l.controls[slices.IndexFunc(l.controls, func(c control) bool { return c.do == a.Do })]
		alert := generator.Alert{Control: c.id, At: l.moment(a.Alert.T), Acts: l.moment(at)}
		switch {
		case c.addresses && x.addr.IsValid():
			alert.Addr = x.addr
		case !c.addresses && x.account != "":
			alert.Account = x.account
		default: // the log has said nothing of it
			l.out.Without++
			continue
		}
		alerts = append(alerts, alert)
		l.out.Actions = append(l.out.Actions, Done{
			Do: a.Do, T: at, Alert: a.Alert, Account: alert.Account, Addr: alert.Addr,
		})
		if campaign := l.judge.campaign(&a.Alert, x); campaign != 0 {
			l.counter.Act(campaign, l.judge.number(x.account), at)
		}
	}
	if len(alerts) == 0 {
		return false, nil
	}
	plan, err := l.plan.With(alerts...)
	if err != nil {
		return false, &DetectorError{err}
	}
	l.plan = plan
	l.judge.turn(plan)
	l.out.Plans++
	return true, l.lines.turn(plan)
}
