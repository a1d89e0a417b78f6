package output

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/days"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/state"
)

// limited is a disk that is full after so many bytes, or where files of one
// name cannot be made.
func limited(bytes int64, name string) *disk.Disk {
	d := disk.New()
	var left atomic.Int64
	left.Store(bytes)
	d.Create = func(path string) (disk.File, error) {
		if name != "" && strings.Contains(path, name) {
			return nil, &os.PathError{Op: "open", Path: path, Err: syscall.ENOSPC}
		}
		f, err := os.Create(path)
		return &limitedFile{f, &left}, err
	}
	return d
}

type limitedFile struct {
	*os.File
	left *atomic.Int64
}

func (f *limitedFile) Write(b []byte) (int, error) {
	if f.left.Add(-int64(len(b))) < 0 {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, &os.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return f.File.Write(b)
}

// finals lists what stands under a final name, outside the work folder.
func finals(t *testing.T, dir string) (list []string) {
	t.Helper()
	for p := range files(t, dir) {
		if !strings.HasPrefix(p, state.WorkDir+"/") {
			list = append(list, p)
		}
	}
	return list
}

func TestResumeAfterFullDiskAnywhere(t *testing.T) {
	src := newFake(3, 100)
	o := Options{Workers: 3, TruthFull: true}
	want := whole(t, src, o)
	var total int64
	for _, b := range want {
		total += int64(len(b))
	}
	for i := range 12 {
		o.Dir = filepath.Join(t.TempDir(), "d")
		o.Resume, o.disk = false, limited(total*int64(i)/12, "")
		_, err := Write(t.Context(), src, o)
		if KindOf(err) != KindWrite || !errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), state.WorkDir) {
			t.Fatalf("after %d bytes: %v", total*int64(i)/12, err)
		}
		if left := finals(t, o.Dir); len(left) > 0 {
			t.Errorf("a failed run left %v (%v)", left, err)
		}
		if _, err := Verify(o.Dir); KindOf(err) != KindUsage {
			t.Errorf("verify of a failed run: %v", err)
		}
		o.Resume, o.disk = true, nil
		write(t, src, o)
		sameFiles(t, want, files(t, o.Dir))
	}
}

