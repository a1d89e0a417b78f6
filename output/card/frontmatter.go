package card

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// frontMatter is the head of the card for Hugging Face: which files are which table.
// https://huggingface.co/docs/hub/datasets-manual-configuration
func (p *Facts) frontMatter(b *bytes.Buffer, title string) {
	name, _ := json.Marshal(title) // a text; the brackets of tags are written as numbers
	fmt.Fprintf(b, "---\npretty_name: %s\nlicense:\n- apache-2.0\n- etalab-2.0\nlanguage:\n- en\n- fr\n", name)
	b.WriteString("tags:\n- synthetic\n- security\n- intrusion-detection\n- audit-log\n")
	b.WriteString("task_categories:\n- tabular-classification\n")
	fmt.Fprintf(b, "size_categories:\n- %s\n", sizeCategory(p.Counts.AuditEvents))
	b.WriteString("configs:\n")
	for i, c := range p.configs() {
		fmt.Fprintf(b, "- config_name: %s\n  data_files: %q\n", c.name, c.files)
		if i == 0 {
			b.WriteString("  default: true\n")
		}
	}
	b.WriteString("---\n\n")
}

// sizeCategory is the word of Hugging Face for a number of rows.
func sizeCategory(n int64) string {
	names := []string{"n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B"}
	for _, name := range names {
		if n /= 10; n < 100 {
			return name
		}
	}
	return "1B<n<10B"
}

// config is a table and the pattern of its files.
type config struct{ name, files string }

// configs lists the tables of which each file has columns: logs, records, and of the
// truth what every dataset with an attack has.
func (p *Facts) configs() (list []config) {
	for _, f := range p.Formats {
		if f.Ext != "jsonl" && f.Ext != "csv" && f.Ext != "parquet" || !f.Plain(p.Mode) {
			continue
		}
		layout := f.Layout
		if !f.Columnar {
			layout += p.Packed
		}
		list = append(list, config{string(f.Stream) + "-" + f.Name, strings.Replace(layout, "DATE", "*", 1)})
	}
	for _, t := range p.Tables {
		for _, f := range p.Records {
			if slices.Contains([]string{"csv", "jsonl", "parquet"}, f.Name) && slices.Contains(t.Formats, f.Name) {
				list = append(list, config{t.Name, t.Path(f)})
				break
			}
		}
	}
	if p.Counts.AttackEvents > 0 {
		list = append(list, config{"truth_events", "truth/events/*.jsonl"})
	}
	if p.Counts.ExposedPersons > 0 {
		list = append(list, config{"truth_exposed_persons", "truth/exposed_persons.jsonl"})
	}
	return list
}
