package ladder

import (
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/columns"
)

// Page is what was measured, in Markdown; in larger worlds, too, where that was done.
func Page(stairs, larger []Stair, o Options) string {
	var b strings.Builder
	fmt.Fprintf(
		&b,
		pageHead,
		o.Seeds,
		o.Accounts,
		o.Resamples,
		columns.Thousands(int64(o.Accounts)),
		o.Budget,
		o.Seeds,
		o.Resamples,
		o.Seeds,
		learnedWords(o.Added),
		generator.DatasetVersion,
	)
	overview(&b, stairs, o.Added)
	if len(larger) > 0 {
		fmt.Fprintf(&b, "\n## The same in larger worlds\n\nWorlds of at most %s accounts, %s of each.\n\n",
			columns.Thousands(int64(largest(larger))), inSeeds(larger[0].Seeds))
		overview(&b, larger, o.Added)
	}
	for i := range stairs {
		stairs[i].write(&b)
	}
	for i := range larger {
		larger[i].write(&b)
	}
	return b.String()
}

// largest is the number of accounts of the largest world.
func largest(stairs []Stair) (accounts int) {
	for i := range stairs {
		accounts = max(accounts, stairs[i].Scenario.Population.Accounts)
	}
	return accounts
}

// learnedWords names the models that were run.
func learnedWords(added []Added) string {
	var names []string
	for _, a := range added {
		if a.Learned {
			names = append(names, "*"+inCell(a.Name)+"*")
		}
	}
	if len(names) == 0 {
		return "a model trained on other scenarios (none was run here)"
	}
	return fmt.Sprintf("a model trained on other scenarios (%s; [how](../output/readers/sklearn/README.md))",
		strings.Join(names, ", "))
}

// overview is one row for each scenario: its badge, and how far the best rule of each
// class gets.
func overview(b *strings.Builder, stairs []Stair, added []Added) {
	head := "| scenario | measured | its story says | | counts, errors, pace | context, relations, past " +
		"| accounts side by side, learned | all together |"
	line := "|---|---|---|---|---|---|---|---|"
	for _, a := range added {
		if !a.Learned {
			head, line = head+" "+inCell(a.Name)+" |", line+"---|"
		}
	}
	fmt.Fprintf(b, "%s can be averted | attack days |\n%s---:|---:|\n", head, line)
	for i := range stairs {
		s := &stairs[i]
		badge, _ := s.Difficulty()
		claim := claims()[s.Scenario.ID]
		fmt.Fprintf(b, "| [%s](library/%s.md) | %s | %s | %s |", s.Scenario.ID, s.Scenario.ID,
			orWords(badge, s.unsaid()), orWords(claim, "–"), remark(claim, badge))
		for _, class := range []string{Easy, Medium, Hard} {
			if r, ok := s.best(class); ok {
				fmt.Fprintf(b, " %s |", r.cell())
			} else {
				b.WriteString(" not run |")
			}
		}
		fmt.Fprintf(b, " %s |", s.Together.cell())
		for i := range s.Added {
			if !s.Added[i].Learned {
				fmt.Fprintf(b, " %s |", s.Added[i].cell())
			}
		}
		most := "–"
		if s.Attainable >= 0 {
			most = fmt.Sprintf("%.0f %%", 100*s.Attainable)
		}
		fmt.Fprintf(b, " %s | %.2f %% |\n", most, 100*s.Prevalence)
	}
}

// cell tells what a rule averts, and how many false alerts it costs; in bold where it
// works.
func (r *Rung) cell() string {
	if r.Absent {
		return "not run"
	}
	text := fmt.Sprintf("%s %.0f %% at %s", inCell(r.Rule), 100*r.Saved, r.Falses.Value)
	if r.Works {
		return "**" + text + "**"
	}
	return text
}

// inCell keeps a name within its cell of a table.
func inCell(name string) string { return strings.ReplaceAll(name, "|", `\|`) }

// unsaid stands for the badge that there is none of.
func (s *Stair) unsaid() string {
	switch {
	case s.exposesNobody():
		return "nobody to save"
	case !s.Small && s.unlearned():
		return "hard or open: no model was run"
	}
	return tooSmall
}

// tooSmall stands for the badge of a world in which one false alert is more
// than the budget.
const tooSmall = "too small to say"

// orWords is the text, or words where there is none.
func orWords(text, words string) string {
	if text == "" {
		return words
	}
	return text
}

// inSeeds says how many seeds were measured.
func inSeeds(n int) string {
	if n == 1 {
		return "1 seed"
	}
	return fmt.Sprintf("%d seeds", n)
}

// write adds the table of one scenario.
func (s *Stair) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s, %s accounts, %s\n\n", s.Scenario.ID,
		columns.Thousands(int64(s.Scenario.Population.Accounts)), inSeeds(s.Seeds))
	if s.Attainable < 0 {
		b.WriteString("Nobody is exposed: what counts is whether each campaign is found.\n\n")
	}
	if s.Short {
		b.WriteString(
			"Over within a day, so an answer that takes a day averts nothing: what counts is whether half is still to come when it is found.\n\n",
		)
	}
	badge, _ := s.Difficulty()
	if claim, why := claims()[s.Scenario.ID], reasons()[s.Scenario.ID]; claim != "" && badge != "" && badge != claim &&
		why != "" {
		fmt.Fprintf(b, "%s\n\n", why)
	}
	b.WriteString(
		"| rule | thresholds tuned | exposure averted, 24 h | 95 % | seeds | minutes to detect | 95 % | persons until then | false alerts per 1,000 days | 95 % |\n" +
			"|---|---|---:|---|---:|---:|---|---:|---:|---|\n",
	)
	for _, r := range slices.Concat(s.Rungs, []Rung{*s.Together}, s.Added) {
		if r.Absent {
			continue
		}
		fmt.Fprintf(
			b,
			"| %s | %s | %s | %s | %d | %s | %s | %s | %s | %s |\n",
			inCell(r.Rule),
			orWords(strings.Join(r.Thresholds, ", "), "–"),
			r.Averted.Value,
			r.Averted.Limits,
			r.Alone,
			r.Minutes.Value,
			r.Minutes.Limits,
			r.Persons.Value,
			r.Falses.Value,
			r.Falses.Limits,
		)
	}
}

const pageHead = `# How far the reference detectors get

Made by ` + "`go run ./cmd/breachsim ladder --seeds %d --accounts %d --resamples %d -o scenarios/LADDER.md`" + `; run it again after a change of scenarios, traffic or rules.

Each campaign is as its file says (scale 1), in a world of at most %s accounts, so that it can be measured again in minutes; nobody
stops it, so that a detector does not change what it is judged on. Each rule's threshold is tuned on a sister, another seed
without attack, to at most %v false incident per 1,000 practitioner-days; then it judges a dataset that it has not seen.
The row *all* is the rules together, each tuned to its part of the budget. %d seeds together; intervals are bootstraps
(%d draws) over accounts and seeds. Seeds: the first %d pairs of replicates of each scenario.

Exposure averted: persons not exposed had each account been cut off 24 h after its first true alert. What *can be averted* is what an
alert at each account's first malicious event would avert; a rule works where it averts half of that. *Seeds* counts those in which
it does by themselves. **easy**: a rule on an account's counts, errors or pace works (R1, R2, R4,
R5, R15). **medium**: one on its context, its relations or its own past does. **hard**: one that puts accounts side by side or learns
(R8, R12) does, or all together, or %s. **open**: none does. The cells of the first table: the rule of the class that averts most, what it
averts, and its false alerts per 1,000 practitioner-days; attack days are the malicious share of all account-days. The data are of dataset version %d.

`
