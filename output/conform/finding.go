package conform

import (
	"fmt"
	"math"
)

// Finding is one thing that a scenario declares, with what the dataset has.
type Finding struct {
	Name string // such as "c1: persons exposed"
	Want string
	Got  string
	OK   bool
}

func (f Finding) String() string { return fmt.Sprintf("%s: want %s, got %s", f.Name, f.Want, f.Got) }

// findings collects findings.
type findings struct{ list []Finding }

func (f *findings) add(ok bool, name, want, got string) {
	f.list = append(f.list, Finding{name, want, got, ok})
}

// exactly wants a count.
func (f *findings) exactly(name string, want, got int) {
	f.add(got == want, name, fmt.Sprint(want), fmt.Sprint(got))
}

// between wants a count within bounds, both included.
func (f *findings) between(name string, least, most, got int) {
	f.add(least <= got && got <= most, name, fmt.Sprintf("%d to %d", least, most), fmt.Sprint(got))
}

// count wants a count exactly, or where something may have cut it short, no
// more than it and at least one.
func (f *findings) count(name string, exact bool, want, got int) {
	if exact {
		f.exactly(name, want, got)
	} else {
		f.between(name, 0, want, got) // it may have been stopped before it got anything
	}
}

// none wants nothing amiss; example is the first such thing.
func (f *findings) none(name string, n int, example string) {
	got := fmt.Sprint(n)
	if n > 0 {
		got += ", first " + example
	}
	f.add(n == 0, name, "none", got)
}

// drawn wants k of n to be a share that is drawn: within four standard errors
// and a hundredth.
func (f *findings) drawn(name string, want float64, k, n int) {
	f.share(name, want, k, n, 4*math.Sqrt(want*(1-want)/float64(max(n, 1)))+0.01)
}

// share wants k of n to be a share within some room.
func (f *findings) share(name string, want float64, k, n int, room float64) {
	if n == 0 {
		f.add(false, name, fmt.Sprintf("%.3f", want), "nothing")
		return
	}
	got := float64(k) / float64(n)
	f.add(math.Abs(got-want) <= room, name, fmt.Sprintf("%.3f ± %.3f", want, room), fmt.Sprintf("%.3f of %d", got, n))
}
