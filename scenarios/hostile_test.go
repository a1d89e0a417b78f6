package scenarios_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

// hostile returns input that is meant to hurt, by name.
func hostile() map[string]string {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 12; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i,
			strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	rng := rand.New(rand.NewPCG(1, 2))
	junk := make([]byte, 64<<10)
	for i := range junk {
		junk[i] = byte(rng.Uint32())
	}
	many := func(s string) string { return strings.Repeat(s, language.MaxBytes/len(s)) }
	var keys strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&keys, "key%d: 1\n", i)
	}
	return map[string]string{
		"alias bomb":         bomb,
		"alias cycle":        "version: &x {a: *x}\n",
		"merge cycle":        "version: 1\nscenario: &x\n  <<: [*x, *x]\n  id: a\n",
		"merge of a map key": "<<: {[a]: b}\n",
		"unhashable merge":   "? {<<: {a: b}}\n: c\n",
		"deep flow":          strings.Repeat("[", 9000),
		"deeper flow":        many("["),
		"deep closed flow":   "version: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
		"deep block":         strings.Repeat("- ", 9000) + "x",
		"deeper block":       many("- "),
		"deep maps":          many("a: {"),
		"nested 65":          "version: " + strings.Repeat("[", 65) + strings.Repeat("]", 65),
		"many keys":          keys.String(),
		"unknown keys":       keys.String()[:400_000] + "x: 1\n",
		"many values":        "signals: [" + strings.Repeat("a,", 60_000) + "a]\n",
		"one long line":      "version: " + many("9"),
		"long key":           many("k") + ": 1",
		"junk":               string(junk),
		"zeros":              strings.Repeat("\x00", 4096),
		"utf16":              "\xff\xfev\x00e\x00",
		"latin1":             "version: 1\nscenario: {title: \"Soci\xe9t\xe9\"}\n",
		"too large":          strings.Repeat("#", language.MaxBytes+1),
		"gzip":               "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
		"escape codes":       "version: 1\nscenario: \x1b[31mred\n",
		"many documents":     many("---\n"),
		"many comments":      many("# x\n"),
		"many anchors":       many("&a "),
		"many tags":          many("!!str "),
		"quotes":             many("\""),
		"tabs":               many("\t"),
		"directives":         many("%YAML 1.1\n"),
		"returns":            many("\r"),
		"bad syntax late":    strings.Repeat("a: 1\n", 100_000) + "b: [1\n",
	}
}

// patience is far more than any machine needs: what takes longer does not end.
const patience = 3 * time.Minute

func TestHostileInput(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			_, err := library.Parse("hostile.yaml", []byte(text))
			took := time.Since(begin)
			var problems *scenarios.Problems
			if !errors.As(err, &problems) || len(problems.List) == 0 {
				t.Fatalf("want *Problems, got %v", err)
			}
			if took > patience {
				t.Errorf("took %v", took)
			}
			if n := len(err.Error()); n > 64<<10 {
				t.Errorf("a message of %d bytes", n)
			}
			if strings.ContainsAny(err.Error(), "\x00\x1b\r") {
				t.Error("the message carries control characters")
			}
			first, _, _ := strings.Cut(err.Error(), "\n")
			t.Log(took.Round(time.Millisecond), first)
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/good/*.yaml", "testdata/bad/*.yaml", "library/*.yaml"} {
		for _, file := range glob(f, pattern) {
			f.Add(read(f, file))
		}
	}
	for _, text := range hostile() {
		if len(text) < 2000 { // larger ones only slow the search down
			f.Add([]byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		begin := time.Now()
		s, err := library.Parse("fuzz.yaml", data)
		if took := time.Since(begin); took > patience {
			t.Fatalf("took %v", took)
		}
		var problems *scenarios.Problems
		if err != nil {
			if !errors.As(err, &problems) || err.Error() == "" {
				t.Fatalf("want *Problems, got %v", err)
			}
			return
		}
		readBack(t, s)
	})
}

// Whatever an override says, it is taken or refused with all problems.
func FuzzSet(f *testing.F) {
	base := read(f, "testdata/good/minimal.yaml") // a small one is tried more often
	for _, expr := range []string{"scenario.title=x", "campaigns[0].pacing.rate=0.2/s", "population.accounts=1e9",
		"campaigns[999999].id=a", "a[-1]=b", "=", "x", "campaigns=[]", "scenario={id: &a [*a]}", "time.start=\x1b[31m"} {
		f.Add(expr)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		_, err := library.Parse("fuzz.yaml", base, library.Set(expr))
		var problems *scenarios.Problems
		if err != nil && (!errors.As(err, &problems) || len(problems.List) == 0) {
			t.Fatalf("want *Problems, got %v", err)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\x00\x1b\r") {
			t.Errorf("the message carries control characters: %q", err)
		}
	})
}
