package crosscheck

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// source checks the leaked file that a campaign's list comes from.
func (w *checker) source(r *schema.Record) {
	from := r.Group("targets").Group("source")
	order := r.Entry("targets", "order")
	made := order.Value == any(scenarios.Enumeration)
	switch {
	case from == nil && order.Value == any(scenarios.ByLaboratory):
		w.Wrong(order, "the list comes from no laboratories", "write source, or another order")
	case from != nil && made:
		w.Wrong(order, "numbers that are made up come from no file", "remove source, or write another order")
	}
	if from == nil {
		return
	}
	if e := r.Entry("targets", "region_match"); schema.Get[scenarios.Share](r, "targets", "region_match") > 0 {
		w.Wrong(e, "a file of laboratories knows where its patients live, not where the accounts are",
			"remove it, or remove source")
	}
	first, ok1 := schema.Value[time.Time](from, "visits_from")
	last, ok2 := schema.Value[time.Time](from, "visits_to")
	if ok1 && ok2 && !last.After(first) {
		w.Wrong(from.Entry("visits_to"), "not after visits_from, "+quantity.FormatDay(first), "write a later day")
	}
	rows, given := schema.Value[int64](from, "rows")
	if n := int64(from.Count("laboratories")); given && rows < n {
		w.Wrong(from.Entry("rows"), fmt.Sprintf("%d rows are fewer than the %d laboratories", rows, n),
			"write more rows, or fewer laboratories")
	}
}

// leakedList checks that there is a leaked file to write.
func (w *checker) leakedList(top *schema.Record) {
	e := top.Entry("output", "leaked_list")
	if e.Value != any(true) {
		return
	}
	for _, r := range top.Items("campaigns") {
		if r.Group("targets").Group("source") != nil {
			return
		}
	}
	w.Wrong(e, "no campaign's list comes from a leaked file", "write targets.source for one, or remove it")
}

// relations checks that targets whom the accounts' users know are nothing else besides.
func (w *checker) relations(r *schema.Record) {
	e := r.Entry("targets", "relations")
	if e.Value == nil {
		return
	}
	w.sumsToOne(e)
	order := r.Entry("targets", "order")
	switch {
	case schema.Get[scenarios.Share](r, "targets", "region_match") > 0:
		w.Wrong(r.Entry("targets", "region_match"), "people that an account's user knows live where they live",
			"remove it, or remove relations")
	case r.Group("targets").Group("source") != nil:
		w.Wrong(r.Entry("targets", "source"), "people that an account's user knows come from no file",
			"remove it, or remove relations")
	case order.Value == any(scenarios.Enumeration):
		w.Wrong(order, "numbers that are made up are of nobody that anybody knows",
			"remove relations, or write another order")
	}
}
