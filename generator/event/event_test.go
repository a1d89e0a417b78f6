package event

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/netip"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAddrText(t *testing.T) {
	for text, want := range map[string]Addr{
		"240.1.2.3": V4(240<<24 | 1<<16 | 2<<8 | 3),
		"3fff:1::7": {Hi: 0x3fff_0001 << 32, Lo: 7},
	} {
		if got := FromNetip(netip.MustParseAddr(text)); got != want || got.String() != text {
			t.Errorf("%s: %v, printed %s", text, got, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := Addr{Hi: rapid.Uint64().Draw(t, "hi"), Lo: rapid.Uint64().Draw(t, "lo")}
		if rapid.Bool().Draw(t, "v4") {
			a = V4(rapid.Uint32().Draw(t, "ip"))
		}
		if got := a.String(); got != a.Netip().String() || FromNetip(a.Netip()) != a {
			t.Fatalf("%+v prints %s, the standard library %s", a, got, a.Netip())
		}
	})
}

func distinct(t *testing.T, what string, names []string) {
	t.Helper()
	seen := map[string]bool{}
	for i, n := range names {
		if seen[n] || n == "" && i > 0 {
			t.Errorf("%s %d has the name %q, which is empty or taken", what, i, n)
		}
		seen[n] = true
	}
}

// A constant without a row would be written as nothing, or end the program.
func TestEachConstantHasItsName(t *testing.T) {
	fset, consts, rows := token.NewFileSet(), map[string][]string{}, map[string]map[string]bool{}
	for _, name := range []string{"log.go", "truth.go", "steps.go"} {
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
				of := g.Specs[0].(*ast.ValueSpec).Type.(*ast.Ident).Name
				for _, s := range g.Specs {
					consts[of] = append(consts[of], s.(*ast.ValueSpec).Names[0].Name)
				}
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			list, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			x, ok := list.Type.(*ast.IndexExpr)
			if !ok {
				return true
			}
			has := map[string]bool{}
			for _, e := range list.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					has[kv.Key.(*ast.Ident).Name] = true
				}
			}
			rows[x.Index.(*ast.Ident).Name] = has
			return true
		})
	}
	if len(consts) < 15 {
		t.Errorf("only %d enumerations were found", len(consts))
	}
	for of, list := range consts {
		for _, c := range list {
			none := c == list[0] && (strings.HasPrefix(c, "No") || c == "Ordinary")
			if !none && !rows[of][c] {
				t.Errorf("%s of %s has no row with its name", c, of)
			}
		}
	}
}

func TestNames(t *testing.T) {
	distinct(t, "move", Moves())
	distinct(t, "measure", Measures())
	distinct(t, "benign type", BenignTypes())
	distinct(t, "action", actionNames[:])
	distinct(t, "reason", reasonNames[:])
	distinct(t, "service", serviceNames[:])
	distinct(t, "result", resultNames[:])
	distinct(t, "path", pathNames[:])
	distinct(t, "label", labelNames[:])
	distinct(t, "phase", phaseNames[:])
	distinct(t, "purpose", purposeNames[:])
	distinct(t, "actor", actorNames[:])
	for _, c := range []struct{ got, want string }{
		{Challenge.String(), "challenge"}, {ServiceClosed.String(), "service_closed"}, {PathOldHome.String(), "/espace-pro/index.jsp"}, {SessionExpired.String(), "session_expired"}, {Administration.String(), "administration"},
		{ResultError.String(), "error"}, {PathAssetIcons.String(), "/static/icones.svg"}, {Test.String(), "test"}, {Stop.String(), "stop"},
		{ForcedChange.String(), "forced_change"}, {Analyst.String(), "analyst"}, {ECPS.String(), "ecps"}, {Added.String(), "added"},
		{ByControl.String(), "control"}, {ByLetter.String(), "letter"},
	} {
		if c.got != c.want {
			t.Errorf("the last name of a list is %q, want %q", c.got, c.want)
		}
	}
}
