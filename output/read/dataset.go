package read

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Dataset is a dataset directory as its readers see it.
type Dataset struct {
	Dir      string
	Manifest Manifest
	Zone     *time.Location // of the local days that the files are named by
	// Campaigns are the ids of the scenario's campaigns. [Dataset.AttackFree]
	// says whether they were played.
	Campaigns []string
	NIRMode   string // hmac, clear or omit: how the audit log names a person
	// ScoredFrom is the moment from which alerts and account-days count,
	// microseconds since 1970; what lies before is a warm-up to learn on.
	// 0 = there is none, and all of it counts.
	ScoredFrom int64

	disorder int64 // how far a line's time may lie before that of a line above it, microseconds

	files fs.FS                       // where they are not those of Dir
	watch func(path string, at int64) // nil = nobody asks how far files are read
}

// Manifest is what readers need of manifest.json. It is taken at its word:
// checking it is the business of another command.
type Manifest struct {
	Tool           string            `json:"tool"`
	DatasetVersion int               `json:"dataset_version"`
	Scenario       string            `json:"scenario"`
	ScenarioSHA256 string            `json:"scenario_sha256"`
	Seed           uint64            `json:"seed"`
	ScoredFrom     string            `json:"scored_from"`
	Options        map[string]string `json:"options"`
	Files          []File            `json:"files"`
	SHA256         string            `json:"manifest_sha256"`
	Sealed         *Sealed           `json:"sealed"` // nil where nothing is locked up
}

// Sealed is what readers need of a sealed dataset, which has no scenario.yaml and whose
// truth is locked up.
type Sealed struct {
	Timezone string `json:"timezone"`
	NIR      string `json:"nir"`
}

// SealedError says that what is asked for is locked up.
type SealedError struct{ Dir string }

func (e *SealedError) Error() string {
	return fmt.Sprintf("dataset %q is sealed: its scenario and truth are locked up; whoever has the key opens it with "+
		"breachsim unseal %s --key FILE -o DIR", e.Dir, e.Dir)
}

// Watch has tell told how far each file of the dataset is read from now on: its path in the
// dataset and the bytes read of it, as they lie on the disk and packed if they are. It is told 0
// when a file is opened, and of every stretch after that. Whoever reads tells it, several
// goroutines at once; it must not block. It is no part of the dataset: reading is the same.
func (d *Dataset) Watch(tell func(path string, at int64)) { d.watch = tell }

// Unsealed is a [SealedError] where scenario and truth are locked up.
func (d *Dataset) Unsealed() error {
	if d.Manifest.Sealed != nil {
		return &SealedError{d.Dir}
	}
	return nil
}

// File is one file of the manifest.
type File struct {
	Path  string `json:"path"` // with slashes
	Rows  *int64 `json:"rows"` // nil where it has no rows
	Bytes int64  `json:"bytes"`
}

// NotDatasetError says that a directory holds no dataset that could be read.
type NotDatasetError struct {
	Dir string
	Err error
}

func (e *NotDatasetError) Error() string { return fmt.Sprintf("no dataset in %q: %v", e.Dir, e.Err) }
func (e *NotDatasetError) Unwrap() error { return e.Err }

// OpenDataset reads the manifest and the scenario of a dataset. It opens no
// other file and fails with a [NotDatasetError] where there is no dataset.
func OpenDataset(dir string) (*Dataset, error) { return (&Dataset{Dir: dir}).begin() }

// OpenFS is [OpenDataset] for a dataset that is no directory: one in an archive, or one
// that is made while it is read. Name stands for the directory in messages.
func OpenFS(files fs.FS, name string) (*Dataset, error) {
	return (&Dataset{Dir: name, files: files}).begin()
}

// begin reads what every reader of the dataset needs.
func (d *Dataset) begin() (*Dataset, error) {
	dir := d.Dir
	b, err := d.small("manifest.json")
	if err != nil {
		return nil, &NotDatasetError{dir, err}
	}
	if err := json.Unmarshal(b, &d.Manifest); err != nil {
		return nil, &NotDatasetError{dir, fmt.Errorf("manifest.json: %w", err)}
	}
	if d.Manifest.Tool != "breachsim" {
		return nil, &NotDatasetError{dir, errors.New("manifest.json is not one of breachsim")}
	}
	for _, f := range d.Manifest.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return nil, &NotDatasetError{dir, fmt.Errorf("manifest.json names %q, which is outside", f.Path)}
		}
	}
	if s := d.Manifest.ScoredFrom; s != "" {
		at, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			return nil, &NotDatasetError{dir, fmt.Errorf("manifest.json: scored_from %q is no time", s)}
		}
		d.ScoredFrom = at.UnixMicro()
	}
	way, err := delivery.Read(d.Manifest.Options["delivery"])
	if err != nil {
		return nil, &NotDatasetError{dir, fmt.Errorf("manifest.json: %w", err)}
	}
	d.disorder = way.Disorder()
	if err := d.readScenario(); err != nil {
		return nil, fmt.Errorf("reading %q: %w", d.path("scenario.yaml"), err)
	}
	return d, nil
}

// small reads a file of a bounded size; its errors do not repeat the path of the
// dataset.
func (d *Dataset) small(name string) ([]byte, error) {
	var b []byte
	f, err := d.raw(name)
	if err == nil {
		defer f.Close() // only read
		b, err = io.ReadAll(io.LimitReader(f, limits.Index+1))
	}
	if len(b) > limits.Index {
		err = fmt.Errorf("%s is too large", name)
	}
	if plain := cause.Of(err); plain != err {
		return nil, fmt.Errorf("%s: %w", name, plain)
	}
	return b, err
}

