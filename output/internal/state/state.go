package state

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/limits"
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
//	  parts/delivery/
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
	DeliveryDir     = "parts/delivery"
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
	// SHA256 is the digest of this file with this value empty.
	SHA256 string `json:"state_sha256"`
}

// ShardName is the file that completes a shard.
func ShardName(s Shard) string { return fmt.Sprintf("shard-%d-of-%d.json", s.Index, s.Count) }

// IsShardName reports whether a file completes a shard.
func IsShardName(name string) bool {
	var s Shard
	n, err := fmt.Sscanf(name, "shard-%d-of-%d.json", &s.Index, &s.Count)
	return err == nil && n == 2 && name == ShardName(s)
}

// Read reads what is known of a run. What it returns has passed its own digest,
// and names only files inside its folder.
func Read(path string) (*Progress, error) {
	b, err := limits.ReadFile(path, limits.Index)
	if err != nil {
		return nil, err
	}
	p, err := Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%q is %w", path, err)
	}
	return p, nil
}

// Parse is [Read] for the bytes of the file.
func Parse(b []byte) (*Progress, error) {
	var p Progress
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, fmt.Errorf("not readable: %w", err)
	}
	if p.Run.Tool != Tool {
		return nil, fmt.Errorf("not of %s", Tool)
	}
	again, err := p.render()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(b, again) {
		return nil, errors.New("altered: its own digest does not fit")
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("altered: %w", err)
	}
	return &p, nil
}

// render returns the only accepted bytes, the digest included.
func (p *Progress) render() ([]byte, error) {
	p.SHA256 = ""
	b, err := Indented(p)
	if err != nil {
		return nil, err
	}
	p.SHA256 = digest(b)
	return Indented(p)
}

// check finds what no run writes.
func (p *Progress) check() error {
	if s := p.Shard; s != (Shard{}) && (s.Index < 1 || s.Index > s.Count) {
		return fmt.Errorf("it is of shard %s", s)
	}
	if p.Run.Options == nil || p.Days == nil {
		return errors.New("it has no options or no days")
	}
	for date, d := range p.Days {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return fmt.Errorf("%q is no day", date)
		}
		for _, e := range slices.Concat(d.Files, d.Parts) {
			switch {
			case !filepath.IsLocal(filepath.FromSlash(e.Path)):
				return fmt.Errorf("it names %q, which is outside", e.Path)
			case e.Rows == nil || *e.Rows < 0 || e.Bytes < 0 || len(e.SHA256) != 2*sha256.Size:
				return fmt.Errorf("rows, bytes or digest of %q are none", e.Path)
			}
		}
	}
	return nil
}

// Save writes it whole or not at all.
func (p *Progress) Save(d *disk.Disk, path string) error {
	b, err := p.render()
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
	Stage       string // "days" or "records"; "files" where a dataset is checked
	Done, Total int    // steps of the stage
	AuditEvents int64
	AccessLines int64
	Bytes       int64 // of content, before compression
}
