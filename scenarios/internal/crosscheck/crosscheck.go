// Package crosscheck checks what the keys of a scenario file say about each other.
//
//	rows ─► each value by itself ─► cross-checks ─► a Scenario
//
// It stands behind the check of single values, which the rows of the language make,
// and works on their record, so that it can say where each value stands. What needs
// reckoning, and what depends on the seed, is not its business but feasible's.
package crosscheck

import (
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// Check checks what the keys of a scenario file say about each other, and reads its
// times in the file's zone. Each check runs when the values it needs were understood,
// whatever else is wrong with the file.
func Check(walk *schema.Walk, top *schema.Record) {
	w := &checker{walk}
	if zone := schema.Get[*time.Location](top, "time", "timezone"); zone != nil {
		w.Times(top, zone)
	}
	start, end, ok := w.period(top)
	if ok {
		start = w.warmup(top, start) // of the logs
	}
	w.sumsToOne(top.Group("population").Entry("profile_mix"))
	for _, r := range top.Group("calendar").Items("epidemic") {
		onset, ok1 := schema.Value[time.Time](r, "onset")
		peak, ok2 := schema.Value[time.Time](r, "peak")
		if ok1 && ok2 && !peak.After(onset) {
			w.Wrong(r.Entry("peak"), "the peak is not after the onset, "+quantity.FormatDay(onset),
				"write a later peak")
		}
	}
	w.seasons(top, "season")
	w.seasons(top, "closing")
	if ok {
		w.changes(top, start, end)
	}
	w.crosscheckLookAlikes(top)
	w.crosscheckPortal(top)
	w.distinct(top.Items("campaigns"), "campaign")
	for _, r := range top.Items("campaigns") {
		w.crosscheckCampaign(top, r)
		if ok {
			w.window(top, r, start, end)
		}
	}
	w.leakedList(top)
	w.aftermath(top)
	w.distinct(top.Items("controls"), "control")
	w.once(top.Items("controls"), scenarios.ForcePasswordChange, "makes every account choose a new password")
	w.once(top.Items("controls"), scenarios.RequireSecondFactor, "enrols every account")
	for _, r := range top.Items("controls") {
		w.crosscheckControl(r)
		w.canaries(top, r)
		if ok {
			w.controlTimes(r, start, end)
		}
	}
}
