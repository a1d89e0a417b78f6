// Package window counts what rules find within a time that slides along.
//
// # What is in a window
//
// Time is that of the lines. At a moment t the window of a timespan T holds what
// happened in (t-T, t]: two lines exactly one timespan apart are never in one window,
// and one microsecond less is. The timespan 0s is the one instant t.
//
//	     ○───────────────────●          T = 60 s
//	t-T (not in it)          t (in it)
//
// Lines of one instant are taken together, whatever their order in the log: a condition
// is judged once for each instant at which its group has a line, when all lines of that
// instant are counted.
//
// # When a condition is met anew
//
// A group crosses where its condition holds at an instant and did not at the instant
// before, or where the window was empty in between: when the time since the instant
// before is at least the timespan. An empty window meets no condition, also not one
// like lt: 3, and nothing of the group is remembered.
//
// # What is remembered
//
// Of a group as much as its window holds, and of counts one line or value more than the
// condition tells apart; of temporal correlations one time for each rule, of ordered ones
// one for each pair. Groups whose window is empty are forgotten.
package window
