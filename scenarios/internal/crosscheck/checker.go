package crosscheck

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// checker checks what keys say about each other.
type checker struct{ *schema.Walk }

// sumsToOne checks a mapping of shares, to a millionth.
func (w *checker) sumsToOne(e *schema.Entry) {
	r, ok := e.Value.(*schema.Record)
	if !ok {
		return
	}
	sum, good := scenarios.Share(0), 0
	r.Each(func(v *schema.Entry) {
		s, ok := v.Value.(scenarios.Share)
		sum += s
		if ok && v.Node != nil {
			good++
		}
	})
	if r.Node != nil && good < len(r.Node.Pairs) {
		return // an unknown key or a wrong share, already reported
	}
	if sum < quantity.One-1 || sum > quantity.One+1 {
		w.Wrong(e, "the shares sum to "+quantity.FormatMillionths(int64(sum))+", not 1",
			"change one by "+quantity.FormatMillionths(int64(max(sum-quantity.One, quantity.One-sum))))
	}
}

// distinct checks that no two things of a list have one id.
func (w *checker) distinct(all []*schema.Record, what string) {
	first := map[string]*schema.Entry{}
	for _, r := range all {
		e := r.Entry("id")
		id, ok := e.Value.(string)
		if !ok {
			continue
		}
		if f := first[id]; f != nil {
			w.Wrong(e, fmt.Sprintf("%s is already the id of the %s %s", wording.Quote(id), what, tree.Parent(f.At)),
				"write another id")
			continue
		}
		first[id] = e
	}
}

// once checks that what a policy asks of every account is asked once.
func (w *checker) once(all []*schema.Record, asks scenarios.ControlAction, already string) {
	var first *schema.Entry
	for _, r := range all {
		for _, e := range schema.Get[[]*schema.Entry](r, "action") {
			switch {
			case e.Value != asks:
			case first != nil:
				w.Wrong(e, tree.Parent(first.At)+" already "+already, "remove this control")
			default:
				first = e
			}
		}
	}
}

// between writes a stretch of time.
func between(start, end time.Time) string {
	return quantity.FormatDay(start) + " to " + quantity.FormatDay(end)
}
