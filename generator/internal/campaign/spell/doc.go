// Package spell holds what an actor does in its sessions between sign-in and
// sign-out: runs of look-ups at times that follow from the run alone, so that any
// slice can seek in them.
//
//	actor ── Add, End ──► Log ──► slices (Looks, Covers, Retries)
//	                       │
//	                       ├─ Spell    which entries of the list, from when, in which session
//	                       ├─ Times    when look-up i is made; which is the first one after ts
//	                       ├─ Extras   what an entry brings along: a try that fails, covers
//	                       └─ Seats    from which address
//
// An actor adds spells to its Log and ends them; from then on a spell does not
// change, and slices read it from any number of goroutines. The package plays
// nothing. What is written passes over addresses that are banned (Seats.At), where
// addresses change within a session; who is judged does not know yet (Seats.Unaware).
package spell
