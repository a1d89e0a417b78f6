package output

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/state"
)

// only fails unless exactly the file is named.
func only(t *testing.T, dir, path, what string) {
	t.Helper()
	r, err := Verify(dir)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, p := range r.Problems {
		if p.Path == path && strings.Contains(p.What, what) {
			return
		}
	}
	t.Errorf("%s %s: not named in %v", path, what, r.Problems)
}

func TestVerifyNamesEachChange(t *testing.T) {
	for _, compress := range []string{"none", "zstd", "gzip"} {
		dir := filepath.Join(t.TempDir(), "d")
		write(t, newFake(1, 20), Options{Dir: dir, Compress: compress})
		verified(t, dir)
		all := files(t, dir)
		for i, name := range slices.Sorted(maps.Keys(all)) {
			text, at := all[name], filepath.Join(dir, name)
			changed := []string{text + "\n"}
			if n := len(text); n > 0 {
				k := i * 7919 % n
				changed = append(changed, text[:n-1], text[:k]+string([]byte{text[k] ^ 1})+text[k+1:])
			}
			for _, b := range changed {
				put(t, at, b)
				only(t, dir, name, "")
				put(t, at, text)
			}
			if name == state.ManifestName {
				continue
			}
			if err := os.Remove(at); err != nil {
				t.Fatal(err)
			}
			only(t, dir, name, "missing")
			put(t, at, text)
		}
		verified(t, dir)
	}
}

// Every byte of the manifest counts, spaces included.
func TestVerifyManifestBytes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	write(t, newFake(1, 20), Options{Dir: dir})
	b, err := os.ReadFile(filepath.Join(dir, state.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := state.ParseManifest(b); err != nil {
		t.Fatal(err)
	}
	for i := range b {
		for _, bit := range []byte{1, 0x20} { // 0x20: a change of case
			c := slices.Clone(b)
			c[i] ^= bit
			if _, err := state.ParseManifest(c); err == nil {
				t.Fatalf("byte %d changed from %q to %q goes unnoticed", i, b[i], c[i])
			}
		}
		if _, err := state.ParseManifest(slices.Delete(slices.Clone(b), i, i+1)); err == nil {
			t.Fatalf("byte %d removed goes unnoticed", i)
		}
		if _, err := state.ParseManifest(slices.Insert(slices.Clone(b), i, ' ')); err == nil {
			t.Fatalf("a space before byte %d goes unnoticed", i)
		}
	}
}

func TestVerifyNamesWhatIsTooMany(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	write(t, newFake(1, 20), Options{Dir: dir})
	put(t, filepath.Join(dir, "truth", "notes.txt"), "")
	for _, d := range []string{"empty", state.WorkDir} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	only(t, dir, "truth/notes.txt", "not in the manifest")
	only(t, dir, "empty/", "folder that is not in the manifest")
	only(t, dir, state.WorkDir, "unfinished run")
}

// A manifest that is whole in itself but says other rows or totals.
func TestVerifyRowsAndCounts(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	write(t, newFake(1, 20), Options{Dir: dir})
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range m.Files {
		if f.Path == "records/practitioners.csv" {
			*m.Files[i].Rows++
		}
	}
	m.Counts.AuditEvents++
	b, err := m.Render()
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, state.ManifestName), string(b))
	only(t, dir, "records/practitioners.csv", "2 rows, the manifest says 3")
	only(t, dir, state.ManifestName, "for logs/audit, its files have")
	only(t, dir, state.ManifestName, "for records/practitioners.csv, its files have 3")
}

func TestVerifyWithoutDataset(t *testing.T) {
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "none")} {
		if _, err := Verify(dir); KindOf(err) != KindUsage || !strings.Contains(err.Error(), "no such file") {
			t.Errorf("%v", err)
		}
	}
}

func TestVerifyTellsHowFarItIs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	write(t, newFake(1, 20), Options{Dir: dir, Compress: "zstd"})
	var last Progress
	r, err := VerifyProgress(dir, func(p Progress) {
		if p.Done < last.Done || p.Done > p.Total {
			t.Errorf("%d of %d after %d", p.Done, p.Total, last.Done)
		}
		last = p
	})
	if err != nil || !r.Good() || last.Done != last.Total || int64(last.Done) != r.Bytes {
		t.Errorf("ends at %+v, after %d bytes: %v", last, r.Bytes, err)
	}
}
