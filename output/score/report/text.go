package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// short writes a number with the digits that matter.
func short(v float64) string {
	switch a := math.Abs(v); {
	case v == math.Trunc(v) && a < 1e6:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case a >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case a >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	case a >= 0.01:
		return strconv.FormatFloat(v, 'f', 3, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// say writes a number that may be unknown.
func say(n Number) string {
	switch {
	case math.IsNaN(float64(n)):
		return "undefined"
	case math.IsInf(float64(n), 0):
		return "never"
	}
	return short(float64(n))
}

// Shown writes a figure: a time that was not reached as its lower bound.
func (f *Figure) Shown() string {
	if f.AtLeast != nil {
		return "> " + short(*f.AtLeast)
	}
	return say(f.Value)
}

// limits writes the interval of a figure.
func (f *Figure) limits() string {
	nan := func(n Number) bool { return math.IsNaN(float64(n)) }
	if nan(f.Lo) && nan(f.Hi) || math.IsInf(float64(f.Lo), 1) {
		return "–"
	}
	hi := "∞"
	if !math.IsInf(float64(f.Hi), 1) {
		hi = say(f.Hi)
	}
	return say(f.Lo) + " – " + hi
}

// title says which world a score was measured in.
func (d *Dataset) title() string {
	return fmt.Sprintf("%s, seed %d, scale %s, %s", d.Scenario, d.Seed, d.Scale, d.World())
}

// details say how much of it there is.
func (d *Dataset) details() string {
	return fmt.Sprintf("%s days, %s accounts, %s audit events; %s benign and %s malicious account-days; %s alerts",
		grouped(d.Days), grouped(d.Accounts), grouped(int(d.AuditEvents)), grouped(d.BenignAccountDays),
		grouped(d.AttackAccountDays), grouped(d.Alerts))
}

func (i Incidents) String() string {
	late := ""
	if i.Late > 0 {
		late = fmt.Sprintf(" (%s of them on a day on which only the owner was at work)", grouped(i.Late))
	}
	return fmt.Sprintf("%s true%s, %s false, %s neutral (only policy, test, collateral or failed attempts)",
		grouped(i.True), late, grouped(i.False), grouped(i.Neutral))
}

// threshold says from which score on the figures at the sister's threshold take alerts.
func (r *Result) threshold() string {
	n := float64(*r.SisterScore)
	if math.IsInf(n, -1) {
		return "threshold of the sister: all alerts, which make few enough false ones there"
	}
	return "threshold of the sister: scores above " + short(float64(float32(n)))
}

// grouped writes 510000 as 510,000.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// restsOn writes what a figure rests on: 1 campaign, 19 accounts.
func (f *Figure) restsOn() string {
	of := f.Of
	if f.N == 1 {
		of = strings.NewReplacer("account-days", "account-day", "accounts", "account", "campaigns", "campaign",
			"incidents", "incident", "uses", "use").Replace(of)
	}
	return grouped(f.N) + " " + of
}

// Words writes a figure as the reports do: its value, and its interval or a
// dash.
func (f *Figure) Words() (value, interval string) { return f.Shown(), f.limits() }

// warmup says what was left out.
func (d *Dataset) warmup() string {
	return fmt.Sprintf("scored from %s on: what lies before is a warm-up, and %s alerts of it are left out",
		d.ScoredFrom, grouped(d.AlertsInWarmup))
}
