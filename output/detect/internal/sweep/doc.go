// Package sweep counts the incidents of a rule at all values of its dial in one pass over
// a log:
//
//	rule.Sweeper ─ mark ─► up to which step does it hold? ─► at which of them does it fire? ─► incidents by step
//	                       [Levels]                          rule.Episode                      [Counter]
//
// It rests on two things: a stricter dial never makes a condition hold that did not hold
// before, and the dial changes nothing of what the rule remembers. Rules for which that
// is not so are not for this package. What fires at a step, and how alerts add up to
// incidents, is as in a run of the rule with that value; tests of package detect hold one
// against the other.
package sweep
