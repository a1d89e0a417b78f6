// Package ladder measures how difficult a scenario is: how far the reference
// detectors get with it.
//
// It stands at the end of the flow, above detect and score, and makes the
// datasets that it judges by itself:
//
//	scenario ─► dataset, nobody stops the attack ──────► detect ─► score ─► Stair ─► Page
//	        └─► sister, another seed and no attack ─► tune ─┘
//
// [Measure] climbs one scenario with so many seeds, [Page] writes what was
// measured in Markdown, [Easier] says what has become easier than its file
// says. The word for a scenario follows from which rules work:
//
//   - easy: a threshold that anybody would think of (R1, R2 or R4)
//   - medium: one that knows the account's own past, failures or drift (R3, R5 or R9)
//   - hard: all rules together, each tuned to its part of the budget
//   - open: none
//
// A rule works where it averts half of the exposure or, where all is over within
// a day, where it finds each campaign while half of its persons are still to
// come.
//
// It changes no scenario, keeps no dataset, and judges no detector but the
// reference ones.
package ladder
