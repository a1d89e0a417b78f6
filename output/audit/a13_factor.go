package audit

import (
	"maps"
	"slices"

	"breachsim/scenarios"
)

// factors follows the second factor that a policy asks for behind each sign-in
// with a password: of nobody before its time, of everybody once enrolment is
// over. A sign-in counts as used when something is answered in its session;
// one in whose session the portal failed is left out, for it may have failed
// while the telephone rang.
type factors struct {
	early    violations
	sessions map[uint64]*passage // signed in to with a password once enrolment is over
}

type passage struct {
	where              string
	signedIn           int64
	asked, used, fails bool
}

// factor follows one row under the policy.
func (c *conformance) factor(d *day, r *row, p *scenarios.Control) {
	words, f := &c.w.words, &c.factors
	success := r.cat[fOutcome] == words.success
	at := p.At.UnixMicro()
	switch x := f.sessions[r.session]; {
	case r.cat[fAction] == words.factor:
		if i, told := d.truth[r.id]; told && string(d.marks[i].CausedBy) == p.ID {
			if f.early.of++; r.ts < at {
				f.early.add(func() string { return d.where(r) })
			}
		}
		if a := r.cat[fAccount]; !success && c.due[a] != "" && c.dueIn[a] == r.session {
			delete(c.due, a) // nobody is asked for a new password who does not get in
		}
		if x != nil {
			x.asked = true
		}
	case r.cat[fAction] == words.login && success && r.cat[fAuth] == words.password && r.ts >= at+int64(p.Duration):
		if f.sessions == nil {
			f.sessions = map[uint64]*passage{}
		}
		f.sessions[r.session] = &passage{where: d.where(r), signedIn: r.ts}
	case x == nil:
	case r.cat[fReason] == words.upstream:
		x.fails = true
	case success && r.ts > x.signedIn && (r.cat[fAction] == words.lookUp || r.cat[fAction] == words.use):
		x.used = true
	}
}

// unasked are the sessions that a password alone has opened.
func (c *conformance) unasked() (v violations) {
	for _, id := range slices.Sorted(maps.Keys(c.factors.sessions)) {
		x := c.factors.sessions[id]
		if v.of++; x.used && !x.asked && !x.fails {
			v.add(func() string { return x.where })
		}
	}
	return v
}