// readScenario takes from scenario.yaml what logs and records do not say.
func (d *Dataset) readScenario() error {
	var s struct {
		Time      struct{ Timezone string }
		Output    struct{ Nir string }
		Campaigns []struct{ ID string }
	}
	var err error
	if sealed := d.Manifest.Sealed; sealed != nil {
		s.Time.Timezone, s.Output.Nir = sealed.Timezone, sealed.NIR
	} else if err = d.yaml("scenario.yaml", &s); err != nil {
		return err
	}
	if s.Time.Timezone == "" {
		return errors.New("no time.timezone: the local days of the dataset are unknown")
	}
	if d.Zone, err = time.LoadLocation(s.Time.Timezone); err != nil {
		return fmt.Errorf("time.timezone: %w", err)
	}
	d.NIRMode = s.Output.Nir
	if d.NIRMode == "" {
		d.NIRMode = "hmac"
	}
	for _, c := range s.Campaigns {
		d.Campaigns = append(d.Campaigns, c.ID)
	}
	return nil
}

// yaml reads a small file of the dataset.
func (d *Dataset) yaml(name string, into any) error {
	b, err := d.small(name)
	if err != nil {
		return err
	}
	return yaml.Unmarshal(b, into)
}

// Imperfect reports whether log lines were lost, delivered twice, late or with a wrong
// time: the scenario has `delivery`.
func (d *Dataset) Imperfect() bool { return d.Manifest.Options["delivery"] != "" }

// ImperfectError says that what was asked for needs logs in which nothing is missing.
type ImperfectError struct{ Dir, What string }

func (e *ImperfectError) Error() string {
	return fmt.Sprintf("%s, and of the log lines of %q some are lost, late or there twice (delivery in its "+
		"scenario): generate the scenario with --set delivery={}", e.What, e.Dir)
}

// AttackFree reports whether the dataset says that no campaign was played in
// it: its scenario has none, or it was generated without them.
func (d *Dataset) AttackFree() bool {
	return d.Manifest.Sealed == nil && len(d.Campaigns) == 0 || d.Manifest.Options["without_campaigns"] == "true"
}

func (d *Dataset) path(name string) string { return filepath.Join(d.Dir, filepath.FromSlash(name)) }

var packed = regexp.MustCompile(`(\.gz|\.zst)?$`)

// Find returns the path in the dataset of a file that may be compressed:
// records/accounts.csv may be there as records/accounts.csv.zst.
func (d *Dataset) Find(name string) (string, error) {
	for _, f := range d.Manifest.Files {
		if packed.ReplaceAllString(f.Path, "") == name {
			return f.Path, nil
		}
	}
	if err := d.Unsealed(); err != nil && strings.HasPrefix(name, "truth/") {
		return "", err
	}
	return "", fmt.Errorf("dataset %q has no %s", d.Dir, name)
}

// Has reports whether the dataset has a file, packed or not.
func (d *Dataset) Has(name string) bool {
	_, err := d.Find(name)
	return err == nil
}

// OpenFile opens a file of the dataset for its content, whatever it is packed in,
// and says where it lies. It is the one way to a file of a dataset; its errors
// name the file.
func (d *Dataset) OpenFile(name string) (r io.ReadCloser, at string, err error) {
	if at, err = d.Find(name); err != nil {
		return nil, name, err
	}
	r, err = d.unpacked(at)
	if at = d.path(at); err != nil {
		return nil, at, fmt.Errorf("reading %q: %w", at, cause.Of(err))
	}
	return r, at, nil
}

// unpacked opens a file by its path in the dataset for its content.
func (d *Dataset) unpacked(name string) (io.ReadCloser, error) {
	f, err := d.raw(name)
	if err != nil {
		return nil, err
	}
	return unpackFile(f, path.Ext(name))
}

// raw opens a file by its path in the dataset as it lies there.
func (d *Dataset) raw(name string) (f io.ReadCloser, err error) {
	if d.files != nil {
		f, err = d.files.Open(name)
	} else {
		f, err = limits.Open(d.path(name))
	}
	if err == nil && d.watch != nil {
		f = newWatched(f, name, d.watch)
	}
	return f, err
}

var dayFile = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}\.`)

// Days returns the day files of a folder in date order: all whose name begins
// with a date and ends as ext says or compressed. Folder is logs/audit,
// truth/events and so on, ext is ".jsonl" or ".log".
func (d *Dataset) Days(folder, ext string) []string {
	var days []string
	for _, f := range d.Manifest.Files {
		in, name := path.Split(f.Path)
		if in == folder+"/" && dayFile.MatchString(name) && strings.HasSuffix(packed.ReplaceAllString(name, ""), ext) {
			days = append(days, f.Path)
		}
	}
	slices.Sort(days)
	return days
}

// SisterError says why a dataset cannot serve as the sister of another one: to tune on,
// or to fix a threshold.
type SisterError struct{ What string }

func (e *SisterError) Error() string { return "sister " + e.What }

// CheckSister refuses a sister that shares scenario and seed with the dataset
// that is to be judged: its benign lines would be the same.
func CheckSister(sister, judged *Dataset) error {
	a, b := &sister.Manifest, &judged.Manifest
	if a.Sealed != nil || b.Sealed != nil { // which tell neither
		if a.SHA256 != b.SHA256 {
			return nil
		}
		return &SisterError{fmt.Sprintf("%q is %q itself", sister.Dir, judged.Dir)}
	}
	if a.Scenario == b.Scenario && a.Seed == b.Seed {
		return &SisterError{fmt.Sprintf("%q has the scenario and the seed (%d) of %q: generate it with another --seed",
			sister.Dir, a.Seed, judged.Dir)}
	}
	return nil
}
