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
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// What a package that the bounds hold for may be at most, so that a reader can hold
// it in mind. Tests do not count.
const (
	mostFiles   = 15 // of a package
	mostMethods = 40 // of a type
	mostParams  = 4  // of a function, without its receiver
	mutualPart  = 3  // one file in so many may need another one that needs it back
	mostColumns = 120
)

// bounded are the packages that the bounds hold for.
func bounded() (dirs []string) {
	tops := []string{"generator/campaign", "output/audit", "output/conform", "output/read", "output/score", "output/detect", "output/rules", "output/stats"}
	for _, dir := range slices.Sorted(maps.Keys(house())) {
		for _, top := range tops {
			if dir == top || strings.HasPrefix(dir, top+"/") {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}

func TestBoundsOfFilesMethodsAndParameters(t *testing.T) {
	files, methods := map[string]int{}, map[string]int{}
	eachGoFile(t, func(name string, file *ast.File) {
		dir := path.Dir(name)
		if strings.HasSuffix(name, "_test.go") || !slices.Contains(bounded(), dir) {
			return
		}
		files[dir]++
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := f.Type.Params.NumFields(); n > mostParams {
				t.Errorf("%s: %s has %d parameters, at most %d are allowed", name, f.Name.Name, n, mostParams)
			}
			if f.Recv != nil {
				methods[dir+" "+receiver(f.Recv.List[0].Type)]++
			}
		}
	})
	for dir, n := range files {
		if n > mostFiles {
			t.Errorf("%s has %d files, at most %d are allowed", dir, n, mostFiles)
		}
	}
	for of, n := range methods {
		if n > mostMethods {
			t.Errorf("%s has %d methods, at most %d are allowed", of, n, mostMethods)
		}
	}
}

// A tabulator is four columns wide here.
func TestBoundOfColumns(t *testing.T) {
	root := repository(t)
	eachGoFile(t, func(name string, _ *ast.File) {
		dir := path.Dir(name)
		if strings.HasSuffix(name, "_test.go") || !slices.Contains(bounded(), dir) || strings.HasPrefix(dir, "generator/campaign") {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if n := utf8.RuneCountInString(strings.ReplaceAll(line, "\t", "    ")); n > mostColumns {
				t.Errorf("%s:%d: %d columns, at most %d are allowed", name, i+1, n, mostColumns)
			}
		}
	})
}

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
	for _, dir := range bounded() {
		uses := l.uses(dir)
		groups := mutualGroups(uses)
		n, most := 0, len(uses)/mutualPart
		for _, g := range groups {
			n += len(g)
		}
		if n > most {
			t.Errorf("%s: %d of %d files need each other, at most %d are allowed: %v", dir, n, len(uses), most, groups)
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
		dir, ours := strings.CutPrefix(to, "breachsim/")
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
	pkg, _ := c.Check("breachsim/"+dir, l.fset, files, info) // errors are what the standard library leaves open
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
		out[name] = nil
	}
	for id, x := range info.Uses {
		from := base(id.Pos())
		if x.Pkg() == pkg && x.Pos().IsValid() {
			if to := base(x.Pos()); to != from && !slices.Contains(out[from], to) {
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
