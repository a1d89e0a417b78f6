package detect

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// A held log says to the rules what its file does; a long one is not held.
func TestTapePlaysTheSameAgain(t *testing.T) {
	d := tuneOn().write(t, "")
	hear := func(log *tape) (alerts []byte, events int64) {
		stats, err := runEach(t.Context(), log, []Options{{Params: Defaults()}}, func(_ int, a *Alert) error { alerts = a.Append(alerts); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return alerts, stats[0].Events
	}
	want, events := hear(&tape{data: d})
	if len(want) == 0 {
		t.Fatal("no alert to compare")
	}
	for most, held := range map[int]bool{int(events): true, int(events) - 1: false, tapeRows: true} {
		log := &tape{data: d, most: most}
		for pass := range 3 {
			if got, n := hear(log); !slices.Equal(got, want) || n != events {
				t.Errorf("at most %d of %d events held, pass %d: other alerts", most, events, pass)
			}
			if log.held != held || !held && log.rows != nil {
				t.Errorf("at most %d of %d events: held %t", most, events, log.held)
			}
		}
	}
}

func TestTapeIsInterrupted(t *testing.T) {
	log := &tape{data: tuneOn().write(t, ""), most: tapeRows}
	run := func(ctx context.Context) error {
		_, err := runEach(ctx, log, []Options{{Params: Defaults()}}, func(int, *Alert) error { return nil })
		return err
	}
	if err := run(t.Context()); err != nil || !log.held {
		t.Fatal(err, log.held)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}
