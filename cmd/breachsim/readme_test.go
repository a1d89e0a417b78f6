package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// consoleBlock is a block of the README whose commands are run: after the
// marker, with the programs it needs beside a shell, stand commands ("$ ")
// each followed by its output.
var consoleBlock = regexp.MustCompile("(?s)<!-- run(?:: ([a-z0-9 ]+))? -->\n```console\n(.*?)```\n")

// TestReadmeShowsWhatHappens runs the commands of the README, one after the
// other in one folder, and compares what they print. With UPDATE=1 the README
// is written anew.
func TestReadmeShowsWhatHappens(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no shell")
	}
	path := filepath.Join(repository(t), "README.md")
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir, blocks := t.TempDir(), 0
	shown := consoleBlock.ReplaceAllStringFunc(string(readme), func(block string) string {
		blocks++
		m := consoleBlock.FindStringSubmatch(block)
		for tool := range strings.FieldsSeq(m[1]) {
			if _, err := exec.LookPath(tool); err != nil {
				t.Logf("there is no %s: a block is not run", tool)
				return block
			}
		}
		ran := replay(t, dir, m[2])
		if settle(ran) == settle(m[2]) {
			return block
		}
		if os.Getenv("UPDATE") == "" {
			t.Errorf("the README shows\n%s\nbut what happens is\n%s", m[2], ran)
		}
		return strings.Replace(block, m[2], ran, 1)
	})
	if blocks < 3 {
		t.Errorf("only %d blocks found", blocks)
	}
	if os.Getenv("UPDATE") != "" && shown != string(readme) {
		if err := os.WriteFile(path, []byte(shown), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// partBlock is a block of the README that is the end of a file: after the marker, with the
// file and the line from which on it is shown, stands the block.
var partBlock = regexp.MustCompile("(?s)<!-- part of ([^ ]+): ([^\n]*) -->\n```go\n(.*?)```\n")

// TestReadmeShowsGoThatRuns holds the Go of the README against the tests that it is
// taken from. With UPDATE=1 the README is written anew.
func TestReadmeShowsGoThatRuns(t *testing.T) {
	path, parts := filepath.Join(repository(t), "README.md"), 0
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	shown := partBlock.ReplaceAllStringFunc(string(readme), func(block string) string {
		parts++
		m := partBlock.FindStringSubmatch(block)
		source, err := os.ReadFile(filepath.Join(repository(t), m[1]))
		if err != nil {
			t.Fatal(err)
		}
		_, rest, found := strings.Cut(string(source), "\n"+m[2])
		if !found {
			t.Fatalf("%s has no %q", m[1], m[2])
		}
		text := m[2] + rest
		if text != m[3] && os.Getenv("UPDATE") == "" {
			t.Errorf("the README shows\n%s\nbut %s has\n%s", m[3], m[1], text)
		}
		return strings.Replace(block, "```go\n"+m[3], "```go\n"+text, 1)
	})
	if parts < 1 {
		t.Error("no part of a file found")
	}
	if os.Getenv("UPDATE") != "" && shown != string(readme) {
		if err := os.WriteFile(path, []byte(shown), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// replay runs the commands of a block and returns the block with what they
// print, standard error included.
func replay(t *testing.T, dir, block string) string {
	t.Helper()
	var out strings.Builder
	for _, part := range regexp.MustCompile(`(?m)^\$ `).Split(block, -1) {
		if part == "" {
			continue
		}
		command := commandOf(part)
		cmd := exec.CommandContext(t.Context(), "sh", "-c", command)
		cmd.Dir = dir
		cmd.Env = append(slices.Clone(os.Environ()), "LC_ALL=C")
		got, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v", command, err)
		}
		out.WriteString("$ " + command + "\n" + string(got))
	}
	return out.String()
}

// commandOf cuts the command from its output: the first line, and those after
// it while a quote is open.
func commandOf(part string) string {
	var command strings.Builder
	for line := range strings.Lines(part) {
		command.WriteString(line)
		if strings.Count(command.String(), "'")%2 == 0 {
			break
		}
	}
	return strings.TrimSuffix(command.String(), "\n")
}

// settle takes out what differs from run to run: seconds.
func settle(block string) string {
	return regexp.MustCompile(`\d+\.\d s\b`).ReplaceAllString(block, "0.0 s")
}

// The two commands at the top are what an outsider and the build types.
func TestReadmeBeginsWithTheTwoCommands(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(repository(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	screen := string(readme[:min(len(readme), 1000)])
	for _, want := range []string{"\ngo run -v ./cmd/breachsim generate amelipro-2022 --scale 0.003 --compress zstd -o dataset-small ", "\ngo test ./... "} {
		if !strings.Contains(screen, want) {
			t.Errorf("the first screen does not say %q", strings.TrimSpace(want))
		}
	}
}
