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
	Source            = source.Source
	Calibrated        = source.Calibrated
	TrafficCalibrated = source.TrafficCalibrated
	Storied           = source.Storied
	Historian         = source.Historian
	History           = source.History
	Leaker            = source.Leaker
	Filler            = source.Filler
	People            = source.People
	Info              = source.Info
	Option            = source.Option
	Estimate          = source.Estimate
)

// ArenaName is a file that may lie in a dataset and is no part of it.
const ArenaName = state.ArenaName

// What is written down of it.
type (
	Manifest  = state.Manifest
	Run       = state.Run
	Sealed    = state.Sealed
	Counts    = state.Counts
	Shard     = state.Shard
	Progress  = state.Told
	FileEntry = disk.Entry
)

// What checking it finds.
type (
	Report  = check.Report
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
