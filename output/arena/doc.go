// Package arena has a detector act while an attack goes on.
//
//	plan(scenario, actions so far) ─► slice ─► lines ─► detector ─► alerts
//	         ▲                                                        │
//	         └──── actions, as alerts of a control of the scenario ◄── desk of analysts
//
// Lines are handed over in the order of the log, and none is taken back: a plan with one
// more action is the same up to that action, which the run holds itself to. What was
// handed over is digested slice by slice; a slice that is made again must begin with the
// same bytes, and so must the dataset, which is written from the last plan when the loop
// is over. The result is an ordinary dataset: its scenario holds the actions, so that it
// is made again without the detector.
//
// [New] prepares a scenario, [Arena.Run] plays a detector, [Outcome.Write] writes the
// dataset, [Outcome.Verdict] counts what it was worth. Detectors that need no process are
// in package builtin, the desk in package analyst. The package prints nothing.
package arena
