package course

import (
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// Keys names the draws of sessions.
type Keys struct{ sessions random.Key }

// NewKeys returns those below the key of the base world.
func NewKeys(key random.Key) Keys { return Keys{key.Stream(draws.SessionStream)} }

// Sequence names the sequence that makes a session's script.
func (k Keys) Sequence(s *Session) random.Key {
	return k.sessions.At2(uint64(s.Account)<<8|uint64(s.Index), uint64(uint32(s.Day)))
}

// Details names the draws of a session's actions.
func (k Keys) Details(s *Session) random.Key { return k.Sequence(s).At(draws.Details) }

// StepKey names the draws of one step of a session.
func StepKey(detail random.Key, st *Step) random.Key { return detail.At(uint64(st.Pos) + draws.Steps) }

// AboutKey names the draws of whom a look-up is about.
func AboutKey(detail random.Key, st *Step) random.Key {
	return detail.At(uint64(st.About) + draws.About)
}
