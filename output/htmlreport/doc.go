// Package htmlreport makes the page of `breachsim report`: one HTML file that tells what
// happened in a dataset, what detectors made of it, and what the data are like.
//
//	dataset ─► survey ────────────────┐
//	alerts ──► score, a timeline each ┼─► sections: words, tables, pictures (draw) ─► page
//	audit ────────────────────────────┘
//
// The page makes no request, needs no script to be read (one lets readers zoom into the
// curves), and is the same bytes for the same
// input. Whatever comes from a dataset is escaped. The figures are those of package score;
// here none is computed anew.
package htmlreport