func TestFullDiskSaysWhatAndWhere(t *testing.T) {
	o := Options{Dir: t.TempDir(), Workers: 2, disk: limited(1<<40, "audit/2022-03-27")}
	_, err := Write(t.Context(), newFake(2, 100), o)
	want := regexp.MustCompile(`^writing slice 2022-03-2[67]T\d\d:00Z to "logs/audit/2022-03-27.jsonl": no space left on device$`)
	if err == nil || !want.MatchString(err.Error()) {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestResumeAfterCancelAtEachSlice(t *testing.T) {
	src := newFake(3, 60)
	want := whole(t, src, Options{})
	for stop := 0; stop < len(src.windows); stop += 7 {
		ctx, cancel := context.WithCancel(t.Context())
		src.onFill = func(w event.Window) {
			if w.From >= src.windows[stop].From {
				cancel()
			}
		}
		o := Options{Dir: filepath.Join(t.TempDir(), "d"), Workers: 2}
		_, err := Write(ctx, src, o)
		src.onFill = nil
		if KindOf(err) != KindInterrupted || !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped at slice %d: %v", stop, err)
		}
		o.Resume, o.Workers = true, 1+stop%3
		s := write(t, src, o)
		if stop > 60 && s.ResumedDays == 0 {
			t.Errorf("stopped at slice %d: no day was taken over", stop)
		}
		sameFiles(t, want, files(t, o.Dir))
	}
}

func TestResumeAfterCancelInRecords(t *testing.T) {
	src := newFake(2, 60)
	want := whole(t, src, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	o := Options{Dir: filepath.Join(t.TempDir(), "d"), Workers: 2, Progress: func(p Progress) {
		if p.Stage == "records" {
			cancel()
		}
	}}
	if _, err := Write(ctx, src, o); KindOf(err) != KindInterrupted {
		t.Fatal(err)
	}
	o.Resume, o.Progress = true, nil
	write(t, src, o)
	sameFiles(t, want, files(t, o.Dir))
}

// A kill can come between any two of the last moves.
func TestResumeAfterKillWhilePublishing(t *testing.T) {
	src := newFake(2, 60)
	want := whole(t, src, Options{})
	for moved := range 7 {
		o := Options{Dir: filepath.Join(t.TempDir(), "d"), Workers: 2}
		p, err := newPlan(src.Info(), o)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.make(t.Context(), src, p.fresh(), days.List(src.Windows())); err != nil {
			t.Fatal(err)
		}
		names := []string{"README.md", "croissant.json", "logs", "records", "scenario.yaml", "truth", "manifest.json"}
		for _, n := range names[:min(moved, len(names))] {
			if err := os.Rename(p.stage(n), p.at(n)); err != nil {
				t.Fatal(err)
			}
		}
		r, err := Verify(o.Dir)
		if err == nil && r.Good() {
			t.Errorf("verify accepts a run killed after %d moves", moved)
		}
		o.Resume = true
		write(t, src, o)
		sameFiles(t, want, files(t, o.Dir))
	}
}

func TestResumeRules(t *testing.T) {
	src := newFake(1, 60)
	o := Options{Dir: filepath.Join(t.TempDir(), "d"), Resume: true}
	write(t, src, o) // nothing there: a fresh run
	if s := write(t, src, o); !s.AlreadyComplete || s.Counts.AuditEvents == 0 {
		t.Errorf("resume of a complete dataset: %+v", s)
	}
	other := newFake(1, 60)
	other.seed = 8
	for want, try := range map[string]func() error{
		`holds a dataset of another run, with seed "7", not "8"`: func() error { _, err := Write(t.Context(), other, o); return err },
		`with option compress "none", not "gzip"`: func() error {
			o := o
			o.Compress = "gzip"
			_, err := Write(t.Context(), src, o)
			return err
		},
		`of other shards than asked`: func() error {
			o := o
			o.Shard = Shard{Index: 1, Count: 2}
			_, err := Write(t.Context(), src, o)
			return err
		},
		`exclude each other`: func() error {
			o := o
			o.Force = true
			_, err := Write(t.Context(), src, o)
			return err
		},
	} {
		if err := try(); KindOf(err) != KindUsage || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestForceRules(t *testing.T) {
	src := newFake(1, 60)
	want := whole(t, src, Options{})
	dir := filepath.Join(t.TempDir(), "d")
	old := newFake(2, 60)
	old.seed = 99
	write(t, old, Options{Dir: dir})
	refused := func(o Options, says string) {
		t.Helper()
		before := files(t, dir)
		o.Dir = dir
		if _, err := Write(t.Context(), src, o); KindOf(err) != KindUsage || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %s", err, says)
		}
		sameFiles(t, before, files(t, dir))
	}
	refused(Options{}, "holds a dataset: replace it with --force, or choose another directory")
	put(t, filepath.Join(dir, "thesis.txt"), "mine")
	refused(Options{Force: true}, "holds files that are not part of its dataset (thesis.txt): nothing was removed")
	if err := os.Remove(filepath.Join(dir, "thesis.txt")); err != nil {
		t.Fatal(err)
	}
	write(t, src, Options{Dir: dir, Force: true})
	sameFiles(t, want, files(t, dir))
	if _, err := os.Stat(filepath.Join(dir, "logs/audit/2022-03-27.jsonl")); err == nil {
		t.Error("a file of the old dataset is left")
	}

	foreign := t.TempDir()
	put(t, filepath.Join(foreign, "manifest.json"), `{"tool":"other"}`)
	if _, err := Write(t.Context(), src, Options{Dir: foreign, Force: true}); KindOf(err) != KindUsage {
		t.Errorf("a foreign directory: %v", err)
	}
	if _, err := Write(t.Context(), src, Options{Dir: filepath.Join(foreign, "manifest.json")}); KindOf(err) != KindUsage {
		t.Errorf("a file in place of the directory: %v", err)
	}
}

func TestForceOverAnUnfinishedRun(t *testing.T) {
	src := newFake(2, 60)
	want := whole(t, src, Options{})
	dir := t.TempDir()
	if _, err := Write(t.Context(), src, Options{Dir: dir, disk: limited(200_000, "")}); err == nil {
		t.Fatal("no error")
	}
	if _, err := Write(t.Context(), src, Options{Dir: dir}); KindOf(err) != KindUsage || !strings.Contains(err.Error(), "--resume") {
		t.Errorf("%v", err)
	}
	write(t, src, Options{Dir: dir, Force: true})
	sameFiles(t, want, files(t, dir))
}

func TestFreeSpaceIsCheckedFirst(t *testing.T) {
	d := disk.New()
	d.Free = func(string) (int64, bool, error) { return 1000, true, nil }
	dir := filepath.Join(t.TempDir(), "d")
	_, err := Write(t.Context(), newFake(1, 60), Options{Dir: dir, disk: d})
	if KindOf(err) != KindWrite || !strings.Contains(err.Error(), "0.0 MB free and this run needs about") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the directory was made")
	}
}

func TestFullTmpfs(t *testing.T) {
	dir := t.TempDir()
	if err := mountTmpfs(dir, 600<<10); err != nil {
		t.Skipf("cannot mount a small file system: %v", err)
	}
	defer unmount(t, dir)
	src := newFake(3, 400)
	o := Options{Dir: filepath.Join(dir, "d"), disk: disk.New()}
	if _, err := Write(t.Context(), src, o); KindOf(err) != KindWrite {
		t.Errorf("with the check of free space: %v", err)
	}
	o.disk.Free = func(string) (int64, bool, error) { return 0, false, nil }
	_, err := Write(t.Context(), src, o)
	if KindOf(err) != KindWrite || !strings.HasSuffix(err.Error(), "no space left on device") {
		t.Errorf("without it: %v", err)
	}
	if left := finals(t, o.Dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestPersonsRules(t *testing.T) {
	src := newFake(1, 60)
	lines := func(rule string) int {
		return strings.Count(whole(t, src, Options{Persons: rule})["records/insured_persons.csv"], "\n") - 1
	}
	exposed := strings.Count(whole(t, src, Options{})["truth/exposed_persons.jsonl"], "\n")
	got := []int{lines("exposed"), lines("referenced"), lines("1000"), lines("all")}
	if got[0] > exposed || got[0] < exposed-5 || got[1] <= got[0] || got[2] < 1000 || got[2] > 1000+exposed || got[3] != src.persons {
		t.Errorf("exposed, referenced, 1000, all: %v (%d exposures)", got, exposed)
	}
	if _, err := Write(t.Context(), src, Options{Dir: t.TempDir(), Persons: "some"}); KindOf(err) != KindUsage {
		t.Errorf("%v", err)
	}
}

func TestStreamIntoAClosedPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	err = Stream(t.Context(), newFake(1, 60), w, 2)
	if KindOf(err) != KindWrite || !strings.HasSuffix(err.Error(), "to the stream: broken pipe") {
		t.Errorf("%v", err)
	}
}
