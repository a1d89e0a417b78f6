package detect

import (
	"slices"

	"github.com/breachsim/breachsim/output/detect/block"
	"github.com/breachsim/breachsim/output/detect/rule"
)

// sides are runners whose rules are shown a block of lines side by side. What they raise
// waits until all have seen the block, and is handed over as if each line had been shown
// to one runner after the other, and by it to one rule after the other.
type sides []*side

// side is one runner.
type side struct {
	emit  func(*Alert) error
	parts []*part // in the order in which they raise at a line
}

// part is a rule, or the counters together, and what it has raised in the block.
type part struct {
	see    func(l *rule.Line)
	line   int // that it sees, of the block
	raised []raised
	handed int // of raised
}

type raised struct {
	line  int
	alert Alert
}

// Take shows the lines of a block to the rule.
func (p *part) Take(lines []rule.Line) {
	for i := range lines {
		p.line = i
		p.see(&lines[i])
	}
}

func (p *part) raise(a *Alert) error {
	p.raised = append(p.raised, raised{p.line, *a})
	return nil
}

// add has the rules of a runner run as parts.
func (s *sides) add(r *runner) {
	x := &side{emit: r.emit}
	counters := &part{}
	counters.see = func(l *rule.Line) { _ = r.counted(l.Event) } // raise never fails
	r.emit = counters.raise
	x.parts = append(x.parts, counters)
	for i := range r.further {
		n, p := &r.further[i], &part{}
		var at *rule.Line
		hear := func(said rule.Said) {
			a := n.alert(at.Event, &said)
			_ = p.raise(&a) // never fails
		}
		p.see = func(l *rule.Line) { at = l; n.See(l, hear) }
		x.parts = append(x.parts, p)
	}
	*s = append(*s, x)
}

// parts lists all parts, the further rules first: they take the longest.
func (s sides) parts() (list []block.Part) {
	for _, x := range s {
		for _, p := range x.parts {
			list = append(list, p)
		}
	}
	slices.Reverse(list)
	return list
}

// handOver emits what the block has raised. It ends at the first error.
func (s sides) handOver() error {
	for line, more := s.next(); more; line, more = s.next() {
		for _, x := range s {
			for _, p := range x.parts {
				for ; p.handed < len(p.raised) && p.raised[p.handed].line == line; p.handed++ {
					if err := x.emit(&p.raised[p.handed].alert); err != nil {
						return err
					}
				}
			}
		}
	}
	for _, x := range s {
		for _, p := range x.parts {
			p.raised, p.handed = p.raised[:0], 0
		}
	}
	return nil
}

// next is the first line with an alert that was not handed over.
func (s sides) next() (line int, more bool) {
	for _, x := range s {
		for _, p := range x.parts {
			if p.handed < len(p.raised) && (!more || p.raised[p.handed].line < line) {
				line, more = p.raised[p.handed].line, true
			}
		}
	}
	return line, more
}
