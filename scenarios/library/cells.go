package library

import (
	"slices"

	"github.com/breachsim/breachsim/scenarios"
)

// Cell is one combination of the values of a matrix.
type Cell struct {
	Number   int      // from 1; the last path turns fastest
	Values   []string // in the order of the axes
	Scenario *scenarios.Scenario
}

// Cells makes every cell of a scenario's matrix, as [Open] does the scenario:
// each checked like a file of its own. A scenario without a matrix is its own
// only cell. The first cell that is no good scenario is the error, as
// *scenarios.Problems that name the path and the value.
func Cells(idOrFile string, sets []string, opts ...Override) ([]Cell, error) {
	return cells(func(more ...Override) (*scenarios.Scenario, error) {
		return Open(idOrFile, sets, append(slices.Clone(opts), more...)...)
	})
}

// LoadCells makes every cell of the matrix of a scenario file, as [Load] does
// the scenario.
func LoadCells(path string) ([]Cell, error) {
	return cells(func(more ...Override) (*scenarios.Scenario, error) { return loadFile(path, more...) })
}

func cells(open func(...Override) (*scenarios.Scenario, error)) ([]Cell, error) {
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
		all = append(all, func(o *overrides) { o.WithoutMatrix = true })
		if c.Scenario, err = open(all...); err != nil {
			return nil, err
		}
		cells[i] = c
	}
	return cells, nil
}
