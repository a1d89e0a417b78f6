package schema

import (
	"slices"

	"github.com/breachsim/breachsim/scenarios/internal/tree"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Enum is one word of a list.
type Enum struct{ Words []EnumWord }

// EnumWord is one word, what it stands for, and its meaning in a phrase, which may
// be empty.
type EnumWord struct {
	Name  string
	Value any
	Doc   string
}

// Check finds what the word stands for.
func (e *Enum) Check(w *Walk, n *tree.Node, at string) any {
	if n.Kind == tree.Bad {
		return nil
	}
	if n.Kind != tree.Scalar {
		w.Add(n, at, n.Is(), "write "+wording.OneOf(e.Names()))
		return nil
	}
	i := slices.IndexFunc(e.Words, func(v EnumWord) bool { return v.Name == n.Text })
	if i < 0 {
		w.Add(n, at, wording.Quote(n.Text)+" is not known here", wording.DidYouMean(n.Text, e.Names()))
		return nil
	}
	return e.Words[i].Value
}

// Names lists the words.
func (e *Enum) Names() []string {
	names := make([]string, len(e.Words))
	for i, v := range e.Words {
		names[i] = v.Name
	}
	return names
}

// Either is a single value, or a list of them, or something with an inside.
type Either struct{ Single, Inside Kind }

// Check is the check of one or the other.
func (e *Either) Check(w *Walk, n *tree.Node, at string) any {
	_, list := e.Single.(*ListOf)
	if n.Kind != tree.Map && (n.Kind != tree.List || list) {
		return e.Single.Check(w, n, at)
	}
	return e.Inside.Check(w, n, at)
}

// EnumOf finds the words of a kind: its own, or those of what it is made of.
func EnumOf(k Kind) (*Enum, bool) {
	switch k := k.(type) {
	case *Enum:
		return k, true
	case *Either:
		return EnumOf(k.Single)
	case *ListOf:
		return EnumOf(k.Of)
	}
	return nil, false
}
