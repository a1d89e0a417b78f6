package process

import (
	"bufio"
	"bytes"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/read"
)

const page = "../README.md"

// blocks returns the programs of the page by their language.
func blocks(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	for _, m := range regexp.MustCompile("(?s)```([a-z]+)\n(.*?)```").FindAllSubmatch(text, -1) {
		list[string(m[1])] = string(m[2])
	}
	return list
}

// commands are the programs by which the page runs its detectors.
func commands(t *testing.T, language, file string) []string {
	t.Helper()
	switch language {
	case "python":
		needs(t, "python3")
		return []string{"python3", file}
	case "js":
		needs(t, "node")
		return []string{"node", file}
	case "go":
		needs(t, "go")
		program := strings.TrimSuffix(file, ".go") + ".exe"
		if out, err := exec.Command("go", "build", "-o", program, file).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return []string{program}
	case "awk":
		needs(t, "awk")
		if isMawk() {
			return []string{"awk", "-W", "interactive", "-f", file}
		}
		return []string{"awk", "-f", file}
	}
	t.Fatalf("nobody knows how to run %s", language)
	return nil
}

// stolen is a log in which two accounts look 320 persons up in each hour.
func stolen(t *testing.T) [][]byte {
	t.Helper()
	dir := datasettest.Tiny(t, "population.insured_persons=20000", "campaigns[0].targets.exposed=3000")
	var lines [][]byte
	for _, day := range []string{"2022-03-10", "2022-03-11"} {
		text, err := os.ReadFile(filepath.Join(dir, "logs", "audit", day+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, bytes.Split(bytes.TrimSpace(text), []byte("\n"))...)
	}
	return lines
}

// events reads the lines.
func events(lines [][]byte) iter.Seq2[*read.Event, error] {
	return read.NewAudit(bytes.NewReader(append(bytes.Join(lines, []byte("\n")), '\n'))).All()
}

// times returns when each line was written.
func times(t *testing.T, lines [][]byte) (list []int64) {
	t.Helper()
	for e, err := range events(lines) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, e.TS)
	}
	return list
}

// expected counts anew, without a detector: the 200th look-up of an account in an hour.
func expected(t *testing.T, lines [][]byte) (list []alarm.Alert) {
	t.Helper()
	type hourly struct {
		account string
		hour    int64
	}
	seen := map[hourly]int{}
	for e, err := range events(lines) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Action != "lookup" {
			continue
		}
		k := hourly{e.Account, e.TS / (60 * minute)}
		if seen[k]++; seen[k] == 200 {
			list = append(list, alarm.Alert{T: e.TS, Kind: "account", ID: e.Account, Score: 200, Rule: "hourly"})
		}
	}
	return list
}

func TestDetectorsOfThePage(t *testing.T) {
	lines := stolen(t)
	at, want := times(t, lines), expected(t, lines)
	if len(want) < 8 {
		t.Fatalf("only %d alerts are to be raised", len(want))
	}
	programs := blocks(t)
	for _, language := range []string{"python", "js", "go", "awk"} {
		t.Run(language, func(t *testing.T) {
			text, there := programs[language]
			if !there {
				t.Fatal("the page has no such program")
			}
			if n := written(text); n > 20 {
				t.Errorf("it has %d lines", n)
			}
			file := filepath.Join(t.TempDir(), "detector."+language)
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			got := answers(t, commands(t, language, file), lines, at)
			if !slices.Equal(got, want) {
				t.Errorf("got %d alerts %+v\nwant %d %+v", len(got), got, len(want), want)
			}
		})
	}
}

// written counts the lines of a program that are not empty.
func written(text string) (n int) {
	for sc := bufio.NewScanner(strings.NewReader(text)); sc.Scan(); {
		if strings.TrimSpace(sc.Text()) != "" {
			n++
		}
	}
	return n
}

// answers plays the log in steps of a minute and returns the alerts.
func answers(t *testing.T, args []string, lines [][]byte, at []int64) (all []alarm.Alert) {
	t.Helper()
	p, err := Start(t.Context(), Command{Args: args})
	if err != nil {
		t.Fatal(err)
	}
	tick := func(now int64) {
		list, err := p.Tick(now)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, list...)
	}
	step := at[0] - at[0]%minute
	for i, line := range lines {
		for step+minute <= at[i] {
			step += minute
			tick(step)
		}
		if _, err := p.See(line, nil); err != nil {
			t.Fatal(err)
		}
	}
	tick(step + minute)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

// The page tells every fault that ends a run, and the defaults as they are.
func TestPageTellsTheLimits(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"30 seconds", "10,000 alerts"} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("the page does not tell of %s", want)
		}
	}
	if DefaultTimeout.Seconds() != 30 || DefaultMostAlerts != 10_000 {
		t.Error("the page tells other limits")
	}
}
