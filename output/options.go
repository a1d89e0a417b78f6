package output

import (
	"slices"
	"strconv"

	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
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
	Labels    []string // more forms of the labels: lines, windows, csv, parquet
	Passing   bool     // for programs, and thrown away: no contacts, card, description or digests; no Resume, no Shard
	Progress  func(Progress)

	disk *disk.Disk // tests bring their own
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

type personsWanted struct {
	rule  string // exposed, referenced, all or first
	first int    // for the rule first
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

// Forms of the labels beside the truth files, for programs that know them.
const (
	labelLines   = "lines"   // by line of the logs, as the AIT log data sets have them
	labelWindows = "windows" // stretches of time, as the Numenta Anomaly Benchmark has them
	labelCSV     = "csv"     // each truth file as a table of the period
	labelParquet = "parquet"
)

// parseLabels puts the forms asked for in order.
func parseLabels(names []string) ([]string, error) {
	var list []string
	for _, known := range []string{labelLines, labelWindows, labelCSV, labelParquet} {
		if slices.Contains(names, known) {
			list = append(list, known)
		}
	}
	for i, n := range names {
		if !slices.Contains(list, n) {
			return nil, fault.Usage("labels %q: want lines, windows, csv or parquet", n)
		}
		if slices.Contains(names[:i], n) {
			return nil, fault.Usage("labels %q are asked for twice", n)
		}
	}
	return list, nil
}

// defaultRecords is the form of the records that is written when none is asked
// for.
const defaultRecords = "csv"
