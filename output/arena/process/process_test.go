package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/arena/alarm"
)

var _ alarm.Detector = (*Process)(nil)

const minute = 60_000_000

var eight = time.Date(2022, 3, 1, 8, 0, 0, 0, time.UTC).UnixMicro()

// started starts the test program as a detector.
func started(t *testing.T, what string, c Command) *Process {
	t.Helper()
	c.Args, c.Env = []string{os.Args[0]}, append(os.Environ(), helper+"="+what)
	c.MostAlerts = max(c.MostAlerts, 100)
	if c.Timeout == 0 {
		c.Timeout = 20 * time.Second
	}
	p, err := Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// run plays ten steps of n lines and returns all alerts.
func run(p *Process, n int) (all []alarm.Alert, err error) {
	line := []byte(`{"event_id":"0000000000000001","account":"PS0000001"}`)
	for step := int64(1); step <= 10; step++ {
		for range n {
			if _, err = p.See(line, nil); err != nil {
				return all, err
			}
		}
		list, err := p.Tick(eight + step*minute)
		if err != nil {
			return all, err
		}
		all = append(all, list...)
	}
	return all, p.Close()
}

func TestAlertsComeAtTheirTick(t *testing.T) {
	p := started(t, "counts", Command{})
	got, err := run(p, 3)
	if err != nil {
		t.Fatal(err)
	}
	var want []alarm.Alert
	for step := int64(1); step <= 10; step++ {
		want = append(want, alarm.Alert{T: eight + step*minute, Kind: "account", ID: "PS0000001", Score: 1, Rule: "r"})
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if last := p.stderr.last(); last[len(last)-1] != "30 lines" {
		t.Errorf("it saw %q", last)
	}
}

func TestFaults(t *testing.T) {
	soon := Command{Timeout: 700 * time.Millisecond}
	for what, c := range map[string]struct {
		fault   Fault
		line    int
		command Command
		want    string
	}{
		"dies":             {Died, 0, Command{}, "exit status 7; its last line on stderr: KeyError: 'account'"},
		"ends":             {Died, 0, Command{}, "in the step to 2022-03-01T08:03:00Z: exit status 0"},
		"never acks":       {Stalled, 0, soon, "no ack within 700ms"},
		"hangs":            {Stalled, 0, soon, "within"},
		"prints":           {Garbage, 3, Command{}, `"Loading the model" is no JSON object`},
		"half an alert":    {Garbage, 3, Command{}, "entity is missing"},
		"a person":         {Garbage, 3, Command{}, "an alert about a person cannot be acted on"},
		"future":           {Future, 3, Command{}, "an alert of 2022-03-01T08:03:00.000001Z before the tick"},
		"floods":           {Flood, 103, Command{}, "more than 100 alerts in one step"},
		"a long line":      {Flood, 3, Command{}, "longer than 1 MiB"},
		"wrong ack":        {WrongAck, 3, Command{}, "ack of 2022-03-01T08:02:00Z, but the tick was 2022-03-01T08:03:00Z"},
		"no time":          {WrongAck, 3, Command{}, "not a time in quotes"},
		"acks twice":       {WrongAck, 4, Command{}, ""},
		"closes":           {Died, 0, Command{}, "it closed its input"},
		"leaves a child":   {Died, 0, Command{}, "exit status 1"},
		"speaks last":      {Late, 11, Command{}, "alerts without an ack after them: 1"},
		"fails at the end": {Died, 0, Command{}, "exit status 3"},
		"never ends":       {Stalled, 0, soon, "still running 700ms after its input ended"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			p := started(t, what, c.command)
			_, err := run(p, 2)
			var e *Error
			if !errors.As(err, &e) || e.Fault != c.fault || e.Line != c.line || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %+v\n%v", e, err)
			}
			if what == "dies" && (e.Code != 7 || !slices.Equal(e.Stderr, []string{"Traceback", "KeyError: 'account'"})) {
				t.Errorf("code %d, stderr %q", e.Code, e.Stderr)
			}
			if _, again := p.Tick(eight + 60*minute); !errors.Is(again, err) {
				t.Errorf("the next call returns %v", again)
			}
			if err := p.Close(); err != nil {
				t.Errorf("closing tells it again: %v", err)
			}
		})
	}
}

// An alert that says it is older than its step is not: nothing may follow from it
// earlier than from others.
func TestBackdatedAlerts(t *testing.T) {
	got, err := run(started(t, "past", Command{}), 1)
	if err != nil || len(got) != 1 || got[0].T != eight+2*minute {
		t.Errorf("got %v, %v", got, err)
	}
}

// A process that writes while it should read keeps nobody waiting.
func TestNoDeadlock(t *testing.T) {
	got, err := run(started(t, "talks", Command{MostAlerts: 1 << 30}), 5)
	if err != nil || len(got) != 10*5*1000 {
		t.Errorf("%d alerts, %v", len(got), err)
	}
}

