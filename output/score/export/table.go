package export

import (
	"fmt"
	"strings"
)

// Table writes which field of a product becomes what, in Markdown.
func Table() string {
	var b strings.Builder
	b.WriteString("| `--alerts-from` | reads | entity | time | score | rule |\n|---|---|---|---|---|---|\n")
	for _, p := range products() {
		var who, score []string
		if p.said != "" {
			who = append(who, p.said)
		}
		for _, f := range p.Entity {
			who = append(who, code(f.Path))
		}
		for _, s := range p.Score {
			score = append(score, code(s))
		}
		var when, rule []string
		for _, m := range p.Time {
			when = append(when, code(m.Path))
		}
		for _, r := range p.Rule {
			rule = append(rule, code(r))
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", p.Name, p.From, strings.Join(who, ", "),
			strings.Join(when, ", "), strings.Join(score, ", "), strings.Join(rule, ", "))
	}
	return b.String()
}

func code(s string) string { return "`" + s + "`" }
