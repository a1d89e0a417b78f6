package population

import "testing"

func TestFamiliesLookLikeFamilies(t *testing.T) {
	p := NewPersons(testKey(), 1_000_000, 2022)
	var sizes [12]int
	var gaps [17]int
	children, ageSum := 0, 0
	var buf []uint32
	for i := range p.n {
		buf = p.Household(i, buf[:0])
		if len(buf) > 1 {
			sizes[len(buf)-1]++
			children += len(buf) - 1
		}
		for j, c := range buf {
			if j > 0 {
				ageSum += p.Age(i) - p.Age(c)
			}
			if j > 1 {
				gaps[p.Age(buf[j-1])-p.Age(c)]++
			}
		}
	}
	families := 0
	for _, n := range sizes {
		families += n
	}
	mean := float64(children) / float64(families)
	age := float64(ageSum) / float64(children)
	t.Logf("%d families, %.3f children each, sizes %v; mother %.2f calendar years older; gaps %v", families, mean, sizes, age, gaps)
	if mean < 1.72 || mean > 1.9 {
		t.Errorf("%.2f children a family, want about 1.8", mean)
	}
	if age < 30.4 || age > 31.4 {
		t.Errorf("mothers are %.1f years older, want about 30.9", age)
	}
	alone, total := 0, 0
	for i := range p.n {
		if p.Age(i) < holderAge {
			total++
			if p.Holder(i) == i {
				alone++
			}
		}
	}
	if alone != 0 || total != children {
		t.Errorf("%d children alone; %d of %d in families", alone, children, total)
	}
}
