package evidence

import "github.com/breachsim/breachsim/output/score/internal/protocol"

// weights is how often each dataset and account is in a resample.
type weights struct {
	of      []uint16 // by account
	replica []uint16
	slot    []int32   // of an account among the stolen ones; -1 = it is none
	miss    []float64 // scratch of topOfDays
}

// once is everything just as it is.
func (e *Evidence) once() *weights {
	w := &weights{of: make([]uint16, len(e.benign)), replica: make([]uint16, len(e.replicas)),
		slot: make([]int32, len(e.benign)), miss: make([]float64, len(protocol.PerDay)*len(e.stolen))}
	for i := range w.of {
		w.of[i], w.slot[i] = 1, -1
	}
	for i := range w.replica {
		w.replica[i] = 1
	}
	for i, account := range e.stolen {
		w.slot[account] = int32(i)
	}
	return w
}
