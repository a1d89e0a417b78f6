package clock

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// note queues a handler that writes its name and time.
func note(q *Queue, log *[]string, ts int64, name string) *Timer {
	return q.At(ts, func(now int64) { *log = append(*log, fmt.Sprintf("%s@%d", name, now)) })
}

func TestHandlersRunInOrderOfTime(t *testing.T) {
	var q Queue
	var log []string
	for _, x := range []struct {
		ts   int64
		name string
	}{{30, "c"}, {10, "a"}, {20, "b1"}, {20, "b2"}, {20, "b3"}} {
		note(&q, &log, x.ts, x.name)
	}
	q.Run(100)
	if want := []string{"a@10", "b1@20", "b2@20", "b3@20", "c@30"}; !slices.Equal(log, want) {
		t.Errorf("got %v, want %v", log, want)
	}
	if q.Now() != 100 {
		t.Errorf("it is %d behind the run, want 100", q.Now())
	}
}

// What a handler adds for an instant that is over runs at once, behind what was
// queued for the same instant.
func TestNothingRunsBeforeNow(t *testing.T) {
	var q Queue
	var log []string
	q.At(50, func(int64) { note(&q, &log, 7, "late") })
	note(&q, &log, 50, "queued")
	note(&q, &log, 51, "next")
	q.Run(100)
	if want := []string{"queued@50", "late@50", "next@51"}; !slices.Equal(log, want) {
		t.Errorf("got %v, want %v", log, want)
	}
}

func TestTimeNeverRunsBack(t *testing.T) {
	var q Queue
	draw, last, ran := rand.New(rand.NewPCG(1, 2)), int64(0), 0
	var step func(now int64)
	step = func(now int64) {
		if now < last || now != q.Now() {
			t.Fatalf("a handler at %d after one at %d, by a clock that says %d", now, last, q.Now())
		}
		last = now
		if ran++; ran < 5_000 {
			q.At(now+draw.Int64N(100)-50, step)
		}
	}
	for range 20 {
		q.At(draw.Int64N(1_000), step)
	}
	q.Run(Never)
	if ran < 5_000 {
		t.Errorf("%d handlers ran", ran)
	}
}

func TestStoppedTimersDoNotRun(t *testing.T) {
	var q Queue
	var log []string
	stopped, runs := note(&q, &log, 10, "stopped"), note(&q, &log, 20, "runs")
	later := note(&q, &log, 30, "later")
	q.At(25, func(int64) { later.Stop() })
	stopped.Stop()
	if stopped.Waits() || !runs.Waits() {
		t.Error("a stopped timer waits, or one that was not stopped does not")
	}
	q.Run(100)
	if want := []string{"runs@20"}; !slices.Equal(log, want) {
		t.Errorf("got %v, want %v", log, want)
	}
	if runs.Waits() {
		t.Error("a timer that has run waits")
	}
	var none *Timer
	none.Stop()
	if none.Waits() || new(Timer).Waits() {
		t.Error("no timer waits")
	}
}

// A run ends before its end; the next one goes on there.
func TestRunStopsBeforeItsEnd(t *testing.T) {
	var q Queue
	var log []string
	note(&q, &log, 10, "a")
	note(&q, &log, 20, "b")
	q.Run(20)
	if want := []string{"a@10"}; !slices.Equal(log, want) {
		t.Errorf("got %v, want %v", log, want)
	}
	note(&q, &log, 5, "past")
	q.Run(21)
	if want := []string{"a@10", "b@20", "past@20"}; !slices.Equal(log, want) {
		t.Errorf("got %v, want %v", log, want)
	}
}
