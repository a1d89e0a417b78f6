package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
)

// pattern is a text with wildcards, prepared.
type pattern struct {
	syntax.Pattern
	cased bool
}

// matches reports whether the pattern is the whole of a text.
func (p *pattern) matches(s string) bool {
	if p.Plain {
		return p.same(s, p.Parts[0])
	}
	last := len(p.Parts) - 1
	if last == 0 { // only ?
		n, ok := p.prefix(s, 0)
		return ok && n == len(s)
	}
	n, ok := p.prefix(s, 0)
	if !ok {
		return false
	}
	s = s[n:]
	for i := 1; i < last; i++ {
		if s, ok = p.find(s, i); !ok {
			return false
		}
	}
	return p.suffix(s, last)
}

func (p *pattern) same(a, b string) bool {
	return a == b || !p.cased && strings.EqualFold(a, b)
}

// prefix reports whether a text begins with a part, and with how many bytes.
func (p *pattern) prefix(s string, part int) (n int, ok bool) {
	want, wild := p.Parts[part], p.Any[part]
	for i := 0; i < len(want); {
		if n >= len(s) {
			return 0, false
		}
		w, size := utf8.DecodeRuneInString(want[i:])
		r, took := utf8.DecodeRuneInString(s[n:])
		if wild[i] == '0' && r != w && (p.cased || !sameLetter(r, w)) {
			return 0, false
		}
		i += size
		n += took
	}
	return n, true
}

// sameLetter compares without regard to case, as [strings.EqualFold] does.
func sameLetter(a, b rune) bool {
	for r := unicode.SimpleFold(a); r != a; r = unicode.SimpleFold(r) {
		if r == b {
			return true
		}
	}
	return a == b
}

// find returns what follows the first place at which a part stands.
func (p *pattern) find(s string, part int) (rest string, ok bool) {
	for {
		if n, ok := p.prefix(s, part); ok {
			return s[n:], true
		}
		if s == "" {
			return "", false
		}
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
}

// suffix reports whether a text ends in a part.
func (p *pattern) suffix(s string, part int) bool {
	for {
		if n, ok := p.prefix(s, part); ok && n == len(s) {
			return true
		}
		if s == "" {
			return p.Parts[part] == ""
		}
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
}
