package generator_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// grepTable is the table that library embeds and list shows.
const grepTable = "../scenarios/library/greps.tsv"

// TestGreps holds the table of what one grep finds: in a small world in which nobody stops
// the campaigns, a value of a field that stands in at least half of the malicious lines,
// while nine in ten of the lines with that value are malicious. UPDATE=1 writes the table.
func TestGreps(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Fields of the audit log with a value in half of the malicious lines and in hardly any other.\n" +
		"# Measured in small worlds: UPDATE=1 go test ./generator -run TestGreps\nscenario\tfields\n")
	for _, info := range library.Builtins() {
		sc, err := library.Builtin(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(sc.Campaigns) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s\t%s\n", info.ID, strings.Join(grepped(t, sc), ", "))
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(grepTable, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(grepTable)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		t.Errorf("%s is not what a grep finds: UPDATE=1 go test ./generator -run TestGreps\n%s", grepTable, got)
	}
}

// grepEvery is how many hours one is looked at of: all hours of the day come up.
const grepEvery = 5

// grepWorld is how many accounts the worlds have, about.
const grepWorld = 400

// grepFields names the fields that are looked at.
var grepFields = []string{"address", "client", "country", "fingerprint", "network"}

// value is a value of a field.
type value struct {
	field  int // of grepFields
	hi, lo uint64
}

// grepped lists the fields by one value of which a grep finds the campaigns.
func grepped(t *testing.T, sc *scenarios.Scenario) []string {
	plan := smallWorld(t, sc)
	countries := map[string]uint64{}
	of := make([]uint64, len(plan.Catalog().Places)) // number of each place's country
	for i, place := range plan.Catalog().Places {
		if _, known := countries[place.Country]; !known {
			countries[place.Country] = uint64(len(countries))
		}
		of[i] = countries[place.Country]
	}
	seen := map[value]*[2]int{} // lines with a value: malicious ones, and all
	malicious := 0
	for i, w := range plan.Windows() {
		if i%grepEvery != 0 {
			continue
		}
		for e, truth := range plan.Events(time.UnixMicro(w.From), time.UnixMicro(w.To)) {
			attack := truth.Label == event.Attack
			if attack {
				malicious++
			}
			for _, v := range [...]value{{0, e.Addr.Hi, e.Addr.Lo}, {1, 0, uint64(e.UserAgent)}, {2, 0, of[e.Place]},
				{3, 0, e.ClientFP}, {4, 0, uint64(e.Net)}} {
				n := seen[v]
				if n == nil {
					n = &[2]int{}
					seen[v] = n
				}
				if n[1]++; attack {
					n[0]++
				}
			}
		}
	}
	var found []string
	for v, n := range seen {
		if 2*n[0] >= malicious && 10*n[0] >= 9*n[1] {
			found = append(found, grepFields[v.field])
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// smallWorld plans a scenario at the smallest of some scales at which it can be played.
func smallWorld(t *testing.T, sc *scenarios.Scenario) *generator.Plan {
	for factor := min(1, grepWorld/float64(sc.Population.Accounts)); ; factor = min(1, 2*factor) {
		scale, err := scenarios.ParseScale(strconv.FormatFloat(factor, 'f', 4, 64))
		if err != nil {
			t.Fatal(err)
		}
		plan, err := generator.New(sc, generator.Options{Scale: scale, WithoutControls: true})
		if err == nil {
			return plan
		}
		if factor == 1 {
			t.Fatalf("%s: %v", sc.ID, err)
		}
	}
}
