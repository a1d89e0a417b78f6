package schema

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// Times reads every time of a record in a zone, which decides its year and, of a
// date, its instant. Before that, times are not there; one whose year makes no
// sense is reported and is not there afterwards.
func (w *Walk) Times(r *Record, zone *time.Location) { w.times(r, zone) }

func (w *Walk) times(v any, zone *time.Location) {
	switch v := v.(type) {
	case *Record:
		v.Each(func(e *Entry) { w.time(e, zone) })
	case []*Entry:
		for _, e := range v {
			w.time(e, zone)
		}
	}
}

func (w *Walk) time(e *Entry, zone *time.Location) {
	s, ok := e.Value.(stamp)
	if !ok {
		w.times(e.Value, zone)
		return
	}
	e.Value = nil
	if t, err := quantity.ParseTime(string(s), zone); err != nil {
		w.fault(e.Node, e.At, err, fmt.Sprintf("write a year from %d to %d", quantity.MinYear, quantity.MaxYear))
	} else {
		e.Value = t
	}
}
