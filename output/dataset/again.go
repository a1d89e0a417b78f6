package dataset

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// Again is how a dataset is made another time.
type Again struct {
	Name   string // of the scenario's text, for messages
	YAML   []byte // scenario.yaml of the dataset
	Run    output.Run
	Secret []byte // 32 bytes that its ids follow from; none = as Run.Seed has them
	// SecretWorld has everything follow from the secret, whatever Run says.
	SecretWorld bool
}

// OptionError is an option of a manifest that makes no sense.
type OptionError struct {
	Option string
	Err    error
}

func (e *OptionError) Error() string { return fmt.Sprintf("its option %s: %v", e.Option, e.Err) }
func (e *OptionError) Unwrap() error { return e.Err }

// Plan plans the dataset. An option that cannot be read is an [*OptionError].
func (a *Again) Plan() (*generator.Plan, error) {
	sc, err := library.Parse(a.Name, a.YAML)
	if err != nil {
		return nil, err
	}
	with := a.Run.Options
	o := generator.Options{
		Secret:           a.Secret,
		SecretWorld:      a.SecretWorld || with["secret_world"] == "true",
		WithoutCampaigns: with["without_campaigns"] == "true",
		WithoutControls:  with["without_controls"] == "true",
	}
	if f := with["scale"]; f != "" {
		if o.Scale, err = scenarios.ParseScale(f); err != nil {
			return nil, &OptionError{"scale", err}
		}
	}
	keep, err := scenarios.ParseKeep(with["scale_keep"])
	if err != nil {
		return nil, &OptionError{"scale_keep", err}
	}
	o.KeepRates = keep == scenarios.KeepRates
	for _, t := range []struct {
		name string
		at   *time.Time
	}{{"from", &o.From}, {"to", &o.To}} {
		if text := with[t.name]; text != "" {
			if *t.at, err = scenarios.ParseTime(text, sc.Time.Location); err != nil {
				return nil, &OptionError{t.name, err}
			}
		}
	}
	if text := with["history"]; text != "" {
		length, err := scenarios.ParseDuration(text)
		if err != nil || length%measure.Day != 0 {
			return nil, &OptionError{"history", fmt.Errorf("%q is no number of days", text)}
		}
		o.History = int(length / measure.Day)
	}
	return generator.New(sc, o)
}

// Options are those that the writer of the dataset was given.
func (a *Again) Options(dir string) output.Options {
	list := func(name string) []string {
		return strings.FieldsFunc(a.Run.Options[name], func(c rune) bool { return c == ',' })
	}
	return output.Options{
		Dir: dir, Formats: list("format"), Records: list("records"), Labels: list("labels"),
		Compress: a.Run.Options["compress"], Persons: a.Run.Options["persons"],
		TruthFull: a.Run.Options["truth"] == "full",
	}
}

// Differing lists the files by which two datasets differ, by path. Of the files for
// people, README.md and croissant.json, the text may change with the tool's version:
// they count where it is the same.
func Differing(a, b *output.Manifest) []string {
	a, b = a.Unaudited(), b.Unaudited() // a verdict is written after a dataset is made
	digests := func(m *output.Manifest) map[string]string {
		of := map[string]string{}
		for _, f := range m.Files {
			if a.ToolVersion != b.ToolVersion && (f.Path == "README.md" || f.Path == "croissant.json") {
				continue
			}
			of[f.Path] = cmp.Or(f.ContentSHA256, f.SHA256)
		}
		return of
	}
	one, two := digests(a), digests(b)
	maps.DeleteFunc(one, func(path, sum string) bool {
		same := two[path] == sum
		delete(two, path)
		return same
	})
	maps.Copy(one, two)
	return slices.Sorted(maps.Keys(one))
}
