package defence

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/scenarios"
)

// A challenge stands before look-ups: who is asked for it, or for a second
// factor, gets no answer until it is passed. A threshold asks once and counts
// anew; what a detection puts before an account asks in each session.
//
//	look-up ─► 403 challenge ─► answer, 14 s later ─┬─ right ─► the same look-up
//	                ▲                               └─ wrong ─► another answer
//	look-up ─► 401 step_up ──► phone of the owner ──┬─ yes ───► the same look-up
//	                                                └─ no, or nothing for a minute

// bar is a challenge that a detection has put before an account.
type bar struct {
	verdict Verdict
	from    int64
	passed  map[uint64]bool // sessions
}

// challenge puts a challenge or a second factor before the look-ups of an
// account, if the control does that.
func (d *Defence) challenge(t *trigger, a *Account, now int64) {
	v := Verdict{Why: event.Challenged, Reply: scenarios.OnCaptcha, Until: d.end(t.control, now), By: t.id}
	switch {
	case slices.Contains(t.control.Actions, scenarios.AskSecondFactor):
		v.Why, v.Reply = event.StepUpNeeded, scenarios.OnStepUp
	case !slices.Contains(t.control.Actions, scenarios.ChallengeClient):
		return
	}
	if slices.ContainsFunc(a.bars, func(b bar) bool { return b.verdict.By == t.id && now < b.verdict.Until }) {
		return
	}
	a.bars = append(a.bars, bar{v, now, map[uint64]bool{}})
	d.book.Respond(event.Response{TS: now, Action: asking(v.Why), Control: t.id, Account: a.Index})
	if v.Until != forever {
		d.book.Respond(event.Response{TS: v.Until, Action: asking(v.Why) + "_no_more", Control: t.id, Account: a.Index})
	}
}

// barred is the challenge that stands before a look-up because of a detection.
func (a *Account) barred(r *Request) Verdict {
	for i := range a.bars {
		if b := &a.bars[i]; r.TS >= b.from && r.TS < b.verdict.Until && !b.passed[r.Session] {
			return b.verdict
		}
	}
	return Verdict{}
}

// Pass lets the session of a request through what a control asked it for.
func (d *Defence) Pass(r *Request, by uint8) {
	for i := range r.Account.bars {
		if b := &r.Account.bars[i]; b.verdict.By == by {
			b.passed[r.Session] = true
		}
	}
	for _, l := range d.limits {
		if l.id != by {
			continue
		}
		l.bucket(r).Pass(r.TS)
		if all := d.blocks[r.Addr]; l.control.Scope == scenarios.PerAddress && len(all) > 0 {
			all[len(all)-1].To = min(all[len(all)-1].To, r.TS)
		}
	}
}