// A process that reads nothing is found while lines are written, not at the tick alone.
func TestLinesThatNobodyReads(t *testing.T) {
	p := started(t, "hangs", Command{Timeout: 500 * time.Millisecond})
	_, err := run(p, 50_000)
	var e *Error
	if !errors.As(err, &e) || e.Fault != Stalled || !strings.Contains(e.Detail, "read nothing") {
		t.Errorf("got %v", err)
	}
}

func TestCommandsThatCannotStart(t *testing.T) {
	for _, args := range [][]string{nil, {filepath.Join(t.TempDir(), "nothing")}} {
		_, err := Start(t.Context(), Command{Args: args})
		var e *Error
		if !errors.As(err, &e) || e.Fault != NotStarted {
			t.Errorf("%q: %v", args, err)
		}
	}
}

// Errors name a command as it was written.
func TestNameOfACommand(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{{Shell("cat x | y"), "cat x | y"}, {[]string{"python3", "d.py"}, "python3 d.py"}, {[]string{"d", "a", "b"}, "d a b"}, {nil, ""}} {
		if got := (&Command{Args: c.args}).text(); got != c.want {
			t.Errorf("%q is called %q", c.args, got)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p, err := Start(ctx, Command{Args: []string{os.Args[0]}, Env: append(os.Environ(), helper+"=never acks")})
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(100*time.Millisecond, cancel)
	if _, err = run(p, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

// Whatever happens, nothing of it goes on afterwards.
func TestNothingIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, what := range []string{"counts", "dies", "never acks", "prints", "hangs", "never ends", "leaves a child"} {
		_, _ = run(started(t, what, Command{Timeout: 200 * time.Millisecond}), 1) // judged elsewhere
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	buf := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
}

// needs finds a program of the machine.
func needs(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") != "" && runtime.GOOS != "windows" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// Children die with the process, also those that a shell started.
func TestChildrenAreKilled(t *testing.T) {
	needs(t, "sh")
	if runtime.GOOS == "windows" {
		t.Skip("there are no groups of processes")
	}
	beat := filepath.Join(t.TempDir(), "beat")
	ctx, cancel := context.WithCancel(t.Context())
	p, err := Start(ctx, Command{Args: Shell(fmt.Sprintf("(while sleep 0.05; do echo >>'%s'; done) & cat >/dev/null; wait", beat))})
	if err != nil {
		t.Fatal(err)
	}
	size := func() int64 {
		info, err := os.Stat(beat)
		if err != nil {
			return 0
		}
		return info.Size()
	}
	for range 200 {
		if size() > 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	cancel()
	if _, err := p.Tick(eight); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	after := size()
	if time.Sleep(400 * time.Millisecond); after == 0 || size() != after {
		t.Errorf("the child wrote %d beats, then %d", after, size())
	}
}

// The languages that tests have everywhere, each in a line.
func TestOneLiners(t *testing.T) {
	for name, line := range map[string]string{
		"sh":      `while read -r l; do case $l in '{"tick"'*) echo "$l" | sed s/tick/ack/;; esac; done`,
		"awk":     `awk -W interactive '/^{"tick"/ { sub(/tick/, "ack"); print; fflush() }' || :`,
		"python3": `python3 -u -c 'import sys; [print(l.replace("tick", "ack"), end="") for l in sys.stdin if "tick" in l]'`,
	} {
		t.Run(name, func(t *testing.T) {
			needs(t, "sh")
			needs(t, name)
			if name == "awk" && !isMawk() {
				line = strings.Replace(line, "-W interactive", "", 1)
			}
			p, err := Start(t.Context(), Command{Args: Shell(line)})
			if err != nil {
				t.Fatal(err)
			}
			if got, err := run(p, 100); err != nil || len(got) > 0 {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}

// isMawk reports whether awk is the one that gathers its input unless it is told not to.
func isMawk() bool {
	out, _ := exec.Command("awk", "-W", "version").CombinedOutput() // others fail
	return strings.Contains(string(out), "mawk")
}

func TestTail(t *testing.T) {
	var s tail
	for i := range 50 {
		fmt.Fprintf(&s, "line %d\n\n", i)
	}
	fmt.Fprint(&s, strings.Repeat("x", 1000), "y")
	got := s.last()
	if len(got) != tailLines || got[0] != "line 31" || got[18] != "line 49" || got[19] != strings.Repeat("x", tailBytes) {
		t.Errorf("got %q", got)
	}
}

func BenchmarkTick(b *testing.B) {
	p, err := Start(b.Context(), Command{Args: []string{os.Args[0]}, Env: append(os.Environ(), helper+"=counts")})
	if err != nil {
		b.Fatal(err)
	}
	line := []byte(strings.Repeat("x", 800))
	for i := range int64(b.N) {
		for range 20 {
			if _, err := p.See(line, nil); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := p.Tick(eight + i*minute); err != nil {
			b.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		b.Fatal(err)
	}
}
