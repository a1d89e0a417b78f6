package trial

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/output/columns"
	"breachsim/output/score/report"
	"breachsim/output/sigma"
	"breachsim/output/sigma/fixture"
	"breachsim/output/sigma/fixture/judge"
)

// packs are the folders of --on that hold fixtures, if all of them do.
func (o *testOptions) packs() (bool, error) {
	n := 0
	for _, dir := range o.dirs {
		if fixture.IsPack(dir) {
			n++
		}
	}
	switch {
	case n == 0:
		return false, nil
	case n < len(o.dirs):
		return true, term.Usagef("a pack of fixtures beside a dataset").WithHint("run the rules on each by itself")
	case len(o.alerts) > 0 || o.alertsOnly || o.min != "" || o.resamples != 0:
		return true, term.Usagef("a pack of fixtures is right or wrong: leave out --alerts, --alerts-only, --min and --resamples")
	case o.lateness != 0:
		return true, term.Usagef("each case of a pack says how long to wait for late lines: leave out --lateness")
	}
	return true, nil
}

// Rehearsal is what came of the cases of packs: what --json prints.
type Rehearsal struct {
	Schema string    `json:"schema"`
	Cases  []Outcome `json:"cases"`
	Wrong  int       `json:"wrong"`
}

// Outcome is what came of a case.
type Outcome struct {
	Case    string   `json:"case"`
	Rule    string   `json:"rule"`
	Kind    string   `json:"kind"`
	About   string   `json:"about"`
	Alerts  int      `json:"alerts"` // that are expected
	Good    bool     `json:"as_expected"`
	Missing []string `json:"missing"` // alerts
	Extra   []string `json:"extra"`
}

// rehearsalSchema is the version of the JSON form; keys are added to it, never taken away.
const rehearsalSchema = "breachsim.test.fixtures/1"

// rehearse runs rules over packs of fixtures.
func (o *testOptions) rehearse() error {
	set, err := sigma.Load(o.rules...)
	if err != nil {
		return o.explain(err)
	}
	r := &Rehearsal{Schema: rehearsalSchema, Cases: []Outcome{}}
	for _, dir := range o.dirs {
		list, err := judge.Pack(set, dir)
		if err != nil {
			return &term.Failure{Code: term.ExitBad, Err: err}
		}
		for i := range list {
			r.add(&list[i])
		}
	}
	if o.json {
		err = term.PrintJSON(o.Out, r)
	} else {
		err = r.writeText(o.Out)
	}
	if err == nil && o.junit != "" {
		err = o.WriteFile(o.junit, r.writeJUnit)
	}
	if err == nil && r.Wrong > 0 {
		err = &term.Failure{Code: term.ExitBad,
			Err: fmt.Errorf("%d of %s not as expected", r.Wrong, term.Count(int64(len(r.Cases)), "case"))}
	}
	return err
}

func (r *Rehearsal) add(v *judge.Verdict) {
	c := v.Case
	out := Outcome{Case: c.Name, Rule: c.Rule, Kind: c.Kind, About: c.About, Alerts: len(c.Alerts), Good: v.Good(),
		Missing: append([]string{}, v.Missing...), Extra: append([]string{}, v.Extra...)}
	if !out.Good {
		r.Wrong++
	}
	r.Cases = append(r.Cases, out)
}

// writeText prints a row a case, and below what is missing or too much.
func (r *Rehearsal) writeText(w io.Writer) error {
	rows := [][]string{{"case", "alerts", "verdict"}}
	for i := range r.Cases {
		c := &r.Cases[i]
		verdict := "as expected"
		if !c.Good {
			verdict = c.wrong()
		}
		rows = append(rows, []string{c.Case, strconv.Itoa(c.Alerts), verdict})
	}
	if err := columns.Write(w, rows); err != nil {
		return err
	}
	for i := range r.Cases {
		c := &r.Cases[i]
		if c.Good {
			continue
		}
		fmt.Fprintf(w, "\n%s: %s\n%s", c.Case, c.About, c.details())
	}
	return nil
}

func (c *Outcome) wrong() string {
	var parts []string
	if n := len(c.Missing); n > 0 {
		parts = append(parts, strconv.Itoa(n)+" missing")
	}
	if n := len(c.Extra); n > 0 {
		parts = append(parts, strconv.Itoa(n)+" too much")
	}
	return strings.Join(parts, ", ")
}

// details are the alerts that are missing or too much, one a line.
func (c *Outcome) details() string {
	var b strings.Builder
	for _, a := range c.Missing {
		b.WriteString("  missing  " + a + "\n")
	}
	for _, a := range c.Extra {
		b.WriteString("  extra    " + a + "\n")
	}
	return b.String()
}

// writeJUnit writes a case of JUnit for each of the pack.
func (r *Rehearsal) writeJUnit(w io.Writer) error {
	s := report.JUnitSuite{Name: "breachsim test"}
	for i := range r.Cases {
		c := &r.Cases[i]
		failure := ""
		if !c.Good {
			failure = c.wrong() + "\n" + c.details()
		}
		s.Add("test.fixture", c.Case, failure, c.About)
	}
	return s.Write(w)
}
