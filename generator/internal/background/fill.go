package background

import (
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

// Filler emits the background's part of slices. It remembers the visits of two days,
// which changes nothing but the speed. One Filler serves one goroutine.
type Filler struct {
	teller
	kept [2]day
}

// day is the visits that begin on a local day.
type day struct {
	number int32
	valid  bool
	visits []visit
}

// NewFiller returns a Filler.
func (w *World) NewFiller() *Filler { return &Filler{teller: teller{world: w}} }

// Fill emits every event and line of the background in the slice.
func (f *Filler) Fill(e *portal.Emitter) {
	if !f.world.On() {
		return
	}
	f.out = e
	number := e.Batch.Window.Day
	for n := number - 1; n <= number; n++ {
		if n < number && e.From-f.world.Calendar.Day(number).Start > longest+portal.Before {
			continue // no visit of the day before reaches this far
		}
		visits := f.of(n)
		for i := range visits {
			if v := &visits[i]; v.from-portal.Before < e.To && v.to+portal.After >= e.From {
				f.tell(v)
			}
		}
	}
	f.out = nil
}

// of returns the visits that begin on a day.
func (f *Filler) of(number int32) []visit {
	d := &f.kept[uint32(number)%uint32(len(f.kept))]
	if !d.valid || d.number != number {
		d.visits = f.world.visits(number, d.visits[:0])
		d.number, d.valid = number, true
	}
	return d.visits
}

// tell emits what of a visit lies in the slice.
func (f *Filler) tell(v *visit) {
	switch v.kind {
	case scenarios.BackgroundMonitor:
		f.monitor(v)
	case scenarios.BackgroundCrawler:
		f.crawler(v)
	case scenarios.BackgroundResearch:
		f.research(v)
	case scenarios.BackgroundProbe:
		f.probe(v)
	case scenarios.BackgroundScan:
		f.scan(v)
	case scenarios.BackgroundVisitor:
		f.look(v)
	default:
		f.guess(v)
	}
}
