package triage_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/triage"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/library"
)

// How many look-ups of a dataset have a reason on record, by kind.
func TestReasonsOfADataset(t *testing.T) {
	dir := datasettest.Tiny(t, "output.reasons=true")
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for r, err := range triage.Reasons(t.Context(), d) {
		if err != nil {
			t.Fatal(err)
		}
		kinds[r.Kind]++
		if r.Event == 0 || r.Account == "" || len(r.Person) != 16 || r.TS == 0 || r.At == 0 {
			t.Errorf("%+v", r)
		}
	}
	if kinds["card_read"] == 0 || kinds["invoice"] == 0 || kinds["invoice"] > kinds["card_read"] {
		t.Errorf("%v: at pharmacies and practices more cards are read than nothing but bills are left", kinds)
	}
	for _, err := range triage.Alerts(t.Context(), d) {
		if err == nil {
			t.Error("a dataset without alerts has some")
		}
	}
}

// tiny writes the built-in scenario "tiny" with alerts and tickets.
func tiny(dir string) error {
	sc, err := library.Open("tiny", []string{"output.alerts=true", "output.tickets=true"})
	if err != nil {
		return err
	}
	p, err := generator.New(sc, generator.Options{})
	if err != nil {
		return err
	}
	_, err = output.Write(context.Background(), dataset.Source(p, "example"), output.Options{Dir: dir, Force: true})
	return err
}

// The rules that analysts looked into, and what they held.
func Example() {
	dir, err := os.MkdirTemp("", "triage")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir) // only for this example
	if err := tiny(dir); err != nil {
		log.Fatal(err)
	}
	d, err := read.OpenDataset(dir)
	if err != nil {
		log.Fatal(err)
	}
	rules := map[uint64]string{}
	for a, err := range triage.Alerts(context.Background(), d) {
		if err != nil {
			log.Fatal(err)
		}
		rules[a.ID] = a.Rule
	}
	for t, err := range triage.Tickets(context.Background(), d) {
		if err != nil {
			log.Fatal(err)
		}
		if t.Verdict != "" {
			fmt.Println(rules[t.Alert], t.Verdict, t.Closure)
		}
	}
	// Output:
	// known_bad_network false shared_address
	// impossible_travel true passed_on
}
