// Package rule is the frame of the rules that read more of a line than its time,
// its account and its answer: addresses, clients, places, services, persons over
// weeks. Package detect runs them beside the counting rules of package rules:
//
//	Params ─ New ─► Rule ─ See(line) ─► Said ─► an alert of package detect
//	   └ Settings, Dial: what --set and --tune turn
//
// For tuning it is a [Sweeper] besides, which marks where it would fire at all values of
// its dial, or a [Noter], where the dial changes what it remembers; it may be neither,
// and is then run once for each value that is tried.
//
// A rule is a type with [Params] of its own. It is added in three places: a field
// of detect.Params, the list in detect/further.go, and the import table. It sees
// every line of the audit log in order, of all actions, and what an operator has
// beside the log ([World]); never the truth. Its verdicts are in whole numbers, it
// says the same however often it is run, and it tells its bound of memory.
//
// The package judges nothing itself.
package rule
