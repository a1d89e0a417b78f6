package block

import (
	"testing"

	"github.com/breachsim/breachsim/output/detect/rule"
	"github.com/breachsim/breachsim/output/read"
)

// seen is a part that notes the times of its lines.
type seen []int64

func (s *seen) Take(lines []rule.Line) {
	for i := range lines {
		*s = append(*s, lines[i].TS)
	}
}

// Each part takes each line once, in the order of the log, however many parts there are.
func TestEachPartSeesAllLinesInOrder(t *testing.T) {
	for parts := range 40 {
		var list []Part
		all := make([]seen, parts)
		for i := range all {
			list = append(list, &all[i])
		}
		const blocks, size = 20, 7
		for b := range blocks {
			lines := make([]rule.Line, size)
			for i := range lines {
				lines[i].Event = &read.Event{TS: int64(b*size + i)}
			}
			Show(lines, list)
		}
		for p := range all {
			if len(all[p]) != blocks*size {
				t.Fatalf("part %d of %d took %d lines", p, parts, len(all[p]))
			}
			for i, ts := range all[p] {
				if ts != int64(i) {
					t.Fatalf("part %d of %d took line %d at place %d", p, parts, ts, i)
				}
			}
		}
	}
}
