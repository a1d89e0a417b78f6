package facts

import "sync"

// Bands is the number of broad age groups: under 20, 20 to 39, 40 to 59, 60 to 74, 75 and over.
const Bands = 5

// AgeBands are the ages, in completed years, at which the broad age groups begin.
var AgeBands = [Bands]int{0, 20, 40, 60, 75}

// BandCount is the population of a department by broad age group.
type BandCount struct{ Men, Women [Bands]uint32 }

// DepartmentAges returns the population of each department on 1 January 2020 by
// sex and broad age group, in canonical order (Insee, localised estimates of
// population). Only the mix matters: sizes are those of [Departments].
func DepartmentAges() []BandCount { return departmentAges() }

var departmentAges = sync.OnceValue(func() []BandCount {
	rows := lines("department_ages.tsv")
	out := make([]BandCount, len(rows))
	for i, f := range rows {
		series(f[1], out[i].Men[:])
		series(f[2], out[i].Women[:])
	}
	return out
})
