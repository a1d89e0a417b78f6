package output

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/internal/tables"
	"github.com/breachsim/breachsim/output/truth"
)

// plan is the checked form of Options for one source.
type plan struct {
	Options
	root    string // where Dir leads; a folder of it for what is going to replace it
	disk    *disk.Disk
	formats []schema.Format // of logs
	records []schema.Format
	persons personsWanted
	mode    schema.NIRMode
	run     Run
	info    Info
}

func newPlan(info Info, o Options) (*plan, error) {
	p := &plan{Options: o, disk: o.disk, info: info}
	var err error
	if p.root, err = rootOf(o.Dir); err != nil {
		return nil, err
	}
	p.fillIn()
	if p.formats, err = encode.LogFormats(p.Formats); err != nil {
		return nil, fault.Usage("%w", err)
	}
	if p.records, err = encode.RecordFormats(p.Records); err != nil {
		return nil, fault.Usage("%w", err)
	}
	if _, err = pack.Extension(p.Compress); err != nil {
		return nil, err
	}
	if p.persons, err = parsePersons(p.Persons); err != nil {
		return nil, err
	}
	if p.Labels, err = parseLabels(o.Labels); err != nil {
		return nil, err
	}
	if p.mode, err = schema.ParseNIRMode(info.NIRMode); err != nil {
		return nil, err
	}
	if err := p.checkHistory(); err != nil {
		return nil, err
	}
	if err := checkWeak(&info, p.records); err != nil {
		return nil, err
	}
	if err := p.checkShard(); err != nil {
		return nil, err
	}
	p.run = newRun(info, p)
	return p, nil
}

// fillIn gives what was left out its default.
func (p *plan) fillIn() {
	if p.disk == nil {
		p.disk = disk.New()
		p.disk.Passing = p.Passing
	}
	if p.Workers <= 0 {
		p.Workers = runtime.GOMAXPROCS(0)
	}
	if len(p.Formats) == 0 {
		p.Formats = []string{"jsonl", "combined"}
	}
	if p.Compress == "" {
		p.Compress = pack.None
	}
	if len(p.Records) == 0 {
		p.Records = []string{defaultRecords}
	}
}

// checkShard refuses a part that is none, and a passing dataset in parts.
func (p *plan) checkShard() error {
	if s := p.Shard; s != (Shard{}) && (s.Count < 1 || s.Index < 1 || s.Index > s.Count) {
		return fault.Usage("shard %d of %d: want an index from 1 to the count", s.Index, s.Count)
	}
	if p.Passing && (p.Resume || p.sharded()) {
		return fault.Usage("a passing dataset is made at once: leave Resume and Shard out, or write a whole one")
	}
	return nil
}

// sharded reports whether only a part of the days is made.
func (p *plan) sharded() bool { return p.Shard.Count > 0 }

// has reports whether a stream is among the formats.
func (p *plan) has(s schema.Stream) bool {
	for _, f := range p.formats {
		if f.Stream == s {
			return true
		}
	}
	return false
}

func nameList(formats []schema.Format) string {
	names := make([]string, len(formats))
	for i := range formats {
		names[i] = formats[i].Name
	}
	return strings.Join(names, ",")
}

// writes reports whether the records are written in a format.
func (p *plan) writes(format string) bool {
	return slices.ContainsFunc(p.records, func(f schema.Format) bool { return f.Name == format })
}

func newRun(info Info, p *plan) Run {
	sum := sha256.Sum256(info.ScenarioYAML)
	r := Run{
		Tool:           state.Tool,
		ToolVersion:    info.ToolVersion,
		DatasetVersion: info.DatasetVersion,
		Scenario:       info.ScenarioID,
		ScenarioSHA256: hex.EncodeToString(sum[:]),
		Seed:           info.Seed,
		ScoredFrom:     info.Scored(),
		Options:        map[string]string{},
	}
	for _, o := range info.Options {
		r.Options[o.Name] = o.Value
	}
	r.Options["format"] = nameList(p.formats)
	if records := nameList(p.records); records != defaultRecords {
		r.Options["records"] = records
	}
	if labels := p.labelsOption(); labels != "" {
		r.Options["labels"] = labels
	}
	if !info.Delivery.Perfect() {
		r.Options["delivery"] = info.Delivery.String()
	}
	r.Options["compress"] = p.Compress
	r.Options["persons"] = p.persons.String()
	r.Options["truth"] = "sparse"
	if p.TruthFull {
		r.Options["truth"] = "full"
	}
	return r
}

