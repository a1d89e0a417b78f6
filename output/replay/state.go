package replay

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay/internal/timeline"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// stateVersion is of the form of the file.
const stateVersion = 1

// State is the content of a state file: how far a dataset has been sent.
type State struct {
	Version int               `json:"version"`
	Dataset string            `json:"dataset"` // manifest_sha256
	Options map[string]string `json:"options"` // that decide which lines are sent, in which order
	Weeks   int               `json:"weeks"`   // by which times are moved in the first round
	From    int64             `json:"from"`    // first moment of the dataset that is sent, µs; 0 = all
	Round   int               `json:"round"`
	Sent    int64             `json:"sent"`   // lines that the receiver has of this round
	Audit   timeline.Place    `json:"audit"`  // the last line of each log that it has
	Access  timeline.Place    `json:"access"` //
	Open    int               `json:"open"`   // lines behind them that it may have
	Done    bool              `json:"done"`   // there is nothing left to send
}

// NewState is the state of a run that has sent nothing.
func NewState(d *read.Dataset, o *Options) *State {
	return &State{Version: stateVersion, Dataset: d.Manifest.SHA256, Options: o.deciding(), Weeks: o.Weeks,
		From: o.From}
}

// deciding names the options that decide which lines are sent, in which order.
func (o *Options) deciding() map[string]string {
	var forms []string
	for _, f := range o.Forms {
		forms = append(forms, f.Name)
	}
	at := func(micros int64) string {
		if micros == 0 {
			return ""
		}
		return time.UnixMicro(micros).UTC().Format(time.RFC3339Nano)
	}
	d := &o.Delivery
	return map[string]string{
		"format": strings.Join(forms, ","), "from-time": at(o.From), "to-time": at(o.To),
		"loop":     strconv.FormatBool(o.Loop),
		"delivery": fmt.Sprint(d.Late, d.Duplicate, d.Drop, d.Shuffle, d.Skew, d.Seed),
	}
}

// ReadState reads a state file; nil where there is none.
func ReadState(file string) (*State, error) {
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var s State
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	if err == nil && s.Version != stateVersion {
		err = fmt.Errorf("version %d: want %d", s.Version, stateVersion)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the state %q: %w", file, cause.Of(err))
	}
	return &s, nil
}

// Fits refuses to go on with another dataset or with options that change which lines are
// sent.
func (s *State) Fits(d *read.Dataset, o *Options) error {
	if s.Dataset != d.Manifest.SHA256 {
		return fmt.Errorf("it is of another dataset: %.12s…, and %q is %.12s…", s.Dataset, d.Dir, d.Manifest.SHA256)
	}
	if s.Weeks != o.Weeks {
		return fmt.Errorf("it moves times by %d weeks, and this run by %d", s.Weeks, o.Weeks)
	}
	now := o.deciding()
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if s.Options[name] != now[name] {
			return fmt.Errorf("its --%s is %q, and that of this run %q", name, s.Options[name], now[name])
		}
	}
	return nil
}

// save writes the file whole or not at all. It is safe against the end of the process,
// and with sync against that of the machine.
func (s *State) save(file string, sync bool) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	tmp := filepath.Join(filepath.Dir(file), "."+filepath.Base(file)+".partial")
	if err = write(tmp, append(b, '\n'), sync); err == nil {
		err = os.Rename(tmp, file)
	}
	if err != nil {
		return &StateError{file, cause.Of(err)}
	}
	return nil
}

func write(file string, b []byte, sync bool) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil && sync {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// StateError says that the state file cannot be written.
type StateError struct {
	File string
	Err  error
}

func (e *StateError) Error() string { return fmt.Sprintf("writing the state %q: %v", e.File, e.Err) }
func (e *StateError) Unwrap() error { return e.Err }
