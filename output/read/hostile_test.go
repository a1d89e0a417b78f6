package read_test

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/zstd"

	"github.com/breachsim/breachsim/output/read"
)

const someScenario = "time: {timezone: Europe/Paris}\ncampaigns: [{id: a}]\n"

// Whatever manifest and scenario say, opening ends, and no file outside is named.
func FuzzDataset(f *testing.F) {
	f.Add([]byte(`{"tool":"breachsim","files":[{"path":"logs/audit/2022-03-10.jsonl"}]}`), []byte(someScenario))
	f.Add([]byte(`{"tool":"breachsim","files":[{"path":"../x"}],"scored_from":"2022-03-10T00:00:00+01:00"}`), []byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, manifest, scenario []byte) {
		d, err := read.OpenFS(fstest.MapFS{"manifest.json": {Data: manifest}, "scenario.yaml": {Data: scenario}}, "d")
		if err != nil {
			return
		}
		for _, file := range d.Manifest.Files {
			if !filepath.IsLocal(filepath.FromSlash(file.Path)) {
				t.Fatalf("%q is outside", file.Path)
			}
		}
		d.Days("logs/audit", ".jsonl")
	})
}

// Whatever a table of records says, packed or not, reading it ends with rows or an error.
func FuzzTable(f *testing.F) {
	const head = "account,rpps,profile,profession,site,dept,auth,created_on,delegates\n"
	f.Add("accounts.csv", []byte(head+"PS1,,gp,10,s,75,card,2020-01-01,2\n"))
	f.Add("accounts.csv", []byte(head+"\"=cmd\n\",,gp,10,s,75,card,2020-01-01,-9999999999999999999\n"))
	f.Add("accounts.csv.gz", []byte("\x1f\x8b\x08\x00"))
	f.Add("accounts.csv.zst", []byte("\x28\xb5\x2f\xfd\x24\x05\x29\x00\x00hello"))
	f.Fuzz(func(t *testing.T, name string, table []byte) {
		switch name {
		case "accounts.csv", "accounts.csv.gz", "accounts.csv.zst":
		default:
			return
		}
		d, err := read.OpenFS(fstest.MapFS{
			"manifest.json":   {Data: []byte(`{"tool":"breachsim","files":[{"path":"records/` + name + `"}]}`)},
			"scenario.yaml":   {Data: []byte(someScenario)},
			"records/" + name: {Data: table},
		}, "d")
		if err != nil {
			t.Fatal(err)
		}
		all, err := d.Accounts(t.Context())
		if err != nil && err.Error() == "" {
			t.Fatal("an error without a text")
		}
		if len(all) > len(table)*1000+1<<24 {
			t.Fatalf("%d rows of %d bytes", len(all), len(table))
		}
	})
}

// TestWatchTellsEachStretch reads a packed log twice and holds what is told against its bytes.
func TestWatchTellsEachStretch(t *testing.T) {
	var log bytes.Buffer
	z, err := zstd.NewWriter(&log)
	if err == nil {
		_, err = z.Write(bytes.Repeat([]byte("10.0.0.1 - - x\n"), 10_000))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	const name = "logs/access/2022-03-10.log.zst"
	d, err := read.OpenFS(fstest.MapFS{
		"manifest.json": {Data: []byte(`{"tool":"breachsim","files":[{"path":"` + name + `"}]}`)},
		"scenario.yaml": {Data: []byte("time: {timezone: Europe/Paris}\n")},
		name:            {Data: log.Bytes()},
	}, "d")
	if err != nil {
		t.Fatal(err)
	}
	begun, at := 0, int64(-1)
	d.Watch(func(path string, n int64) {
		if n == 0 {
			begun, at = begun+1, 0
		}
		if path != name || n < at {
			t.Errorf("%s at %d after %d", path, n, at)
		}
		at = n
	})
	for pass := range 2 {
		r, _, err := d.OpenFile("logs/access/2022-03-10.log")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil || begun != pass+1 || at != int64(log.Len()) {
			t.Errorf("pass %d: begun %d times, read %d of %d bytes: %v", pass, begun, at, log.Len(), err)
		}
	}
}
