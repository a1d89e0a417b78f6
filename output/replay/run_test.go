package replay_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// receiver is a sink in memory that fails when it is told to.
type receiver struct {
	lines  []string
	at     []time.Time
	told   []int64
	fail   func(batch int, lines []sink.Line) error // before the batch is taken; taken as Taken says
	sent   int
	widest int
}

func (r *receiver) Send(ctx context.Context, batch []sink.Line) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	r.sent++
	var err error
	n := len(batch)
	if r.fail != nil {
		if err = r.fail(r.sent, batch); err != nil {
			n = sink.Taken(err)
		}
	}
	r.widest = max(r.widest, len(batch))
	for _, l := range batch[:n] {
		r.lines = append(r.lines, string(l.Bytes))
		r.at = append(r.at, time.Now())
		r.told = append(r.told, l.Micros)
	}
	return err
}

func (r *receiver) Close() error { return nil }

func openDataset(t testing.TB, dir string) *read.Dataset {
	t.Helper()
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func options(t testing.TB) replay.Options {
	t.Helper()
	o := replay.Options{
		Batch: replay.Batch{Lines: 50, Bytes: 1 << 20, Age: 5 * time.Millisecond},
		Retry: replay.Retry{Times: 3, For: time.Minute},
	}
	for _, name := range []string{"jsonl", "combined"} {
		f, err := retime.FormNamed(name)
		if err != nil {
			t.Fatal(err)
		}
		o.Forms = append(o.Forms, f)
	}
	return o
}

// whole is what a receiver gets that never fails.
func whole(t testing.TB, d *read.Dataset, o replay.Options) []string {
	t.Helper()
	var r receiver
	o.State, o.Resume = "", nil
	sum, err := replay.Run(t.Context(), d, &r, o)
	if err != nil || !sum.Done || sum.Lines != int64(len(r.lines)) || len(r.lines) == 0 {
		t.Fatalf("%+v, %v: %d lines", sum, err, len(r.lines))
	}
	return r.lines
}

// A failure that may pass is retried, what was taken is not sent again, and the rest is
// told as what may have arrived twice.
func TestRunSendsAgainWhatWasNotTaken(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	want := whole(t, d, o)
	r := receiver{fail: func(n int, batch []sink.Line) error {
		switch n {
		case 3:
			return sink.Temporary(errors.New("busy"))
		case 6, 7:
			return sink.Partial(len(batch)/2, sink.Temporary(errors.New("full")))
		}
		return nil
	}}
	sum, err := replay.Run(t.Context(), d, &r, o)
	if err != nil || !slices.Equal(r.lines, want) {
		t.Fatalf("%v: %d lines, want %d", err, len(r.lines), len(want))
	}
	if sum.Retries != 3 || sum.Twice != 50+25+13 || r.widest > 50 {
		t.Errorf("%+v, widest batch %d", sum.Progress, r.widest)
	}
}

// A receiver that dies ends the run; the state leads to the rest, and the only lines
// that come twice are those of the batch that it may have had.
func TestRunGoesOnFromTheState(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	o.Weeks = 200
	o.Retry.Times = 0
	want := whole(t, d, o)
	o.State = filepath.Join(t.TempDir(), "state.json")
	var all receiver
	for run := 0; ; run++ {
		all.sent = 0
		all.fail = func(n int, batch []sink.Line) error {
			if n > 4 { // it has the batch, and dies before it says so
				for _, l := range batch {
					all.lines = append(all.lines, string(l.Bytes))
				}
				return sink.Temporary(errors.New("connection reset"))
			}
			return nil
		}
		state, err := replay.ReadState(o.State)
		if err != nil {
			t.Fatal(err)
		}
		if state != nil {
			if err := state.Fits(d, &o); err != nil {
				t.Fatal(err)
			}
			o.Resume = state
		}
		sum, err := replay.Run(t.Context(), d, &all, o)
		if sum.Done {
			if err != nil || run < 5 {
				t.Fatalf("done after %d runs: %v", run, err)
			}
			if run > 0 && sum.Twice != 50 {
				t.Errorf("%d lines may have come twice, want the batch of 50", sum.Twice)
			}
			break
		}
		var failed *replay.DeliveryError
		if !errors.As(err, &failed) {
			t.Fatal(err)
		}
	}
	counts := map[string]int{}
	for _, l := range all.lines {
		counts[l]++
	}
	for _, l := range want {
		if counts[l] == 0 {
			t.Fatalf("lost: %s", l)
		}
	}
	if extra := len(all.lines) - len(want); extra%50 != 0 || extra < 50*5 {
		t.Errorf("%d lines came twice, want whole batches", extra)
	}
}

// A state of other lines is refused, and one that is done sends nothing.
func TestStateFitsItsRunOnly(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	other := openDataset(t, datasettest.Tiny(t, "scenario.seed=8"))
	o.State = filepath.Join(t.TempDir(), "state.json")
	if _, err := replay.Run(t.Context(), d, &receiver{}, o); err != nil {
		t.Fatal(err)
	}
	s, err := replay.ReadState(o.State)
	if err != nil || s == nil || !s.Done {
		t.Fatalf("%+v, %v", s, err)
	}
	late := o
	late.Delivery.Late = delivery.Part{PPM: 1000, Window: 1000}
	audit := o
	audit.Forms = o.Forms[:1]
	moved := o
	moved.Weeks = 1
	for what, fits := range map[string]func() error{
		"another dataset":  func() error { return s.Fits(other, &o) },
		"another delivery": func() error { return s.Fits(d, &late) },
		"another log":      func() error { return s.Fits(d, &audit) },
		"another time":     func() error { return s.Fits(d, &moved) },
	} {
		if fits() == nil {
			t.Errorf("the state of %s was taken", what)
		}
	}
	if err := s.Fits(d, &o); err != nil {
		t.Error(err)
	}
	o.Resume = s
	var r receiver
	if sum, err := replay.Run(t.Context(), d, &r, o); err != nil || !sum.Done || len(r.lines) > 0 {
		t.Errorf("%+v, %v: %d lines", sum, err, len(r.lines))
	}
	if err := os.WriteFile(o.State, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := replay.ReadState(o.State); err == nil {
		t.Error("half a state was read")
	}
}

// Gaps are kept: lines leave when their time has come, none early, none much late.
func TestRunKeepsThePace(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	o.Speed = 2 * 86_400 / 0.6 // two days in 0.6 s
	o.Batch.Age = 0
	var r receiver
	sum, err := replay.Run(t.Context(), d, &r, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.at {
		due := time.Duration(float64(r.told[i]-r.told[0]) * 1000 / o.Speed)
		if early := due - r.at[i].Sub(r.at[0]); early > 2*time.Millisecond { // the first line may have been late
			t.Fatalf("line %d is %v early", i, early)
		}
	}
	if span := float64(r.told[len(r.told)-1]-r.told[0]) / 1e6 / o.Speed; sum.Took.Seconds() < span {
		t.Errorf("took %v, the log lasts %.3f s", sum.Took, span)
	}
}

// Rounds follow one another on the same weekday.
func TestRunLoops(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	n := len(whole(t, d, o))
	o.Loop = true
	ctx, stop := context.WithCancel(t.Context())
	r := receiver{fail: func(_ int, batch []sink.Line) error { return nil }}
	r.fail = func(int, []sink.Line) error {
		if len(r.lines) > 3*n {
			stop()
		}
		return nil
	}
	sum, err := replay.Run(ctx, d, &r, o)
	if !errors.Is(err, context.Canceled) || sum.Done || sum.Round < 3 {
		t.Fatalf("%+v, %v", sum, err)
	}
	week := 7 * 24 * time.Hour
	for i := range n {
		second, third := r.told[i+n], r.told[i+2*n]
		if time.Duration(second-r.told[i])*time.Microsecond != week || time.Duration(third-second)*time.Microsecond != week+0*time.Hour &&
			time.Duration(third-second)*time.Microsecond != week-time.Hour {
			t.Fatalf("line %d: %v, %v", i, second-r.told[i], third-second)
		}
	}
}

// An imperfect delivery is the same each time, also where it is interrupted, and what it
// tells of itself is what it did.
func TestImperfectDeliveryIsTheSameAgain(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	perfect := whole(t, d, o)
	o.Delivery = delivery.Plan{Seed: 5, Late: part(0.1, time.Hour), Duplicate: part(0.05, time.Minute), Drop: part(0.1, 1),
		Shuffle: part(0.2, 10*time.Second), Skew: part(0.3, time.Minute)}
	var told bytes.Buffer
	o.Fates = &told
	want := whole(t, d, o)
	rows := told.String()
	lost, twice := strings.Count(rows, `"lost"`), strings.Count(rows, `"twice"`)
	if len(want) != len(perfect)-lost+twice || lost == 0 || twice == 0 || !strings.Contains(rows, `"skewed"`) {
		t.Errorf("%d lines of %d: %d lost, %d twice", len(want), len(perfect), lost, twice)
	}
	o.State = filepath.Join(t.TempDir(), "state.json")
	var r receiver
	for range 100 {
		told.Reset()
		ctx, stop := context.WithCancel(t.Context())
		r.sent, r.fail = 0, func(n int, _ []sink.Line) error {
			if n == 5 {
				stop()
			}
			return nil
		}
		sum, err := replay.Run(ctx, d, &r, o)
		stop()
		if sum.Done {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if o.Resume, err = replay.ReadState(o.State); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(r.lines, want) {
		t.Errorf("interrupted, it delivers %d lines, not the %d", len(r.lines), len(want))
	}
	if told.String() != rows {
		t.Error("interrupted, it tells something else of itself")
	}
}

func part(share float64, window time.Duration) delivery.Part {
	return delivery.Part{PPM: int64(share * 1e6), Window: max(window.Microseconds(), 1)}
}

// An error that does not pass, and one that lasts, end the run at once and after the
// retries.
func TestRunGivesUp(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	o.Retry.Times = 2
	for _, c := range []struct {
		err      error
		attempts int
	}{{errors.New("no such index"), 1}, {sink.Temporary(errors.New("refused")), 3}} {
		r := receiver{fail: func(int, []sink.Line) error { return c.err }}
		_, err := replay.Run(t.Context(), d, &r, o)
		var failed *replay.DeliveryError
		if !errors.As(err, &failed) || failed.Attempts != c.attempts || r.sent != c.attempts {
			t.Errorf("%v: %v after %d attempts, want %d", c.err, err, r.sent, c.attempts)
		}
	}
}

// A receiver that is slower than the log holds the sender up: nothing is lost, what is
// due goes out in larger batches, and the last line says how late it was.
func TestSlowReceiverIsWaitedFor(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	want := whole(t, d, o)
	o.Speed = 2 * 86_400 / 0.05 // two days in 50 ms
	o.Batch.Age = 0
	r := receiver{fail: func(int, []sink.Line) error {
		time.Sleep(10 * time.Millisecond)
		return nil
	}}
	sum, err := replay.Run(t.Context(), d, &r, o)
	if err != nil || !slices.Equal(r.lines, want) {
		t.Fatalf("%v: %d lines, want %d", err, len(r.lines), len(want))
	}
	if sum.MaxLag < 50*time.Millisecond || r.widest != 50 {
		t.Errorf("%+v, widest batch %d", sum.Progress, r.widest)
	}
}

// Reading is never more than a few chunks ahead of a receiver that takes nothing.
func TestReadingWaitsForTheReceiver(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	o.Loop = true // there is always more to read
	o.Delivery.Drop = part(0.5, 1)
	var told counter
	o.Fates = &told
	ctx, stop := context.WithCancel(t.Context())
	r := receiver{fail: func(int, []sink.Line) error {
		time.Sleep(300 * time.Millisecond) // time enough to read a hundred rounds
		stop()
		return nil
	}}
	if _, err := replay.Run(ctx, d, &r, o); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if told.rows == 0 || told.rows > 6*2048 {
		t.Errorf("%d lines were judged while the receiver had none", told.rows)
	}
}

// counter counts rows.
type counter struct{ rows int }

func (c *counter) Write(b []byte) (int, error) {
	c.rows += bytes.Count(b, []byte("\n"))
	return len(b), nil
}

// A run that says what is due at its start waits for the first line, and sends at once
// what was due before.
func TestRunBeginsAtAMoment(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	var all receiver
	if _, err := replay.Run(t.Context(), d, &all, o); err != nil {
		t.Fatal(err)
	}
	for _, ahead := range []time.Duration{200 * time.Millisecond, -400 * time.Millisecond} {
		o.Speed = 2 * 86_400 // two days in a second
		o.Start = all.told[0] - int64(ahead.Seconds()*o.Speed*1e6)
		o.To = all.told[len(all.told)/2]
		var r receiver
		began := time.Now()
		if _, err := replay.Run(t.Context(), d, &r, o); err != nil {
			t.Fatal(err)
		}
		for i, at := range r.at {
			due := time.Duration(float64(r.told[i]-o.Start) * 1000 / o.Speed)
			if at.Sub(began) < due {
				t.Fatalf("line %d comes after %v, due after %v", i, at.Sub(began), due)
			}
		}
		if len(r.at) == 0 {
			t.Fatal("no line came")
		}
	}
}
