package output

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"breachsim/output/encode"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/disk"
	"breachsim/output/internal/fault"
	"breachsim/output/internal/pack"
	"breachsim/output/internal/state"
)

// plan is the checked form of Options for one source.
type plan struct {
	Options
	disk    *disk.Disk
	formats []schema.Format // of logs
	records []schema.Format
	persons personsWanted
	mode    schema.NIRMode
	run     Run
	info    Info
}

type personsWanted struct {
	rule  string // exposed, referenced, all or first
	first int    // for the rule first
}

func newPlan(info Info, o Options) (*plan, error) {
	p := &plan{Options: o, disk: o.disk, info: info}
	if p.disk == nil {
		p.disk = disk.New()
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
	var err error
	if p.formats, err = encode.LogFormats(p.Formats); err != nil {
		return nil, fault.Usage("%w", err)
	}
	if len(p.Records) == 0 {
		p.Records = []string{defaultRecords}
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
	if s := p.Shard; s != (Shard{}) && (s.Count < 1 || s.Index < 1 || s.Index > s.Count) {
		return nil, fault.Usage("shard %d of %d: want an index from 1 to the count", s.Index, s.Count)
	}
	p.run = newRun(info, p)
	return p, nil
}

func parsePersons(s string) (personsWanted, error) {
	switch s {
	case "", "referenced":
		return personsWanted{rule: "referenced"}, nil
	case "exposed", "all":
		return personsWanted{rule: s}, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return personsWanted{}, fault.Usage("persons %q: want exposed, referenced, all, or how many", s)
	}
	return personsWanted{rule: "first", first: n}, nil
}

func (w personsWanted) String() string {
	if w.rule == "first" {
		return strconv.Itoa(w.first)
	}
	return w.rule
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

// defaultRecords is the form of the records that is written when none is asked
// for.
const defaultRecords = "csv"

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
		ScenarioSHA256: hex.EncodeToString(
			sum[:],
		),
		Seed:       info.Seed,
		ScoredFrom: info.Scored(),
		Options:    map[string]string{},
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

func (p *plan) at(parts ...string) string {
	return filepath.Join(append([]string{p.Dir}, parts...)...)
}

func (p *plan) work(name string) string { return p.at(state.WorkDir, filepath.FromSlash(name)) }
func (p *plan) stage(path string) string {
	return p.at(state.WorkDir, state.StageDir, filepath.FromSlash(path))
}

// keepWhole drops the days from the progress whose files are not all there
// with the size they had. Their days are made again.
func (p *plan) keepWhole(pr *state.Progress) {
	for date, d := range pr.Days {
		for _, e := range d.Files {
			if !state.HasSize(p.stage(e.Path), e.Bytes) {
				delete(pr.Days, date)
			}
		}
		for _, e := range d.Parts {
			if !state.HasSize(p.work(e.Path), e.Bytes) {
				delete(pr.Days, date)
			}
		}
	}
}
