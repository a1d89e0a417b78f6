package output

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/lock"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/internal/swap"
)

var errStopped = errors.New("stopped")

// stoppedAt is a disk whose moves end before the n-th, as those of a process that
// is killed there: nothing is tidied.
func stoppedAt(n int) *disk.Disk {
	d := disk.New()
	d.Rename = func(from, to string) error {
		if n--; n < 0 {
			return errStopped
		}
		return os.Rename(from, to)
	}
	return d
}

// besides drops what is not the dataset of a directory itself.
func besides(all map[string]string) map[string]string {
	maps.DeleteFunc(all, func(p, _ string) bool { return strings.HasPrefix(p, swap.NewDir+"/") })
	return all
}

// Whatever is there, a dataset, a shard or a run that was stopped while it
// published, --force may stop at any of its moves: the old or the new is whole at
// each, and --resume ends with the new one.
func TestForceStoppedAtEachMove(t *testing.T) {
	src, old := newFake(1, 20), newFake(1, 20)
	old.seed = 99
	oldWhole, want := whole(t, old, Options{}), whole(t, src, Options{})
	for what, before := range map[string]func(dir string){
		"a dataset": func(dir string) { write(t, old, Options{Dir: dir}) },
		"a shard":   func(dir string) { write(t, old, Options{Dir: dir, Shard: Shard{Index: 1, Count: 1}}) },
		"a stopped run": func(dir string) {
			if _, err := Write(t.Context(), old, Options{Dir: dir, disk: stoppedAt(3)}); !errors.Is(err, errStopped) {
				t.Fatal(err)
			}
		},
	} {
		moves := 0
		for ; ; moves++ {
			dir := filepath.Join(t.TempDir(), "d")
			before(dir)
			_, err := Write(t.Context(), src, Options{Dir: dir, Force: true, disk: stoppedAt(moves)})
			if err == nil {
				break
			}
			if !errors.Is(err, errStopped) {
				t.Fatalf("%s, stopped at move %d: %v", what, moves, err)
			}
			if r, err := Verify(dir); err == nil && r.Good() {
				t.Errorf("%s: verify accepts what stopped at move %d", what, moves)
			}
			if moves < 7 && what == "a dataset" { // the new one is published in its folder
				sameFiles(t, oldWhole, besides(files(t, dir)))
			}
			if _, err := Write(t.Context(), src, Options{Dir: dir}); KindOf(err) != KindUsage {
				t.Errorf("%s, stopped at move %d: without --resume: %v", what, moves, err)
			}
			write(t, src, Options{Dir: dir, Resume: true})
			sameFiles(t, want, files(t, dir))
			verified(t, dir)
		}
		if moves < 12 {
			t.Errorf("%s was replaced in %d moves", what, moves)
		}
	}
}

// A replacement may be begun anew, too, at each of its moves.
func TestForceAgainAfterAStop(t *testing.T) {
	old, first, second := newFake(1, 60), newFake(1, 60), newFake(2, 60)
	old.seed, first.seed = 98, 99
	want := whole(t, second, Options{})
	for moves := 0; moves < 21; moves += 3 {
		dir := filepath.Join(t.TempDir(), "d")
		write(t, old, Options{Dir: dir})
		_, _ = Write(t.Context(), first, Options{Dir: dir, Force: true, disk: stoppedAt(moves)})
		write(t, second, Options{Dir: dir, Force: true})
		sameFiles(t, want, files(t, dir))
	}
}

func TestForceOnAFullDiskLeavesTheOld(t *testing.T) {
	src, old := newFake(2, 100), newFake(1, 60)
	old.seed = 99
	want := whole(t, src, Options{})
	for bytes := int64(0); bytes < 800_000; bytes += 100_000 {
		dir := filepath.Join(t.TempDir(), "d")
		write(t, old, Options{Dir: dir})
		before := files(t, dir)
		_, err := Write(t.Context(), src, Options{Dir: dir, Force: true, disk: limited(bytes, "")})
		if KindOf(err) != KindWrite || !errors.Is(err, syscall.ENOSPC) ||
			!strings.Contains(err.Error(), "what was to be replaced stands as it was") {
			t.Fatalf("after %d bytes: %v", bytes, err)
		}
		sameFiles(t, before, besides(files(t, dir)))
		write(t, src, Options{Dir: dir, Resume: true})
		sameFiles(t, want, files(t, dir))
	}
}

