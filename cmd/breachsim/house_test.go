package main

import (
	"go/ast"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestTopLevelFolders(t *testing.T) {
	folders := []string{"cmd", "generator", "output", "scenarios"}
	files := strings.Fields("CHANGELOG.md CITATION.cff CONTRIBUTING.md LICENSE NOTICE README.md go.mod go.sum")
	entries, err := os.ReadDir(repository(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "."), ignored(name):
		case e.IsDir() && !slices.Contains(folders, name):
			t.Errorf("%s/ is not a folder of the house", name)
		case !e.IsDir() && !slices.Contains(files, name):
			t.Errorf("%s is not a file of the house", name)
		}
	}
}

// ignored are local results that .gitignore names.
func ignored(name string) bool {
	return strings.HasPrefix(name, "dataset") || name == "breachsim" || path.Ext(name) == ".test" || path.Ext(name) == ".prof"
}

// numbered is a name that only somebody with the list beside it can read, such as
// a13.go or a13_campaign.go.
var numbered = regexp.MustCompile(`^[a-z]?\d+(_.*)?\.go$`)

func TestFilesAreNamedByTheirSubject(t *testing.T) {
	eachGoFile(t, func(name string, _ *ast.File) {
		if numbered.MatchString(path.Base(name)) {
			t.Errorf("%s is named by a number: name it by what is in it, and tell the number in its comment", name)
		}
	})
	for name, want := range map[string]bool{"a13.go": true, "7.go": true, "a16_session.go": true, "ocsf.go": false, "sha256.go": false} {
		if numbered.MatchString(name) != want {
			t.Errorf("%s: numbered %v, want %v", name, !want, want)
		}
	}
}

func TestOnlyMainExits(t *testing.T) {
	eachGoFile(t, func(name string, file *ast.File) {
		if strings.HasSuffix(name, "_test.go") || file.Name.Name == "main" && path.Base(name) == "main.go" {
			return
		}
		eachUse(file, func(pkg, sel string) {
			if pkg == "os" && sel == "Exit" || pkg == "log" && strings.HasPrefix(sel, "Fatal") {
				t.Errorf("%s calls %s.%s: return an error instead", name, pkg, sel)
			}
		})
	})
}

func TestNoInitFunctions(t *testing.T) {
	eachGoFile(t, func(name string, file *ast.File) {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has an init function: call what it does from where it is needed", name)
			}
		}
	})
}

// The recipes of CONTRIBUTING.md lead to files that are there.
func TestRecipesNameFilesThatAreThere(t *testing.T) {
	root := repository(t)
	text, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, word := range regexp.MustCompile("`[a-z]+/[a-z_/]+\\.(go|md)`").FindAllString(string(text), -1) {
		found++
		if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(strings.Trim(word, "`")))); err != nil {
			t.Errorf("CONTRIBUTING.md names %s: %v", word, err)
		}
	}
	if found < 10 {
		t.Errorf("only %d files are named", found)
	}
}

// Whatever reaches a dataset follows from the seed: no clock, no global source
// of randomness, no random identifiers.
func TestNothingAccidentalReachesADataset(t *testing.T) {
	eachGoFile(t, func(name string, file *ast.File) {
		if strings.HasSuffix(name, "_test.go") || !decidesBytes(name) {
			return
		}
		for _, spec := range file.Imports {
			to, _ := strconv.Unquote(spec.Path.Value) // the parser checked it
			if to == "math/rand" || to == "crypto/rand" || strings.Contains(to, "uuid") {
				t.Errorf("%s imports %s", name, to)
			}
		}
		eachUse(file, func(pkg, sel string) {
			clock := pkg == "time" && (sel == "Now" || sel == "Since" || sel == "Until" || sel == "Local")
			global := pkg == "rand" && !slices.Contains([]string{"New", "NewPCG", "NewChaCha8", "Rand", "Source", "PCG", "ChaCha8"}, sel)
			if clock || global {
				t.Errorf("%s uses %s.%s", name, pkg, sel)
			}
		})
	})
}

// decidesBytes tells whether a file belongs to what computes the content of a
// dataset.
func decidesBytes(name string) bool {
	for _, top := range []string{"generator/", "scenarios/", "output/encode/", "output/truth/"} {
		if strings.HasPrefix(name, top) {
			return true
		}
	}
	return false
}

// eachUse visits every pkg.Name in a file. Packages are told by the name they
// have in the source.
func eachUse(file *ast.File, visit func(pkg, sel string)) {
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				visit(x.Name, s.Sel.Name)
			}
		}
		return true
	})
}

// oldWords are words that nobody says aloud to a colleague.
var oldWords = regexp.MustCompile(`(?i)\b(whom|for ever|for good|befall|in vain|comes? to nothing|thereof|hence|lest|whoso|wherein|unto)\b`)

// What people read on a screen is said in plain words.
func TestTextsArePlain(t *testing.T) {
	eachGoFile(t, func(name string, file *ast.File) {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "generator/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.BasicLit); ok && s.Kind == token.STRING && oldWords.MatchString(s.Value) {
				t.Errorf("%s says %q in %s", name, oldWords.FindString(s.Value), s.Value)
			}
			return true
		})
	})
}
