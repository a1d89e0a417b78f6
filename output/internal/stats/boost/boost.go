package boost

import (
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/internal/stats"
)

// Row is one case: its columns, its class, and the half of the world that it belongs to.
type Row struct {
	X        []float64
	Positive bool
	Fold     int // 0 or 1
}

// Trees says how large an ensemble is.
type Trees struct {
	Count int
	Depth int // questions from root to leaf
}

// The ensembles that the audit uses.
var (
	Shallow = Trees{Count: 1, Depth: 3}
	Small   = Trees{Count: 40, Depth: 3}
)

const (
	bins   = 64  // of a column, by quantiles
	rate   = 0.2 // share of a tree's answer that counts
	ridge  = 1.0 // added to a leaf's curvature
	fewest = 20  // cases in a leaf
)

// Apart fits trees on each half of the rows, judges them on the other, and tests the ranks
// of both halves together. Halves without both classes judge nothing. An area below one
// half says that nothing was learnt: the direction is part of what a model learns.
func Apart(rows []Row, of Trees) stats.RankTest {
	var tests [2]stats.RankTest
	for fold := range tests {
		var learn, judge []Row
		for _, r := range rows {
			if r.Fold == fold {
				judge = append(judge, r)
			} else {
				learn = append(learn, r)
			}
		}
		if !mixed(learn) || !mixed(judge) {
			continue
		}
		m := fit(learn, of)
		cells, at := make([]stats.Cell, len(judge)), make([]uint8, len(m.cuts))
		for i := range judge {
			for c, v := range judge[i].X {
				at[c] = binOf(m.cuts[c], v)
			}
			cells[i].Score = m.score(at)
			if judge[i].Positive {
				cells[i].Pos = 1
			} else {
				cells[i].Neg = 1
			}
		}
		tests[fold] = stats.MannWhitney(cells)
	}
	return stats.Both(tests[0], tests[1])
}

// mixed reports whether rows have both classes.
func mixed(rows []Row) bool {
	positive := func(r Row) bool { return r.Positive }
	return slices.ContainsFunc(rows, positive) && slices.ContainsFunc(rows, func(r Row) bool { return !r.Positive })
}

// model is a fitted ensemble.
type model struct {
	cuts  [][]float64 // of each column, ascending
	trees []tree
}

// tree is a complete binary tree: node i has the children 2i+1 and 2i+2.
type tree struct {
	split []split // inner nodes
	leaf  []float64
}

// split sends a case to the right where the bin of its column lies above at.
type split struct {
	column int32 // -1 = all go left
	at     uint8
}

func fit(rows []Row, of Trees) *model {
	m := &model{cuts: cutsOf(rows)}
	f := &fitting{rows: len(rows), columns: make([][]uint8, len(m.cuts)), score: make([]float64, len(rows)),
		slope: make([]float64, len(rows)), bend: make([]float64, len(rows)), node: make([]int32, len(rows))}
	for c := range f.columns {
		f.columns[c] = make([]uint8, len(rows))
		for i := range rows {
			f.columns[c][i] = binOf(m.cuts[c], rows[i].X[c])
		}
	}
	for range of.Count {
		for i := range rows {
			p := 1 / (1 + math.Exp(-f.score[i]))
			f.slope[i], f.bend[i] = -p, p*(1-p)
			if rows[i].Positive {
				f.slope[i]++
			}
		}
		m.trees = append(m.trees, f.grow(of.Depth))
	}
	return m
}

// cutsOf puts the cuts of each column at its quantiles.
func cutsOf(rows []Row) [][]float64 {
	cuts := make([][]float64, len(rows[0].X))
	values := make([]float64, len(rows))
	for c := range cuts {
		for i := range rows {
			values[i] = rows[i].X[c]
		}
		slices.Sort(values)
		for k := 1; k < bins; k++ {
			cuts[c] = append(cuts[c], values[k*len(values)/bins])
		}
		cuts[c] = slices.Compact(cuts[c])
		if cuts[c][0] == values[0] { // nothing lies below
			cuts[c] = cuts[c][1:]
		}
	}
	return cuts
}

