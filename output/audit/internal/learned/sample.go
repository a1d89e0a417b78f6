package learned

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/stats/boost"
)

// perClass is how many rows of a class a learner sees at most: enough for an area of 0.55
// to stand far from chance, and a second's work.
const perClass = 8_000

// sample keeps the rows with the smallest hashes of each class, so that which ones are seen
// depends on the ids alone.
type sample struct {
	kept [2][]drawn // by class
}

type drawn struct {
	hash uint64
	row  boost.Row
}

// wants reports whether a row would be kept as things stand.
func (s *sample) wants(class int, hash uint64) bool {
	k := s.kept[class]
	return len(k) < perClass || hash < k[perClass-1].hash
}

// add adds a row. Its columns are copied.
func (s *sample) add(class int, hash uint64, row boost.Row) {
	row.X = slices.Clone(row.X)
	row.Positive = class == int(world.Attack)
	k := append(s.kept[class], drawn{hash, row})
	if len(k) == perClass || len(k) >= 2*perClass {
		slices.SortFunc(k, func(a, b drawn) int { return cmp.Compare(a.hash, b.hash) })
		k = k[:perClass]
	}
	s.kept[class] = k
}

// rows are those that were kept, both classes together.
func (s *sample) rows() (rows []boost.Row) {
	for _, k := range s.kept {
		slices.SortFunc(k, func(a, b drawn) int { return cmp.Compare(a.hash, b.hash) })
		for _, d := range k[:min(len(k), perClass)] {
			rows = append(rows, d.row)
		}
	}
	return rows
}
