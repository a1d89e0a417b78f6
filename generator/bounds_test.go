package generator

import (
	"testing"

	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/scenarios"
)

// Half of the insured, whatever their number, are found under their own number
// without anybody else, so that any number up to half can be exposed exactly; one
// in twenty live alone.
func TestSinglesAreHalf(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 10, 20, 50, 100, 300, 1_000, 3_000, 20_000, 200_000} {
		for _, year := range []int{2019, 2022, 2025} {
			p := population.NewPersons(random.New(uint64(n)), n, year)
			singles, alone := 0, 0
			for i := range uint32(n) {
				if p.Holder(i) != i || p.HouseholdSize(i) != 1 {
					continue
				}
				singles++
				if _, couple := p.Partner(i); !couple && !p.Temporary(i) {
					alone++
				}
			}
			if singles < (n+1)/2 || alone < n/20 {
				t.Errorf("%d persons of %d: %d found alone, %d live alone", n, year, singles, alone)
			}
		}
	}
}

// The portal is never down longer than the check of a file reckons with, and not
// twice within half an hour.
func TestDowntimeIsBounded(t *testing.T) {
	sc, err := scenarios.Open("tiny", []string{"time.start=2022-01-01", "time.end=2022-12-31", "campaigns=[]", "controls=[]", "aftermath={}",
		"portal={outages_per_month: 30, maintenance_per_month: 30}"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(sc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	last, n := int64(0), 0
	for o := range p.portal.Outages(sc.Time.Start.UnixMicro(), sc.Time.End.UnixMicro()) {
		longest := int64(scenarios.LongestOutage)
		if o.Planned {
			longest = int64(scenarios.LongestMaintenance)
		}
		if o.To-o.From > longest || o.From < last+30*60*1_000_000 {
			t.Errorf("down from %d to %d, after one until %d", o.From, o.To, last)
		}
		last, n = o.To, n+1
	}
	if n < 400 {
		t.Errorf("only %d outages", n)
	}
}
