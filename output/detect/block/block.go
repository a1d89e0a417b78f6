// Package block shows a log to rules a block of lines at a time, so that the processors
// share the rules and not only the lines:
//
//	lines of a block ─┬─► part: a rule, or rules that count together ─┐
//	                  ├─► part                                        ├─► the next block
//	                  └─► part                                        ┘
//
// A part sees all lines of the log in their order and by itself. So it need not be known
// whose lines a rule remembers together, an account's, a site's or everybody's, and a
// rule finds what it remembers still at hand at the next line. What parts raise is
// collected by whoever made them, who knows the order that it belongs in.
package block

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/breachsim/breachsim/output/detect/rule"
)

// Part takes the lines of a block in their order. It serves one goroutine at a time.
type Part interface {
	Take(lines []rule.Line)
}

// Show shows a block to parts side by side, on as many processors as there are, and
// returns when all have taken it. Parts that take long stand in front.
func Show(lines []rule.Line, parts []Part) {
	var next atomic.Int64
	work := func() {
		for i := next.Add(1) - 1; i < int64(len(parts)); i = next.Add(1) - 1 {
			parts[i].Take(lines)
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
}
