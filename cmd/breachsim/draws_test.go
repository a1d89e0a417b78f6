package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// A draw is told from others by a constant that says what it is for. A bare
// number as its name is one that somebody will use twice.
func TestEveryDrawHasAName(t *testing.T) {
	eachGoFile(t, func(name string, file *ast.File) {
		if strings.HasSuffix(name, "_test.go") || !strings.HasPrefix(name, "generator/") {
			return
		}
		for _, number := range bareDraws(file) {
			t.Errorf("%s names a draw %s: give the number a constant that says what is drawn", name, number)
		}
	})
}

func TestBareDrawsAreSeen(t *testing.T) {
	for source, want := range map[string]int{
		"k.At(9)":                              1,
		"k.At2(uint64(a), 3)":                  1,
		"k.At2(1<<32, 2)":                      2,
		"k.Stream(4)":                          1,
		"k.At(uint64(7))":                      1,
		"k.At(1<<32 | uint64(a))":              1,
		"k.At(uint64(a)<<8 | (2 + uint64(b)))": 1,
		"k.At(uint64(a)<<8 | uint64(b))":       0, // where the entities stand in the key
		"k.At(patience | uint64(a))":           0,
		"k.At2(patience, uint64(a))":           0,
		"k.Below(7)":                           0,
		"day.At(9 * calendar.Hour)":            0, // not a draw
		"cal.At(uint64(i+1))":                  0,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "", "package p\nvar _ = "+source, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := bareDraws(file); len(got) != want {
			t.Errorf("%s: %d bare numbers, want %d: %v", source, len(got), want, got)
		}
	}
}

// bareDraws lists the numbers without a name by which a file derives keys: an
// argument of At, At2 or Stream, or a part of one that | or + puts together,
// that is made of literals alone.
func bareDraws(file *ast.File) (out []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if f, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"At", "At2", "Stream"}, f.Sel.Name) {
			for _, arg := range call.Args {
				out = append(out, bareParts(arg)...)
			}
		}
		return true
	})
	return out
}

// bareParts lists the parts of a key that are made of literals alone.
func bareParts(e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return bareParts(e.X)
	case *ast.BinaryExpr:
		if (e.Op == token.OR || e.Op == token.ADD) && !literal(e) {
			return append(bareParts(e.X), bareParts(e.Y)...)
		}
	}
	if literal(e) {
		return []string{textOf(e)}
	}
	return nil
}

// literal reports whether an expression is made of numbers alone.
func literal(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.INT || e.Kind == token.CHAR
	case *ast.ParenExpr:
		return literal(e.X)
	case *ast.BinaryExpr:
		return literal(e.X) && literal(e.Y)
	case *ast.CallExpr: // a conversion
		_, named := e.Fun.(*ast.Ident)
		return named && len(e.Args) == 1 && literal(e.Args[0])
	}
	return false
}

// textOf is a literal expression as it is written.
func textOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Value
	case *ast.ParenExpr:
		return textOf(e.X)
	case *ast.BinaryExpr:
		return textOf(e.X) + e.Op.String() + textOf(e.Y)
	case *ast.CallExpr:
		return textOf(e.Args[0])
	}
	return ""
}