// Files that somebody put there while the new dataset was made are nobody's to move.
func TestForceRefusesWhatCameMeanwhile(t *testing.T) {
	src := newFake(1, 60)
	dir := filepath.Join(t.TempDir(), "d")
	write(t, src, Options{Dir: dir})
	put(t, filepath.Join(dir, "arena.json"), "{}") // may lie there
	o := Options{Dir: dir, Force: true, Progress: func(Progress) { put(t, filepath.Join(dir, "thesis.txt"), "mine") }}
	_, err := Write(t.Context(), src, o)
	if KindOf(err) != KindUsage || !strings.Contains(err.Error(), "thesis.txt") {
		t.Fatalf("%v", err)
	}
	if err := os.Remove(filepath.Join(dir, "thesis.txt")); err != nil {
		t.Fatal(err)
	}
	write(t, src, Options{Dir: dir, Resume: true})
	sameFiles(t, whole(t, src, Options{}), files(t, dir))
}

func TestResumeFindsWhatIsMissingOfAWholeDataset(t *testing.T) {
	src := newFake(1, 60)
	for _, shard := range []Shard{{}, {Index: 1, Count: 1}} {
		o := Options{Dir: filepath.Join(t.TempDir(), "d"), Shard: shard}
		write(t, src, o)
		if err := os.Remove(filepath.Join(o.Dir, "logs/audit/2022-03-26.jsonl")); err != nil {
			t.Fatal(err)
		}
		o.Resume = true
		_, err := Write(t.Context(), src, o)
		if KindOf(err) != KindContent || !strings.Contains(err.Error(), "2022-03-26.jsonl") {
			t.Errorf("%v: %v", shard, err)
		}
	}
}

func TestTwoRunsInOneDirectory(t *testing.T) {
	src := newFake(2, 60)
	dir := filepath.Join(t.TempDir(), "d")
	said := make(chan error, 1)
	o := Options{Dir: dir, Workers: 1}
	o.Progress = func(p Progress) {
		if p.Stage == "days" && p.Done == 5 {
			_, err := Write(t.Context(), newFake(2, 60), Options{Dir: dir, Resume: true})
			said <- err
		}
	}
	write(t, src, o)
	if err := <-said; KindOf(err) != KindUsage || !strings.Contains(err.Error(), "is being written by process ") {
		t.Errorf("the second run: %v", err)
	}
	sameFiles(t, whole(t, src, Options{}), files(t, dir))
	put(t, filepath.Join(dir, lock.Name), "{}") // of a process that is gone
	if s := write(t, src, Options{Dir: dir, Resume: true}); !s.AlreadyComplete {
		t.Errorf("%+v", s)
	}
	verified(t, dir)
}

func TestALinkAsOutputDirectory(t *testing.T) {
	src, base := newFake(1, 60), t.TempDir()
	real, link := filepath.Join(base, "real"), filepath.Join(base, "link")
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	if _, err := Write(t.Context(), src, Options{Dir: link}); KindOf(err) != KindUsage ||
		!strings.Contains(err.Error(), "leads nowhere") {
		t.Errorf("a link to nothing: %v", err)
	}
	if err := os.Mkdir(real, 0o777); err != nil {
		t.Fatal(err)
	}
	write(t, src, Options{Dir: link})
	write(t, src, Options{Dir: link, Force: true})
	if s := write(t, src, Options{Dir: link, Resume: true}); !s.AlreadyComplete {
		t.Errorf("%+v", s)
	}
	verified(t, link)
	put(t, filepath.Join(real, "extra"), "x")
	if r, err := Verify(link); err != nil || r.Good() {
		t.Errorf("verify through a link: %+v, %v", r, err)
	}
}

