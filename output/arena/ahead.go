package arena

import (
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
)

// ahead makes the next slice while the one before it is handed over. An action in between
// makes it worthless: then it is made from the new plan, when its turn comes.
type ahead struct {
	lines *lines
	slice *slice
	plan  *generator.Plan // that lines are of
	w     event.Window    // that the slice is of
	busy  chan struct{}   // closed when the slice is made; nil = none was begun
}

// begin starts to make a slice of a plan.
func (a *ahead) begin(p *generator.Plan, w event.Window) (err error) {
	if a.plan != p {
		if a.lines == nil {
			a.lines, err = newLines(p)
		} else {
			err = a.lines.turn(p)
		}
		if err != nil {
			return err
		}
		a.plan = p
	}
	a.w = w
	busy := make(chan struct{})
	a.busy = busy
	go func() {
		defer close(busy)
		a.lines.make(w, a.slice)
	}()
	return nil
}

// wait ends what was begun, and reports whether that was a slice of a plan.
func (a *ahead) wait(p *generator.Plan, w event.Window) bool {
	if a.busy == nil {
		return false
	}
	<-a.busy
	a.busy = nil
	return a.plan == p && a.w == w
}
