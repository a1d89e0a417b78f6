package output

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/days"
)

func TestShardsCoverEachDayOnce(t *testing.T) {
	all := days.List(newFake(30, 1).windows)
	for n := 1; n < 40; n++ {
		var dates []string
		most, least := 0, 99
		for i := range n {
			mine := days.Of(all, Shard{Index: i + 1, Count: n})
			most, least = max(most, len(mine)), min(least, len(mine))
			for _, d := range mine {
				dates = append(dates, d.Date)
			}
		}
		slices.Sort(dates)
		if len(slices.Compact(dates)) != 30 || most-least > 1 {
			t.Errorf("%d shards: %d days, %d to %d a shard", n, len(dates), least, most)
		}
	}
}

func TestMergedShardsAreTheWhole(t *testing.T) {
	src := newFake(8, 60)
	for _, o := range []Options{{}, {Compress: "zstd", Persons: "exposed", TruthFull: true, Labels: []string{"lines", "windows"}}} {
		want := whole(t, src, o)
		for _, n := range []int{1, 3, 7, 11} {
			dirs := shards(t, src, n, o)
			out := Options{Dir: filepath.Join(t.TempDir(), "merged"), Workers: 2}
			s, err := Merge(t.Context(), dirs, out, func(i ShardInfo) (Source, error) {
				if string(i.ScenarioYAML) != string(src.Info().ScenarioYAML) || i.Run.Seed != 7 {
					return nil, fmt.Errorf("bad info %+v", i)
				}
				return src, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			verified(t, out.Dir)
			sameFiles(t, want, files(t, out.Dir))
			if s.Counts.Days != 8 {
				t.Errorf("%+v", s)
			}
		}
	}
}

func shards(t *testing.T, src Source, n int, o Options) (dirs []string) {
	t.Helper()
	base := t.TempDir()
	for i := range n {
		o.Dir, o.Shard = filepath.Join(base, fmt.Sprint(i)), Shard{Index: i + 1, Count: n}
		write(t, src, o)
		o.Resume = true
		if s := write(t, src, o); !s.AlreadyComplete {
			t.Errorf("shard %v is not complete: %+v", o.Shard, s)
		}
		o.Resume = false
		dirs = append(dirs, o.Dir)
	}
	return dirs
}

func TestMergeRules(t *testing.T) {
	src := newFake(3, 60)
	dirs := shards(t, src, 3, Options{})
	other := newFake(3, 60)
	other.seed = 8
	foreign := shards(t, other, 3, Options{})
	two := shards(t, src, 2, Options{})
	open := func(ShardInfo) (Source, error) { return src, nil }
	out := filepath.Join(t.TempDir(), "out")
	try := func(kind Kind, says string, dirs ...string) {
		t.Helper()
		_, err := Merge(t.Context(), dirs, Options{Dir: out}, open)
		if KindOf(err) != kind || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %s", err, says)
		}
	}
	try(KindUsage, "shards missing of 3: 2, 3", dirs[0])
	try(KindUsage, "shard 1 of 3 is there twice", dirs[0], dirs[0])
	try(KindUsage, `not parts of one run: seed "8", not "7"`, dirs[0], foreign[1], dirs[2])
	try(KindUsage, "not parts of one run", dirs[0], two[1])
	try(KindUsage, "holds no shard", t.TempDir())
	try(KindContent, "is missing or has another size", func() []string {
		cut(t, dirs[1])
		return dirs
	}()...)
	if _, err := Verify(dirs[0]); KindOf(err) != KindUsage || !strings.Contains(err.Error(), "merge all shards first") {
		t.Errorf("verify of a shard: %v", err)
	}
	if _, err := Merge(t.Context(), foreign, Options{Dir: out}, open); KindOf(err) != KindContent {
		t.Errorf("another source: %v", err)
	}
	if _, err := Merge(t.Context(), foreign, Options{Dir: foreign[0], Force: true}, open); KindOf(err) != KindUsage {
		t.Errorf("into a shard: %v", err)
	}
}

// cut shortens one day file of a shard.
func cut(t *testing.T, dir string) {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "logs/audit/*"))
	if err != nil || len(list) == 0 {
		t.Fatal("no day file", err)
	}
	if err := os.Truncate(list[0], 10); err != nil {
		t.Fatal(err)
	}
}