// spoilt are texts of a state or a shard index that no run writes, of a good one.
// A digest that fits does not make them better.
func spoilt(good *state.Progress) map[string]*state.Progress {
	list := map[string]*state.Progress{}
	date := good.Dates()[0]
	add := func(name string, change func(*state.Progress, *state.Day)) {
		p := *good
		p.Days = maps.Clone(good.Days)
		d := p.Days[date]
		d.Files, d.Parts = slices.Clone(d.Files), slices.Clone(d.Parts)
		change(&p, &d)
		if p.Days != nil {
			p.Days[date] = d
		}
		list[name] = &p
	}
	minus := int64(-5)
	add("no days", func(p *state.Progress, _ *state.Day) { p.Days = nil })
	add("no options", func(p *state.Progress, _ *state.Day) { p.Run.Options = nil })
	add("another tool", func(p *state.Progress, _ *state.Day) { p.Run = state.Run{Tool: state.Tool} })
	add("a day of no run", func(p *state.Progress, d *state.Day) { p.Days["2099-01-01"] = *d })
	add("a day that is none", func(p *state.Progress, d *state.Day) { p.Days["zzz"] = *d })
	add("no rows", func(_ *state.Progress, d *state.Day) { d.Parts[0].Rows = nil })
	add("rows below zero", func(_ *state.Progress, d *state.Day) { d.Files[0].Rows = &minus })
	add("bytes below zero", func(_ *state.Progress, d *state.Day) { d.Files[0].Bytes = -1 })
	add("no digest", func(_ *state.Progress, d *state.Day) { d.Files[0].SHA256 = "" })
	add("a digest of nothing", func(_ *state.Progress, d *state.Day) { d.Files[0].SHA256 = strings.Repeat("0", 64) })
	add("no files", func(_ *state.Progress, d *state.Day) { d.Files, d.Parts = nil, nil })
	add("a file twice", func(_ *state.Progress, d *state.Day) { d.Files = append(d.Files, d.Files[0]) })
	add("a file outside", func(_ *state.Progress, d *state.Day) { d.Files[0].Path = "../../../victim.txt" })
	add("a part outside", func(_ *state.Progress, d *state.Day) { d.Parts[0].Path = "parts/exposed/../../../../etc/passwd" })
	add("a shard below one", func(p *state.Progress, _ *state.Day) { p.Shard = Shard{Index: -1, Count: -1} })
	return list
}

func TestMergeBelievesNoAlteredShard(t *testing.T) {
	src := newFake(2, 60)
	dir := shards(t, src, 1, Options{})[0]
	index := filepath.Join(dir, "shard-1-of-1.json")
	good, err := state.Read(index)
	if err != nil {
		t.Fatal(err)
	}
	open := func(ShardInfo) (Source, error) { return src, nil }
	base := t.TempDir()
	put(t, filepath.Join(base, "victim.txt"), "precious")
	refused := func(what string) {
		t.Helper()
		out := filepath.Join(base, "a", "b", "out")
		_, err := Merge(t.Context(), []string{dir}, Options{Dir: out}, open)
		if KindOf(err) != KindContent && KindOf(err) != KindUsage {
			t.Errorf("%s: %v", what, err)
		}
		if r, err := Verify(out); err == nil && r.Good() {
			t.Errorf("%s: verify accepts what was merged", what)
		}
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
	}
	for what, p := range spoilt(good) {
		if err := p.Save(disk.New(), index); err != nil {
			t.Fatal(err)
		}
		refused(what)
	}
	many := *good
	many.Shard.Count = 300_000_000
	if err := os.Remove(index); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, state.ShardName(many.Shard))
	if err := many.Save(disk.New(), other); err != nil {
		t.Fatal(err)
	}
	refused("three hundred million shards")
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"logs/audit/2022-03-26.jsonl", ".breachsim/persons.bits", ".breachsim/parts/exposed/2022-03-26.jsonl"} {
		if err := good.Save(disk.New(), index); err != nil {
			t.Fatal(err)
		}
		flip(t, filepath.Join(dir, name))
		refused("a flipped bit in " + name)
		flip(t, filepath.Join(dir, name))
	}
	flip(t, index)
	refused("a flipped bit in the index")
}

// flip changes a bit in the middle of a file.
func flip(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	put(t, path, string(b))
}

func TestResumeBelievesNoAlteredState(t *testing.T) {
	src := newFake(2, 60)
	want := whole(t, src, Options{})
	dir := filepath.Join(t.TempDir(), "d")
	o := Options{Dir: dir, disk: limited(1<<40, "truth/accounts")}
	if _, err := Write(t.Context(), src, o); KindOf(err) != KindWrite {
		t.Fatal(err)
	}
	at := filepath.Join(dir, state.WorkDir, state.StateName)
	good, err := state.Read(at)
	if err != nil {
		t.Fatal(err)
	}
	o = Options{Dir: dir, Resume: true}
	for what, p := range spoilt(good) {
		if what == "a digest of nothing" {
			continue // the day is made again
		}
		if err := p.Save(disk.New(), at); err != nil {
			t.Fatal(err)
		}
		if _, err := Write(t.Context(), src, o); KindOf(err) != KindContent && KindOf(err) != KindUsage {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := good.Save(disk.New(), at); err != nil {
		t.Fatal(err)
	}
	flip(t, filepath.Join(dir, state.WorkDir, state.StageDir, "logs/audit/2022-03-26.jsonl"))
	if s := write(t, src, o); s.ResumedDays != 1 {
		t.Errorf("%d days were taken over, one of two has a flipped bit", s.ResumedDays)
	}
	sameFiles(t, want, files(t, dir))
}
