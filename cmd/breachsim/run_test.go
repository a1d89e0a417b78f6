package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
)

// fakeStreams returns streams into memory, on a terminal, with a clock that
// gains a second at each look.
func fakeStreams() (s *term.Streams, out, err *bytes.Buffer) {
	out, err = &bytes.Buffer{}, &bytes.Buffer{}
	now := time.Date(2022, 3, 11, 16, 0, 0, 0, time.UTC)
	return &term.Streams{
		In: strings.NewReader(""), Out: term.NewOutput(out), Err: err, Terminal: true,
		Env: func(string) string { return "" },
		Now: func() time.Time { now = now.Add(time.Second); return now },
	}, out, err
}

// A run that is interrupted after any number of slices is completed by
// --resume to the bytes of a run that was not.
func TestInterruptedRunsResumeToTheSameBytes(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole")
	s, _, _ := fakeStreams()
	if code := run(t.Context(), []string{"generate", "tiny", "-o", whole}, s); code != term.ExitGood {
		t.Fatalf("exit code %d", code)
	}
	for _, after := range []int{1, 20, 48} {
		dir := filepath.Join(t.TempDir(), "cut")
		s, _, said := fakeStreams()
		ctx, cancel := context.WithCancel(t.Context())
		s.Err = &cutter{Buffer: said, left: after, cut: cancel}
		args := []string{"generate", "tiny", "-o", dir, "--workers", "2"}
		if code := run(ctx, args, s); code != term.ExitInterrupted {
			t.Fatalf("after %d slices: exit code %d, want %d; %s", after, code, term.ExitInterrupted, said)
		}
		if !strings.Contains(said.String(), "\nhint: run the same command with --resume to complete it to the same bytes\n") {
			t.Errorf("after %d slices: no word on how to go on: %q", after, said)
		}
		if code := run(t.Context(), []string{"verify", dir}, s); code != term.ExitUsage {
			t.Errorf("after %d slices: verify ends with %d, want %d", after, code, term.ExitUsage)
		}
		s, _, said = fakeStreams()
		if code := run(t.Context(), append(args, "--resume"), s); code != term.ExitGood {
			t.Fatalf("after %d slices: resuming ends with %d: %s", after, code, said)
		}
		if d := differs(whole, dir); d != "" {
			t.Errorf("after %d slices: resumed run differs in %s", after, d)
		}
	}
}

// cutter cancels a run at the n-th drawing of its progress.
type cutter struct {
	*bytes.Buffer
	left int
	cut  context.CancelFunc
}

func (c *cutter) Write(b []byte) (int, error) {
	if c.left--; c.left == 0 {
		c.cut()
	}
	return c.Buffer.Write(b)
}

func TestProgressIsDrawnOnATerminalOnly(t *testing.T) {
	for _, c := range []struct {
		terminal bool
		flags    []string
		drawn    bool
	}{{true, nil, true}, {false, nil, false}, {true, []string{"--quiet"}, false}} {
		s, _, said := fakeStreams()
		s.Terminal = c.terminal
		args := append([]string{"generate", "tiny", "-o", filepath.Join(t.TempDir(), "d")}, c.flags...)
		if code := run(t.Context(), args, s); code != term.ExitGood {
			t.Fatalf("exit code %d: %s", code, said)
		}
		if drawn := strings.Contains(said.String(), "\r"); drawn != c.drawn {
			t.Errorf("terminal %v, flags %v: drawn %v", c.terminal, c.flags, drawn)
		}
	}
}
