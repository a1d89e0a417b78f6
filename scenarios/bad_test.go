package scenarios_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Every bad file has the exact text of its problems beside it.
func TestBadFiles(t *testing.T) {
	for _, file := range glob(t, "testdata/bad/*.yaml") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			_, err := library.Parse(filepath.Base(file), read(t, file))
			var problems *scenarios.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("want *Problems, got %v", err)
			}
			golden(t, strings.TrimSuffix(file, ".yaml")+".txt", err.Error()+"\n")
		})
	}
}

// A bad file makes one problem, unless its name says otherwise: nobody should
// have to read three messages about one slip.
func TestOneProblemEach(t *testing.T) {
	several := map[string]int{"five-mistakes": 5, "missing-many": 3, "two-documents": 1, "look-alikes": 8,
		"reacquire-solve": 2, "captcha-nothing": 2}
	for _, file := range glob(t, "testdata/bad/*.yaml") {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		want := max(1, several[name])
		_, err := library.Parse(name, read(t, file))
		var problems *scenarios.Problems
		if !errors.As(err, &problems) || len(problems.List) != want {
			t.Errorf("%s: want %d problems, got\n%v", name, want, err)
		}
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(read(t, path)); got != want {
		t.Errorf("%s differs (rewrite with -update):\n--- want\n%s--- got\n%s", path, want, got)
	}
}

func glob(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files match %s: %v", pattern, err)
	}
	return files
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
