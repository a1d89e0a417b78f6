package scenarios

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
)

// Axis is one line of the matrix: a path of the language and the values that it
// takes in turn.
type Axis struct {
	Path   string
	Values []string // as YAML on one line each, as --set takes them
}

// Limits of a sweep.
const (
	maxAxes  = 10
	maxCells = 10_000
)

// sweep is the matrix: block, a mapping from paths to lists of values.
type sweep struct{}

func (sweep) schema() map[string]any {
	return map[string]any{"type": "object", "additionalProperties": map[string]any{"type": "array", "minItems": 1}}
}

// check reads the axes. Whether a value fits its path is found out when its
// cell is made: see [Cells].
func (sweep) check(w *walk, n *node, at string) any {
	if n.kind == badNode {
		return nil
	}
	if n.kind != mapNode {
		w.add(n, at, wrongKind(n), "write paths with their values, such as campaigns[0].targets.hit_rate: [0.5, 0.8]")
		return nil
	}
	if len(n.pairs) > maxAxes {
		w.add(n, at, fmt.Sprintf("%d paths are more than %d", len(n.pairs), maxAxes), "write fewer")
		return nil
	}
	var axes []Axis
	cells := 1
	for _, p := range n.pairs {
		a, ok := w.axis(p, at)
		if !ok {
			continue
		}
		if cells *= len(a.Values); cells > maxCells {
			w.add(p.key, at, fmt.Sprintf("more than %d combinations", maxCells), "write fewer values")
			return nil
		}
		axes = append(axes, a)
	}
	return axes
}

// axis reads one line of the matrix.
func (w *walk) axis(p pair, at string) (Axis, bool) {
	here, path := keyPath(at, p.key.text), p.key.text
	if _, bad := splitPath(path); bad || path == "matrix" || path == "version" || path == "scenario.id" {
		w.add(p.key, here, "not a path that can be swept", "write one such as campaigns[0].targets.hit_rate")
		return Axis{}, false
	}
	if p.val.kind == badNode {
		return Axis{}, false
	}
	if p.val.kind != listNode || len(p.val.items) == 0 {
		what := wrongKind(p.val)
		if p.val.kind == listNode {
			what = "is an empty list"
		}
		w.add(p.key, here, what, "write a list of values, such as [0.5, 0.8]")
		return Axis{}, false
	}
	a := Axis{Path: path}
	seen := map[string]bool{}
	for i, item := range p.val.items {
		if item.kind == badNode {
			return Axis{}, false
		}
		text := item.flow()
		if seen[text] {
			w.add(item, itemPath(here, i), quote(text)+" is already in the list", "keep one of the two")
			return Axis{}, false
		}
		seen[text] = true
		a.Values = append(a.Values, text)
	}
	return a, true
}

// Cell is one combination of the values of a matrix.
type Cell struct {
	Number   int      // from 1; the last path turns fastest
	Values   []string // in the order of the axes
	Scenario *Scenario
}

// Count is the number of cells of a scenario: 1 without a matrix.
func (s *Scenario) Count() int {
	n := 1
	for _, a := range s.Matrix {
		n *= len(a.Values)
	}
	return n
}

// Cells makes every cell of a scenario's matrix, as [Open] does the scenario:
// each checked like a file of its own. A scenario without a matrix is its own
// only cell. The first cell that is no good scenario is the error, as
// *Problems that name the path and the value.
func Cells(idOrFile string, sets []string, opts ...Override) ([]Cell, error) {
	return cells(func(more ...Override) (*Scenario, error) {
		return Open(idOrFile, sets, append(slices.Clone(opts), more...)...)
	})
}

// LoadCells makes every cell of the matrix of a scenario file, as [Load] does
// the scenario.
func LoadCells(path string) ([]Cell, error) {
	return cells(func(more ...Override) (*Scenario, error) { return loadFile(path, more...) })
}

func cells(open func(...Override) (*Scenario, error)) ([]Cell, error) {
	base, err := open()
	if err != nil {
		return nil, err
	}
	if len(base.Matrix) == 0 {
		return []Cell{{Number: 1, Scenario: base}}, nil
	}
	cells := make([]Cell, base.Count())
	for i := range cells {
		c := Cell{Number: i + 1, Values: make([]string, len(base.Matrix))}
		var all []Override
		rest := i
		for k := len(base.Matrix) - 1; k >= 0; k-- {
			a := base.Matrix[k]
			c.Values[k], rest = a.Values[rest%len(a.Values)], rest/len(a.Values)
		}
		for k, a := range base.Matrix {
			all = append(all, Set(a.Path+"="+c.Values[k]))
		}
		all = append(all, func(o *overrides) { o.cell = true })
		if c.Scenario, err = open(all...); err != nil {
			return nil, err
		}
		cells[i] = c
	}
	return cells, nil
}

// ReplicateSeed is the seed of the n-th replicate, from 1, of a scenario: a
// keyed hash of its own seed, so that replicate 7 is the same whether 7 or 70
// are made, and the same in each cell of a matrix. It is below 2⁶³, as seeds
// are.
func ReplicateSeed(seed uint64, n int) uint64 {
	b := binary.BigEndian.AppendUint64([]byte("breachsim replicate\x00"), seed)
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(b, uint64(n)))
	return binary.BigEndian.Uint64(sum[:8]) >> 1
}
