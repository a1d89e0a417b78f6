package survey

import (
	"maps"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// Side is whose work a count is of.
type Side int

// The sides. What is neither, such as policy, tests and refused attempts, is not counted.
const (
	Honest Side = iota
	Attack
	Sides
)

// mark is whose an event is that is not plainly honest.
type mark struct {
	side    Side
	neither bool
	phase   string // of the campaign
}

// marks are those of the events of one day.
type marks struct {
	data *read.Dataset
	of   map[uint64]mark
}

// open goes on to another day.
func (m *marks) open(date string) error {
	m.of = map[uint64]mark{}
	return truth.Each(m.data, "truth/events/"+date+".jsonl", func(e *truth.Event) error {
		switch e.Label {
		case "benign":
		case "attack":
			m.of[uint64(e.EventID)] = mark{side: Attack, phase: e.Phase}
		default:
			m.of[uint64(e.EventID)] = mark{neither: true}
		}
		return nil
	})
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
