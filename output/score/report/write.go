package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/breachsim/breachsim/output/columns"
)

// WriteJSON writes the report for programs; its schema is that of [Report].
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// A page is a form of a report that people read.
type page struct {
	w     io.Writer
	err   error
	head  func(text string) string
	item  func(text string) string
	table func(w io.Writer, rows [][]string) error
}

func (p *page) line(text string) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, text)
	}
}

func (p *page) rows(rows [][]string) {
	if p.line(""); p.err == nil {
		p.err = p.table(p.w, rows)
	}
}

// WriteText writes the report for a terminal.
func (r *Report) WriteText(w io.Writer) error {
	plain := func(s string) string { return s }
	item := func(s string) string { return strings.Join(columns.Hang("  ", s), "\n") }
	return r.write(&page{w: w, head: plain, item: item, table: columns.Write})
}

// WriteMarkdown writes the report for a pull request or a page of docs.
func (r *Report) WriteMarkdown(w io.Writer) error {
	return r.write(&page{w: w, head: func(s string) string { return "## " + s + "\n" },
		item:  func(s string) string { return "- " + s },
		table: markdownTable})
}

func markdownTable(w io.Writer, rows [][]string) error {
	for i, row := range rows {
		for j := range row {
			row[j] = strings.ReplaceAll(row[j], "|", `\|`)
		}
		if _, err := fmt.Fprintf(w, "| %s |\n", strings.Join(row, " | ")); err != nil {
			return err
		}
		if i == 0 {
			if _, err := fmt.Fprintf(w, "|%s\n", strings.Repeat("---|", len(row))); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Report) write(p *page) error {
	for i := range r.Datasets {
		d := &r.Datasets[i]
		p.line(p.head(d.title()))
		p.line(p.item(d.details()))
		if d.ScoredFrom != "" {
			p.line(p.item(d.warmup()))
		}
	}
	var n notes
	p.line(p.item("incidents: " + r.Result.Incidents.String()))
	if r.Result.SisterScore != nil {
		p.line(p.item(r.Result.threshold()))
	}
	p.rows(r.Result.metricTable(&n))
	if len(r.Datasets) > 1 {
		p.rows(datasetTable(r.Datasets))
	}
	if len(r.Result.Campaigns) > 0 {
		p.rows(r.Result.campaignTable(len(r.Datasets) > 1))
	}
	if len(r.Result.LookAlikes) > 0 {
		p.rows(r.Result.lookAlikeTable(&n))
	} else {
		p.line("")
		p.line("The dataset has no look-alikes: the table of false alerts on them is empty.")
	}
	if len(r.Baseline) > 0 {
		p.rows(baselineTable(r.Baseline))
	}
	if len(r.Gate) > 0 {
		p.rows(gateTable(r.Gate))
	}
	n.of(r.Result.Warnings)
	if len(n.list) > 0 {
		p.line("")
	}
	for i, text := range n.list {
		p.line(p.item(fmt.Sprintf("[%d] %s", i+1, text)))
	}
	return p.err
}
