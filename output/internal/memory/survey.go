package memory

import (
	"slices"
	"sync"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output"
)

// survey is what only all slices together tell.
type survey struct {
	src     output.Source
	once    sync.Once
	named   []uint64      // persons whom lines name or return: a bit each
	exposed map[use]int64 // persons, by whom they were exposed through
}

// use is an account that a campaign uses.
type use struct {
	account  uint32
	campaign uint8
}

// has reports whether a line names a person.
func (s *survey) has(person int) bool { return s.all().named[person/word]>>(person%word)&1 != 0 }

// word is how many bits one of named has.
const word = 64

// all goes through all slices, the first time that it is asked.
func (s *survey) all() *survey {
	s.once.Do(func() {
		s.named, s.exposed = make([]uint64, (s.src.Info().Persons+word-1)/word), map[use]int64{}
		filler, b := s.src.NewFiller(), &event.Batch{NoAccess: true}
		for _, w := range s.src.Windows() {
			filler.Fill(w, b)
			for _, p := range b.Persons {
				s.named[p/word] |= 1 << (p % word)
			}
			for i := range b.Exposures {
				x := &b.Exposures[i]
				s.named[x.Person/word] |= 1 << (x.Person % word)
				s.exposed[use{x.Account, x.Campaign}]++
			}
		}
	})
	return s
}

// ofPeriod is the source's journal with the persons exposed through each account, which
// only the slices know.
func (s *survey) ofPeriod() *event.Journal {
	own := *s.src.Journal()
	own.Accounts = slices.Clone(own.Accounts)
	exposed := s.all().exposed
	for i := range own.Accounts {
		a := &own.Accounts[i]
		a.Exposed = exposed[use{a.Account, a.Campaign}]
	}
	return &own
}
