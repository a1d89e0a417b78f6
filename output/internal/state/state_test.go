package state_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/state"
)

// progress is the index of a shard with a day.
func progress() *state.Progress {
	rows := int64(3)
	file := func(path string) []disk.Entry {
		return []disk.Entry{{Path: path, Rows: &rows, Bytes: 40,
			SHA256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}
	}
	return &state.Progress{
		Run:   state.Run{Tool: state.Tool, Scenario: "tiny", Options: map[string]string{"format": "jsonl"}},
		Shard: state.Shard{Index: 1, Count: 2},
		Days: map[string]state.Day{"2022-03-10": {Files: file("logs/audit/2022-03-10.jsonl"),
			Parts: file("parts/exposed/2022-03-10.jsonl")}},
	}
}

// saved is a progress as it is written.
func saved(t testing.TB, p *state.Progress) []byte {
	t.Helper()
	at := filepath.Join(t.TempDir(), "p")
	if err := p.Save(disk.New(), at); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryBitOfAnIndexCounts(t *testing.T) {
	good := saved(t, progress())
	if _, err := state.Parse(good); err != nil {
		t.Fatal(err)
	}
	for i := range good {
		bad := append([]byte(nil), good...)
		bad[i] ^= 4
		if _, err := state.Parse(bad); err == nil {
			t.Errorf("byte %d may be altered", i)
		}
	}
}

// A shard index may come from anywhere; its digest is no proof of anything.
func FuzzIndex(f *testing.F) {
	f.Add(saved(f, progress()))
	f.Add([]byte(`{"run":{"tool":"breachsim"}}`))
	f.Add([]byte(`{"run":{"tool":"breachsim","options":{}},"shard":{"Index":1,"Count":300000000},"days":{"zzz":{}}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var p state.Progress
		if json.Unmarshal(b, &p) == nil {
			b = saved(t, &p) // with a digest that fits
		}
		got, err := state.Parse(b)
		if err != nil {
			return
		}
		if got.Days == nil || got.Run.Options == nil || got.Shard.Index > got.Shard.Count {
			t.Fatalf("%+v", got)
		}
		for _, d := range got.Days {
			for _, e := range append(d.Files, d.Parts...) {
				if !filepath.IsLocal(filepath.FromSlash(e.Path)) || *e.Rows < 0 || e.Bytes < 0 {
					t.Fatalf("%+v", e)
				}
			}
		}
	})
}

// A manifest is accepted in the one form that it is written in.
func FuzzManifest(f *testing.F) {
	rows := int64(1)
	m := state.Manifest{Run: state.Run{Tool: state.Tool, Options: map[string]string{}},
		Files: []disk.Entry{{Path: "README.md", Bytes: 1}, {Path: "logs/audit/2022-03-10.jsonl", Rows: &rows}}}
	good, err := m.Render()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"tool":"breachsim","files":null}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := state.ParseManifest(b)
		if err != nil {
			return
		}
		again, err := m.Render()
		if err != nil || string(again) != string(b) {
			t.Fatalf("accepted, and written otherwise: %v", err)
		}
	})
}
