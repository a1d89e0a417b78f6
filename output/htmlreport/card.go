package htmlreport

import (
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// audits is what the audit says of the data.
func (s *Story) audits() section {
	x := section{ID: "audit", Title: "Audit: shortcuts, artefacts, departures from the scenario",
		Lead: "Each check asks for something that would let a detector win without finding the attack. Declared: the " +
			"scenario says itself that this gives the attack away."}
	t := table{Caption: "Checks", Open: true, Head: []string{"id", "check", "verdict", "why"}}
	for _, c := range s.Audit.Checks {
		why := c.Reason
		if f, ok := c.Worst(); ok && c.Verdict != figure.Pass {
			why = f.Name
		}
		verdict := cell{Text: string(c.Verdict)}
		if c.Verdict == figure.Fail {
			verdict.Class = "bad"
		}
		t.Rows = append(t.Rows, append(words(c.ID, c.Title), verdict, cell{Text: why}))
	}
	x.Tables = []table{t}
	return x
}

// card says what the dataset is.
func (s *Story) card() section {
	m := s.Data.Manifest
	x := section{ID: "card", Title: "The dataset"}
	bytes := int64(0)
	for _, f := range m.Files {
		bytes += f.Bytes
	}
	t := table{Caption: "What it is", Open: true, Head: []string{"what", "value"}}
	add := func(name, format string, args ...any) {
		t.Rows = append(t.Rows, words(name, fmt.Sprintf(format, args...)))
	}
	add("scenario", "%s: %s", m.Scenario, s.Scenario.Title)
	if s.Scenario.Difficulty != "" {
		add("difficulty", "%s, measured at scale 1", s.Scenario.Difficulty)
	}
	add("seed, scale", "%d, %s", m.Seed, scaleOf(m.Options))
	add("time", "%s to %s, %d days", s.day(s.From), s.day(s.To-1), s.Days)
	add("accounts", "%s, of which %s were stolen", grouped(s.Accounts), grouped(s.Stolen))
	add("audit log", "%s events", grouped(int(s.Events)))
	add("look-alikes", "%s stretches of honest work that looks like an attack", grouped(s.LookAlikes))
	add("files", "%s with %s bytes", grouped(len(m.Files)), grouped(int(bytes)))
	add("made by", "%s, dataset version %d", m.Tool, m.DatasetVersion)
	add("manifest", "SHA-256 %s", m.SHA256)
	x.Tables = []table{t}
	if story := strings.TrimSpace(s.Scenario.Story); story != "" {
		x.Notes = append(x.Notes, strings.Split(story, "\n\n")...)
	}
	if len(s.Scenario.Assumed) > 0 {
		x.Notes = append(x.Notes, "Assumed: "+strings.Join(s.Scenario.Assumed, "; ")+".")
	}
	return x
}

func scaleOf(options map[string]string) string {
	if s := options["scale"]; s != "" {
		return "scale " + s
	}
	return "scale 1"
}
