package facts

import (
	"slices"
	"testing"
)

func TestDepartments(t *testing.T) {
	list := Departments()
	if len(list) != DepartmentCount {
		t.Fatalf("%d departments", len(list))
	}
	var codes []string
	population, immigrants := 0, 0
	for d, dep := range list {
		codes = append(codes, dep.Code)
		population += dep.Population
		immigrants += dep.Population * dep.Immigrants
		if i, ok := DepartmentIndex(dep.Code); !ok || int(i) != d {
			t.Errorf("DepartmentIndex(%q) = %d", dep.Code, i)
		}
		if len(Funds(uint8(d))) == 0 || dep.Name == "" || dep.Region == "" || dep.Doctors == 0 || dep.Communes == 0 {
			t.Errorf("%+v", dep)
		}
		share := 0
		for _, f := range Funds(uint8(d)) {
			share += f.Share
		}
		if share != 100 {
			t.Errorf("funds of %s serve %d %%", dep.Code, share)
		}
	}
	want := []string{"01", "19", "2A", "2B", "21", "95", "971", "974", "976"}
	got := []string{codes[0], codes[18], codes[19], codes[20], codes[21], codes[95], codes[96], codes[99], codes[100]}
	if !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if population != 67_664_570 {
		t.Errorf("%d inhabitants, published 67,664,570", population)
	}
	if share := immigrants / population; share < 96 || share > 106 {
		t.Errorf("%d per thousand are immigrants, published 103", share)
	}
}

func TestDepartmentAges(t *testing.T) {
	total := 0
	list := DepartmentAges()
	for d, c := range list {
		sum := 0
		for b := range Bands {
			sum += int(c.Men[b] + c.Women[b])
		}
		if dep := Departments()[d]; sum < dep.Population*96/100 || sum > dep.Population*110/100 {
			t.Errorf("%s: %d inhabitants by age, %d in all", dep.Code, sum, dep.Population)
		}
		if code := lines("department_ages.tsv")[d][0]; code != Departments()[d].Code {
			t.Errorf("line %d is %s", d, code)
		}
		total += sum
	}
	if total != 67_063_703 || len(list) != DepartmentCount {
		t.Errorf("%d inhabitants, published 67,063,703", total)
	}
}

func TestPopulationIsThePublishedTotal(t *testing.T) {
	men, women := 0, 0
	for _, a := range Ages() {
		men, women = men+a.Men, women+a.Women
	}
	if men != 32_784_543 || women != 35_028_853 || len(Ages()) != LastAge+1 {
		t.Errorf("%d men, %d women", men, women)
	}
	var months uint64
	for _, m := range BirthMonths {
		months += m
	}
	if months < 9990 || months > 10_010 {
		t.Errorf("the months add up to %d", months)
	}
}

func TestFreeCodesHoldTheCore(t *testing.T) {
	for _, dep := range append(Departments(), Department{Code: "20"}) {
		codes := FreeCodes(dep.Code)
		for _, c := range CoreCodes {
			if len(dep.Code) == 3 {
				c -= 900
			}
			if !slices.Contains(codes, c) {
				t.Errorf("%d is not free in %s", c, dep.Code)
			}
		}
		if !slices.IsSorted(codes) || len(codes) < 27 {
			t.Errorf("%s: %d codes", dep.Code, len(codes))
		}
	}
	if FreeCodes("99") != nil {
		t.Error("codes of a department that is none")
	}
}

func TestNames(t *testing.T) {
	if n := len(Surnames()); n != 5000 {
		t.Errorf("%d surnames", n)
	}
	if s := Surnames()[0]; s.Name != "MARTIN" || s.Births[0] != 12748 || s.Births[10] != 21622 {
		t.Errorf("%+v", s)
	}
	for _, sex := range []byte("MF") {
		names := FirstNamesOf(sex)
		for d := range FirstNameDecades {
			n := 0
			for _, name := range names.List {
				if name.Births[d] > 0 {
					n++
				}
			}
			if n != 150 || names.Rest[d] == 0 {
				t.Errorf("%c, decade %d: %d names, rest %d", sex, d, n, names.Rest[d])
			}
		}
	}
}
