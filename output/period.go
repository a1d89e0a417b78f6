package output

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/days"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/tables"
	"github.com/breachsim/breachsim/output/internal/truthtable"
	"github.com/breachsim/breachsim/output/truth"
)

// exposedThrough counts the rows of the parts of truth/exposed_persons.jsonl by
// account and campaign. The rows are this program's own, one key order.
func exposedThrough(parts []string) (map[[2]string]int64, error) {
	counts := map[[2]string]int64{}
	for _, part := range parts {
		if err := countExposed(part, counts); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

func countExposed(part string, counts map[[2]string]int64) error {
	r, err := os.Open(part)
	if err != nil {
		return err
	}
	defer r.Close() // only read
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		counts[[2]string{textOf(lines.Bytes(), "account"), textOf(lines.Bytes(), "campaign")}]++
	}
	return lines.Err()
}

// textOf returns the plain text under a key of a JSON line.
func textOf(line []byte, key string) string {
	_, rest, _ := bytes.Cut(line, []byte(`"`+key+`":"`))
	text, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(text)
}

// withExposed returns the journal with the persons exposed through each
// account, which only the slices know.
func withExposed(j *event.Journal, cat *event.Catalog, counts map[[2]string]int64) *event.Journal {
	own := *j
	own.Accounts = slices.Clone(j.Accounts)
	for i := range own.Accounts {
		a := &own.Accounts[i]
		a.Exposed = counts[[2]string{cat.Accounts[a.Account].ID, cat.Campaigns[a.Campaign-1]}]
	}
	return &own
}

// bundle writes the campaigns in STIX 2.1, where the source tells its story
// and there are any.
func (f *finisher) bundle(j *event.Journal) error {
	src, ok := f.src.(Storied)
	if !ok {
		return nil
	}
	b, err := truth.NewBundle(f.src.Catalog(), j, src.Story())
	if b == nil || err != nil {
		return err
	}
	return f.file(truth.BundlePath, -1, b.Write)
}

// warmup writes, where the dataset begins with a warm-up, which of its days
// belong to it.
func (f *finisher) warmup() error {
	if f.info.ScoredFrom.IsZero() {
		return nil
	}
	list := dayParts(days.List(f.src.Windows()), f.info.ScoredFrom.UnixMicro())
	return f.file(truth.DaysPath, int64(len(list)), func(w io.Writer) error {
		e := json.NewEncoder(w)
		for i := range list {
			if err := e.Encode(&list[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// dayParts lists the days of the dataset; one within which the warm-up ends is
// two.
func dayParts(all []days.Day, scored int64) []truth.Day {
	var list []truth.Day
	for _, d := range all {
		from, to := d.Windows[0].From, d.Windows[len(d.Windows)-1].To
		if end := min(to, scored); from < end {
			list = append(
				list,
				truth.Day{Date: d.Date, From: truth.Time(from), To: truth.Time(end), Part: truth.WarmupPart},
			)
		}
		if begin := max(from, scored); begin < to {
			list = append(
				list,
				truth.Day{Date: d.Date, From: truth.Time(begin), To: truth.Time(to), Part: truth.ScoredPart},
			)
		}
	}
	return list
}

// windowLabels writes the windows of the campaigns where they are asked for.
func (f *finisher) windowLabels(j *event.Journal) error {
	if !f.labelled(labelWindows) {
		return nil
	}
	b, err := truth.Windows(f.src.Catalog(), j)
	if err != nil {
		return err
	}
	return f.text(truth.WindowsPath, b)
}

// tabular are the formats of the records in which a run writes the truth as well.
func tabular(p *plan) (list []schema.Format) {
	for _, f := range records.Formats() {
		if f.Name == labelCSV && p.labelled(labelCSV) || f.Name == labelParquet && p.labelled(labelParquet) {
			list = append(list, f)
		}
	}
	return list
}

// truthAsTables writes each truth file again as one table of the whole period.
func (f *finisher) truthAsTables(ctx context.Context) error {
	w := f.tableWriter()
	if w.Formats = tabular(f.plan); len(w.Formats) == 0 {
		return nil
	}
	for _, t := range f.truthTables() {
		if err := ctx.Err(); err != nil {
			return fault.Write("writing the truth as tables", err)
		}
		if _, err := tables.TableOf(w, truthtable.Of(t), truthtable.Rows(t, f.truthFiles(t.Path))); err != nil {
			return err
		}
	}
	return nil
}

// truthFiles lists where the files of a table of the truth are staged, in the order of days.
func (f *finisher) truthFiles(layout string) (list []string) {
	folder, _, daily := strings.Cut(layout, "DATE")
	for _, e := range f.manifest.Files {
		if e.Path == layout || daily && strings.HasPrefix(e.Path, folder) && path.Ext(e.Path) == ".jsonl" {
			list = append(list, f.stage(e.Path))
		}
	}
	slices.Sort(list)
	return list
}
