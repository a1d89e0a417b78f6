package generator

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

// leakedWorld is a small world with a campaign whose list comes from a leaked file.
var leakedWorld = []string{"output.leaked_list=true", "campaigns[0].targets.order=random",
	"campaigns[0].targets.hit_rate=0.8",
	`campaigns[0].targets.source={laboratories: 6, departments: ["56", "22"], rows: 600, visits_from: 2015-01-01, ` +
		`visits_to: 2020-11-01, outdated: 0.3, wrong: 0.1}`}

// Every number that the campaign looks up stands in the file, which has as many rows as
// the scenario says; most of them are of nobody who was looked up.
func TestLeakedListHoldsWhatIsLookedUp(t *testing.T) {
	t.Parallel()
	sets := append([]string{"population.insured_persons=30000"}, leakedWorld...)
	p := world(t, Options{}, sets...)
	held := map[nir.NIR]bool{}
	rows := 0
	for row := range p.LeakedList() {
		if held[row.NIR] {
			t.Fatalf("number %v stands in the file twice", row.NIR)
		}
		held[row.NIR] = true
		rows++
	}
	if rows != 600 {
		t.Errorf("%d rows, want 600", rows)
	}
	asked := map[nir.NIR]bool{}
	for e, truth := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		if truth.Campaign == 0 || e.NIR == 0 {
			continue
		}
		if asked[e.NIR] = true; !held[e.NIR] {
			t.Fatalf("the campaign looks up %v, which is not in the file", e.NIR)
		}
	}
	if len(asked) < 100 || len(asked) > 300 {
		t.Errorf("%d numbers are looked up, of 600", len(asked))
	}
}

// The file is the same in the world in which nobody attacks.
func TestLeakedListWithoutCampaigns(t *testing.T) {
	t.Parallel()
	sets := append([]string{"population.insured_persons=30000"}, leakedWorld...)
	var with, without []record.LeakedRow
	for row := range world(t, Options{}, sets...).LeakedList() {
		with = append(with, row)
	}
	for row := range world(t, Options{WithoutCampaigns: true}, sets...).LeakedList() {
		without = append(without, row)
	}
	if len(with) == 0 || len(with) != len(without) {
		t.Fatalf("%d rows with campaigns, %d without", len(with), len(without))
	}
	for i := range with {
		if with[i] != without[i] {
			t.Fatalf("row %d is %+v with campaigns, %+v without", i, with[i], without[i])
		}
	}
}

// Rows are right, outdated and wrong in the shares that the scenario says, and their
// numbers fit sex and birth.
func TestLeakedRows(t *testing.T) {
	t.Parallel()
	sets := append([]string{"population.insured_persons=200000"}, leakedWorld...)
	p := world(t, Options{}, append(sets, "campaigns[0].targets.source.rows=6000")...)
	people := p.NewPeople()
	var person record.Person
	var contact record.Contact
	known, outdated, wrong, labs := 0, 0, 0, map[string]bool{}
	first, last := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2020, 11, 1, 0, 0, 0, 0, time.UTC)
	for row := range p.LeakedList() {
		day := time.Date(int(row.Visited.Year), time.Month(row.Visited.Month), int(row.Visited.Day), 0, 0, 0, 0, time.UTC)
		if day.Before(first) || !day.Before(last) {
			t.Fatalf("a visit on %v", day)
		}
		if (row.Sex == 'M') != (row.NIR.Sex()%2 == 1) {
			t.Fatalf("sex %c of the number %v", row.Sex, row.NIR)
		}
		labs[row.Laboratory] = true
		i, found := p.FindPerson(row.NIR)
		if !found {
			continue
		}
		known++
		people.Person(i, &person)
		people.Contact(i, &contact)
		name := row.LastName == person.BirthName || row.LastName == person.UsedName
		if !name || row.BirthDate != person.BirthDate {
			wrong++
		}
		if row.Address != contact.Address {
			outdated++
		}
	}
	share := func(n int) float64 { return float64(n) / float64(known) }
	if got := share(outdated); got < 0.27 || got > 0.33 {
		t.Errorf("%.3f of the rows are outdated, want 0.3", got)
	}
	if got := share(wrong); got < 0.08 || got > 0.12 {
		t.Errorf("%.3f of the rows are wrong, want 0.1", got)
	}
	if hits := float64(known) / 6000; hits < 0.79 || hits > 0.81 {
		t.Errorf("%.3f of the numbers are somebody's, want 0.8", hits)
	}
	if len(labs) != 6 {
		t.Errorf("patients of %d laboratories, want 6", len(labs))
	}
}
