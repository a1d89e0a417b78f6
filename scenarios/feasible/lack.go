package feasible

import (
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/scenarios"
)

// lack is something that a file asks for and not every world of it can give.
type lack struct {
	path  string // of the value at fault
	what  string
	hint  string // besides the fixes
	fixes []scenarios.Fix
}

// advice is the hint: what to write, one change or another.
func (l *lack) advice() string {
	var parts []string
	for _, f := range l.fixes {
		text := make([]string, len(f))
		for i, set := range f {
			path, v, _ := strings.Cut(set, "=")
			text[i] = shortPath(l.path, path) + ": " + v
		}
		parts = append(parts, strings.Join(text, " and "))
	}
	if l.hint != "" {
		parts = append(parts, l.hint)
	}
	if len(parts) == 0 {
		return ""
	}
	return "write " + strings.Join(parts, ", or ")
}

// shortPath leaves out of a path what it has in common with another: the
// campaign.
func shortPath(at, path string) string {
	dot := strings.IndexByte(at, ']')
	if dot > 0 && strings.HasPrefix(path, at[:dot+1]+".") {
		return path[dot+2:]
	}
	return path
}

// largest finds the largest n in [low, high] that will do, where smaller ones do
// if one does; false if none does.
func largest(low, high int64, does func(n int64) bool) (int64, bool) {
	if low > high || !does(low) {
		return 0, false
	}
	for low < high {
		if m := low + (high-low+1)/2; does(m) {
			low = m
		} else {
			high = m - 1
		}
	}
	return low, true
}

// smallest is largest the other way round.
func smallest(low, high int64, does func(n int64) bool) (int64, bool) {
	n, ok := largest(-high, -low, func(n int64) bool { return does(-n) })
	return -n, ok
}

// of is the path of a key of campaign i.
func of(i int, key string) string { return fmt.Sprintf("campaigns[%d].%s", i, key) }

func set(path string, v any) string { return fmt.Sprintf("%s=%v", path, v) }

// fewerOf says that so many would do.
func fewerOf(path, what string, most int, otherwise string) *lack {
	l := &lack{path: path, what: what, hint: otherwise}
	if most > 0 {
		l.fixes = []scenarios.Fix{{set(path, most)}}
	}
	return l
}

// roundUp keeps three digits of an amount in millionths.
func roundUp(n int64) int64 {
	step := int64(1)
	for n/step >= 1000 {
		step *= 10
	}
	return (n + step - 1) / step * step
}

// roundDown keeps three digits.
func roundDown(n int64) int64 {
	step := int64(1)
	for n/step >= 1000 {
		step *= 10
	}
	return n / step * step
}

// keepWritten leaves out of the fixes what follows by itself: a concurrency that
// the file does not give.
func (l *lack) keepWritten(written func(path string) bool) {
	for i, f := range l.fixes {
		l.fixes[i] = slices.DeleteFunc(f, func(set string) bool {
			path, _, _ := strings.Cut(set, "=")
			return len(f) > 1 && strings.HasSuffix(path, ".pacing.concurrency") && !written(path)
		})
	}
}
