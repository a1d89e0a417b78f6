package main

import (
	"cmp"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// What a package may be at most, so that a reader can hold it in mind. Tests and
// generated files do not count.
const (
	mostFiles   = 15 // of a package
	mostMethods = 40 // of a type
	mostParams  = 4  // of a function, without its receiver
	mutualPart  = 3  // one file in so many may need another one that needs it back

	mostColumns = 120 // of a line, a tab counted as four
)

// Exceptions, each with its figure: one that grows is refused, and one that shrinks has
// its figure lowered, until the bound holds and it is taken out.
var (
	// packages, by their files
	wide = map[string]int{}

	// types, by their methods
	broad = map[string]int{}

	// functions, by their parameters
	long = map[string]int{
		"generator/internal/random/tablegen write": 6,
		"generator/nir Make":                       5,
		"output/dataset/datasettest Write":         5,
	}

	// packages, by their files that need each other
	tangled = map[string]int{}

	// packages, by their lines of too many columns
	ragged = map[string]int{}
)

// oneSubjectAFile reports whether a package holds any number of files: one for each
// of many things of one sort, which a reader takes one at a time. No file of it
// knows another but the list of them all.
func oneSubjectAFile(dir string) bool { return dir == "generator/internal/traffic/lookalike/kinds" }

// held compares a figure with a bound, or with what an exception says.
func held(t *testing.T, what string, n, most int, exceptions map[string]int) {
	t.Helper()
	figure, excepted := exceptions[what]
	switch {
	case !excepted && n > most:
		t.Errorf("%s has %d, at most %d are allowed", what, n, most)
	case excepted && n <= most:
		t.Errorf("%s has %d, within the bound: take its exception out", what, n)
	case excepted && n != figure:
		t.Errorf("%s has %d, its exception says %d", what, n, figure)
	}
}

func TestBoundsOfFilesMethodsAndParameters(t *testing.T) {
	files, methods, params := map[string]int{}, map[string]int{}, map[string]int{}
	eachGoFile(t, func(name string, file *ast.File) {
		dir := path.Dir(name)
		if strings.HasSuffix(name, "_test.go") || generated(name) {
			return
		}
		files[dir]++
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			of := dir + " " + f.Name.Name
			if f.Recv != nil {
				of = dir + " " + receiver(f.Recv.List[0].Type)
				methods[of]++
				of += "." + f.Name.Name
			}
			params[of] = max(params[of], f.Type.Params.NumFields())
		}
	})
	for dir, n := range files {
		if !oneSubjectAFile(dir) {
			held(t, dir, n, mostFiles, wide)
		}
	}
	for of, n := range methods {
		held(t, of, n, mostMethods, broad)
	}
	for of, n := range params {
		held(t, of, n, mostParams, long)
	}
}

