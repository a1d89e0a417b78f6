package learned

import (
	"cmp"
	"container/heap"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/stats/boost"
)

// perClass is how many rows of a class a learner sees at most: enough for an area of 0.55
// to stand far from chance, and a second's work.
const perClass = 8_000

// value is a column of a row: digits and bytes need no more than a uint16.
type value interface{ uint16 | float64 }

// sample keeps the rows with the smallest hashes of each class, so that which ones are seen
// depends on the ids alone.
type sample[V value] struct {
	kept [2]kept[V] // by class
}

// kept is a heap of rows, the largest hash first.
type kept[V value] struct {
	rows   []drawn
	values []V // of all rows, one row behind the other
}

// drawn is a row.
type drawn struct {
	hash uint64
	slot int32 // of its values
	fold uint8
}

// wants reports whether a row would be kept as things stand.
func (s *sample[V]) wants(class int, hash uint64) bool {
	k := &s.kept[class]
	return len(k.rows) < perClass || hash < k.rows[0].hash
}

// add adds a row that is wanted, in place of the one with the largest hash where there are
// enough. Its columns, of which every row has as many, are copied.
func (s *sample[V]) add(class int, row drawn, columns []V) {
	k := &s.kept[class]
	if len(k.rows) < perClass {
		row.slot = int32(len(k.rows))
		k.values = append(k.values, columns...)
		heap.Push(k, row)
		return
	}
	row.slot = k.rows[0].slot
	copy(k.of(row), columns)
	k.rows[0] = row
	heap.Fix(k, 0)
}

// rows are those that were kept, both classes together.
func (s *sample[V]) rows() (rows []boost.Row) {
	for class := range s.kept {
		k := &s.kept[class]
		slices.SortFunc(k.rows, func(a, b drawn) int { return cmp.Compare(a.hash, b.hash) })
		columns := make([]float64, 0, len(k.values))
		for _, d := range k.rows {
			from := len(columns)
			for _, v := range k.of(d) {
				columns = append(columns, float64(v))
			}
			rows = append(rows, boost.Row{X: columns[from:], Positive: class == int(world.Attack), Fold: int(d.fold)})
		}
	}
	return rows
}

// of is the columns of a row.
func (k *kept[V]) of(row drawn) []V {
	n := len(k.values) / len(k.rows)
	return k.values[int(row.slot)*n:][:n]
}

func (k *kept[V]) Len() int           { return len(k.rows) }
func (k *kept[V]) Less(i, j int) bool { return k.rows[i].hash > k.rows[j].hash }
func (k *kept[V]) Swap(i, j int)      { k.rows[i], k.rows[j] = k.rows[j], k.rows[i] }
func (k *kept[V]) Push(row any)       { k.rows = append(k.rows, row.(drawn)) }

// Pop is not used: a row is only ever replaced.
func (k *kept[V]) Pop() any {
	last := k.rows[len(k.rows)-1]
	k.rows = k.rows[:len(k.rows)-1]
	return last
}
