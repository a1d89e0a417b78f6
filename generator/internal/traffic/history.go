package traffic

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/nir"
)

// Acquaintance is an insured person whom the users of an account have found.
type Acquaintance struct {
	Holder      uint32  // the person under whose number the look-ups were made
	NIR         nir.NIR // that number
	First, Last int64   // look-ups, microseconds since 1970
	Count       uint32  // of look-ups
}

// Past knows whom each account has found in a stretch of time for which no log
// is made. It holds one account's look-ups at a time. One Past serves one
// goroutine.
//
// A look-up counts if it lies in the stretch and its session too began there:
// just what the logs of a scenario that began with the stretch would tell of
// it.
type Past struct {
	reader   *Reader
	from, to int64
	times    []int64
	persons  []uint32
	answers  []population.Answer
	order    []uint64 // holder and position of each look-up
}

// NewPast returns the past of [from, to), in microseconds since 1970; the days
// must lie in the calendar.
func (w *World) NewPast(from, to int64) *Past {
	return &Past{reader: w.NewReader(), from: from, to: to}
}

// Of appends the acquaintances of account k in the order of their first
// look-ups.
func (p *Past) Of(k uint32, dst []Acquaintance) []Acquaintance {
	p.collect(k)
	p.answers = p.reader.w.Persons.Answers(p.persons, p.answers[:0])
	p.order = p.order[:0]
	for i := range p.answers {
		p.order = append(p.order, uint64(p.answers[i].Holder)<<32|uint64(i))
	}
	slices.Sort(p.order)
	from := len(dst)
	for _, key := range p.order {
		i, holder := uint32(key), uint32(key>>32)
		if n := len(dst); n == from || dst[n-1].Holder != holder {
			dst = append(dst, Acquaintance{Holder: holder, NIR: p.answers[i].NIR, First: p.times[i], Last: p.times[i]})
		}
		a := &dst[len(dst)-1]
		a.First, a.Last = min(a.First, p.times[i]), max(a.Last, p.times[i])
		a.Count++
	}
	slices.SortFunc(dst[from:], func(a, b Acquaintance) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Holder, b.Holder))
	})
	return dst
}

// collect lists the look-ups of account k that found somebody.
func (p *Past) collect(k uint32) {
	p.times, p.persons = p.times[:0], p.persons[:0]
	cal := p.reader.w.Calendar
	for day := cal.Of(p.from).Number; day <= cal.Of(p.to-1).Number; day++ {
		for s := range p.reader.Day(k, day) {
			inside := s.Session.Start >= p.from && s.TS < p.to
			if inside && s.Action == event.Lookup && s.Result == event.Found {
				p.times, p.persons = append(p.times, s.TS), append(p.persons, s.Person)
			}
		}
	}
}
