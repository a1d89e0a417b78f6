package fidelity

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// TestCard prints the calibration card of a million persons:
//
//	go test -v ./generator/internal/fidelity
func TestCard(t *testing.T) {
	for _, n := range []int{1_000_000, 40_000} {
		p := population.NewPersons(random.New(2022), n, 2022)
		lines := Card(p)
		if n == 1_000_000 {
			lines = append(lines, Professions(testAccounts(p))...)
			print(t, lines)
		}
		for j := range lines {
			l := &lines[j]
			if n == 1_000_000 && !l.OK() {
				t.Errorf("%s: %s: %s, published %s ± %s", l.Group, l.Figure, l.number(l.Got), l.number(l.Published),
					l.number(l.Bound))
			}
			if l.Source == "" || l.Figure == "" || l.Counted == 0 || l.Bound <= 0 {
				t.Errorf("%+v", *l)
			}
		}
	}
}

// Couples and the mix of ages of departments hold for every population that has
// a card, whatever its size.
func TestCardOfSmallPopulations(t *testing.T) {
	for _, n := range []int{20_000, 60_000, 200_000} {
		for _, l := range Card(population.NewPersons(random.New(uint64(n)), n, 2022)) {
			if (l.Group == "couples" || l.Group == "civil status" || l.Figure == "mothers without a partner") && !l.OK() {
				t.Errorf("n=%d: %s: %s, published %s ± %s", n, l.Figure, l.number(l.Got), l.number(l.Published),
					l.number(l.Bound))
			}
		}
	}
}

func testAccounts(p *population.Persons) *accounts.Accounts {
	mix := []scenarios.ProfileShare{{Profile: scenarios.GP, Share: 300_000}, {Profile: scenarios.Other,
		Share: 700_000}}
	return accounts.New(random.New(7), &scenarios.Scenario{
		Time:       scenarios.Time{Start: time.Date(2022, 2, 14, 0, 0, 0, 0, time.UTC)},
		Population: scenarios.Population{Accounts: 30_000, ProfileMix: mix},
	}, p)
}

func print(t *testing.T, lines []Line) {
	var b bytes.Buffer
	if err := Write(&b, lines); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + b.String())
	b.Reset()
	if err := WriteMarkdown(&b, lines); err != nil {
		t.Fatal(err)
	}
	for row := range strings.Lines(b.String()) {
		if strings.Count(row, "|") != 8 {
			t.Errorf("row %q", row)
		}
	}
}

func TestBoundsTellAPopulationApart(t *testing.T) {
	uneven := asked{group: "g", figure: "f", source: "s"}.chiSquare([]int64{900, 1100, 1000}, []uint64{1, 1, 1})
	even := asked{group: "g", figure: "f", source: "s"}.chiSquare([]int64{1000, 1010, 990}, []uint64{1, 1, 1})
	if uneven.OK() || !even.OK() {
		t.Errorf("%+v, %+v", uneven, even)
	}
	if l := (asked{"g", "f", 200_000, 0, "s"}).share(ratio{250, 1000}); l.OK() != (l.Deviation() <= 4*12_649) {
		t.Errorf("%+v", l)
	}
	if got := (&Line{Unit: Share, Got: 128_123}).number(128_123); got != "12.812 %" {
		t.Errorf("printed as %s", got)
	}
}
