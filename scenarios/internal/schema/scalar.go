package schema

import (
	"github.com/breachsim/breachsim/scenarios/internal/tree"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// The JSON types of a scalar.
const (
	stringShape  = "string"
	integerShape = "integer"
	numberShape  = "number"
	booleanShape = "boolean"
)

// Scalar is a single value.
type Scalar struct {
	Name  string // in the tables of the README
	Want  string // completes "write …"
	Shape string // JSON type: string, integer, number or boolean; empty = string
	Regex string // for strings; empty = any
	Parse func(text string) (any, error)

	Quoted bool // written in quotes
	Lines  bool // text that may have several lines

	limits [2]string // of integers and numbers, least and most, as they are written; empty = none
}

// Check reads the text of a single value.
func (s *Scalar) Check(w *Walk, n *tree.Node, at string) any {
	switch {
	case n.Kind == tree.Bad:
		return nil
	case n.Kind != tree.Scalar:
		w.Add(n, at, n.Is(), "write "+s.Want)
		return nil
	case s.shape() != stringShape && !n.Plain:
		w.Add(n, at, wording.Quote(n.Text)+" is in quotes", "write "+s.Want+", without quotes")
		return nil
	}
	v, err := s.Parse(n.Text)
	if err != nil {
		w.fault(n, at, err, "write "+s.Want)
		return nil
	}
	return v
}

func (s *Scalar) shape() string {
	if s.Shape == "" {
		return stringShape
	}
	return s.Shape
}

// Boxed passes a value on as any, or no value with its error.
func Boxed[T any](v T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return v, nil
}
