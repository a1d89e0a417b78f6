package seal_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	_ "time/tzdata"

	"filippo.io/age"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/output/seal"
	"github.com/breachsim/breachsim/scenarios/library"
)

// world is what is sealed in a test.
type world struct {
	o     generator.Options
	sets  []string
	fresh bool
	key   age.Recipient
}

// sealed seals tiny under a secret, and returns the dataset and its sealed form.
func sealed(t *testing.T, w world, secret seal.Secret) (plain, public string) {
	t.Helper()
	sc, err := library.Open("tiny", w.sets)
	if err != nil {
		t.Fatal(err)
	}
	planned := func(o generator.Options) output.Source {
		p, err := generator.New(sc, o)
		if err != nil {
			t.Fatal(err)
		}
		return dataset.Source(p, "test")
	}
	plain = filepath.Join(t.TempDir(), "plain")
	if _, err := output.Write(t.Context(), planned(w.o), output.Options{Dir: plain}); err != nil {
		t.Fatal(err)
	}
	like, err := output.ReadManifest(plain)
	if err != nil {
		t.Fatal(err)
	}
	w.o.Secret, w.o.SecretWorld = secret[:], w.fresh
	public = filepath.Join(t.TempDir(), "public")
	_, err = seal.Seal(t.Context(), seal.Request{Source: planned(w.o), Like: like, Dir: public, Secret: secret,
		Key: w.key, FreshWorld: w.fresh})
	if err != nil {
		t.Fatal(err)
	}
	return plain, public
}

func newKey(t *testing.T) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// worth scores the reference rules.
func worth(t *testing.T, d *read.Dataset, logs string) report.Result {
	t.Helper()
	seen, err := read.OpenDataset(logs)
	if err != nil {
		t.Fatal(err)
	}
	var alerts []byte
	_, err = detect.Run(t.Context(), seen, detect.Options{Params: detect.Defaults()}, func(a *detect.Alert) error {
		alerts = a.Append(alerts)
		return nil
	})
	if err != nil || len(alerts) == 0 {
		t.Fatalf("%d bytes of alerts: %v", len(alerts), err)
	}
	r, err := score.Score(t.Context(), []score.Input{{Data: d, Name: "alerts", Alerts: bytes.NewReader(alerts)}},
		score.Options{Resamples: 50})
	if err != nil {
		t.Fatal(err)
	}
	return r.Result
}

// Detectors that see the public part alone get the very figures, intervals included,
// that they get on the dataset that was sealed.
func TestFiguresAreThoseOfTheDataset(t *testing.T) {
	key := newKey(t)
	plain, public := sealed(t, world{o: generator.Options{WithoutControls: true}, key: key.Recipient()}, seal.Secret{1})
	d, err := read.OpenDataset(plain)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := seal.Open(public, []age.Identity{key})
	if err != nil {
		t.Fatal(err)
	}
	behind, err := opened.Dataset()
	if err != nil {
		t.Fatal(err)
	}
	a, b := worth(t, d, plain), worth(t, behind, public)
	if a.Persons.Averted24h == 0 {
		t.Error("the rules find nothing: the comparison is of little use")
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("sealed:\n%+v\nnot sealed:\n%+v", b, a)
	}
}

