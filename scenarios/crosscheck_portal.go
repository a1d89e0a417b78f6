package scenarios

import "breachsim/scenarios/internal/schema"

// crosscheckPortal checks the limits of sessions against each other.
func (w *checker) crosscheckPortal(top *schema.Record) {
	r := top.Group("portal")
	idle, ok1 := schema.Value[Micros](r, "session_idle")
	limit, ok2 := schema.Value[Micros](r, "session_limit")
	switch {
	case ok1 && idle < idleLeast:
		w.Wrong(r.Entry("session_idle"), idle.String()+" is less than 5m", "write at least 5m")
	case ok1 && ok2 && limit < idle:
		w.Wrong(r.Entry("session_limit"), "shorter than session_idle, "+idle.String(), "write at least "+idle.String())
	case ok2 && limit < idleLeast:
		w.Wrong(r.Entry("session_limit"), limit.String()+" is less than 5m", "write at least 5m")
	}
}
