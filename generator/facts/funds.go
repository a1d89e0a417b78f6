package facts

import "sync"

// Fund is a sickness fund of the general scheme.
type Fund struct {
	Code string // "01C" and three digits
	Name string
	// Share is the part of the department's insured persons, in hundredths,
	// where several funds serve one department (a rounded estimate).
	Share int
}

// Funds returns the general scheme's funds of department d, at least one.
func Funds(d uint8) []Fund { return funds()[d] }

var funds = sync.OnceValue(func() [][]Fund {
	out := make([][]Fund, DepartmentCount)
	for _, f := range lines("funds.tsv") {
		d, ok := DepartmentIndex(f[0])
		if !ok {
			panic("facts: fund of an unknown department " + f[0])
		}
		out[d] = append(out[d], Fund{Code: f[1], Name: f[2], Share: number(f[3])})
	}
	return out
})
