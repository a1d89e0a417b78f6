package output

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
const (
	workDir         = ".breachsim"
	stateName       = "state.json"
	bitsName        = "persons.bits"
	stageDir        = "stage"
	exposedDir      = "parts/exposed"
	interferenceDir = "parts/interference"
)

// dayDone is a complete day.
type dayDone struct {
	Files  []FileEntry `json:"files"` // in the dataset
	Parts  []FileEntry `json:"parts"` // in the work folder
	Counts Counts      `json:"counts"`
}

// progress is what is known of an unfinished run, and of a shard.
type progress struct {
	Run   Run                `json:"run"`
	Shard Shard              `json:"shard"`
	Days  map[string]dayDone `json:"days"`
}

func shardName(s Shard) string { return fmt.Sprintf("shard-%d-of-%d.json", s.Index, s.Count) }

func isShardName(name string) bool {
	var s Shard
	n, err := fmt.Sscanf(name, "shard-%d-of-%d.json", &s.Index, &s.Count)
	return err == nil && n == 2 && name == shardName(s)
}

func readProgress(path string) (*progress, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var p progress
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, fmt.Errorf("%q is not readable: %w", path, err)
	}
	if p.Run.Tool != tool {
		return nil, fmt.Errorf("%q is not of %s", path, tool)
	}
	return &p, nil
}

func (p *progress) save(d *disk, path string) error {
	b, err := indented(p)
	if err != nil {
		return err
	}
	return d.put(path, b)
}

func (p *plan) at(parts ...string) string {
	return filepath.Join(append([]string{p.Dir}, parts...)...)
}

func (p *plan) work(name string) string  { return p.at(workDir, filepath.FromSlash(name)) }
func (p *plan) stage(path string) string { return p.at(workDir, stageDir, filepath.FromSlash(path)) }

// place is where a stream's file lies until the run is complete.
func (p *plan) place(s *stream, date string) string {
	if s.part {
		return p.work(s.on(date))
	}
	return p.stage(s.on(date))
}

// keepWhole drops the days from the progress whose files are not all there
// with the size they had. Their days are made again.
func (p *plan) keepWhole(pr *progress) {
	for date, d := range pr.Days {
		for _, e := range d.Files {
			if !hasSize(p.stage(e.Path), e.Bytes) {
				delete(pr.Days, date)
			}
		}
		for _, e := range d.Parts {
			if !hasSize(p.work(e.Path), e.Bytes) {
				delete(pr.Days, date)
			}
		}
	}
}

func hasSize(path string, n int64) bool {
	st, err := os.Lstat(path)
	return err == nil && st.Mode().IsRegular() && st.Size() == n
}

// dates lists the days of a progress in order.
func (p *progress) dates() []string {
	list := make([]string, 0, len(p.Days))
	for d := range p.Days {
		list = append(list, d)
	}
	slices.SortFunc(list, strings.Compare)
	return list
}
