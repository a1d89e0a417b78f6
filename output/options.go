package output

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"breachsim/output/encode"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/fault"
)

// Options say how a dataset is written. Dir is needed; the rest may be zero.
type Options struct {
	Dir       string
	Formats   []string // of encode.Formats; none = jsonl and combined
	Records   []string // of encode.Formats; none = csv
	Compress  string   // none (or empty), gzip, zstd: the logs only
	Workers   int      // 0 = GOMAXPROCS
	Shard     Shard
	Resume    bool     // complete an interrupted run; a fresh start where there is none
	Force     bool     // replace a dataset or an unfinished run of this program
	Persons   string   // exposed, referenced (or empty), all, or a number
	TruthFull bool     // truth for every line, not only those that are not plainly benign
	Labels    []string // more forms of the labels: lines, windows
	Progress  func(Progress)

	disk *disk // tests bring their own
}

// Shard is a part of the work: whole local days. The zero value is all of it.
type Shard struct {
	Index int // from 1
	Count int
}

// Progress tells how far a run is. It is called from one goroutine, often.
type Progress struct {
	Stage       string // "days" or "records"
	Done, Total int    // steps of the stage
	AuditEvents int64
	AccessLines int64
	Bytes       int64 // of content, before compression
}

// Summary is what a run has made.
type Summary struct {
	Dir             string
	Counts          Counts
	Files           int
	Bytes           int64
	ResumedDays     int  // days found complete
	AlreadyComplete bool // nothing was left to do
	Shard           Shard
}

// plan is the checked form of Options for one source.
type plan struct {
	Options
	disk    *disk
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
		p.disk = newDisk()
	}
	if p.Workers <= 0 {
		p.Workers = runtime.GOMAXPROCS(0)
	}
	if len(p.Formats) == 0 {
		p.Formats = []string{"jsonl", "combined"}
	}
	if p.Compress == "" {
		p.Compress = noCompression
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
	if _, err = extension(p.Compress); err != nil {
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

// recordsOption names the formats of the records as the manifest does.
func (p *plan) recordsOption() string { return nameList(p.records) }

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

func (s Shard) String() string { return fmt.Sprintf("%d of %d", s.Index, s.Count) }
