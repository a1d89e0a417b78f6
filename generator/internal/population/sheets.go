package population

import (
	"sync"

	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/population/kin"
	"github.com/breachsim/breachsim/generator/internal/population/names"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// sheet is a department worked out together, for who reads most of its persons in the
// order of their indices.
type sheet struct {
	*kin.Sheet
	from, to uint32
	commune  []uint16 // by index
	surnames *names.Surnames
}

// sheets keeps the department that was worked out last, so that those who read it side
// by side share its sheet: 34 bytes a person, of which 2.6 million live in the largest
// department of France.
type sheets struct {
	res   *residence.Table
	find  *kin.Finder
	names *names.Bearers

	mu   sync.Mutex
	dept uint8
	last func() *sheet // nil = none yet
}

// Block is how many persons it is quickest to ask [People.Fill] for.
const Block = 64

const (
	// fewestOfSheet is the size of a department below which a sheet is not worth its making.
	fewestOfSheet = 2_000
	// sparse is one in how many of a department's persons must be asked for.
	sparse = 2
)

// of returns the sheet for persons with rising indices, of whom the first lives in d; nil
// where they are few, stand too far apart, or too near the department's end, to pay for
// it.
func (s *sheets) of(d uint8, persons []uint32) *sheet {
	if len(persons) < Block/2 {
		return nil
	}
	from, to := s.res.Range(d)
	first, last := persons[0], persons[len(persons)-1]
	if n := to - from; n < fewestOfSheet || to-first < n/2 || last < first || last-first > sparse*uint32(len(persons)) {
		return nil
	}
	s.mu.Lock()
	if s.last == nil || s.dept != d {
		s.dept, s.last = d, sync.OnceValue(func() *sheet { return s.work(d) })
	}
	ready := s.last
	s.mu.Unlock()
	return ready()
}

// work works a department out.
func (s *sheets) work(d uint8) *sheet {
	from, to := s.res.Range(d)
	out := &sheet{Sheet: s.find.NewSheet(d), from: from, to: to, commune: make([]uint16, to-from)}
	out.surnames = s.names.Surnames(out.Sheet)
	at := uint32(0)
	for c := range geo.Communes(d) {
		end := chain.CutAt(to-from, geo.CommuneEnd(d, c), 0)
		for ; at < end; at++ {
			out.commune[at] = uint16(c)
		}
	}
	return out
}
