package audit_test

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// weakFigures are those of A30, by name.
func weakFigures(t *testing.T, dir string) map[string]figure.Figure {
	t.Helper()
	r, err := audit.Run(t.Context(), dir, audit.Options{Checks: []string{"A30"}})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]figure.Figure{}
	for _, f := range r.Checks[0].Figures {
		out[f.Name] = f
	}
	return out
}

// table edits the rows of a CSV file below its header: fields is a row split at commas.
func (c *copied) table(path string, edit func(fields []string) []string) {
	lines := c.read(path)
	out := lines[:1:1]
	for _, l := range lines[1:] {
		if fields := edit(strings.Split(l, ",")); fields != nil {
			out = append(out, strings.Join(fields, ","))
		}
	}
	c.write(path, out)
}

// What alerts, tickets and reasons tell is declared, and what must not tell is found to.
func TestWeakLabelsAreAudited(t *testing.T) {
	dir := datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{},
		"campaigns[0].access.accounts=12", "campaigns[0].access.profiles={pharmacy: 12}", "campaigns[0].targets.exposed=2500",
		"output.alerts=true", "output.tickets=true", "output.reasons=true", "output.alerts_false=0.4", "output.alerts_missed=0")
	before := weakFigures(t, dir)
	for name, f := range before {
		if f.Verdict == figure.Fail {
			t.Errorf("%s fails before anything is spoilt: %v", name, f)
		}
	}
	for _, name := range []string{"honest look-ups with a reason", "AUC of no reason on record"} {
		if f := before[name]; f.Verdict != figure.Declared || f.Value < 0.7 {
			t.Errorf("%s: %+v", name, f)
		}
	}
	for _, x := range []struct {
		figure string
		spoil  func(c *copied)
	}{
		{"alert_id", func(c *copied) { // column 8 is the event
			c.table("logs/alerts.csv", func(v []string) []string {
				if c.labels[v[8]] == "attack" {
					v[0] = "0000" + v[0][4:]
				}
				return v
			})
		}},
		{"wrong verdicts", func(c *copied) { // column 10 is the verdict
			turned := map[string]string{"true": "false", "false": "true"}
			c.table("logs/tickets.csv", func(v []string) []string {
				if other := turned[v[10]]; other != "" {
					v[10] = other
				}
				return v
			})
		}},
		{"look-ups of the attack with a reason", func(c *copied) {
			var rows []string
			for _, date := range c.dates() {
				for _, l := range c.read("logs/audit/" + date + ".jsonl") {
					if c.attack(l) && get(l, "result") == "found" {
						rows = append(rows, strings.Join([]string{get(l, "event_id"), get(l, "account"), get(l, "nir_ref"),
							get(l, "ts"), "card_read", get(l, "ts")}, ","))
					}
				}
			}
			c.write("records/reasons.csv", append(c.read("records/reasons.csv")[:1:1], rows...))
		}},
	} {
		c := copyOf(t, dir)
		x.spoil(c)
		for name, f := range weakFigures(t, c.dir) {
			if (f.Verdict == figure.Fail) != (name == x.figure) {
				t.Errorf("%s spoilt: %s is %s: %+v", x.figure, name, f.Verdict, f)
			}
		}
	}
}

// A dataset without such files is not told of the check, unless it asks.
func TestWeakLabelsThatAreNotThere(t *testing.T) {
	dir := datasettest.Tiny(t)
	for _, c := range run(t, dir).Checks {
		if c.ID == "A30" {
			t.Errorf("the audit speaks of %s", c.Title)
		}
	}
	r, err := audit.Run(t.Context(), dir, audit.Options{Checks: []string{"A30"}})
	if err != nil || len(r.Checks) != 1 || r.Checks[0].Verdict != figure.NotApplicable {
		t.Errorf("asked for: %+v %v", r, err)
	}
}
