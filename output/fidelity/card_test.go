package fidelity_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/fidelity"
)

// notYet are figures that no dataset of ours holds as yet, by tell and name: a
// figure is taken out when it does, and none is added. The two that rest on
// things of which the logs say nothing are n/a and not among them.
var notYet = []string{
	"B3 persons a GP finds who declared another",
	"B10 born abroad, with a month above 12 in the number",
	"B11 honest look-ups of look-alikes, large desks apart", // at 300 accounts; 6 % at 1,000
	"B12 access lines behind an earlier one",
}

// TestHonestTraffic holds five weeks of three hundred accounts, without a
// campaign, against the figures of real logs.
//
//	go test -v ./output/fidelity -run Honest
func TestHonestTraffic(t *testing.T) {
	card := measure(t, "session-hijack", generator.Options{WithoutCampaigns: true}, "population.accounts=300",
		"population.insured_persons=100000", "time.end=2022-03-21")
	var table bytes.Buffer
	fidelity.WriteTable(&table, card)
	t.Log("\n" + table.String())
	for i := range card.Figures {
		f := &card.Figures[i]
		excused := slices.Contains(notYet, f.Tell+" "+f.Name)
		if f.Verdict() == fidelity.Off && !excused {
			t.Errorf("%s %s: %g, outside %g to %g (real: %s)", f.Tell, f.Name, f.Value, f.Bounds.Least, f.Bounds.Most,
				f.Real)
		}
		if f.Verdict() == fidelity.OK && excused {
			t.Logf("holds now, take it out of the list: %s %s", f.Tell, f.Name)
		}
		if f.Real == "" || f.Source == "" {
			t.Errorf("%s %s has no real figure or no source", f.Tell, f.Name)
		}
	}
}

func measure(t *testing.T, scenario string, g generator.Options, sets ...string) *fidelity.Card {
	t.Helper()
	dir := datasettest.Write(t, scenario, g, output.Options{}, sets...)
	card, err := fidelity.Measure(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return card
}

// Every tell of the list has a figure, also where a dataset is too small to have
// it measured, and both forms of the card tell all of them.
func TestEveryTellHasAFigure(t *testing.T) {
	card := measure(t, "tiny", generator.Options{})
	tells := map[string]bool{}
	for _, f := range card.Figures {
		tells[f.Tell] = true
	}
	all := "A1 A2 A3 A4 A5 A6 A7 A8 A9 B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 P1 P2 P3 P4 S6"
	for _, tell := range strings.Fields(all) {
		if !tells[tell] {
			t.Errorf("no figure for %s", tell)
		}
	}
	b, err := json.Marshal(card.Document())
	if err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	fidelity.WriteTable(&table, card)
	told := strings.Join(strings.Fields(table.String()), " ") // names are wrapped
	for _, f := range card.Figures {
		if !strings.Contains(string(b), f.Tell) || !strings.Contains(told, f.Name) {
			t.Errorf("%s %s is not told", f.Tell, f.Name)
		}
	}
}

// The same dataset has the same card, to the last digit.
func TestCardIsRepeatable(t *testing.T) {
	dir := datasettest.Write(t, "baseline", generator.Options{}, output.Options{}, "population.accounts=150",
		"population.insured_persons=50000", "time.end=2022-03-14")
	var tables, documents [2]bytes.Buffer
	for i := range tables {
		card, err := fidelity.Measure(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		fidelity.WriteTable(&tables[i], card)
		if err := json.NewEncoder(&documents[i]).Encode(card.Document()); err != nil {
			t.Fatal(err)
		}
	}
	if tables[0].String() != tables[1].String() {
		t.Errorf("%s\n%s", tables[0].String(), tables[1].String())
	}
	if documents[0].String() != documents[1].String() {
		t.Errorf("%s\n%s", documents[0].String(), documents[1].String())
	}
}
