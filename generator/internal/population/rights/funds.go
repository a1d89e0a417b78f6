package rights

import (
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
)

// farmFunds are the fund codes of the agricultural scheme: 02C, department, and
// a 0 where the department has two characters.
var farmFunds = sync.OnceValue(func() *[depts]string {
	var out [depts]string
	for d, dep := range facts.Departments() {
		out[d] = farmScheme + "C" + dep.Code
		if len(dep.Code) == 2 {
			out[d] += "0"
		}
	}
	return &out
})

// specialFunds are the codes of the schemes with one fund, parallel to schemes.
var specialFunds = [len(schemes)]string{"04C000", "08C000", "05C000", "06C000", "10C000", "17C000", "07C000"}
