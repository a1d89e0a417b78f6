package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"

	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Opened is a sealed dataset whose truth was unlocked. The locked part is in memory:
// about as much as truth/ weighs.
type Opened struct {
	Public     *output.Manifest
	Private    *output.Manifest // of the whole, truth included
	Secret     Secret
	FreshWorld bool // everything follows from the secret

	dir   string
	files map[string][]byte // of the locked part
}

// Open unlocks the truth of a sealed dataset, and holds it against the commitments of
// its manifest. It does not read the logs. What does not fit is of KindContent, a wrong
// key or a dataset that is not sealed of KindUsage.
func Open(dir string, keys []age.Identity) (*Opened, error) {
	m, err := output.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	if m.Sealed == nil {
		return nil, fault.Usage("%q is not sealed: it needs no key", dir)
	}
	f, err := os.Open(filepath.Join(dir, TruthName))
	if err != nil {
		return nil, fault.Content("%s of %q: %w", TruthName, dir, cause.Of(err))
	}
	defer f.Close() // only read
	files, digest, err := unlock(f, keys)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, fault.Usage("this key does not open %q", dir)
	case err != nil:
		return nil, fault.Content("%s of %q: %w", TruthName, dir, err)
	}
	o := &Opened{Public: m, dir: dir, files: files}
	if err := o.check(digest); err != nil {
		return nil, fault.Content("%q: %w", dir, err)
	}
	return o, nil
}

// check holds what was unlocked against the public manifest.
func (o *Opened) check(digest string) error {
	say := o.Public.Sealed
	if digest != say.TruthSHA256 {
		return errors.New("the truth is not the one that was committed to")
	}
	n, secret, err := readNote(o.files[noteName])
	if err != nil {
		return err
	}
	if o.Private, err = state.ParseManifest(o.files[manifestName]); err != nil {
		return fmt.Errorf("the locked %s: %w", manifestName, err)
	}
	switch {
	case secret.committed() != say.SecretSHA256:
		return errors.New("the secret is not the one that was committed to")
	case secret.committedSeed(n.Seed) != say.SeedSHA256 || n.Seed != o.Private.Seed:
		return errors.New("the seed is not the one that was committed to")
	}
	o.Secret, o.FreshWorld = secret, n.FreshWorld
	shown := map[string]output.FileEntry{}
	for _, f := range o.Public.Files {
		shown[f.Path] = f
	}
	for _, f := range o.Private.Files {
		if Visible(f.Path) && shown[f.Path].SHA256 != f.SHA256 {
			return fmt.Errorf("%s is not of the world that the truth is about", f.Path)
		}
	}
	return nil
}

// Scenario is scenario.yaml, which only the key shows.
func (o *Opened) Scenario() []byte { return o.files["scenario.yaml"] }

// Dataset is the dataset as if it had not been sealed, for those who score. It keeps the
// scenario, the seed and the scale to itself: a score may be told while the seal holds.
func (o *Opened) Dataset() (*read.Dataset, error) {
	d, err := read.OpenFS(&union{os.DirFS(o.dir), o.files}, o.dir)
	if err != nil {
		return nil, err
	}
	const short = 12
	d.Manifest.Scenario, d.Manifest.ScenarioSHA256 = "sealed-"+o.Public.SHA256[:short], o.Public.SHA256
	d.Manifest.Seed = 0
	if d.Manifest.Options["scale"] != "" {
		d.Manifest.Options["scale"] = "sealed"
	}
	return d, nil
}

// union is a sealed dataset with its locked part.
type union struct {
	shown  fs.FS
	locked map[string][]byte
}

func (u *union) Open(name string) (fs.File, error) {
	if b, ok := u.locked[name]; ok {
		return newFile(name, b), nil
	}
	return u.shown.Open(name)
}
