package card

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/breachsim/breachsim/output/encode/identity"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/encode/web"
	"github.com/breachsim/breachsim/output/internal/source"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/truth"
)

// Write writes the dataset card, README.md of a dataset.
func (p *Facts) Write(w io.Writer) error {
	var b bytes.Buffer
	title := p.Info.Title
	if title == "" {
		title = p.Info.ScenarioID
	}
	p.frontMatter(&b, title)
	fmt.Fprintf(&b, "# %s\n\n", plainText(title))
	b.WriteString(cardIntro)
	p.cardRun(&b)
	cardCounts(&b, p.Counts)
	b.WriteString(cardLayout)
	p.cardWarmup(&b)
	b.WriteString(cardScoring)
	compare := p.Compared
	if compare == nil {
		compare = Compare(p.Source)
	}
	tables, err := compare()
	if err != nil {
		return err
	}
	b.Write(tables)
	p.cardDelivery(&b)
	p.cardHistory(&b)
	p.cardWeak(&b)
	p.cardLeaked(&b)
	b.WriteString("## Columns\n\n")
	WriteColumns(&b, p.Mode, p.Truths, p.Info.Identity)
	_, err = w.Write(b.Bytes())
	return err
}

// plainText writes a text of a scenario so that Markdown takes it for text: no
// tags, no links, no pictures, no code.
func plainText(s string) string {
	var b []byte
	for i := range len(s) {
		switch c := s[i]; c {
		case '<':
			b = append(b, "&lt;"...)
		case '[', ']', '\x60', '\\':
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

// Compare begins to hold the population and the ordinary traffic of a source against
// published figures, and returns what waits for the tables. It takes up to a second, in
// which others may go on.
func Compare(src source.Source) (tables func() ([]byte, error)) {
	type result struct {
		tables []byte
		err    error
	}
	done := make(chan result, 1)
	go func() {
		var b bytes.Buffer
		err := cardCalibration(&b, src)
		done <- result{b.Bytes(), err}
	}()
	return sync.OnceValues(func() ([]byte, error) {
		r := <-done
		return r.tables, r.err
	})
}

// cardCalibration appends the figures of the population and of the ordinary
// traffic beside the published ones.
func cardCalibration(b *bytes.Buffer, src source.Source) error {
	if s, ok := src.(source.Calibrated); ok {
		if err := cardTable(b, populationCard, s.Calibration); err != nil {
			return fmt.Errorf("counting the population for the dataset card: %w", err)
		}
	}
	if s, ok := src.(source.TrafficCalibrated); ok {
		if err := cardTable(b, trafficCard, s.TrafficCalibration); err != nil {
			return fmt.Errorf("counting the traffic for the dataset card: %w", err)
		}
	}
	return nil
}

// cardTable appends a table under its heading, or nothing where it is empty.
func cardTable(b *bytes.Buffer, heading string, write func(w io.Writer) error) error {
	var table bytes.Buffer
	if err := write(&table); err != nil || table.Len() == 0 {
		return err
	}
	b.WriteString(heading)
	b.Write(table.Bytes())
	b.WriteString("\n")
	return nil
}

const populationCard = `## The population beside published figures

Shares in per cent. "Allowed" is chance at this size and what is left open by the source; "assumed" stands where none was found.

`

const trafficCard = `## The ordinary traffic beside published and assumed figures

Without campaigns and controls: a sample of accounts over the first whole weeks, six at most. Hardly anything is published
on the use of such portals: most figures are assumptions, and the table shows that the traffic keeps to them. "Allowed" is
what is left open and four standard errors of the sample; OFF marks what lies outside.

`

const cardIntro = "" +
	`A synthetic dataset made by breachsim: logs of a health-insurance practitioner portal with normal traffic,
automated look-ups of insured persons, and the ground truth of every line.

Every record is synthetic (` + "`synthetic=true`" + `). Social-security numbers pass the structural and key checks but use
birthplace codes that were never attributed; addresses lie in ranges that are never routed; hosts, places and
organisations are invented. A name may by chance coincide with that of a living person, even with the birth date.
Not affiliated with or endorsed by Assurance Maladie.

## How it was made

`

func (p *Facts) cardRun(b *bytes.Buffer) {
	fmt.Fprintf(
		b,
		"| | |\n|---|---|\n| tool | %s %s, dataset version %d |\n| scenario | %s (scenario.yaml) |\n| seed | %d |\n",
		state.Tool,
		p.Run.ToolVersion,
		p.Run.DatasetVersion,
		p.Run.Scenario,
		p.Run.Seed,
	)
	if s := p.Run.ScoredFrom; s != "" {
		fmt.Fprintf(b, "| scored_from | %s |\n", s)
	}
	for _, k := range slices.Sorted(maps.Keys(p.Run.Options)) {
		fmt.Fprintf(b, "| %s | %s |\n", k, p.Run.Options[k])
	}
	b.WriteString(
		"\nThe same tool, scenario, seed and options give the same bytes on any machine. `breachsim verify DIR` checks every byte.\n\n",
	)
}

func cardCounts(b *bytes.Buffer, c *state.Counts) {
	b.WriteString("## What is in it\n\n| what | how many |\n|---|---:|\n")
	line := func(what string, n int64) { fmt.Fprintf(b, "| %s | %d |\n", what, n) }
	line("days", c.Days)
	line("audit events", c.AuditEvents)
	for _, l := range slices.Sorted(maps.Keys(c.EventsByLabel)) {
		line("audit events labelled "+l, c.EventsByLabel[l])
	}
	line("access lines", c.AccessLines)
	if c.IdentityEvents > 0 {
		line("lines of the identity provider", c.IdentityEvents)
	}
	line("persons exposed", c.ExposedPersons)
	line("insured persons in the population", c.Population)
	line("insured persons written", c.Persons)
	line("practitioners", c.Practitioners)
	line("accounts", c.Accounts)
	line("delegates", c.Delegates)
	line("networks", c.Networks)
	if c.History > 0 {
		line("lines of the history", c.History)
	}
	for _, of := range []struct {
		what string
		n    int64
	}{{"alerts of the time", c.Alerts}, {"tickets", c.Tickets}, {"reasons of look-ups", c.Reasons}} {
		if of.n > 0 {
			line(of.what, of.n)
		}
	}
	if c.LeakedRows > 0 {
		line("rows of leaked files", c.LeakedRows)
	}
	b.WriteString("\n")
}

const cardLayout = `## Layout

` + "```" + `
logs/      what a detector reads: audit (application), access (reverse proxy); one file per local day
records/   insured persons, contacts, practitioners, accounts, delegates, networks; networks.mmdb for enrichment
truth/     what happened; for scoring only (where there are campaigns, attack.stix.json tells them in STIX 2.1)
scenario.yaml, manifest.json (digest and rows of every file), croissant.json (the same for programs that load datasets)
` + "```" + `

`

const cardScoring = `## How to score

A detector may read logs/, records/ and the history where there is one, never truth/. Labels join by event_id; those of the access log by line number
within the day. Events without a row in truth/events are plainly benign. Report what was averted (persons not yet
exposed when the alert came, after a stated time to respond) at a stated rate of false alerts. An owner keeps working
on a stolen account: an account is not malicious, events are. ` + "`breachsim score DIR --alerts FILE`" + ` does this.

`

// WriteColumns writes the data dictionary: every column of every table.
func WriteColumns(b *bytes.Buffer, mode schema.NIRMode, truths []truth.Table, withIdentity bool) {
	Columns(
		b,
		"logs/audit/DATE.jsonl",
		"One line a business action. Every key is always present; what does not apply is null.",
		logs.Fields(logs.Audit(mode)),
	)
	Columns(b, "logs/access/DATE.log", "One line an HTTP request, NCSA combined.", web.CombinedFields())
	if withIdentity {
		Columns(b, identity.Path, identity.About, identity.Fields())
	}
	for _, t := range records.Tables() {
		Columns(b, "records/"+t.Name+".csv", t.About, t.Fields())
	}
	for _, t := range truths {
		Columns(b, t.Path, t.About, t.Columns)
	}
}
