package ladder

import (
	"fmt"
	"strings"

	"breachsim/output/columns"
)

// Page is what was measured, in Markdown.
func Page(stairs []Stair, o Options) string {
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
	)
	b.WriteString("| scenario | measured | by | its story says | |\n|---|---|---|---|---|\n")
	for i := range stairs {
		s := &stairs[i]
		badge, rules := s.Difficulty()
		claim := claims()[s.Scenario.ID]
		fmt.Fprintf(
			&b,
			"| [%s](library/%s.md) | %s | %s | %s | %s |\n",
			s.Scenario.ID,
			s.Scenario.ID,
			orWords(badge, tooSmall),
			orWords(strings.Join(rules, ", "), "–"),
			orWords(claim, "–"),
			remark(claim, badge),
		)
	}
	for i := range stairs {
		stairs[i].write(&b)
	}
	return b.String()
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

// write adds the table of one scenario.
func (s *Stair) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s, %s accounts\n\n", s.Scenario.ID, columns.Thousands(int64(s.Scenario.Population.Accounts)))
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
	for _, r := range append(s.Rungs[:len(s.Rungs):len(s.Rungs)], *s.Together) {
		fmt.Fprintf(
			b,
			"| %s | %s | %s | %s | %d | %s | %s | %s | %s | %s |\n",
			r.Rule,
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

Exposure averted: persons not exposed had each account been cut off 24 h after its first true alert. A rule works where half is
averted; *seeds* counts those in which it does by themselves. **easy**: R1, R2 or R4 works (counts by minute and day, even clicks). **medium**: R3, R5 or R9 does (the account's own
past, failures, drift). **hard**: all together do. **open**: none does. A detector that reads addresses, clients, sequences or the
persons looked up may find what these do not: they read counts and times alone.

`
