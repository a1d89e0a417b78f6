package trial

import (
	"fmt"
	"io"
	"strings"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/columns"
	"github.com/breachsim/breachsim/output/score/report"
)

// writeText prints a row for each rule, and then what was behind false incidents.
func (v *Verdict) writeText(w io.Writer) error {
	for i := range v.Datasets {
		d := &v.Datasets[i]
		days := int64(d.BenignAccountDays)
		if _, err := fmt.Fprintf(w, "%s, seed %d, scale %s, %s: %s\n", d.Scenario, d.Seed, d.Scale, d.World(),
			term.Count(days, "practitioner-day")); err != nil {
			return err
		}
	}
	rows := [][]string{{"rule", "true", "false", "saved 4 h", "saved 24 h", "minutes", "false/1,000 d"}}
	for i := range v.Rules {
		rows = append(rows, row(&v.Rules[i], v.Rules[i].Rule))
	}
	if len(v.Rules) > 1 {
		rows = append(rows, row(&v.Together, "all together"))
	}
	fmt.Fprintln(w)
	if err := columns.Write(w, rows); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nsaved: of %s exposed, had each found account been cut off so long after\n"+
		"its first true alert; minutes: to a campaign's first true alert (median)\n", person(int64(v.Together.Exposed)))
	return v.writeCauses(w)
}

func person(n int64) string {
	if n == 1 {
		return "1 person"
	}
	return term.Thousands(n) + " persons"
}

func row(x *report.Worth, name string) []string {
	number := func(n int) string { return term.Thousands(int64(n)) }
	rate, _ := x.FalsePer1000.Words()
	minutes, _ := x.Minutes.Words()
	if x.CampaignsFound == 0 {
		minutes = "never"
	}
	return []string{name, number(x.Incidents.True), number(x.Incidents.False), number(x.Saved4h), number(x.Saved24h),
		minutes, rate}
}

// writeCauses says of each rule with false incidents what they were.
func (v *Verdict) writeCauses(w io.Writer) error {
	rows := [][]string{}
	for i := range v.Rules {
		if x := &v.Rules[i]; x.Incidents.False > 0 {
			rows = append(rows, []string{x.Rule, causes(x)})
		}
		if n := v.Rules[i].AlertsNowhere; n > 0 {
			rows = append(rows, []string{v.Rules[i].Rule,
				"not scored: " + term.Count(n, "alert") + " on addresses that the audit log does not show"})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if _, err := fmt.Fprint(w, "\nfalse incidents by what they were:\n"); err != nil {
		return err
	}
	return columns.Write(w, rows)
}

// causes are the three most frequent, and how many are none of the known kinds.
func causes(x *report.Worth) string {
	var parts []string
	const most = 3
	for i, c := range x.Causes {
		if i == most {
			parts = append(parts, term.Count(int64(len(x.Causes)-most), "more kind"))
			break
		}
		parts = append(parts, fmt.Sprintf("%s %d", c.Kind, c.False))
	}
	if x.OfNoLookAlike > 0 {
		parts = append(parts, fmt.Sprintf("no look-alike %d", x.OfNoLookAlike))
	}
	return strings.Join(parts, ", ")
}

// writeJUnit writes a case for each rule, which passes where it could be run, and one
// for each demand.
func (v *Verdict) writeJUnit(w io.Writer) error {
	s := report.JUnitSuite{Name: "breachsim test"}
	for i := range v.Rules {
		x := &v.Rules[i]
		cells := row(x, "")
		s.Add("test.rule", x.Rule, "", fmt.Sprintf(
			"true incidents %s, false %s (%s); of %d persons saved at 4 h %s, at 24 h %s; minutes to detect %s; "+
				"false alerts per 1,000 practitioner-days %s",
			cells[1], cells[2], causes(x), x.Exposed, cells[3], cells[4], cells[5], cells[6]))
	}
	for _, g := range v.Gate {
		failure := ""
		if !g.Met {
			failure = g.Text
		}
		s.Add("test.min", g.Clause, failure, g.Text)
	}
	return s.Write(w)
}
