package schema

import (
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/scenarios/internal/tree"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Axis is a path of the language and the values that it takes in turn.
type Axis struct {
	Path   string
	Values []string // as YAML on one line each, as --set takes them
}

// Matrix is a mapping from paths to lists of values. Its checked value is []Axis.
// Whether a value fits its path is found out when it is put there.
type Matrix struct {
	Fixed []string // paths that cannot be swept
}

// Limits of a matrix.
const (
	maxAxes  = 10
	maxCells = 10_000
)

// Check reads the axes.
func (m Matrix) Check(w *Walk, n *tree.Node, at string) any {
	if n.Kind == tree.Bad {
		return nil
	}
	if n.Kind != tree.Map {
		w.Add(n, at, n.Is(), "write paths with their values, such as campaigns[0].targets.hit_rate: [0.5, 0.8]")
		return nil
	}
	if len(n.Pairs) > maxAxes {
		w.Add(n, at, fmt.Sprintf("%d paths are more than %d", len(n.Pairs), maxAxes), "write fewer")
		return nil
	}
	var axes []Axis
	cells := 1
	for _, p := range n.Pairs {
		a, ok := m.axis(w, p, at)
		if !ok {
			continue
		}
		if cells *= len(a.Values); cells > maxCells {
			w.Add(p.Key, at, fmt.Sprintf("more than %d combinations", maxCells), "write fewer values")
			return nil
		}
		axes = append(axes, a)
	}
	return axes
}

// axis reads one line of the matrix.
func (m Matrix) axis(w *Walk, p tree.Pair, at string) (Axis, bool) {
	here, path := tree.KeyPath(at, p.Key.Text), p.Key.Text
	if _, bad := tree.SplitPath(path); bad || slices.Contains(m.Fixed, path) {
		w.Add(p.Key, here, "not a path that can be swept", "write one such as campaigns[0].targets.hit_rate")
		return Axis{}, false
	}
	if p.Val.Kind == tree.Bad {
		return Axis{}, false
	}
	if p.Val.Kind != tree.List || len(p.Val.Items) == 0 {
		what := p.Val.Is()
		if p.Val.Kind == tree.List {
			what = "is an empty list"
		}
		w.Add(p.Key, here, what, "write a list of values, such as [0.5, 0.8]")
		return Axis{}, false
	}
	a, seen := Axis{Path: path}, map[string]bool{}
	for i, item := range p.Val.Items {
		if item.Kind == tree.Bad {
			return Axis{}, false
		}
		text := item.Flow()
		if seen[text] {
			w.Add(item, tree.ItemPath(here, i), wording.Quote(text)+" is already in the list", "keep one of the two")
			return Axis{}, false
		}
		seen[text] = true
		a.Values = append(a.Values, text)
	}
	return a, true
}
