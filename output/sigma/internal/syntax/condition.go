package syntax

import (
	"path"
	"strings"

	"gopkg.in/yaml.v3"
)

// condition reads a boolean expression over names:
//
//	or := and { "or" and }      and := not { "and" not }      not := [ "not" ] one
//	one := "(" or ")" | name | ("1" | "all") "of" ("them" | pattern)
type condition struct {
	r     *reader
	node  *yaml.Node
	names []string // what may be referred to
	what  string   // a name is: search identifier, or rule
	words []word
	at    int
	bad   bool
	used  map[int]bool
}

type word struct {
	text   string
	column int // in bytes, from 0
}

// read makes an expression of the text of the node; nil where that is wrong.
func (c *condition) read() *Expr {
	c.words, c.used = split(c.node.Value), map[int]bool{}
	if i := strings.IndexByte(c.node.Value, '|'); i >= 0 {
		c.wrongAt(i, "the condition ends in a pipe, a form that is withdrawn: write a correlation of its own")
		return nil
	}
	e := c.or(0)
	if c.at < len(c.words) && !c.bad {
		c.wrong("and, or, or the end")
	}
	if c.bad {
		return nil
	}
	return e
}

// split cuts a condition into words and brackets.
func split(s string) (words []word) {
	start := -1
	end := func(i int) {
		if start >= 0 {
			words = append(words, word{s[start:i], start})
			start = -1
		}
	}
	for i := range len(s) {
		switch c := s[i]; c {
		case ' ', '\t', '\n', '\r':
			end(i)
		case '(', ')':
			end(i)
			words = append(words, word{string(c), i})
		default:
			if start < 0 {
				start = i
			}
		}
	}
	end(len(s))
	return words
}

// wrong says what was wanted at the present word.
func (c *condition) wrong(want string) {
	if c.bad {
		return
	}
	if c.at >= len(c.words) {
		c.wrongAt(len(c.node.Value), "the condition ends too early: want "+want)
		return
	}
	w := c.words[c.at]
	c.wrongAt(w.column, "the condition has "+quote(w.text)+" here: want "+want)
}

func (c *condition) wrongAt(column int, text string) {
	c.bad = true
	at := c.r.at(c.node)
	if !strings.Contains(c.node.Value, "\n") && c.node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		at.Col += column
		if c.node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
			at.Col++
		}
	}
	c.r.bad.add(at, "%s", text)
}

func (c *condition) is(text string) bool {
	return c.at < len(c.words) && strings.EqualFold(c.words[c.at].text, text)
}

func (c *condition) or(depth int) *Expr { return c.joined("or", Or, depth, c.and) }

func (c *condition) and(depth int) *Expr { return c.joined("and", And, depth, c.not) }

// joined reads parts with a word between them.
func (c *condition) joined(between string, op Op, depth int, part func(int) *Expr) *Expr {
	list := []*Expr{part(depth)}
	for !c.bad && c.is(between) {
		c.at++
		list = append(list, part(depth))
	}
	if c.bad {
		return nil
	}
	if len(list) == 1 {
		return list[0]
	}
	return &Expr{Op: op, Args: list}
}

func (c *condition) not(depth int) *Expr {
	negated := false
	for c.is("not") {
		negated = !negated
		c.at++
	}
	e := c.one(depth)
	if e != nil && negated {
		return &Expr{Op: Not, Args: []*Expr{e}}
	}
	return e
}

func (c *condition) one(depth int) *Expr {
	switch {
	case depth > mostDepth:
		c.wrong("fewer brackets")
		return nil
	case c.at >= len(c.words) || c.is(")") || c.is("and") || c.is("or"):
		c.wrong("a " + c.what)
		return nil
	case c.is("("):
		c.at++
		e := c.or(depth + 1)
		if !c.bad && !c.is(")") {
			c.wrong("a closing bracket")
		}
		c.at++
		return e
	}
	if c.at+1 < len(c.words) && strings.EqualFold(c.words[c.at+1].text, "of") {
		return c.several()
	}
	for i, name := range c.names {
		if name == c.words[c.at].text {
			c.at++
			c.used[i] = true
			return &Expr{Ref: i}
		}
	}
	c.wrong("a " + c.what + meant(c.words[c.at].text, c.names))
	return nil
}

// several reads 1 of …, or all of ….
func (c *condition) several() *Expr {
	op := Or
	switch {
	case c.is("all"):
		op = And
	case !c.is("1") && !c.is("any"):
		c.wrong("1 of or all of: other numbers are no part of Sigma")
		return nil
	}
	c.at += 2
	if c.at >= len(c.words) {
		c.wrong("them, or a pattern such as selection*")
		return nil
	}
	pattern := c.words[c.at].text
	e := &Expr{Op: op}
	for i, name := range c.names {
		if c.matches(pattern, name) {
			c.used[i] = true
			e.Args = append(e.Args, &Expr{Ref: i})
		}
	}
	if len(e.Args) == 0 {
		c.wrong("a pattern of a " + c.what + " that is there")
		return nil
	}
	c.at++
	return e
}

// matches reports whether a pattern of 1 of and all of means a name.
func (c *condition) matches(pattern, name string) bool {
	if strings.EqualFold(pattern, "them") {
		return !strings.HasPrefix(name, "_")
	}
	if strings.ContainsAny(pattern, `[]\?`) {
		return pattern == name
	}
	ok, _ := path.Match(pattern, name) // only * has a meaning
	return ok
}

// Eval is what an expression says, of what leaves say.
func (e *Expr) Eval(leaf func(int) bool) bool {
	switch e.Op {
	case And:
		for _, a := range e.Args {
			if !a.Eval(leaf) {
				return false
			}
		}
		return true
	case Or:
		for _, a := range e.Args {
			if a.Eval(leaf) {
				return true
			}
		}
		return false
	case Not:
		return !e.Args[0].Eval(leaf)
	}
	return leaf(e.Ref)
}
