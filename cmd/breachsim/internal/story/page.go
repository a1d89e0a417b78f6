package story

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/language"
)

// WritePage writes a scenario as a page in Markdown that stands on its own.
// scenarios/library holds that of every built-in one.
func WritePage(w io.Writer, sc *scenarios.Scenario, plan *generator.Plan, scale scenarios.Scale) error {
	small := feasible.SmallScale(sc)
	quick, err := generator.New(sc, generator.Options{Scale: small})
	if err != nil {
		return err
	}
	var b strings.Builder
	pageHead(&b, sc)
	pageTimeline(&b, plan.Scenario())
	pageVolumes(&b, atScale{plan, scale}, atScale{quick, small})
	pageCampaigns(&b, sc)
	pageControls(&b, sc)
	pageSignals(&b, sc)
	pageCommands(&b, sc, small)
	_, err = io.WriteString(w, b.String())
	return err
}

func pageHead(b *strings.Builder, sc *scenarios.Scenario) {
	fmt.Fprintf(b, "# %s\n\n**%s** %s\n\n", sc.ID, strings.TrimSuffix(sc.Title, ".")+".", sc.Summary)
	if sc.Difficulty != "" {
		fmt.Fprintf(
			b,
			"Difficulty: **%s**, measured with the reference detectors: see the [ladder](../LADDER.md).\n\n",
			sc.Difficulty,
		)
	}
	b.WriteString(
		"A synthetic scenario: nothing in it describes a person, and its portal is invented. Not affiliated with or endorsed by Assurance Maladie.\n\n",
	)
	if story := strings.TrimSpace(sc.Story); story != "" {
		fmt.Fprintf(b, "## Story\n\n%s\n\n", story)
	}
	pageList(b, "Sources", "", sc.Sources)
	pageList(
		b,
		"What is assumed",
		"No source says this; sweep it with `--set` or a `matrix` before you draw conclusions from it.",
		sc.Assumed,
	)
}

func pageList(b *strings.Builder, title, about string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "## %s\n\n", title)
	if about != "" {
		fmt.Fprintf(b, "%s\n\n", about)
	}
	for _, item := range items {
		fmt.Fprintf(b, "- %s\n", item)
	}
	b.WriteString("\n")
}

func pageTimeline(b *strings.Builder, sc *scenarios.Scenario) {
	fmt.Fprintf(b, "## Timeline\n\nLocal time of %s.\n\n| when | what |\n|---|---|\n", sc.Time.Timezone)
	for _, h := range timeline(sc) {
		fmt.Fprintf(b, "| %s | %s |\n", term.Moment(h.at.In(sc.Time.Location)), Cell(h.what))
	}
	b.WriteString("\n")
}

// Cell makes a text fit for a cell of a table.
func Cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// atScale is a plan with its scale.
type atScale struct {
	plan  *generator.Plan
	scale scenarios.Scale
}

func pageVolumes(b *strings.Builder, whole, quick atScale) {
	b.WriteString(
		"## Numbers\n\nEvents, lines and sizes are estimates on the high side; the other figures are exact.\n\n",
	)
	columns := [][][2]string{volumes(whole.plan)}
	head, rule := fmt.Sprintf("| | scale %v |", whole.scale), "|---|---:|"
	if quick.scale != whole.scale {
		columns = append(columns, volumes(quick.plan))
		head, rule = head+fmt.Sprintf(" scale %v, which the checks use |", quick.scale), rule+"---:|"
	}
	fmt.Fprintf(b, "%s\n%s\n", head, rule)
	for i, row := range columns[0] {
		fmt.Fprintf(b, "| %s |", row[0])
		for _, c := range columns {
			fmt.Fprintf(b, " %s |", c[i][1])
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
}

func pageCampaigns(b *strings.Builder, sc *scenarios.Scenario) {
	if len(sc.Campaigns) == 0 {
		b.WriteString("## Campaigns\n\nNone: whatever a detector says here is a false alarm.\n\n")
	}
	for i := range sc.Campaigns {
		fmt.Fprintf(b, "## Campaign %s\n\n", sc.Campaigns[i].ID)
		pageExplained(b, language.ExplainCampaign(sc, i))
	}
	if names := lookAlikeNames(sc); len(names) > 0 {
		fmt.Fprintf(b, "## Look-alikes\n\nBenign behaviour that looks like a campaign: `%s`. "+
			"Each stretch stands in `truth/lookalikes.jsonl`.\n\n", strings.Join(names, "`, `"))
	}
}

func pageExplained(b *strings.Builder, list []language.Explained) {
	b.WriteString("| key | value | meaning |\n|---|---|---|\n")
	for _, e := range list {
		fmt.Fprintf(b, "| `%s` | `%s` | %s |\n", e.Key, Cell(e.Value), Cell(e.Meaning))
	}
	b.WriteString("\n")
}

func pageControls(b *strings.Builder, sc *scenarios.Scenario) {
	b.WriteString("## What stops it\n\n")
	if len(sc.Controls) == 0 {
		b.WriteString("No control: nobody intervenes.\n\n")
		return
	}
	b.WriteString("`--without-controls` makes the same attack without these.\n\n")
	for i := range sc.Controls {
		fmt.Fprintf(b, "### %s\n\n", sc.Controls[i].ID)
		pageExplained(b, language.ExplainControl(sc, i))
	}
}

func pageSignals(b *strings.Builder, sc *scenarios.Scenario) {
	if len(sc.Signals) == 0 {
		return
	}
	b.WriteString("## What gives it away\n\nFamilies of evidence that a detector is meant to see. " +
		"`breachsim audit` tells how much each gives away, and looks for any other.\n\n")
	for _, s := range sc.Signals {
		fmt.Fprintf(b, "- `%s`: %s\n", s.Family, cmp.Or(s.Reason, "no reason given"))
	}
	b.WriteString("\n")
}

func pageCommands(b *strings.Builder, sc *scenarios.Scenario, small scenarios.Scale) {
	at := ""
	if small != 1_000_000 {
		at = fmt.Sprintf(" --scale %v", small)
	}
	fmt.Fprintf(b, "## Make it\n\n```sh\nbreachsim generate %s%s -o dataset\n", sc.ID, at)
	if at != "" {
		fmt.Fprintf(b, "breachsim generate %s --compress zstd -o whole\n", sc.ID)
	}
	tuned := ""
	if len(sc.Campaigns) > 0 {
		fmt.Fprintf(
			b,
			"breachsim generate %s%s --seed 1 --without-campaigns -o sister   # nobody attacks: to tune on\n",
			sc.ID,
			at,
		)
		tuned = " --tune sister"
	}
	fmt.Fprintf(
		b,
		"breachsim detect dataset%s -o alerts.jsonl\nbreachsim score dataset --alerts alerts.jsonl\n```\n",
		tuned,
	)
}
