package facts

import "sync"

// Department is one of the 101 departments in which a person can reside.
type Department struct {
	Code   string // "01" to "95", "2A", "2B", "971" to "974", "976"
	Name   string
	Region string // Insee code of the region, 2016 map
	// Population is the municipal population of 2021 (Mayotte: census of 2017).
	Population int
	Communes   int // number of communes in 2026
	// Doctors, Nurses and Dentists count all modes of practice in 2020.
	Doctors, Nurses, Dentists int
	// Immigrants is the share of immigrants among residents, in thousandths:
	// published for 93, 973, 974, 976, 62, 85 and as means of Île-de-France
	// (20.6 %), Bretagne (4.1 %) and the metropole (10.2 %); the departments
	// between are set by rank so that those means hold.
	Immigrants int
}

// DepartmentCount is the number of departments.
const DepartmentCount = 101

// Departments returns the departments in canonical order: 01 to 19, 2A, 2B, 21
// to 95, 971, 972, 973, 974, 976.
func Departments() []Department { return departments() }

var departments = sync.OnceValue(func() []Department {
	rows := lines("departments.tsv")
	out := make([]Department, len(rows))
	for i, f := range rows {
		out[i] = Department{
			Code: f[0], Name: f[1], Region: f[2],
			Population: number(f[3]), Communes: number(f[4]),
			Doctors: number(f[5]), Nurses: number(f[6]), Dentists: number(f[7]),
			Immigrants: number(f[8]),
		}
	}
	return out
})

// DepartmentIndex returns the place of a department code in the canonical
// order; ok is false for a code that is none.
func DepartmentIndex(code string) (d uint8, ok bool) {
	for i, dep := range departments() {
		if dep.Code == code {
			return uint8(i), true
		}
	}
	return 0, false
}
