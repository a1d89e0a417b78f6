package seal

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/card"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Request is what is to be sealed, and how.
type Request struct {
	Source  output.Source    // the world, under the secret
	Like    *output.Manifest // of the dataset; the world must have its counts unless it is fresh
	Options output.Options   // with which the dataset was written; Dir does not count
	Dir     string           // of the sealed dataset: new, or an empty folder
	Secret  Secret
	Key     age.Recipient // who opens it
	// FreshWorld says that the world follows from the secret and is another one than
	// the dataset's.
	FreshWorld bool
}

// Guessable is the bound below which a seed is found by trying: some hours on one
// processor, by plans of small worlds.
const Guessable = 1 << 40

// Seal makes a sealed dataset, whole or not at all, and returns its manifest. Errors
// have an [output.Kind].
func Seal(ctx context.Context, q Request) (*output.Manifest, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp(filepath.Dir(filepath.Clean(q.Dir)), ".breachsim-seal-*")
	if err != nil {
		return nil, writing(q.Dir, err)
	}
	defer os.RemoveAll(work) // it holds the truth: nothing of it stays
	w := &worker{Request: q, full: filepath.Join(work, "full"), public: filepath.Join(work, "public")}
	o := q.Options
	o.Dir, o.Resume, o.Force, o.Shard = w.full, false, false, output.Shard{}
	if _, err := output.Write(ctx, q.Source, o); err != nil {
		return nil, err
	}
	if w.private, err = output.ReadManifest(w.full); err != nil {
		return nil, err
	}
	if !q.FreshWorld && !reflect.DeepEqual(w.private.Counts, q.Like.Counts) {
		return nil, fault.Content("this version makes another dataset of the same scenario, seed and options: "+
			"%d audit events where there were %d", w.private.Counts.AuditEvents, q.Like.Counts.AuditEvents)
	}
	m, err := w.divide()
	if err != nil {
		return nil, writing(q.Dir, err)
	}
	if err := ctx.Err(); err != nil {
		return nil, writing(q.Dir, err)
	}
	return m, writing(q.Dir, w.publish())
}

func writing(dir string, err error) error { return fault.Write(fmt.Sprintf("sealing to %q", dir), err) }

// check refuses what cannot be sealed, before any work.
func (q *Request) check() error {
	if q.Options.Persons == "exposed" {
		return fault.Usage("its records list exposed persons only, which is the truth: " +
			"generate it with --persons referenced")
	}
	entries, err := os.ReadDir(q.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fault.Usage("output directory %q: %w", q.Dir, cause.Of(err))
	case len(entries) > 0:
		return fault.Usage("%q is not empty: choose another directory", q.Dir)
	}
	return nil
}

// worker divides a dataset.
type worker struct {
	Request
	full, public string // folders
	private      *output.Manifest
}

// Visible reports whether detectors see a file of a dataset.
func Visible(path string) bool {
	for _, of := range []string{"logs/", "records/", "history."} {
		if strings.HasPrefix(path, of) {
			return true
		}
	}
	return false
}

// divide moves what everybody sees to the public folder and locks up the rest.
func (w *worker) divide() (*output.Manifest, error) {
	m := &output.Manifest{Run: w.private.Run, Counts: w.private.Counts}
	locked, logs := []string{manifestName}, int64(0)
	for _, f := range w.private.Files {
		if !Visible(f.Path) {
			locked = append(locked, f.Path)
			continue
		}
		m.Files = append(m.Files, f)
		logs += f.Bytes
		to := filepath.Join(w.public, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return nil, err
		}
		if err := os.Rename(filepath.Join(w.full, filepath.FromSlash(f.Path)), to); err != nil {
			return nil, err
		}
	}
	slices.Sort(locked)
	d, err := read.OpenDataset(w.full)
	if err != nil {
		return nil, err
	}
	m.Sealed = &output.Sealed{
		Truth: TruthName, SecretSHA256: w.Secret.committed(), SeedSHA256: w.Secret.committedSeed(w.private.Seed),
		Canary: w.Secret.canary(), Timezone: d.Zone.String(), NIR: d.NIRMode,
	}
	const parts, least = 8, 1 << 20
	if err := w.lock(m, locked, max(least, logs/parts)); err != nil {
		return nil, err
	}
	err = w.put(m, cardName, func(out io.Writer) error { return card.WriteSealed(out, m, w.Source.Info().Identity) })
	if err != nil {
		return nil, err
	}
	b, err := m.Render()
	if err != nil {
		return nil, err
	}
	return m, os.WriteFile(filepath.Join(w.public, manifestName), b, 0o666)
}

const (
	manifestName = "manifest.json"
	cardName     = "README.md"
)

// lock writes the locked part. Its size is a multiple of unit, so that it does not tell
// how much was attacked.
func (w *worker) lock(m *output.Manifest, names []string, unit int64) error {
	n := note{Secret: hex.EncodeToString(w.Secret[:]), Seed: w.private.Seed, FreshWorld: w.FreshWorld}
	about, err := json.MarshalIndent(n, "", "  ")
	if err != nil {
		return err
	}
	return w.put(m, TruthName, func(out io.Writer) (err error) {
		m.Sealed.TruthSHA256, err = lock(out, w.Key, unit, func(files *tar.Writer) error {
			for _, name := range names {
				if err := addFile(files, w.full, name); err != nil {
					return err
				}
			}
			return addBytes(files, noteName, append(about, '\n'))
		})
		return err
	})
}

// put writes a file of the public folder and enters it in its manifest.
func (w *worker) put(m *output.Manifest, name string, write func(io.Writer) error) error {
	f, err := disk.OpenDigest(disk.New(), filepath.Join(w.public, name), name, false)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Abandon()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	m.Files = append(m.Files, f.Entry)
	return nil
}

// publish gives the folder its name. All files have one time, the beginning of the
// epoch: when each was written tells how long its truth took.
func (w *worker) publish() error {
	err := filepath.WalkDir(w.public, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(at, time.Unix(0, 0), time.Unix(0, 0))
	})
	if err != nil {
		return err
	}
	if err := disk.SyncTree(w.public); err != nil {
		return err
	}
	const mode = 0o755
	if err := os.Chmod(w.public, mode); err != nil {
		return err
	}
	if err := os.Remove(w.Dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(w.public, w.Dir)
}

// readNote reads seal.json.
func readNote(b []byte) (n note, s Secret, err error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&n); err != nil {
		return n, s, fmt.Errorf("%s: %w", noteName, err)
	}
	key, err := hex.DecodeString(n.Secret)
	if err != nil || len(key) != SecretSize {
		return n, s, fmt.Errorf("%s: its secret is none", noteName)
	}
	return n, Secret(key), nil
}