// binOf is how many cuts are at or below a value.
func binOf(cuts []float64, v float64) uint8 {
	i, found := slices.BinarySearch(cuts, v)
	if found {
		i++
	}
	return uint8(i)
}

// score is the answer for a case, of which the bin of each column is given.
func (m *model) score(bins []uint8) (sum float64) {
	for i := range m.trees {
		t := &m.trees[i]
		n := 0
		for n < len(t.split) {
			s := t.split[n]
			n = 2*n + 1
			if s.column >= 0 && bins[s.column] > s.at {
				n++
			}
		}
		sum += t.leaf[n-len(t.split)]
	}
	return sum
}

// fitting is what growing trees needs of each case.
type fitting struct {
	rows        int
	columns     [][]uint8
	score       []float64
	slope, bend []float64 // first and second derivative of the loss
	node        []int32   // of the level at hand
}

// moment is the sum of the derivatives of some cases.
type moment struct{ n, slope, bend float64 }

func (m *moment) add(slope, bend float64) { m.n, m.slope, m.bend = m.n+1, m.slope+slope, m.bend+bend }

func (m moment) plus(o moment) moment { return moment{m.n + o.n, m.slope + o.slope, m.bend + o.bend} }

func (m moment) minus(o moment) moment { return moment{m.n - o.n, m.slope - o.slope, m.bend - o.bend} }

// gain is how much the loss falls with the best answer for the cases, doubled.
func (m moment) gain() float64 { return m.slope * m.slope / (m.bend + ridge) }

// grow fits one tree, level by level, and adds its answers to the scores.
func (f *fitting) grow(depth int) tree {
	clear(f.node)
	t := tree{split: make([]split, 0, 1<<depth-1)}
	for level := range depth {
		t.split = append(t.split, f.best(int32(1<<level-1), 1<<level)...)
		for i := range f.node {
			s := t.split[f.node[i]]
			f.node[i] = 2*f.node[i] + 1
			if s.column >= 0 && f.columns[s.column][i] > s.at {
				f.node[i]++
			}
		}
	}
	t.leaf = make([]float64, 1<<depth)
	at := make([]moment, len(t.leaf))
	first := int32(len(t.split))
	for i, n := range f.node {
		at[n-first].add(f.slope[i], f.bend[i])
	}
	for k := range t.leaf {
		t.leaf[k] = rate * at[k].slope / (at[k].bend + ridge)
	}
	for i, n := range f.node {
		f.score[i] += t.leaf[n-first]
	}
	return t
}

// best finds the question that tells most about the cases of each node of a level.
func (f *fitting) best(first int32, nodes int) []split {
	found, most := make([]split, nodes), make([]float64, nodes)
	for k := range found {
		found[k].column, most[k] = -1, 1e-9
	}
	hist := make([][bins]moment, nodes)
	for c := range f.columns {
		clear(hist)
		for i, b := range f.columns[c] {
			hist[f.node[i]-first][b].add(f.slope[i], f.bend[i])
		}
		for k := range hist {
			if at, gain := cut(&hist[k]); gain > most[k] {
				found[k], most[k] = split{int32(c), at}, gain
			}
		}
	}
	return found
}

// cut finds the bin behind which a column is best cut, and how much that gains.
func cut(hist *[bins]moment) (at uint8, most float64) {
	var all, left moment
	for b := range hist {
		all = all.plus(hist[b])
	}
	for b := range bins - 1 {
		left = left.plus(hist[b])
		right := all.minus(left)
		if left.n < fewest || right.n < fewest {
			continue
		}
		if g := left.gain() + right.gain() - all.gain(); g > most {
			at, most = uint8(b), g
		}
	}
	return at, most
}
