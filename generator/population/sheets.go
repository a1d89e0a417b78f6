package population

import (
	"sync"

	"github.com/breachsim/breachsim/generator/population/chain"
	"github.com/breachsim/breachsim/generator/population/geo"
	"github.com/breachsim/breachsim/generator/population/kin"
)

// sheet is a department worked out together, for who reads most of its persons in the
// order of their indices.
type sheet struct {
	*kin.Sheet
	dept     uint8
	from, to uint32
	commune  []uint16 // by index
}

// sheets keeps the departments that were worked out last, so that those who read one
// department side by side share its sheet: 25 bytes a person each, of which a few
// million live in the largest department of France.
type sheets struct {
	mu   sync.Mutex
	last [sheetsKept]*promised // the newest first
}

const sheetsKept = 2

// promised is a sheet that the first who needs it makes.
type promised struct {
	dept uint8
	make func() *sheet
}

const (
	// fewestOfSheet is the size of a department below which a sheet is not worth its making.
	fewestOfSheet = 2_000
	// sparse is one in how many of a department's persons must be asked for.
	sparse = 2
)

// sheetFor returns the sheet for persons with rising indices, of whom the first lives
// in d; nil where they are few, stand too far apart, or too near the department's end, to pay
// for it.
func (p *Persons) sheetFor(d uint8, persons []uint32) *sheet {
	if len(persons) < Block/2 {
		return nil
	}
	from, to := p.res.Range(d)
	first, last := persons[0], persons[len(persons)-1]
	if n := to - from; n < fewestOfSheet || to-first < n/2 || last < first || last-first > sparse*uint32(len(persons)) {
		return nil
	}
	return p.sheets.of(d, func() *sheet { return p.newSheet(d) })
}

// of returns the sheet of a department.
func (s *sheets) of(d uint8, make func() *sheet) *sheet {
	s.mu.Lock()
	for _, k := range s.last {
		if k != nil && k.dept == d {
			s.mu.Unlock()
			return k.make()
		}
	}
	k := &promised{d, sync.OnceValue(make)}
	copy(s.last[1:], s.last[:])
	s.last[0] = k
	s.mu.Unlock()
	return k.make()
}

func (p *Persons) newSheet(d uint8) *sheet {
	from, to := p.res.Range(d)
	s := &sheet{Sheet: p.kin.NewSheet(d), dept: d, from: from, to: to, commune: make([]uint16, to-from)}
	at := uint32(0)
	for c := range geo.Communes(d) {
		end := chain.CutAt(to-from, geo.CommuneEnd(d, c), 0)
		for ; at < end; at++ {
			s.commune[at] = uint16(c)
		}
	}
	return s
}
