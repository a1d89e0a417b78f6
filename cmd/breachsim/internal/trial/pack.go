package trial

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/columns"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/output/sigma"
	"github.com/breachsim/breachsim/output/sigma/fixture/judge"
)

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
func rehearse(set *sigma.Set, dirs []string) (*Rehearsal, error) {
	r := &Rehearsal{Schema: rehearsalSchema, Cases: []Outcome{}}
	for _, dir := range dirs {
		list, err := judge.Pack(set, dir)
		if err != nil {
			return nil, &term.Failure{Code: term.ExitBad, Err: err}
		}
		for i := range list {
			r.add(&list[i])
		}
	}
	return r, nil
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
