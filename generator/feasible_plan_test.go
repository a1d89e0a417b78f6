package generator

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// A change that a message names is not only accepted: the plan lays it out.
func TestNamedChangesArePlanned(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../scenarios/testdata/bad/feasible-*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	planned := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, err = library.Parse(file, text)
		var problems *scenarios.Problems
		if !errors.As(err, &problems) {
			t.Fatalf("%s: want *Problems, got %v", file, err)
		}
		for _, fix := range problems.List[0].Fixes {
			var sets []library.Override
			for _, set := range fix {
				sets = append(sets, library.Set(set))
			}
			sc, err := library.Parse(file, text, sets...)
			if err != nil {
				t.Errorf("%s with %v: %v", file, fix, err)
				continue
			}
			if _, err := New(sc, Options{}); err != nil {
				t.Errorf("%s with %v is accepted but not planned: %v", file, fix, err)
			}
			planned++
		}
	}
	if planned < 40 {
		t.Errorf("only %d changes were planned", planned)
	}
}
