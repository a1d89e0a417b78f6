// Package block shows a log to rules a block of lines at a time, so that the processors
// share the rules and not only the lines:
//
//	lines of a block ─┬─► part: a rule, or rules that count together ─┬─► what they raise,
//	                  ├─► part                                        │   in the order of the lines,
//	                  └─► part                                        ┘   at a line in that of the parts
//
// A part sees all lines of the log in their order and by itself. So it need not be known
// whose lines a rule remembers together, an account's, a site's or everybody's, and a
// rule finds what it remembers still at hand at the next line.
package block

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// Part is a rule, or what counts together, and what it has raised in the block at hand.
type Part[A any] struct {
	See func(l *rule.Line) // shows it the next line

	line   int // that it sees, of the block
	raised []raised[A]
	handed int // of raised
}

type raised[A any] struct {
	line int
	what A
}

// Raise keeps what the part raises at the line that it sees.
func (p *Part[A]) Raise(what *A) { p.raised = append(p.raised, raised[A]{p.line, *what}) }

func (p *Part[A]) take(lines []rule.Line) {
	for i := range lines {
		p.line = i
		p.See(&lines[i])
	}
}

// waits reports at which line the part raised what was not handed over.
func (p *Part[A]) waits() (line int, does bool) {
	if p.handed == len(p.raised) {
		return 0, false
	}
	return p.raised[p.handed].line, true
}

// Show shows a block to parts side by side, on as many processors as there are, and
// returns when all have seen it. It begins with the last, which better take the longest.
func Show[A any](lines []rule.Line, parts []*Part[A]) {
	var begun atomic.Int64
	work := func() {
		for i := len(parts) - int(begun.Add(1)); i >= 0; i = len(parts) - int(begun.Add(1)) {
			parts[i].take(lines)
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
}

// HandOver gives what the parts have raised to emit, as if each line had been shown to one
// part after the other. It ends at the first error.
func HandOver[A any](parts []*Part[A], emit func(part int, what *A) error) error {
	for line, more := next(parts); more; line, more = next(parts) {
		for i, p := range parts {
			for at, does := p.waits(); does && at == line; at, does = p.waits() {
				p.handed++
				if err := emit(i, &p.raised[p.handed-1].what); err != nil {
					return err
				}
			}
		}
	}
	for _, p := range parts {
		p.raised, p.handed = p.raised[:0], 0
	}
	return nil
}

// next is the first line at which something was raised that was not handed over.
func next[A any](parts []*Part[A]) (line int, more bool) {
	for _, p := range parts {
		if at, does := p.waits(); does && (!more || at < line) {
			line, more = at, true
		}
	}
	return line, more
}
