package judging

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/columns"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/output/sweep"
)

// cell is the datasets of a sweep that were made with the same values.
type cell struct {
	Cell     int               `json:"cell"`
	Values   map[string]string `json:"values"` // by path
	Datasets []string          `json:"datasets"`
	Report   *report.Report    `json:"score"`
}

// sweepSchema is the version of the JSON form of the scores of a sweep.
const sweepSchema = "breachsim.score-sweep/1"

// runSweep scores the cells of a sweep, each with its seeds together.
func (o *scoreOptions) runSweep(ctx context.Context) error {
	if len(o.alerts) != 1 || o.alerts[0] == "-" {
		return term.Usagef("%q is a sweep: want --alerts once, a folder with DIRECTORY.jsonl of each dataset",
			o.dirs[0])
	}
	if o.baseline != "" || o.junit != "" || o.incidents != "" || o.markdown || o.all || len(o.sisters) > 0 {
		return term.Usagef("%q is a sweep: of the flags, only --rules, --min, --json, --resamples and "+
			"--deployment-prevalence apply", o.dirs[0])
	}
	folder, alerts := o.dirs[0], o.alerts[0]
	o.dirs, o.alerts = nil, nil
	gate, err := o.check()
	if err != nil {
		return err
	}
	cells, err := cellsOf(folder)
	if err != nil {
		return err
	}
	unmet := 0
	for i := range cells {
		c := &cells[i]
		o.dirs, o.alerts = nil, nil
		for _, name := range c.Datasets {
			o.dirs = append(o.dirs, filepath.Join(folder, name))
			o.alerts = append(o.alerts, filepath.Join(alerts, name+".jsonl"))
		}
		c.Report, err = o.score(ctx)
		o.line.Clear()
		if err != nil {
			return o.explain(err)
		}
		c.Report.Gate = gate.Check(&c.Report.Result)
		for _, g := range report.Unmet(c.Report.Gate) {
			fmt.Fprintf(o.Err, "cell %d: not met: %s\n", c.Cell, g.Text)
			unmet++
		}
	}
	if err := o.writeCells(cells); err != nil {
		return err
	}
	if unmet > 0 {
		err := fmt.Errorf("%s of --min not met", term.Count(int64(unmet), "demand"))
		return &term.Failure{Code: term.ExitBad, Err: err}
	}
	return nil
}

// cellsOf reads the index of a sweep.
func cellsOf(folder string) ([]cell, error) {
	index, err := sweep.Open(folder)
	if err != nil {
		return nil, term.Usagef("%w", err)
	}
	var cells []cell
	for _, run := range index.Runs {
		i := slices.IndexFunc(cells, func(c cell) bool { return c.Cell == run.Cell })
		if i < 0 {
			i = len(cells)
			cells = append(cells, cell{Cell: run.Cell, Values: run.Values})
		}
		cells[i].Datasets = append(cells[i].Datasets, run.Directory)
	}
	slices.SortFunc(cells, func(a, b cell) int { return cmp.Compare(a.Cell, b.Cell) })
	return cells, nil
}

// writeCells prints a row a cell.
func (o *scoreOptions) writeCells(cells []cell) error {
	if o.json {
		e := json.NewEncoder(o.Out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(struct {
			Schema string `json:"schema"`
			Cells  []cell `json:"cells"`
		}{sweepSchema, cells})
	}
	rows := [][]string{{"CELL", "SEEDS", "PERSONS SAVED", "OF", "FOUND", "FALSE/1,000", "VALUES"}}
	for i := range cells {
		c := &cells[i]
		p := &c.Report.Result.Persons
		var values []string
		for _, path := range slices.Sorted(maps.Keys(c.Values)) {
			values = append(values, path[strings.LastIndex(path, ".")+1:]+"="+c.Values[path])
		}
		rows = append(rows, []string{fmt.Sprint(c.Cell), fmt.Sprint(len(c.Datasets)),
			columns.Thousands(int64(p.Averted24h)), columns.Thousands(int64(p.Exposed)),
			fmt.Sprintf("%d/%d", p.AccountsFound, p.Accounts),
			c.Report.Result.Find("false_alerts_per_1000").Shown(), strings.Join(values, " ")})
	}
	if err := columns.Write(o.Out, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintln(o.Out, "\npersons saved: cut off 24 h after the first alert; found: stolen accounts")
	return err
}
