package traffic

// Moment is one step of a base session, for those who plan around it.
type Moment struct {
	TS          int64 // microseconds
	Kind        Kind
	NewPassword bool // the user chooses a new password, at the step or behind it
	Forced      bool // for a policy asks for it
}

// SignsIn reports whether a sign-in is accepted at the step.
func (m *Moment) SignsIn() bool { return m.Kind == SignIn || m.Kind == SignInAgain }

// Moments appends the steps of a session in order.
func (w *World) Moments(s *Session, dst []Moment) []Moment {
	for _, st := range w.Steps(s, nil) {
		chosen := st.Kind == SetPassword || w.Changes(s, &st)
		dst = append(dst, Moment{TS: st.TS, Kind: st.Kind, NewPassword: chosen, Forced: w.Forced(s, &st)})
	}
	return dst
}
