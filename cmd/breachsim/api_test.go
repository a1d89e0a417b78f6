package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// promised are the packages that other modules may build on: what they export changes only
// with a line in CHANGELOG.md. The README lists them, and output/doc.go those of output.
func promised() []string {
	return []string{
		"scenarios", "scenarios/library",
		"generator", "generator/event", "generator/fakers", "generator/nir", "generator/record",
		"output", "output/dataset", "output/dataset/datasettest", "output/read",
		"output/detect", "output/sigma", "output/score", "output/score/alert", "output/score/report",
	}
}

const apiFile = "testdata/api.txt"

// What the promised packages export is written down, so that a change of it is seen and
// meant. UPDATE=1 writes it anew.
func TestAPIIsWhatWasPromised(t *testing.T) {
	var b strings.Builder
	for _, dir := range promised() {
		fmt.Fprintf(&b, "package %s\n", dir)
		for _, d := range exported(t, dir) {
			b.WriteString("\n" + d + "\n")
		}
		b.WriteString("\n")
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(apiFile, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	old, err := os.ReadFile(apiFile)
	if err != nil {
		t.Fatal(err)
	}
	if missing, added := differences(string(old), b.String()); missing+added != "" {
		t.Errorf("the API is not that of %s: UPDATE=1 go test ./cmd/breachsim -run API, and a line in CHANGELOG.md\nno longer:\n%s\nnew:\n%s",
			apiFile, missing, added)
	}
}

// The pages name the packages that are promised, and each says first what it is for.
func TestPromisedPackagesAreListed(t *testing.T) {
	page := func(name string) string {
		text, err := os.ReadFile(filepath.Join(repository(t), filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	readme, doc := page("README.md"), page("output/doc.go")
	for _, dir := range promised() {
		if !strings.Contains(readme, "`"+dir+"`") {
			t.Errorf("README.md does not list %s", dir)
		}
		if strings.HasPrefix(dir, "output/") && !strings.Contains(doc, "\t"+strings.TrimPrefix(dir, "output/")+" ") {
			t.Errorf("output/doc.go does not list %s", dir)
		}
		p, err := build.ImportDir(filepath.Join(repository(t), filepath.FromSlash(dir)), 0)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(p.Doc, "Package "+p.Name+" ") {
			t.Errorf("%s: its documentation begins with %q", dir, p.Doc)
		}
	}
}

// exported lists the exported declarations of a package without their bodies and
// comments, in the order of their text.
func exported(t *testing.T, dir string) []string {
	t.Helper()
	at := filepath.Join(repository(t), filepath.FromSlash(dir))
	p, err := build.ImportDir(at, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	fset := token.NewFileSet()
	for _, name := range p.GoFiles {
		file, err := parser.ParseFile(fset, filepath.Join(at, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.FileExports(file)
		for _, d := range file.Decls {
			all = append(all, parts(t, d)...)
		}
	}
	slices.Sort(all)
	return all
}

// parts prints a declaration: constants, variables and types each by itself.
func parts(t *testing.T, d ast.Decl) []string {
	t.Helper()
	var nodes []ast.Node
	switch d := d.(type) {
	case *ast.FuncDecl:
		nodes = append(nodes, &ast.FuncDecl{Recv: d.Recv, Name: d.Name, Type: d.Type})
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				nodes = append(nodes, &ast.GenDecl{Tok: d.Tok, Specs: []ast.Spec{s}})
			case *ast.ValueSpec:
				nodes = append(nodes, &ast.GenDecl{Tok: d.Tok, Specs: []ast.Spec{valueOf(s)}})
			}
		}
	}
	var all []string
	for _, n := range nodes {
		var b bytes.Buffer
		// A file set without the file: lines are as the printer breaks them.
		if err := printer.Fprint(&b, token.NewFileSet(), n); err != nil {
			t.Fatal(err)
		}
		all = append(all, b.String())
	}
	return all
}

// valueOf keeps the value of a constant, which is a promise, and of nothing else.
func valueOf(s *ast.ValueSpec) *ast.ValueSpec {
	kept := &ast.ValueSpec{Names: s.Names, Type: s.Type}
	for _, v := range s.Values {
		if _, plain := v.(*ast.BasicLit); !plain {
			return kept
		}
	}
	kept.Values = s.Values
	return kept
}

// differences lists the paragraphs that only one of two texts has, each with its package.
func differences(old, now string) (missing, added string) {
	a, b := paragraphs(old), paragraphs(now)
	for _, p := range a {
		if !slices.Contains(b, p) {
			missing += p + "\n"
		}
	}
	for _, p := range b {
		if !slices.Contains(a, p) {
			added += p + "\n"
		}
	}
	return missing, added
}

func paragraphs(text string) (all []string) {
	of := ""
	for p := range strings.SplitSeq(text, "\n\n") {
		p = strings.TrimSpace(p)
		if name, ok := strings.CutPrefix(p, "package "); ok {
			of = name
		} else if p != "" {
			all = append(all, of+": "+p)
		}
	}
	return all
}

// A name less and a name more are both seen.
func TestDifferencesOfTheAPIAreSeen(t *testing.T) {
	missing, added := differences("package a\n\nfunc F()\n\nfunc G()\n", "package a\n\nfunc F(int)\n\nfunc G()\n\npackage b\n\nfunc G()\n")
	if missing != "a: func F()\n" || added != "a: func F(int)\nb: func G()\n" {
		t.Errorf("missing %q, added %q", missing, added)
	}
}
