package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/story"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/scenarios/library"
)

// Every built-in scenario has a page beside its file, made from it. UPDATE=1
// writes them anew.
func TestPagesAreFresh(t *testing.T) {
	for _, info := range library.Builtins() {
		sc, err := library.Builtin(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := generator.New(sc, generator.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := story.WritePage(&b, sc, plan, 1_000_000); err != nil {
			t.Fatal(err)
		}
		fresh(t, filepath.Join("../../scenarios/library", info.ID+".md"), b.String())
	}
}

// The page of the language leads to the page of every built-in scenario.
func TestPagesAreListed(t *testing.T) {
	const page, from, to = "../../scenarios/README.md", "<!-- pages of the library -->\n", "<!-- end of the pages -->"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), from)
	_, after, closed := strings.Cut(rest, to)
	if !ok || !closed {
		t.Fatalf("%s has no place for the list", page)
	}
	list := "| scenario | about |\n|---|---|\n"
	for _, info := range library.Builtins() {
		list += fmt.Sprintf("| [%s](library/%s.md) | %s |\n", info.ID, info.ID, story.Cell(info.Summary))
	}
	fresh(t, page, before+from+list+to+after)
}

// fresh wants a file to hold a text, and writes it with UPDATE=1.
func fresh(t *testing.T, path, want string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s is not what the scenarios say: UPDATE=1 go test ./cmd/breachsim -run Pages", path)
	}
}
