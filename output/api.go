package output

import (
	"github.com/breachsim/breachsim/output/internal/check"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/source"
	"github.com/breachsim/breachsim/output/internal/state"
)

// What a dataset is written from.
type (
	// Source is what a dataset is written from, slice by slice.
	Source = source.Source
	// Calibrated is a Source that can hold its population against published figures.
	Calibrated = source.Calibrated
	// TrafficCalibrated is a Source that can hold its ordinary traffic against published figures.
	TrafficCalibrated = source.TrafficCalibrated
	// Storied is a Source that can tell what its journal does not say of campaigns.
	Storied = source.Storied
	// Historian is a Source that can tell whom each account found before the logs begin.
	Historian = source.Historian
	// History tells that of one account at a time.
	History = source.History
	// Leaker is a Source that can tell the leaked files that threat actors hold.
	Leaker = source.Leaker
	// Filler makes slices; each worker has one.
	Filler = source.Filler
	// People reads insured persons by index.
	People = source.People
	// Info names a run: whatever decides its content.
	Info = source.Info
	// Option is a choice of the command line that changes content.
	Option = source.Option
	// Estimate foretells the volume of a run, rather too high than too low.
	Estimate = source.Estimate
)

// ArenaName is a file that may lie in a dataset and is no part of it.
const ArenaName = state.ArenaName

// What is written down of it.
type (
	// Manifest is manifest.json: what a dataset is and which files it has.
	Manifest = state.Manifest
	// Run is the identity of a dataset: two runs with the same one have the same bytes.
	Run = state.Run
	// Sealed is what the manifest of a sealed dataset says beside its files.
	Sealed = state.Sealed
	// Counts are the totals of a dataset, or of a part of it.
	Counts = state.Counts
	// Shard is a part of the work, whole local days; the zero value is all of it.
	Shard = state.Shard
	// Progress tells how far a run is.
	Progress = state.Told
	// FileEntry is a file in a manifest, with its size and digests.
	FileEntry = disk.Entry
)

// What checking it finds.
type (
	// Report is what [Verify] found.
	Report = check.Report
	// Problem is one file that is not as the manifest says.
	Problem = check.Problem
)

// ReadManifest reads and checks the manifest of a dataset.
func ReadManifest(dir string) (*Manifest, error) { return state.ReadManifest(dir) }

// ParseManifest reads the bytes of a manifest.
func ParseManifest(b []byte) (*Manifest, error) { return state.ParseManifest(b) }

// Verify checks every byte of a dataset against its manifest, and the manifest
// against itself. Files that are missing, altered, or too many are in the report;
// an error means that there is no dataset to check.
func Verify(dir string) (*Report, error) { return check.Verify(dir, nil) }

// VerifyProgress is [Verify] that tells of the bytes read so far, from several goroutines but
// one at a time.
func VerifyProgress(dir string, tell func(Progress)) (*Report, error) { return check.Verify(dir, tell) }

// Kind sorts errors by what the user can do about them; a command turns it
// into its exit code.
type Kind = fault.Kind

// Error is an error with its kind.
type Error = fault.Error

// The kinds of errors.
const (
	KindOther       = fault.KindOther
	KindContent     = fault.KindContent     // what is there is wrong: an altered or mismatched dataset
	KindUsage       = fault.KindUsage       // the request is wrong: a directory in use, an unknown format
	KindWrite       = fault.KindWrite       // could not write: disk full, closed pipe, no permission
	KindInterrupted = fault.KindInterrupted // the context was cancelled
)

// KindOf returns the kind of err, KindOther where nobody said.
func KindOf(err error) Kind { return fault.KindOf(err) }