// tree reads all files of a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(at)
		rel, _ := filepath.Rel(dir, at)
		all[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Files tell nothing by themselves: no time but one, no scenario, seed or label in what
// is not encrypted, and the locked part weighs the same whether there was an attack.
func TestFilesTellNothing(t *testing.T) {
	key := newKey(t)
	_, with := sealed(t, world{key: key.Recipient(), sets: []string{"scenario.seed=987654321987654321"}}, seal.Secret{2})
	_, without := sealed(t, world{key: key.Recipient(), o: generator.Options{WithoutCampaigns: true}}, seal.Secret{2})
	err := filepath.WalkDir(with, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		st, err := e.Info()
		if err == nil && st.ModTime().Unix() != 0 {
			t.Errorf("%s tells when it was written: %v", at, st.ModTime())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	a, b := tree(t, with), tree(t, without)
	if len(a) != len(b) {
		t.Errorf("%d files with an attack, %d without", len(a), len(b))
	}
	if x, y := len(a[seal.TruthName]), len(b[seal.TruthName]); x != y {
		t.Errorf("%s weighs %d with an attack, %d without", seal.TruthName, x, y)
	}
	for path, text := range a {
		if path == seal.TruthName || path == "records/networks.mmdb" {
			continue
		}
		for _, word := range []string{"987654321987654321", "tiny",
			"collateral", "scenario_sha256", "secret_commitment"} {
			if strings.Contains(text, word) {
				t.Errorf("%s says %q", path, word)
			}
		}
	}
}

// The public part is not that of the dataset: no token of it is the same.
func TestTokensAreOthers(t *testing.T) {
	key := newKey(t)
	plain, public := sealed(t, world{key: key.Recipient()}, seal.Secret{3})
	tokens := func(dir string) (all map[string]bool) {
		d, err := read.OpenDataset(dir)
		if err != nil {
			t.Fatal(err)
		}
		log, err := d.AuditLog()
		if err != nil {
			t.Fatal(err)
		}
		all = map[string]bool{}
		for e, err := range log.All(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range []uint64{e.EventID, e.SessionID, e.RequestID, e.NIRRef} {
				if id != 0 {
					all[strconv.FormatUint(id, 16)] = true
				}
			}
			if e.Account != "" {
				all[e.Account] = true
			}
			if e.Org != "" {
				all[e.Org] = true
			}
		}
		return all
	}
	a, b := tokens(plain), tokens(public)
	for x := range a {
		if b[x] {
			t.Errorf("%q is in both", x)
		}
	}
	if len(a) < 100 || len(a) != len(b) {
		t.Errorf("%d tokens, and %d sealed", len(a), len(b))
	}
}

// What is exchanged in the locked part, or in what was committed to, is found.
func TestCommitmentsBind(t *testing.T) {
	key := newKey(t)
	_, one := sealed(t, world{key: key.Recipient()}, seal.Secret{4})
	_, two := sealed(t, world{key: key.Recipient(), fresh: true}, seal.Secret{5})
	if _, err := seal.Open(two, []age.Identity{key}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(one, seal.TruthName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(two, seal.TruthName), b, 0o666); err != nil {
		t.Fatal(err)
	}
	_, err = seal.Open(two, []age.Identity{key})
	if output.KindOf(err) != output.KindContent || !strings.Contains(err.Error(), "not the one that was committed to") {
		t.Errorf("the truth of another dataset: %v", err)
	}
	_, err = seal.Open(one, []age.Identity{newKey(t)})
	if output.KindOf(err) != output.KindUsage {
		t.Errorf("another key: %v", err)
	}
	b[len(b)-1] ^= 1
	if err := os.WriteFile(filepath.Join(one, seal.TruthName), b, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err = seal.Open(one, []age.Identity{key}); output.KindOf(err) != output.KindContent {
		t.Errorf("an altered truth: %v", err)
	}
}

// A run that is stopped leaves nothing: neither a part of PUBLIC nor the truth beside it.
func TestNothingIsLeft(t *testing.T) {
	key := newKey(t)
	plain, _ := sealed(t, world{key: key.Recipient()}, seal.Secret{6})
	like, err := output.ReadManifest(plain)
	if err != nil {
		t.Fatal(err)
	}
	sc, err := library.Open("tiny", nil)
	if err != nil {
		t.Fatal(err)
	}
	secret := seal.Secret{6}
	p, err := generator.New(sc, generator.Options{Secret: secret[:], WithoutCampaigns: true})
	if err != nil {
		t.Fatal(err)
	}
	q := seal.Request{Source: dataset.Source(p, "test"), Like: like, Secret: secret, Key: key.Recipient()}
	for name, recipient := range map[string]age.Recipient{"another world": key.Recipient(), "no key": failing{}} {
		root := t.TempDir()
		q.Dir, q.Key, q.FreshWorld = filepath.Join(root, "public"), recipient, name == "no key"
		if _, err := seal.Seal(t.Context(), q); err == nil {
			t.Errorf("%s: it is sealed", name)
		}
		if left := tree(t, root); len(left) > 0 {
			t.Errorf("%s: %d files are left", name, len(left))
		}
	}
}

// failing is a key that cannot be used.
type failing struct{}

func (failing) Wrap([]byte) ([]*age.Stanza, error) { return nil, errors.New("no key") }

func TestPassphrases(t *testing.T) {
	if _, err := seal.Passphrase([]byte("short\n")); err == nil {
		t.Error("a short passphrase is taken")
	}
	if _, err := seal.ReadKey([]byte("a longer passphrase\r\nand more")); err != nil {
		t.Error(err)
	}
}
