package language

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// eachKey visits every key of the rows in order, with its pattern: its
// path without indices, as in campaigns[].pacing.rate.
func eachKey(visit func(f *schema.Row, pattern string)) { visitGroup(rows(), "", visit) }

func visitGroup(g *schema.Group, at string, visit func(*schema.Row, string)) {
	for i := range g.Rows {
		f := &g.Rows[i]
		here := tree.KeyPath(at, f.Name)
		visit(f, here)
		visitKind(f.Kind, here, visit)
	}
}

func visitKind(k schema.Kind, at string, visit func(*schema.Row, string)) {
	switch k := k.(type) {
	case *schema.Group:
		visitGroup(k, at, visit)
	case *schema.ListOf:
		visitKind(k.Of, at+"[]", visit)
	case *schema.Either:
		visitKind(k.Inside, at, visit)
	}
}

// brief names a kind of value in a table.
func brief(k schema.Kind) string {
	switch k := k.(type) {
	case *schema.Scalar:
		return k.Name
	case *schema.Enum:
		return "`" + strings.Join(k.Names(), "` `") + "`"
	case *schema.Either:
		return brief(k.Single) + " or a " + brief(k.Inside)
	case *schema.ListOf:
		return "list of " + brief(k.Of)
	case *schema.Group:
		return "mapping"
	}
	return "mapping of paths to lists of values"
}

// keyTable is the table of one part of the language.
func keyTable(part string) string {
	var b strings.Builder
	b.WriteString("| key | value | default | meaning |\n|---|---|---|---|\n")
	eachKey(func(f *schema.Row, at string) {
		if top, _, _ := strings.Cut(strings.TrimSuffix(strings.SplitN(at, ".", 2)[0], "[]"), "."); top != part {
			return
		}
		if strings.HasPrefix(at, "campaigns[].on_response.") && strings.Count(at, ".") > 2 {
			return // the same three for every answer; told in the text
		}
		def := "–"
		switch {
		case f.Required:
			def = "required"
		case len(f.Needs) > 0:
			def = "required for " + wording.OneOf(f.Needs)
		case f.Default != "":
			def = "`" + f.Default + "`"
		}
		doc, value := f.Meaning(), brief(f.Kind)
		if at == "benign.look_alikes[].type" {
			value, doc = "one of the twenty below", f.Doc
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", at, value, def, doc)
	})
	return b.String()
}

// lookAlikeKeys is the table of the look-alikes: what each takes, with its
// usual values, and what it fools.
func lookAlikeKeys() string {
	var b strings.Builder
	b.WriteString("| type | what | keys and usual values | usual number in 100,000 accounts | fools " +
		"|\n|---|---|---|---|---|\n")
	keyRows := lookAlikeRows()
	for k := range scenarios.NumLookAlikes {
		keys, usual, def := []string{}, "–", scenarios.UsualLookAlike(k)
		counted := def
		counted.Count(100_000)
		for _, key := range k.Takes() {
			v := strings.Trim(keyRows.Row(key).Text(&def), `"`)
			switch {
			case key == "accounts":
				usual = fmt.Sprint(counted.Accounts)
			case key == "sites":
				usual = fmt.Sprint(counted.Sites) + " sites"
			case v == "":
				v = "drawn"
			}
			keys = append(keys, strings.TrimSpace("`"+key+"` "+v))
		}
		fools := strings.ReplaceAll(strings.Join(k.Fools(), ", "), "_", " ")
		fmt.Fprintf(&b, "| `%v` | %s | %s | %s | %s |\n", k, k.Doc(), strings.Join(keys, "<br>"), usual, fools)
	}
	return b.String()
}

// The tables of the reference page are the rows.
func TestReadmeTables(t *testing.T) {
	text := string(read(t, "../README.md"))
	begin := regexp.MustCompile(`<!-- keys of (\w+) -->\n(?s:.*?)<!-- end -->`)
	told := map[string]bool{}
	fresh := begin.ReplaceAllStringFunc(text, func(block string) string {
		part := begin.FindStringSubmatch(block)[1]
		told[part] = true
		return "<!-- keys of " + part + " -->\n" + keyTable(part) + "<!-- end -->"
	})
	alike := regexp.MustCompile(`<!-- look-alikes -->\n(?s:.*?)<!-- end -->`)
	fresh = alike.ReplaceAllLiteralString(fresh, "<!-- look-alikes -->\n"+lookAlikeKeys()+"<!-- end -->")
	golden(t, "../README.md", fresh)
	if !strings.Contains(text, string(read(t, "../testdata/good/minimal.yaml"))) {
		t.Error("README.md does not show testdata/good/minimal.yaml as it is")
	}
	for _, name := range rows().Names() {
		if !told[name] {
			t.Errorf("README.md has no table of %s", name)
		}
	}
	eachKey(func(f *schema.Row, at string) {
		if !strings.Contains(fresh, "`"+f.Name+"`") && !strings.Contains(fresh, "."+f.Name+"`") {
			t.Errorf("README.md does not name %s", at)
		}
	})
}
