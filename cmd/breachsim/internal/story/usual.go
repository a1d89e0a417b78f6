package story

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/scenarios"
)

// happening is one line of the timeline.
type happening struct {
	at   time.Time
	what string
}

// usualSteps are the days on which honest users do more or less than usual, or something else,
// as far as they lie within the logs.
func usualSteps(sc *scenarios.Scenario) (all []happening) {
	date := func(t time.Time) string { return t.In(sc.Time.Location).Format("2 January") }
	for _, e := range sc.Calendar.Epidemics {
		all = append(all, happening{e.Onset, fmt.Sprintf("epidemic %s: demand rises", e.Name)},
			happening{e.Peak, fmt.Sprintf("epidemic %s: %v times the usual demand", e.Name, e.Gain)})
	}
	for _, s := range sc.Calendar.Seasons {
		all = append(all, happening{s.From, fmt.Sprintf("season %s: %v times the usual demand%s until %s", s.Name,
			s.Gain, ofProfiles(s.Profiles), date(s.To))})
	}
	for _, c := range sc.Calendar.Closings {
		all = append(all, happening{c.From, fmt.Sprintf("closing %s: %s of accounts%s are shut until %s", c.Name,
			percentOf(c.Share), ofProfiles(c.Profiles), date(c.To))})
	}
	for i := range sc.Benign.LookAlikes {
		if l := &sc.Benign.LookAlikes[i]; !l.Day.IsZero() {
			all = append(all, happening{l.Day, fmt.Sprintf("look-alike %v", l.Kind)})
		}
	}
	return slices.DeleteFunc(all, func(h happening) bool {
		return h.at.Before(sc.Time.Begin()) || !h.at.Before(sc.Time.End)
	})
}

// ofProfiles names profiles; a list of none is everybody.
func ofProfiles(profiles []scenarios.Profile) string {
	if len(profiles) == 0 {
		return ""
	}
	names := make([]string, len(profiles))
	for i, p := range profiles {
		names[i] = p.String()
	}
	return " of " + strings.Join(names, ", ")
}

// percentOf writes a share in per cent.
func percentOf(s scenarios.Share) string { return (s * 100).String() + " %" }

// printLookAlikes names what honest users do that looks like a campaign, and what moves their days.
func printLookAlikes(w io.Writer, sc *scenarios.Scenario) {
	fmt.Fprintln(w, "\nHonest use that looks like an attack (truth/lookalikes.jsonl has each stretch)")
	names := lookAlikeNames(sc)
	if len(names) == 0 {
		names = []string{"none"}
	}
	term.Hang(w, "  ", strings.Join(names, ", "))
	text := "Bank holidays of " + sc.Calendar.Country
	if sc.Calendar.SchoolZones {
		text += " and school holidays by zone"
	}
	term.Hang(w, "  ", text+" change the days of all users.")
}

// lookAlikeNames lists the kinds of look-alike, each once.
func lookAlikeNames(sc *scenarios.Scenario) (names []string) {
	for i := range sc.Benign.LookAlikes {
		if name := sc.Benign.LookAlikes[i].Kind.String(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
