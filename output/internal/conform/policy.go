package conform

import (
	"maps"
	"slices"

	"github.com/breachsim/breachsim/scenarios"
)

// secrets follows what policies ask of those who sign in with a password: that they
// choose a new one, and that they answer a second factor.
type secrets struct {
	change, enrol *scenarios.Control // nil where nobody asks for it
	early         flaws              // forced changes before their time
	due           map[string]string  // where an account signed in that owes a new password; empty = chosen
	dueIn         map[string]uint64  // and in which session
	factors       factors
}

// factors follows the second factor behind each sign-in with a password: it is asked
// of nobody before its time, and of everybody once enrolment is over. A sign-in
// counts as used when something is answered in its session; one in whose session the
// portal failed is left out, for it may have failed while the telephone rang.
type factors struct {
	early    flaws
	sessions map[uint64]*passage // signed in to with a password once enrolment is over
}

type passage struct {
	where              string
	signedIn           int64
	asked, used, fails bool
}

func newSecrets(sc *scenarios.Scenario) secrets {
	return secrets{
		change: clocked(sc, scenarios.ForcePasswordChange), enrol: clocked(sc, scenarios.RequireSecondFactor),
		due: map[string]string{}, dueIn: map[string]uint64{}, factors: factors{sessions: map[uint64]*passage{}},
	}
}

func (s *secrets) see(l *Line) {
	if s.enrol != nil {
		s.factor(l)
	}
	if s.change == nil || l.Outcome != "success" {
		return
	}
	at := s.change.At.UnixMicro()
	switch l.Action {
	case "password_reset":
		if l.Reason == "password_change_required" && !l.benign() { // benign: one that ran out
			s.early.want(l.TS >= at, l.where)
		}
		if l.TS >= at {
			s.due[l.Account] = "" // asked for or not, it is a new one
		}
	case "login":
		if _, known := s.due[l.Account]; !known && l.AuthMethod == "password" && l.TS >= at {
			s.due[l.Account], s.dueIn[l.Account] = l.where(), l.SessionID
		}
	}
}

// factor follows one line under the policy that enrols.
func (s *secrets) factor(l *Line) {
	success, at := l.Outcome == "success", s.enrol.At.UnixMicro()
	switch x := s.factors.sessions[l.SessionID]; {
	case l.Action == "mfa_challenge":
		if string(l.Said.CausedBy) == s.enrol.ID {
			s.factors.early.want(l.TS >= at, l.where)
		}
		if !success && s.due[l.Account] != "" && s.dueIn[l.Account] == l.SessionID {
			delete(s.due, l.Account) // nobody is asked for a new password who does not get in
		}
		if x != nil {
			x.asked = true
		}
	case l.Action == "login" && success && l.AuthMethod == "password" && l.TS >= at+int64(s.enrol.Duration):
		s.factors.sessions[l.SessionID] = &passage{where: l.where(), signedIn: l.TS}
	case x == nil:
	case l.Reason == "upstream_error":
		x.fails = true
	case success && l.TS > x.signedIn && (l.Action == "lookup" || l.Action == "service_use"):
		x.used = true
	}
}

// policies compares what policies ask for with what was done.
func (c *Checker) policies() {
	if x := c.secrets.change; x != nil {
		var unchanged flaws
		for _, a := range sorted(c.secrets.due) {
			unchanged.want(c.secrets.due[a] == "", func() string { return c.secrets.due[a] })
		}
		c.none("forced changes before "+x.ID, c.secrets.early)
		c.none("sign-ins after "+x.ID+" without a new password", unchanged)
	}
	if x := c.secrets.enrol; x != nil {
		var unasked flaws
		for _, id := range slices.Sorted(maps.Keys(c.secrets.factors.sessions)) {
			p := c.secrets.factors.sessions[id]
			unasked.want(!p.used || p.asked || p.fails, func() string { return p.where })
		}
		c.none("second factors before "+x.ID, c.secrets.factors.early)
		c.none("sessions opened by a password alone after "+x.ID, unasked)
	}
}
