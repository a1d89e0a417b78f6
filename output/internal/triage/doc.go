// Package triage reads what a real team has in place of the truth: the alerts of the time,
// the tickets of the help desk and of the analysts, and the reasons of look-ups.
//
// A dataset has them where its scenario says output.alerts, output.tickets or
// output.reasons. They are for detectors, as logs and records are: labels that are often
// missing and sometimes wrong, to learn triage and weak supervision from. The truth is
// package output/truth.
//
//	dataset, err := read.OpenDataset(dir)
//	…
//	for a, err := range triage.Alerts(ctx, dataset) { … }
//
// It reads the CSV forms, and judges nothing: output.Verify holds them against the logs.
package triage