// A line of code is as wide as two files side by side allow. A text or a comment
// that has a line for itself may be wider: breaking it helps nobody to find it.
func TestBoundOfColumns(t *testing.T) {
	lines := map[string]int{}
	eachGoFile(t, func(name string, _ *ast.File) {
		if strings.HasSuffix(name, "_test.go") || generated(name) {
			return
		}
		src, err := os.ReadFile(filepath.Join(repository(t), filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		raw := false // within a text of several lines
		for _, line := range strings.Split(string(src), "\n") {
			text := raw || startsText.MatchString(line)
			raw = raw != (strings.Count(line, "`")%2 == 1)
			if !text && utf8.RuneCountInString(strings.ReplaceAll(line, "\t", "    ")) > mostColumns {
				lines[path.Dir(name)]++
			}
		}
	})
	for dir := range house() {
		held(t, dir, lines[dir], 0, ragged)
	}
}

var startsText = regexp.MustCompile("^\\s*(//|\"|`)")

// No name hides one that the language has of itself: who reads new, close or len
// may trust that it is what it is everywhere.
func TestNoNameHidesABuiltin(t *testing.T) {
	l := newLoader(t)
	for _, dir := range slices.Sorted(maps.Keys(house())) {
		info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
		l.check(dir, info)
		for id, x := range info.Defs {
			v, named := x.(*types.Var)
			member := named && v.IsField()
			if f, ok := x.(*types.Func); ok {
				member = f.Signature().Recv() != nil
			}
			if x != nil && !member && types.Universe.Lookup(id.Name) != nil {
				t.Errorf("%s: %s hides what the language has", l.fset.Position(id.Pos()), id.Name)
			}
		}
	}
}

// generated reports whether a file is written by a program, and read by nobody.
func generated(name string) bool { return strings.HasSuffix(name, "_gen.go") }

// receiver returns the name of a receiver's type.
func receiver(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.Ident:
		return x.Name
	}
	return ""
}

// A file needs another one where it uses what that declares. Most files of a
// package need each other one way only, so that they can be read downwards.
func TestBoundOfFilesThatNeedEachOther(t *testing.T) {
	l := newLoader(t)
	for dir := range house() {
		uses := l.uses(dir)
		n := 0
		for _, g := range mutualGroups(uses) {
			n += len(g)
		}
		held(t, dir, n, len(uses)/mutualPart, tangled)
	}
}

// Where a package holds any number of files, each of them can be read alone.
func TestFilesOfOneSubjectKnowNoOther(t *testing.T) {
	l := newLoader(t)
	for _, dir := range slices.Sorted(maps.Keys(house())) {
		if !oneSubjectAFile(dir) {
			continue
		}
		for name, others := range l.uses(dir) {
			if name != "list.go" && len(others) > 0 {
				t.Errorf("%s: %s uses %v", dir, name, others)
			}
		}
	}
}

// loader type-checks packages of the project. It knows nothing of the standard
// library: what comes from there has no type, which hides no use of a declaration
// by its name.
type loader struct {
	t    *testing.T
	fset *token.FileSet
	done map[string]*types.Package
}

func newLoader(t *testing.T) *loader {
	return &loader{t: t, fset: token.NewFileSet(), done: map[string]*types.Package{}}
}

// Import returns a package by its path, without the bodies of its functions.
func (l *loader) Import(to string) (*types.Package, error) {
	if l.done[to] == nil {
		dir, ours := strings.CutPrefix(to, modulePath(l.t)+"/")
		if ours {
			l.done[to] = l.check(dir, nil)
		} else {
			l.done[to] = types.NewPackage(to, path.Base(to))
			l.done[to].MarkComplete()
		}
	}
	return l.done[to], nil
}

// check type-checks a package. Where info is nil, bodies are left out.
func (l *loader) check(dir string, info *types.Info) *types.Package {
	at := filepath.Join(repository(l.t), filepath.FromSlash(dir))
	p, err := build.ImportDir(at, 0)
	if err != nil {
		l.t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(l.fset, filepath.Join(at, name), nil, parser.SkipObjectResolution)
		if err != nil {
			l.t.Fatal(err)
		}
		files = append(files, f)
	}
	c := types.Config{Importer: l, IgnoreFuncBodies: info == nil, Error: func(error) {}}
	pkg, _ := c.Check(modulePath(l.t)+"/"+dir, l.fset, files, info) // errors are what the standard library leaves open
	return pkg
}

// uses lists, for each file of a package, the other files of it whose declarations
// it uses.
func (l *loader) uses(dir string) map[string][]string {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	pkg := l.check(dir, info)
	out := map[string][]string{}
	base := func(p token.Pos) string { return filepath.Base(l.fset.Position(p).Filename) }
	for _, name := range l.filesOf(dir) {
		if !generated(name) {
			out[name] = nil
		}
	}
	for id, x := range info.Uses {
		from := base(id.Pos())
		if x.Pkg() == pkg && x.Pos().IsValid() {
			if to := base(x.Pos()); to != from && !generated(from) && !generated(to) && !slices.Contains(out[from], to) {
				out[from] = append(out[from], to)
			}
		}
	}
	return out
}

func (l *loader) filesOf(dir string) []string {
	p, err := build.ImportDir(filepath.Join(repository(l.t), filepath.FromSlash(dir)), 0)
	if err != nil {
		l.t.Fatal(err)
	}
	return p.GoFiles
}

// mutualGroups lists the groups of files that all need each other, directly or
// through others.
func mutualGroups(uses map[string][]string) (groups [][]string) {
	reach := map[string]map[string]bool{}
	for from := range uses {
		reach[from] = map[string]bool{}
		for todo := []string{from}; len(todo) > 0; {
			at := todo[0]
			todo = todo[1:]
			for _, to := range uses[at] {
				if !reach[from][to] {
					reach[from][to] = true
					todo = append(todo, to)
				}
			}
		}
	}
	seen := map[string]bool{}
	for _, from := range slices.Sorted(maps.Keys(uses)) {
		if !reach[from][from] || seen[from] {
			continue
		}
		var group []string
		for to := range reach[from] {
			if reach[to][from] {
				group, seen[to] = append(group, to), true
			}
		}
		slices.SortFunc(group, cmp.Compare)
		groups = append(groups, group)
	}
	return groups
}

func TestMutualGroups(t *testing.T) {
	got := mutualGroups(map[string][]string{
		"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": {"f"}, "f": {"e"}, "g": nil,
	})
	want := [][]string{{"a", "b", "c"}, {"e", "f"}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
}
