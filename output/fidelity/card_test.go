package fidelity_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"breachsim/generator"
	"breachsim/output"
	"breachsim/output/dataset/datasettest"
	"breachsim/output/fidelity"
)

// notYet are figures that no dataset of ours holds as yet, by tell and name: a
// figure is taken out when it does, and none is added. The two that rest on
// things of which the logs say nothing are n/a and not among them.
var notYet = []string{
	"A1 no_rights answers about a person whose rights are over",
	"A1 found answers about a person whose rights are over",
	"A2 events of a browser that is not out yet",
	"A3 events within 5 s of a session on the same source port",
	"A3 source ports below 4096",
	"A3 source ports of Windows and macOS from 49152 on",
	"A4 hashed file names of more than one size",
	"A5 sizes of the sign-in page on a day, median",
	"A5 sizes of the look-up page for an account on a day, median",
	"A5 answers on one person to one account on a day that differ in size",
	"A5 sizes of an account's sign-in body, median",
	"A6 hosts without a line in the audit log",
	"A6 requests HEAD or OPTIONS",
	"A6 answers 404, 405, 408, 413, 429, 499, 500 or 504",
	"A6 favicon, robots.txt, health checks, probes",
	"A6 refused sign-ins of an account that is not there",
	"A7 nights (0:00 to 5:00) on which a pharmacy looks somebody up",
	"A7 nights on which a general practitioner looks somebody up",
	"A7 nights on which a nurse looks somebody up",
	"A7 look-ups of pharmacies between 0:00 and 5:00",
	"A7 look-ups of general practitioners between 0:00 and 5:00",
	"A8 first look-up of a pharmacy's day, deviation within an account",
	"A8 first look-up of a general practitioner's day, deviation within an account",
	"A8 longest silence of a busy pharmacy, 9:00 to 19:30, mean",
	"A8 pharmacies that shut at noon",
	"A8 pharmacies without a Monday morning",
	"A8 general practitioners with a weekday off",
	"A9 look-ups a session, variance over mean: pharmacy",
	"A9 look-ups a session, variance over mean: gp",
	"A9 mean of a session between pharmacies, deviation over mean",
	"B1 mean age of persons looked up: gp",
	"B1 mean age of persons looked up: pharmacy",
	"B1 mean age of persons looked up: nurse",
	"B1 long-term illness among persons looked up: pharmacy",
	"B1 long-term illness among persons looked up: nurse",
	"B2 persons from another département: gp",
	"B2 persons from another département: pharmacy",
	"B2 persons from another département: nurse",
	"B2 persons from elsewhere whose département borders on the practice's",
	"B2 persons from elsewhere whose département borders on Paris",
	"B3 persons a GP finds who declared this GP",
	"B3 persons a GP finds who declared another",
	"B4 pharmacies: the same person after 28 days, over the days beside",
	"B4 nurses: the same person after 28 days, over the days beside",
	"B4 GPs: the same person again on the next day",
	"B5 events over IPv6",
	"B6 fingerprints that several accounts share",
	"B6 sessions with a second fingerprint",
	"B7 icons confirmed (304) for each style sheet confirmed",
	"B8 skewness of the logarithm of a sign-out's latency",
	"B8 excess kurtosis of the logarithm of a sign-out's latency",
	"B9 Rayleigh statistic of new patients on a 15-minute grid, mean over GPs",
	"B9 busiest minute of the hour over the mean, sign-ins",
	"B10 median of the last three digits of a number",
	"B10 born abroad, with a birth date of 1 January",
	"B10 born abroad, with a month above 12 in the number",
	"B11 honest look-ups that belong to a look-alike",
	"B12 access lines behind an earlier one",
	"B12 POSTs of the sign-in form that carry a user name",
	"B12 persons whose rights begin on the commonest day",
	"B12 men with a used name",
	"B12 e-mail addresses first.last and two digits",
	"B12 e-mail addresses at the commonest provider",
	"B12 different street names",
	"B12 mail domains a practitioner",
	"S6 distinct user agents of users",
	"S6 hosts with one request",
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
	for _, f := range card.Figures {
		if !strings.Contains(string(b), f.Tell) || !strings.Contains(table.String(), f.Name) {
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
