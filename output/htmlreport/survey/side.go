package survey

import (
	"maps"

	"breachsim/output/truth"
)

// Side is whose work a count is of.
type Side int

// The sides. What is neither, such as policy, tests and refused attempts, is not counted.
const (
	Honest Side = iota
	Attack
	Sides
)

// sideOf is whose an event is; ok is false where it is neither's.
func sideOf(e *truth.Event) (side Side, ok bool) {
	switch {
	case e == nil || e.Label == "benign":
		return Honest, true
	case e.Label == "attack":
		return Attack, true
	}
	return Honest, false
}

// Share is so many of so many.
type Share struct{ Of, All int64 }

// Value is the share; 0 where there is nothing.
func (s Share) Value() float64 {
	if s.All == 0 {
		return 0
	}
	return float64(s.Of) / float64(s.All)
}

func (s *Share) add(is bool) {
	s.All++
	if is {
		s.Of++
	}
}

// values ranges over what pointers point to.
func values[K comparable, V any](m map[K]*V) func(yield func(V) bool) {
	return func(yield func(V) bool) {
		for v := range maps.Values(m) {
			if !yield(*v) {
				return
			}
		}
	}
}
