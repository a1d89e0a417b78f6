// Package triage makes what a real team has in place of the truth: alerts of a firewall
// and a SIEM, tickets of the help desk with the analysts' cases, and reasons of look-ups
// that other systems than the portal know.
//
//	events of a slice, with their truth ─┬─► rules over the hour ─► warnings ─► cases
//	                                     ├─► who calls the help desk ─► tickets
//	                                     └─► what explains a look-up ─► grounds
//
// Everything follows from the events of one slice and from draws under a key that is in no
// dataset, so that each slice can be made by itself and no row tells how it was drawn. What
// needs a whole day or the whole period (one alert a day, one open call an account, what
// is closed only after the end) is left to those who put the slices together.
//
// Rules see what a product would see: counts, addresses, places, never a label. Labels
// decide only where people know more than a log: who calls because their own password no
// longer works, whom an insured person complains about, how often an analyst is right.
// Rates that have no source are assumptions, and say so.
package triage
