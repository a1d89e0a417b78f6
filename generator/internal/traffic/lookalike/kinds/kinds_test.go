package kinds

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
)

// The list has each look-alike of the language once, in the language's order.
func TestListIsTheLanguages(t *testing.T) {
	all := All()
	if len(all) != int(scenarios.NumLookAlikes) {
		t.Fatalf("%d kinds are listed, the language has %d", len(all), scenarios.NumLookAlikes)
	}
	for i, k := range all {
		if k.Name != scenarios.LookAlikeKind(i) {
			t.Fatalf("%v stands at place %d", k.Name, i)
		}
		if (k.Change != nil) != k.Name.Manner() {
			t.Errorf("%v: changes habits here: %v, to the language %v", k.Name, k.Change != nil, k.Name.Manner())
		}
	}
}

// A kind does one of the three things that a kind can do, and says what that asks
// for.
func TestKindsAreComplete(t *testing.T) {
	for _, k := range All() {
		does := 0
		for _, it := range []bool{k.Sessions != nil, k.Change != nil, k.Truth != nil} {
			if it {
				does++
			}
		}
		comes := k.Sessions != nil && !k.EveryDay
		switch {
		case does != 1:
			t.Errorf("%v adds sessions, changes habits and is about many: %d of these, not one", k.Name, does)
		case k.Truth != nil && k.Choose == nil:
			t.Errorf("%v tells of many accounts, and chooses none", k.Name)
		case comes && k.Days == [7]bool{}:
			t.Errorf("%v may fall on no day of the week", k.Name)
		case (k.Failure == nil) != (k.Fallback == nil):
			t.Errorf("%v has a line that fails, and nowhere to go on, or the other way round", k.Name)
		}
	}
}

// Each look-alike stands in the file of its name, and no file has two.
func TestOneLookAlikeOneFile(t *testing.T) {
	left := map[string]bool{}
	for _, k := range All() {
		left[k.Name.String()+".go"] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if name == "list.go" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if !left[name] {
			t.Errorf("%s has the name of no look-alike", name)
		}
		delete(left, name)
		if n := kindsIn(t, name); n != 1 {
			t.Errorf("%s has %d look-alikes", name, n)
		}
	}
	for name := range left {
		t.Errorf("there is no %s", name)
	}
}

// kindsIn counts the functions of a file that return a kind.
func kindsIn(t *testing.T, name string) (n int) {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Type.Results == nil {
			continue
		}
		for _, r := range f.Type.Results.List {
			if x, ok := r.Type.(*ast.SelectorExpr); ok && x.Sel.Name == "Kind" {
				n++
			}
		}
	}
	return n
}
