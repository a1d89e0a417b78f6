//go:build causal

package generator

import "testing"

// What holds of sessions and passwords holds under every defence.
func TestOrderUnderEveryDefence(t *testing.T) {
	eachDefence(t, func(t *testing.T, sets []string) {
		for _, seed := range []string{"7", "8", "9"} {
			p := busy(t, Options{}, append(sets[:len(sets):len(sets)], "scenario.seed="+seed)...)
			readOrder(p).right(t)
			readPasswords(p).right(t, nil)
		}
	})
}
