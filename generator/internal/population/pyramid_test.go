package population

import (
	"testing"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// Departments have their sizes and France its ages, whatever the size; and the
// mix of ages of each department is the published one.
func TestPyramidsOfDepartments(t *testing.T) {
	for _, n := range []int{1, 17, 600, 20_000, 1_000_000, 67_813_396} {
		p := NewPersons(testKey(), n, 2022)
		for d := range uint8(depts) {
			from, to := p.DeptRange(d)
			if row := p.res.Cells(d); row[residence.Cells] != to-from || row[0] != 0 {
				t.Fatalf("n=%d, department %d: %d persons by age, %d in all", n, d, row[residence.Cells], to-from)
			}
		}
	}
	p := NewPersons(testKey(), 67_813_396, 2022)
	for d, c := range facts.DepartmentAges() {
		var old, young, all, gotOld, gotYoung float64
		for b := range facts.Bands {
			all += float64(c.Men[b] + c.Women[b])
		}
		old, young = float64(c.Men[4]+c.Women[4])/all, float64(c.Men[0]+c.Women[0])/all
		for cell := range uint8(residence.Cells) {
			share := float64(p.res.Count(uint8(d), cell)) / float64(p.res.Size(uint8(d)))
			switch age := cell / 2; {
			case age < 20:
				gotYoung += share
			case age >= 75:
				gotOld += share
			}
		}
		// Two years lie between the figures: the old grow by 4 %.
		if gotOld < old*0.97 || gotOld > old*1.08 || gotYoung < young*0.96 || gotYoung > young*1.03 {
			t.Errorf("%s: %.3f under 20 (2020: %.3f), %.3f from 75 on (2020: %.3f)",
				facts.Departments()[d].Code, gotYoung, young, gotOld, old)
		}
	}
}