// writerOptions returns the writer's own options as a run recorded them.
func writerOptions(r Run) Options {
	return Options{
		Formats:   strings.Split(r.Options["format"], ","),
		Records:   strings.FieldsFunc(r.Options["records"], func(c rune) bool { return c == ',' }),
		Labels:    strings.FieldsFunc(r.Options["labels"], func(c rune) bool { return c == ',' }),
		Compress:  r.Options["compress"],
		Persons:   r.Options["persons"],
		TruthFull: r.Options["truth"] == "full",
	}
}

// rootOf follows a link, which an output directory may be.
func rootOf(dir string) (string, error) {
	to, err := filepath.EvalSymlinks(dir)
	if err == nil {
		return to, nil
	}
	if _, e := os.Lstat(dir); e == nil {
		return "", fault.Usage("output directory %q is a link that leads nowhere: make what it names, "+
			"or choose another directory", dir)
	}
	return dir, nil
}

func (p *plan) at(parts ...string) string {
	return filepath.Join(append([]string{p.root}, parts...)...)
}

func (p *plan) work(name string) string { return p.at(state.WorkDir, filepath.FromSlash(name)) }
func (p *plan) stage(path string) string {
	return p.at(state.WorkDir, state.StageDir, filepath.FromSlash(path))
}

const (
	scenarioName = "scenario.yaml"
	cardName     = "README.md"
)

// last is the file whose appearance completes the run.
func (p *plan) last() string {
	if p.sharded() {
		return state.ShardName(p.Shard)
	}
	return state.ManifestName
}

// checkHistory refuses a history that would be written nowhere.
func (p *plan) checkHistory() error {
	switch {
	case p.info.HistoryDays == 0:
	case p.mode == schema.Omit:
		return fault.Usage("a history names persons, and the logs of this run name none (nir: omit)")
	case len(tables.FormsOf(p.records, records.History(p.mode))) == 0:
		return fault.Usage(
			"a history cannot be written as %s: ask for records as csv, jsonl, parquet or sql too",
			nameList(p.records),
		)
	}
	return nil
}

// tables describes the tables that the run writes, with the history last.
func (p *plan) tables() []schema.Info {
	tables := append(records.Tables(), weakTables(&p.info, p.mode)...)
	if p.info.LeakedList {
		tables = append(tables, records.LeakedList().Info())
	}
	if p.info.HistoryDays > 0 {
		tables = append(tables, records.History(p.mode).Info())
	}
	return tables
}

// truthTables lists the truth files of the run.
func (p *plan) truthTables() []truth.Table {
	return slices.DeleteFunc(
		truth.Tables(),
		func(t truth.Table) bool {
			return t.Path == truth.DaysPath && p.run.ScoredFrom == "" ||
				t.Path == truth.DeliveryPath && p.info.Delivery.Perfect()
		},
	)
}

// labelled reports whether a form of the labels is asked for.
func (p *plan) labelled(form string) bool { return slices.Contains(p.Labels, form) }

// labelsOption names the forms as the manifest does.
func (p *plan) labelsOption() string { return strings.Join(p.Labels, ",") }

// unfinished adds to an interruption what can be done about it.
func (p *plan) unfinished(err error) error {
	if KindOf(err) != KindInterrupted {
		return err
	}
	return &Error{
		Kind: KindInterrupted,
		Err:  fmt.Errorf("interrupted; %q is not complete: go on with --resume (%w)", p.Dir, err),
	}
}
