package rules_test

import (
	"fmt"

	"github.com/breachsim/breachsim/output/rules"
)

// A script looks a person up every two seconds. The account knows ten past days
// of 20 persons each.
func Example() {
	params := rules.Defaults()
	account := rules.NewAccount(&params)
	for range 10 {
		account.Past(20)
	}
	limit, bucket := rules.Limit{Count: 50, Per: 300_000_000, Duration: 600_000_000}, rules.Bucket{}
	for i := range int64(300) {
		now := i * 2_000_000
		refused := bucket.See(now, &limit) != 0
		look := rules.Look{TS: now, Day: 19_000, Session: 7, Person: uint64(i + 1), Answered: !refused}
		fired := account.See(&look)
		for _, rule := range []struct {
			name string
			bit  rules.Fired
		}{{"R1", rules.R1}, {"R3", rules.R3}, {"R4", rules.R4}} {
			if fired.Has(rule.bit) {
				fmt.Printf("look-up %d, refused %t: %s\n", i+1, refused, rule.name)
			}
		}
	}
	fmt.Println("persons:", account.Persons())
	// Output:
	// look-up 30, refused false: R1
	// look-up 30, refused false: R4
	// look-up 34, refused false: R3
	// persons: 50
}
