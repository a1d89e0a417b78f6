package main

import (
	"fmt"
	"strings"
)

// page is the result in Markdown.
func (o *ladderOptions) page(stairs []stair) string {
	var b strings.Builder
	fmt.Fprintf(&b, ladderHead, o.seeds, o.accounts, o.resamples, thousands(int64(o.accounts)), o.budget, o.seeds, o.resamples, o.seeds)
	b.WriteString("| scenario | measured | by | its story says | |\n|---|---|---|---|---|\n")
	for i := range stairs {
		s := &stairs[i]
		badge, rules := s.difficulty()
		claim := claims()[s.sc.ID]
		fmt.Fprintf(&b, "| [%s](library/%s.md) | %s | %s | %s | %s |\n", s.sc.ID, s.sc.ID, orWords(badge, tooSmall), orWords(strings.Join(rules, ", "), "–"), orWords(claim, "–"), remark(claim, badge))
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
func (s *stair) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s, %s accounts\n\n", s.sc.ID, thousands(int64(s.sc.Population.Accounts)))
	if s.short {
		b.WriteString("Over within a day, so an answer that takes a day averts nothing: what counts is whether half is still to come when it is found.\n\n")
	}
	badge, _ := s.difficulty()
	if claim, why := claims()[s.sc.ID], reasons()[s.sc.ID]; claim != "" && badge != "" && badge != claim && why != "" {
		fmt.Fprintf(b, "%s\n\n", why)
	}
	b.WriteString("| rule | thresholds tuned | exposure averted, 24 h | 95 % | seeds | minutes to detect | 95 % | persons until then | false alerts per 1,000 days | 95 % |\n" +
		"|---|---|---:|---|---:|---:|---|---:|---:|---|\n")
	for _, r := range append(s.rungs[:len(s.rungs):len(s.rungs)], *s.together) {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %d | %s | %s | %s | %s | %s |\n", r.rule, orWords(strings.Join(r.thresholds, ", "), "–"),
			r.averted[0], r.averted[1], r.alone, r.detect[0], r.detect[1], r.before[0], r.falses[0], r.falses[1])
	}
}

const ladderHead = `# How far the reference detectors get

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
