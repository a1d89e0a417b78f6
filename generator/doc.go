// Package generator turns a scenario and its seed into a [Plan], which can
// make any slice of the dataset by itself.
//
// It is the engine and the public Go API. In the flow it stands between
// scenarios, which it reads, and output, which writes what it makes:
//
//	scenarios.Scenario ──► New ──► Plan ──► Windows, NewFiller ──► event.Batch
//	                                  └──► persons, accounts, networks, journal
//
// A base world is laid out first (people, practitioners, their traffic); then
// campaigns and controls are resolved, in order of time, over the few accounts
// and addresses that they touch; what they do to honest users becomes an
// overlay. After New everything is read-only: slices may be made in any order,
// by any number of goroutines, on any machine, with the same result.
//
// Memory grows with the number of accounts and not with persons, time or the
// size of an attack. The package writes no file and formats no log.
package generator
