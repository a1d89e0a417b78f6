package output

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// files reads a whole folder: path to content.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sameFiles fails where two folders differ in any name or byte.
func sameFiles(t testing.TB, want, got map[string]string) {
	t.Helper()
	for _, p := range slices.Sorted(maps.Keys(want)) {
		if g, there := got[p]; !there {
			t.Errorf("%s is missing", p)
		} else if g != want[p] {
			t.Errorf("%s differs: %d bytes, want %d", p, len(g), len(want[p]))
		}
	}
	for _, p := range slices.Sorted(maps.Keys(got)) {
		if _, there := want[p]; !there {
			t.Errorf("%s is too many", p)
		}
	}
}

func write(t testing.TB, src Source, o Options) *Summary {
	t.Helper()
	s, err := Write(t.Context(), src, o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return s
}

func verified(t testing.TB, dir string) {
	t.Helper()
	r, err := Verify(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Errorf("verify: %v", p)
	}
}

// whole writes a dataset in the plainest way.
func whole(t testing.TB, src Source, o Options) map[string]string {
	t.Helper()
	o.Dir, o.Workers = filepath.Join(t.TempDir(), "whole"), 1
	write(t, src, o)
	verified(t, o.Dir)
	return files(t, o.Dir)
}

func TestSameBytesForAnyWorkers(t *testing.T) {
	for _, o := range []Options{{}, {Compress: "zstd", TruthFull: true}, {Compress: "gzip", Formats: []string{"combined"}}, {Formats: []string{"jsonl"}, Persons: "exposed"}} {
		want := whole(t, newFake(3, 300), o)
		for _, workers := range []int{2, 32} {
			o.Dir, o.Workers = filepath.Join(t.TempDir(), "d"), workers
			write(t, newFake(3, 300), o)
			sameFiles(t, want, files(t, o.Dir))
		}
	}
}

func TestSlicesLargerThanAllBuffers(t *testing.T) {
	src := newFake(1, 30_000) // about 25 MB a slice; two workers may hold 24 pieces
	src.windows = src.windows[:3]
	want := whole(t, src, Options{})
	o := Options{Dir: filepath.Join(t.TempDir(), "d"), Workers: 3}
	write(t, src, o)
	sameFiles(t, want, files(t, o.Dir))
}

func TestLayout(t *testing.T) {
	got := whole(t, newFake(2, 50), Options{})
	want := []string{"README.md", "croissant.json", "logs/access/2022-03-26.log", "logs/access/2022-03-27.log", "logs/audit/2022-03-26.jsonl",
		"logs/audit/2022-03-27.jsonl", "manifest.json", "records/accounts.csv", "records/contacts.csv", "records/delegates.csv", "records/insured_persons.csv",
		"records/networks.csv", "records/networks.mmdb", "records/practitioners.csv", "scenario.yaml", "truth/access/2022-03-26.jsonl",
		"truth/access/2022-03-27.jsonl", "truth/accounts.jsonl", "truth/alerts.jsonl", "truth/campaigns.jsonl", "truth/canaries.jsonl", "truth/events/2022-03-26.jsonl",
		"truth/events/2022-03-27.jsonl", "truth/exposed_persons.jsonl", "truth/interference.jsonl", "truth/ips.jsonl",
		"truth/lookalikes.jsonl", "truth/responses.jsonl", "truth/sessions.jsonl",
		"truth/tried.jsonl"}
	if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, want) {
		t.Errorf("files:\n%s\nwant:\n%s", strings.Join(names, "\n"), strings.Join(want, "\n"))
	}
}

// A dataset that is thrown away has all that programs judge by, to the byte, and nothing
// for people; without digests, it is none that verify accepts.
func TestPassingDatasets(t *testing.T) {
	want := whole(t, newFake(2, 50), Options{})
	passing := Options{Dir: filepath.Join(t.TempDir(), "passing"), Passing: true}
	write(t, newFake(2, 50), passing)
	if v, err := Verify(passing.Dir); err == nil && len(v.Problems) == 0 {
		t.Error("verify accepts a dataset without digests")
	}
	got := files(t, passing.Dir)
	for _, left := range []string{"README.md", "croissant.json", "records/contacts.csv", "manifest.json"} {
		if _, there := got[left]; there != (left == "manifest.json") {
			t.Errorf("%s: there = %v", left, there)
		}
		delete(want, left)
	}
	delete(got, "manifest.json")
	sameFiles(t, want, got)
	for _, o := range []Options{{Resume: true}, {Shard: Shard{Index: 1, Count: 2}}} {
		o.Dir, o.Passing = t.TempDir(), true
		if _, err := Write(t.Context(), newFake(1, 5), o); KindOf(err) != KindUsage {
			t.Errorf("%+v: %v, want a usage error", o, err)
		}
	}
}

func TestStreamIsTheDayFiles(t *testing.T) {
	src := newFake(3, 300)
	all := whole(t, src, Options{})
	var want string
	for _, p := range slices.Sorted(maps.Keys(all)) {
		if strings.HasPrefix(p, "logs/audit/") {
			want += all[p]
		}
	}
	for _, workers := range []int{1, 4} {
		var got bytes.Buffer
		if err := Stream(context.Background(), src, &got, workers); err != nil {
			t.Fatal(err)
		}
		if got.String() != want {
			t.Errorf("%d workers: the stream differs from the day files", workers)
		}
	}
}

func TestNoLabelInLogs(t *testing.T) {
	all := whole(t, newFake(1, 300), Options{})
	for p, text := range all {
		if !strings.HasPrefix(p, "logs/") {
			continue
		}
		for _, word := range []string{"benign", "attack", "collateral", "policy", "mailbox-2022", "ban-11-march", "bot-", "scrap", "label"} {
			if strings.Contains(text, word) {
				t.Errorf("%s says %q", p, word)
			}
		}
	}
}
