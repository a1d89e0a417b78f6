package story

import (
	"fmt"
	"io"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/scenarios"
)

// printClasses tells how many accounts of each class and kind every seed has, at
// least: what a campaign may ask for.
func printClasses(w io.Writer, sc *scenarios.Scenario) {
	fmt.Fprintf(w, "\nAccounts of each class, for every seed at least\n")
	counts := scenarios.Cast(&sc.Population)
	rows := [][]string{}
	for _, m := range sc.Population.ProfileMix {
		of := func(k scenarios.AccountKind) string { return term.Thousands(int64(counts.Of(m.Profile, k))) }
		rows = append(rows, []string{fmt.Sprintf("  %-18v", m.Profile), of(scenarios.BusyAccount) + " busy",
			of(scenarios.LeftAccount) + " idle", of(scenarios.UnusedAccount) + " unused"})
	}
	term.Table(w, rows)
	fmt.Fprintf(w, "  Idle ones are what dormant_account takes, unused ones self_registration.\n")
}

// printPace tells how much each stolen account does, and what the scale made of
// it.
func printPace(w io.Writer, source, scaled *scenarios.Scenario, scale scenarios.Scale) {
	if len(scaled.Campaigns) == 0 {
		return
	}
	fmt.Fprintf(w, "\nPace at scale %v\n", scale)
	other := false
	for i := range scaled.Campaigns {
		now, before := persons(&scaled.Campaigns[i]), persons(&source.Campaigns[i])
		text := fmt.Sprintf("%s stolen, %s persons each",
			term.Count(int64(scaled.Campaigns[i].Access.Accounts), "account"), term.Thousands(now))
		if now*10 < before*9 || now*10 > before*11 {
			other = true
			text += fmt.Sprintf("; %s each at scale 1", term.Thousands(before))
		}
		term.Hang(w, fmt.Sprintf("  %-18s  ", scaled.Campaigns[i].ID), text)
	}
	if other {
		term.Hang(w, "  ", "AN ACCOUNT WORKS AT ANOTHER PACE THAN AT SCALE 1: this is another attack, and what finds "+
			"one may not find the other. --scale-keep rates steals fewer accounts and keeps the pace of each.")
	}
}

// persons is how many persons each account of a campaign exposes in its window,
// on average.
func persons(k *scenarios.Campaign) int64 {
	n := int64(k.Access.Accounts)
	return (int64(k.Targets.Exposed) + n/2) / n
}
