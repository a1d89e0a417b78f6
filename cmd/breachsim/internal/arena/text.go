package arena

import (
	"fmt"
	"io"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/arena/verdict"
)

// writeText writes the verdict for a reader.
func writeText(w io.Writer, v *verdict.Verdict) error {
	rows := [][]string{
		{"persons exposed", fmt.Sprintf("%s of %s with no detector: %s saved",
			term.Thousands(v.Persons.Exposed), term.Thousands(v.Persons.Without), percent(v.Persons.Share))},
	}
	for i, c := range v.Compared {
		name := fmt.Sprintf("  with %s", c.Detector)
		text := fmt.Sprintf("%s: %s saved, %s disturbed for %.1f hours", term.Thousands(c.Exposed), percent(c.Share),
			term.Count(int64(c.Innocents), "innocent"), c.Hours)
		if i == v.Best() {
			text += " (the best of them)"
		}
		rows = append(rows, []string{name, text})
	}
	if m, ok := v.Mean(); ok {
		rows = append(rows, []string{"  over " + term.Count(int64(m.Worlds), "world"),
			fmt.Sprintf("%s saved on average, 95 %% interval %s to %s; innocents %.1f, their hours %.1f",
				percent(m.Saved), percent(m.Least), percent(m.Most), m.Innocents, m.Hours)})
	}
	rows = append(rows, containment(v)...)
	a := &v.Analysts
	rows = append(rows,
		[]string{"innocents", disturbed(&v.Innocents)},
		[]string{"owners of stolen accounts", disturbed(&v.Owners)},
		[]string{"alerts", fmt.Sprintf("%s, %s true; %s", term.Thousands(v.Alerts.Raised),
			term.Thousands(v.Alerts.True), term.Count(int64(len(v.Done)), "action"))},
		[]string{"analysts", fmt.Sprintf("%s looked at in %.1f hours, %s never; longest queue %d",
			term.Count(int64(a.Looked), "case"), float64(a.Work)/3600e6, term.Thousands(v.Alerts.Never), a.Longest)})
	term.Table(w, rows)
	return nil
}

// containment says how long it took to stop campaigns.
func containment(v *verdict.Verdict) (rows [][]string) {
	median, n := v.Contained()
	text := fmt.Sprintf("%d of %s acted on", n, term.Count(int64(len(v.Accounts)), "account"))
	if n > 0 {
		text += ", half of them within " + length(median) + " of their first use"
	}
	rows = append(rows, []string{"containment", text})
	for i := range v.Campaigns {
		c := &v.Campaigns[i]
		text := fmt.Sprintf("%s of %s persons", term.Thousands(c.Exposed), term.Thousands(c.Without))
		if c.Minutes != nil {
			text += ", the last of them " + length(*c.Minutes) + " after its first look-up"
		} else {
			text += ", not contained"
		}
		rows = append(rows, []string{"  " + c.ID, text})
	}
	return rows
}

func disturbed(d *verdict.Disturbed) string {
	if d.Accounts == 0 {
		return "none disturbed"
	}
	return fmt.Sprintf("%s disturbed for %.1f hours: %d locked out, %d banned, %d asked for more",
		term.Count(int64(d.Accounts), "account"), d.Hours, d.LockedOut, d.Banned, d.Asked)
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

// length writes minutes as 0:42 h or 3:07 h.
func length(minutes float64) string {
	d := time.Duration(minutes * float64(time.Minute)).Round(time.Minute)
	return fmt.Sprintf("%d:%02d h", int(d.Hours()), int(d.Minutes())%60)
}
