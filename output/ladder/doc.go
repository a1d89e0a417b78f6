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
//   - easy: a rule that looks at an account's counts, errors or pace
//   - medium: one that looks at its context, its relations or its own past
//   - hard: one that puts accounts side by side or learns, or all rules together, each
//     tuned to its part of the budget, or a model that was trained on other scenarios
//   - open: none
//
// A rule works where it averts half of what an alert at each account's first malicious
// event would avert or, where all is over within a day, where it finds each campaign while
// half of its persons are still to come.
//
// Datasets can be kept, so that somebody else runs a detector on them and has it
// measured beside the reference ones ([Added]). Results can be kept too: what was
// measured before, of the same world by the same rule, is not measured again.
//
// It changes no scenario and runs no detector but the reference ones.
package ladder
