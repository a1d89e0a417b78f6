// Package process is a detector that runs as a process of its own, in any language.
//
//	        ┌── stdin ───► lines of the audit log, {"tick":"…"} at the end of each step
//	Process ┤                                   │
//	        ├── stdout ◄── alerts, then {"ack":"…"} of the tick
//	        └── stderr ◄── whatever it wants to say; the last lines are kept
//
// It stands between the loop, to which a [Process] is an alarm.Detector, and os/exec. The
// page beside package arena is the protocol. What a process says counts at the tick that
// it acknowledges, whenever it was written, so that a slow machine gives the same
// dataset as a fast one.
//
// A process that dies, stalls, writes something else, speaks of the future or floods
// ends the run with an [*Error]. It is killed together with its children. The package
// judges the form of alerts; whether their entities exist it does not know.
package process
