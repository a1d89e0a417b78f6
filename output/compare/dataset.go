package compare

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/fidelity"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// manifest is what is compared of manifest.json beyond what readers need.
type manifest struct {
	ToolVersion string                     `json:"tool_version"`
	Counts      map[string]json.RawMessage `json:"counts"`
	Files       []struct {
		Path   string
		Bytes  int64
		SHA256 string
	}
}

// Dataset is one side.
type Dataset struct {
	*read.Dataset
	manifest manifest
	scenario *Values
}

// Open reads what a dataset says of itself.
func Open(d *read.Dataset) (*Dataset, error) {
	if err := d.Unsealed(); err != nil {
		return nil, err
	}
	s := &Dataset{Dataset: d}
	at := filepath.Join(d.Dir, "manifest.json")
	b, err := limits.ReadFile(at, limits.Index)
	if err == nil {
		err = json.Unmarshal(b, &s.manifest)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %q: %w", at, cause.Of(err))
	}
	at = filepath.Join(d.Dir, "scenario.yaml")
	if b, err = limits.ReadFile(at, limits.Index); err != nil {
		return nil, fmt.Errorf("reading %q: %w", at, cause.Of(err))
	}
	if s.scenario, err = Scenario(b); err != nil {
		return nil, fmt.Errorf("%q: %w", at, err)
	}
	return s, nil
}

// Datasets compares two datasets. Figures of fidelity are measured where asked for,
// which reads all logs.
func Datasets(ctx context.Context, a, b *Dataset, withFidelity bool) ([]Section, error) {
	all := []Section{
		Pair("made by", a.made(), b.made()),
		Pair("scenario", a.scenario, b.scenario),
		Pair("volumes", a.volumes(), b.volumes()).Counted(),
	}
	happened, err := both(a, b, (*Dataset).happened)
	if err != nil {
		return nil, err
	}
	all = append(all, Pair("truth", happened[0], happened[1]).Counted(),
		Pair("difficulty", Badge(a.scenario), Badge(b.scenario)))
	if !withFidelity {
		return append(all, Section{Name: "fidelity", Note: "not measured; --fidelity does it"}), nil
	}
	figures, err := both(a, b, func(d *Dataset) (*Values, error) { return d.fidelity(ctx) })
	if err != nil {
		return nil, err
	}
	return append(all, Pair("fidelity", figures[0], figures[1])), nil
}

func both(a, b *Dataset, of func(*Dataset) (*Values, error)) (two [2]*Values, err error) {
	if two[0], err = of(a); err == nil {
		two[1], err = of(b)
	}
	return two, err
}

// made lists what was asked of the program.
func (d *Dataset) made() *Values {
	v := &Values{}
	m := &d.Manifest
	v.Set("scenario", m.Scenario)
	v.Set("seed", fmt.Sprint(m.Seed))
	v.Set("tool_version", d.manifest.ToolVersion)
	v.Set("dataset_version", fmt.Sprint(m.DatasetVersion))
	if m.ScoredFrom != "" {
		v.Set("scored_from", m.ScoredFrom)
	}
	for _, key := range slices.Sorted(maps.Keys(m.Options)) {
		v.Set("options."+key, m.Options[key])
	}
	return v
}

// volumes lists the counts of the manifest, and the bytes of each folder.
func (d *Dataset) volumes() *Values {
	v := &Values{}
	for _, key := range slices.Sorted(maps.Keys(d.manifest.Counts)) {
		raw := d.manifest.Counts[key]
		var n int64
		var parts map[string]int64
		switch {
		case json.Unmarshal(raw, &n) == nil:
			v.Set(key, n)
		case json.Unmarshal(raw, &parts) == nil:
			for _, part := range slices.Sorted(maps.Keys(parts)) {
				v.Set(key+"."+part, parts[part])
			}
		}
	}
	for _, f := range d.manifest.Files {
		dir := filepath.ToSlash(filepath.Dir(filepath.FromSlash(f.Path)))
		if dir != "." {
			v.Add("bytes of "+dir, f.Bytes)
		}
	}
	return v
}

// SameFiles is how many files of the two have the same content under the same name, and
// how many names there are.
func SameFiles(a, b *Dataset) (same, names int) {
	of := map[string]string{}
	for _, f := range a.manifest.Files {
		of[f.Path] = f.SHA256
	}
	names = len(of)
	for _, f := range b.manifest.Files {
		sum, ok := of[f.Path]
		switch {
		case !ok:
			names++
		case sum == f.SHA256:
			same++
		}
	}
	return same, names
}

// happened counts what the truth tells.
func (d *Dataset) happened() (*Values, error) {
	v := &Values{}
	var err error
	rows := func(name string, count func() error) {
		if err == nil && d.Has(name) {
			err = count()
		}
	}
	rows("truth/accounts.jsonl", func() error {
		return truth.Each(d.Dataset, "truth/accounts.jsonl", func(r *truth.Account) error {
			v.Add("accounts misused by "+string(r.Campaign), 1)
			v.Add("persons exposed by "+string(r.Campaign), r.Exposed)
			return nil
		})
	})
	rows("truth/tried.jsonl", func() error {
		return truth.Each(d.Dataset, "truth/tried.jsonl", func(r *truth.Tried) error {
			v.Add("accounts tried and not taken by "+string(r.Campaign), 1)
			return nil
		})
	})
	rows("truth/ips.jsonl", func() error {
		return truth.Each(d.Dataset, "truth/ips.jsonl", func(r *truth.IP) error {
			v.Add("addresses of "+string(r.Campaign), 1)
			return nil
		})
	})
	rows("truth/sessions.jsonl", func() error {
		return truth.Each(d.Dataset, "truth/sessions.jsonl", func(r *truth.Session) error {
			v.Add("sessions of "+string(r.Campaign), 1)
			return nil
		})
	})
	rows("truth/lookalikes.jsonl", func() error {
		return truth.Each(d.Dataset, "truth/lookalikes.jsonl", func(r *truth.LookAlike) error {
			v.Add("look-alike "+string(r.Kind), 1)
			return nil
		})
	})
	rows("truth/responses.jsonl", func() error {
		return truth.Each(d.Dataset, "truth/responses.jsonl", func(r *truth.Response) error {
			v.Add("response "+string(r.Action), 1)
			return nil
		})
	})
	slices.Sort(v.keys)
	return v, err
}

// fidelity measures the figures; each is a text with its verdict.
func (d *Dataset) fidelity(ctx context.Context) (*Values, error) {
	card, err := fidelity.Measure(ctx, d.Dir)
	if err != nil {
		return nil, err
	}
	v := &Values{}
	for _, f := range card.Document().Figures {
		value := "–"
		if f.Value != nil {
			value = strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.3f", *f.Value), "0"), ".")
		}
		v.Set(fmt.Sprintf("%s %s (%s)", f.Tell, f.Name, f.Unit), fmt.Sprintf("%s %s", value, f.Verdict))
	}
	return v, nil
}
