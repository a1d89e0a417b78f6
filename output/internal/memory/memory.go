package memory

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// Open returns the dataset of a source. It fails where the source is none that a
// dataset could be written from.
func Open(src output.Source) (*read.Dataset, error) {
	info := src.Info()
	mode, err := schema.ParseNIRMode(info.NIRMode)
	if err != nil {
		return nil, err
	}
	if !info.Delivery.Perfect() {
		return nil, fmt.Errorf("scenario %s has delivery, which is played in files alone: write the dataset, or leave "+
			"delivery out", info.ScenarioID)
	}
	d := &dataset{src: src, info: info, logs: encode.NewTexts(src.Catalog()), truth: truth.NewTexts(src.Catalog()),
		files: files{}, survey: survey{src: src}}
	d.files["scenario.yaml"] = text(info.ScenarioYAML)
	d.addDays(mode)
	d.addTruth()
	d.addRecords(mode)
	if err := d.addManifest(); err != nil {
		return nil, err
	}
	return read.OpenFS(d.files, "the plan of "+info.ScenarioID)
}

// dataset is a source with the files that can be made of it.
type dataset struct {
	src    output.Source
	info   output.Info
	logs   *encode.Texts
	truth  *truth.Texts
	files  files
	survey survey
}

// addManifest adds what readers need of manifest.json; it comes last.
func (d *dataset) addManifest() error {
	sum := sha256.Sum256(d.info.ScenarioYAML)
	m := read.Manifest{Tool: "breachsim", DatasetVersion: d.info.DatasetVersion, Scenario: d.info.ScenarioID,
		ScenarioSHA256: hex.EncodeToString(sum[:]), Seed: d.info.Seed, ScoredFrom: d.info.Scored(),
		Options: map[string]string{"format": "jsonl,combined", "persons": "referenced", "truth": "sparse"}}
	for _, o := range d.info.Options {
		m.Options[o.Name] = o.Value
	}
	for _, name := range d.files.names() {
		m.Files = append(m.Files, read.File{Path: name})
	}
	b, err := json.Marshal(m)
	d.files["manifest.json"] = text(b)
	return err
}

// addDays adds the files of local days: both logs, and the truth of events.
func (d *dataset) addDays(mode schema.NIRMode) {
	windows := d.src.Windows()
	for len(windows) > 0 {
		n := 1
		for n < len(windows) && windows[n].Day == windows[0].Day {
			n++
		}
		day := windows[:n]
		windows = windows[n:]
		const seconds = 24 * 60 * 60
		date := time.Unix(int64(day[0].Day)*seconds, 0).UTC().Format(time.DateOnly)
		d.files["logs/audit/"+date+".jsonl"] = func() io.Reader {
			line := d.logs.JSONL(mode)
			return slicesOf(d.src, day, auditLines, func(dst []byte, b *event.Batch, i int) []byte {
				e, _ := b.AuditAt(i)
				return line(dst, e)
			})
		}
		d.files["logs/access/"+date+".log"] = func() io.Reader {
			line := d.logs.Combined(d.info.Location)
			return slicesOf(d.src, day, accessLines, func(dst []byte, b *event.Batch, i int) []byte {
				return line(dst, b.AccessAt(i))
			})
		}
		d.files["truth/events/"+date+".jsonl"] = func() io.Reader {
			line := truth.NewEncoder(d.truth)
			return slicesOf(d.src, day, auditLines, func(dst []byte, b *event.Batch, i int) []byte {
				e, said := b.AuditAt(i)
				if truth.Plain(said) {
					return dst
				}
				return line.AppendEvent(dst, e.ID, said)
			})
		}
	}
}

// addTruth adds the truth of the period.
func (d *dataset) addTruth() {
	all := d.src.Windows()
	d.files["truth/exposed_persons.jsonl"] = func() io.Reader {
		line := truth.NewEncoder(d.truth)
		return slicesOf(d.src, all, exposures, func(dst []byte, b *event.Batch, i int) []byte {
			return line.AppendExposed(dst, &b.Exposures[i])
		})
	}
	d.files["truth/interference.jsonl"] = func() io.Reader {
		line := truth.NewEncoder(d.truth)
		return slicesOf(d.src, all, interference, func(dst []byte, b *event.Batch, i int) []byte {
			return line.AppendInterference(dst, &b.Interference[i])
		})
	}
	for i, f := range truth.JournalFiles(d.src.Catalog(), d.src.Journal()) {
		d.files[f.Path] = func() io.Reader {
			journal := d.src.Journal()
			if f.Path == "truth/accounts.jsonl" {
				journal = d.survey.ofPeriod()
			}
			return written(truth.JournalFiles(d.src.Catalog(), journal)[i].Write)
		}
	}
}

// addRecords adds the tables of who and what exists, and the history.
func (d *dataset) addRecords(mode schema.NIRMode) {
	d.files["records/insured_persons.csv"] = d.persons
	add(d, records.Practitioners(), d.src.Practitioners)
	add(d, records.Accounts(), d.src.Accounts)
	add(d, records.Delegates(), d.src.Delegates)
	add(d, records.Networks(), d.src.Networks)
	d.files["records/networks.mmdb"] = func() io.Reader { return written(d.src.WriteMMDB) }
	if src, ok := d.src.(output.Historian); ok && d.info.HistoryDays > 0 {
		d.files["history.csv"] = func() io.Reader { return d.history(src, records.History(mode)) }
	}
}

// add adds a table whose records come one by one.
func add[T any](d *dataset, t records.Table[T], rows func() iter.Seq[T]) {
	d.files["records/"+t.Name+".csv"] = func() io.Reader {
		next, stop := iter.Pull(rows())
		return &table{stop: stop, reader: csv(t, func(r *T) (ok bool) {
			*r, ok = next()
			return ok
		})}
	}
}

// persons are those whom the logs name.
func (d *dataset) persons() io.Reader {
	people, i := d.src.NewPeople(), 0
	return csv(records.Persons(), func(r *record.Person) bool {
		for ; i < d.info.Persons; i++ {
			if d.survey.has(i) {
				people.Person(uint32(i), r)
				i++
				return true
			}
		}
		return false
	})
}

// history is whom each account found before the logs begin.
func (d *dataset) history(src output.Historian, t records.Table[record.Acquaintance]) io.Reader {
	h, account, accounts := src.NewHistory(), uint32(0), len(d.src.Catalog().Accounts)
	var known []record.Acquaintance
	next := 0
	return csv(t, func(r *record.Acquaintance) bool {
		for next == len(known) {
			if int(account) == accounts {
				return false
			}
			known, next = h.Of(account, known[:0]), 0
			account++
		}
		*r = known[next]
		next++
		return true
	})
}
