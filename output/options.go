package output

import (
	"breachsim/output/internal/disk"
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
