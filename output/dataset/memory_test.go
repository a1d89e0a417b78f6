package dataset

import (
	"cmp"
	"context"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/scenarios/library"
)

// mostAWorker is what a worker may hold in a world of 200 accounts: its slice, its
// packer, and its share of the pieces of a megabyte that wait for the disk. 26 MB were
// measured.
const mostAWorker = 40 << 20

// TestMemoryIsFlat: what a dataset takes while it is written, beside the plan, has a
// bound for each worker, and neither a longer time nor a larger attack makes it more.
func TestMemoryIsFlat(t *testing.T) {
	march := func(day int) time.Time { return time.Date(2022, time.March, day, 0, 0, 0, 0, time.UTC) }
	short := held(t, world{days: [2]time.Time{march(8), march(10)}, workers: 2, every: 4})
	if most := uint64(2 * mostAWorker); short > most {
		t.Errorf("two days take %d MB, with %d allowed", short>>20, most>>20)
	}
	for _, c := range []struct {
		name string
		world
	}{
		{"six days", world{days: [2]time.Time{march(7), march(13)}, workers: 2, every: 4}},
		{"a list three times as long", world{
			days: [2]time.Time{march(8), march(10)}, workers: 2, every: 4, sets: []string{"campaigns[0].targets.exposed=1500000"},
		}},
	} {
		if got := held(t, c.world); got > short+short/3+4<<20 {
			t.Errorf("%s: %d MB, and %d for two days", c.name, got>>20, short>>20)
		}
	}
}

// mostOfAnHour is what a worker may hold where a slice is as full as slices get: 45 MB were
// measured.
const mostOfAnHour = 70 << 20

// TestMemoryOfABusyHour: nor does it grow with how much there is in an hour. Here a robot
// looks up 450,000 persons within 55 minutes, which took 200 MB when a slice had the whole
// hour.
func TestMemoryOfABusyHour(t *testing.T) {
	night := func(hour int) time.Time { return time.Date(2022, time.March, 9, hour, 0, 0, 0, time.UTC) }
	got := held(t, world{
		scenario: "smash-and-grab", days: [2]time.Time{night(1), night(9)}, workers: 2,
		sets: []string{
			"population.accounts=20000", "population.insured_persons=67800000", "campaigns[0].targets.exposed=45000000",
			"controls=[]",
		},
	})
	if most := uint64(2 * mostOfAnHour); got > most {
		t.Errorf("an hour takes %d MB, with %d allowed", got>>20, most>>20)
	}
}

// world is what one run makes.
type world struct {
	scenario string // empty = amelipro-2022
	days     [2]time.Time
	workers  int
	sets     []string
	every    int // after so many slices it is measured; 0 = after each
}

// held is what the heap has at most while a dataset is written that it did not have
// before, the garbage left out.
func held(t *testing.T, w world) (most uint64) {
	t.Helper()
	sc, err := library.Open(cmp.Or(w.scenario, "amelipro-2022"), w.sets)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := generator.New(sc, generator.Options{Scale: 10_000, From: w.days[0], To: w.days[1]})
	if err != nil {
		t.Fatal(err)
	}
	src := Source(plan, "test")
	before, told := live(), 0
	_, err = output.Write(context.Background(), src, output.Options{
		Dir: filepath.Join(t.TempDir(), "dataset"), Compress: "zstd", Workers: w.workers,
		Progress: func(output.Progress) {
			if told++; told%max(w.every, 1) == 0 {
				if now := live(); now > before {
					most = max(most, now-before)
				}
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if most == 0 {
		t.Fatal("nothing was measured")
	}
	runtime.KeepAlive(src)
	t.Logf("%d MB", most>>20)
	return most
}

// live is what the heap holds once the garbage is gone.
func live() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
