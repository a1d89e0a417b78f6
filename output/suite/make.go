package suite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/seal"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/bench"
	"github.com/breachsim/breachsim/scenarios/cause"
	"github.com/breachsim/breachsim/scenarios/library"
)

// IndexName is the file that says which sets a suite has.
const IndexName = "index.json"

// Index is index.json. The sets are in the order of their digests, which is none.
type Index struct {
	Schema string `json:"schema"`
	Suite  string `json:"suite"`
	Canary string `json:"canary"`
	Sets   []Set  `json:"sets"`
}

const indexSchema = "breachsim.suite/1"

// Set is one sealed dataset.
type Set struct {
	Directory string `json:"directory"`
	Manifest  string `json:"manifest_sha256"`
}

// Request is a suite to be made.
type Request struct {
	Suite   *bench.Suite
	Dir     string // new
	Scale   scenarios.Scale
	Key     age.Recipient
	Secret  func() (seal.Secret, error) // draws one for each world
	Version string                      // of the tool
	Workers int
	Began   func(set, of int) // nil = nobody hears of it
}

// Make makes all sets of a suite, or nothing.
func Make(ctx context.Context, q Request) (*Index, error) {
	if _, err := os.Lstat(q.Dir); !errors.Is(err, fs.ErrNotExist) {
		return nil, &output.Error{Kind: output.KindUsage, Err: fmt.Errorf("%q exists: choose another directory", q.Dir)}
	}
	work, err := os.MkdirTemp(filepath.Dir(filepath.Clean(q.Dir)), ".breachsim-suite-*")
	if err != nil {
		return nil, writing(q.Dir, err)
	}
	defer os.RemoveAll(work) // what is complete has moved
	sets := filepath.Join(work, "suite")
	const mode = 0o755
	if err := os.Mkdir(sets, mode); err != nil {
		return nil, writing(q.Dir, err)
	}
	ix := &Index{Schema: indexSchema, Suite: q.Suite.Name, Canary: q.Suite.Canary}
	all := len(q.Suite.Scenarios) * q.Suite.Worlds
	for _, id := range q.Suite.Scenarios {
		for range q.Suite.Worlds {
			if q.Began != nil {
				q.Began(len(ix.Sets)+1, all)
			}
			set, err := q.world(ctx, id, sets)
			if err != nil {
				return nil, err
			}
			ix.Sets = append(ix.Sets, set)
		}
	}
	slices.SortFunc(ix.Sets, func(a, b Set) int { return strings.Compare(a.Directory, b.Directory) })
	b, err := json.MarshalIndent(ix, "", "  ")
	if err == nil {
		err = os.WriteFile(filepath.Join(sets, IndexName), append(b, '\n'), 0o666)
	}
	if err == nil {
		err = os.Rename(sets, q.Dir)
	}
	return ix, writing(q.Dir, err)
}

// world makes one sealed world of a scenario.
func (q *Request) world(ctx context.Context, id, sets string) (set Set, err error) {
	var change []string
	if q.Suite.Accounts > 0 {
		change = append(change, fmt.Sprintf("population.accounts=%d", q.Suite.Accounts))
	}
	sc, err := library.Open(id, change)
	if err != nil {
		return set, err
	}
	secret, err := q.Secret()
	if err != nil {
		return set, err
	}
	o := generator.Options{Scale: q.Scale, WithoutControls: true, Secret: secret[:], SecretWorld: true}
	p, err := generator.New(sc, o)
	if err != nil {
		return set, err
	}
	at := filepath.Join(sets, "next")
	m, err := seal.Seal(ctx, seal.Request{
		Source: dataset.Source(p, q.Version), Dir: at, Secret: secret, Key: q.Key, FreshWorld: true,
		Options: output.Options{Compress: "zstd", Workers: q.Workers},
	})
	if err != nil {
		return set, err
	}
	const short = 12
	set = Set{Directory: m.SHA256[:short], Manifest: m.SHA256}
	return set, writing(q.Dir, os.Rename(at, filepath.Join(sets, set.Directory)))
}

func writing(dir string, err error) error {
	if err == nil || output.KindOf(err) != output.KindOther {
		return err
	}
	return &output.Error{Kind: output.KindWrite, Err: fmt.Errorf("making the suite %q: %w", dir, cause.Of(err))}
}

// Open reads the index of a suite.
func Open(dir string) (*Index, error) {
	ix := &Index{}
	b, err := os.ReadFile(filepath.Join(dir, IndexName))
	if err == nil {
		err = json.Unmarshal(b, ix)
	}
	if err == nil && (ix.Schema != indexSchema || len(ix.Sets) == 0) {
		err = fmt.Errorf("its %s is none of a suite", IndexName)
	}
	for _, s := range ix.Sets {
		if err == nil && (!filepath.IsLocal(s.Directory) || strings.ContainsAny(s.Directory, `/\`)) {
			err = fmt.Errorf("its %s names %q, which is outside", IndexName, s.Directory)
		}
	}
	if err != nil {
		return nil, &output.Error{Kind: output.KindUsage, Err: fmt.Errorf("no suite in %q: %w", dir, cause.Of(err))}
	}
	return ix, nil
}
