package state

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"breachsim/output/internal/disk"
)

// The work folder holds a dataset while it is made, and of a shard what merge
// needs:
//
//	.breachsim/
//	  state.json            which days are complete
//	  persons.bits          one bit for each person wanted in the records
//	  stage/                files complete but for their final place
//	  parts/exposed/        per day, put together at the end
//	  parts/interference/
//	  parts/alerts/, parts/tickets/, parts/reasons/
const (
	WorkDir         = ".breachsim"
	StateName       = "state.json"
	BitsName        = "persons.bits"
	StageDir        = "stage"
	ExposedDir      = "parts/exposed"
	InterferenceDir = "parts/interference"
	AlertsDir       = "parts/alerts"
	TicketsDir      = "parts/tickets"
	ReasonsDir      = "parts/reasons"
)

// Day is a complete day.
type Day struct {
	Files  []disk.Entry `json:"files"` // in the dataset
	Parts  []disk.Entry `json:"parts"` // in the work folder
	Counts Counts       `json:"counts"`
}

// Progress is what is known of an unfinished run, and of a shard.
type Progress struct {
	Run   Run            `json:"run"`
	Shard Shard          `json:"shard"`
	Days  map[string]Day `json:"days"`
}

// ShardName is the file that completes a shard.
func ShardName(s Shard) string { return fmt.Sprintf("shard-%d-of-%d.json", s.Index, s.Count) }

// IsShardName reports whether a file completes a shard.
func IsShardName(name string) bool {
	var s Shard
	n, err := fmt.Sscanf(name, "shard-%d-of-%d.json", &s.Index, &s.Count)
	return err == nil && n == 2 && name == ShardName(s)
}

// Read reads what is known of a run.
func Read(path string) (*Progress, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var p Progress
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, fmt.Errorf("%q is not readable: %w", path, err)
	}
	if p.Run.Tool != Tool {
		return nil, fmt.Errorf("%q is not of %s", path, Tool)
	}
	return &p, nil
}

// Save writes it whole or not at all.
func (p *Progress) Save(d *disk.Disk, path string) error {
	b, err := Indented(p)
	if err != nil {
		return err
	}
	return d.Put(path, b)
}

// HasSize reports whether a file is there with a size.
func HasSize(path string, n int64) bool {
	st, err := os.Lstat(path)
	return err == nil && st.Mode().IsRegular() && st.Size() == n
}

// Dates lists the days of a progress in order.
func (p *Progress) Dates() []string {
	list := make([]string, 0, len(p.Days))
	for d := range p.Days {
		list = append(list, d)
	}
	slices.SortFunc(list, strings.Compare)
	return list
}

// Told tells how far a run is. It is called from one goroutine, often.
type Told struct {
	Stage       string // "days" or "records"
	Done, Total int    // steps of the stage
	AuditEvents int64
	AccessLines int64
	Bytes       int64 // of content, before compression
}
