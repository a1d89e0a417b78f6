package intensity

import (
	"sort"

	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Names of draws, of a stretch's key. A number is never given to anything else.
const (
	drawStratum uint64 = 1 + iota // where a look-up lies in its part
	drawBlock                     // the gaps of a block
)

// Stretch is an account's run of look-ups, of which spells take parts: N over the Mass of
// an intensity that follows Base. A stretch that is cut short keeps its Mass
// and N: the look-ups before the cut stay where they were.
type Stretch struct {
	Base, Mass int64
	N          uint64
	Key        random.Key // names its draws; another for each stretch
}

// Placement places the look-ups of one account, by the law of the gaps of a
// pacing:
//
//	t(i) = W⁻¹(w_b + g(i) + r·p(i))
//
// Where:
//
//	b    = block of look-up i: the same share of the stretch's look-ups and mass
//	w_b  = working time before the block's mass
//	g(i) = gaps of the law before look-up i of the block, in microseconds
//	r    = working time of the block less all its gaps: the room to spare
//	p(i) = share of the room that lies before look-up i
//
//	gaps   p(i) is where the intensity has the g(i)-th part of the block's mass:
//	       the law is stretched to the rate, more where the intensity is small
//	runs   p(i) is that of the run or visit: within it gaps are those of the law
//
// So gaps are never shorter than the law has them, whatever the intensity does
// inside a block. Only where r would be negative, because the rate is quicker
// than the law, all gaps of the block are shortened alike, as much as it takes.
//
// It is read-only and safe for concurrent use.
type Placement struct {
	in  *Intensity
	law law
}

// NewPlacement returns the placement of an account over the intensity of its
// working time. The key is the account's.
func NewPlacement(in *Intensity, p *scenarios.Pacing, key random.Key) *Placement {
	return PlaceAs(in, p, Visits{}, key)
}

// PlaceAs is NewPlacement for an account whose owner's look-ups come together in some way.
func PlaceAs(in *Intensity, p *scenarios.Pacing, own Visits, key random.Key) *Placement {
	return &Placement{in: in, law: lawOf(p, own, key)}
}

// Intensity returns the intensity over which look-ups are placed.
func (p *Placement) Intensity() *Intensity { return p.in }

// MeanGap returns the mean working time between two look-ups of a stretch, in
// microseconds; 0 where the stretch has none.
func (p *Placement) MeanGap(s Stretch) int64 {
	if s.N == 0 {
		return 0
	}
	return (p.in.workedAt(s.Base+s.Mass) - p.in.workedAt(s.Base)) / int64(s.N)
}

// Time returns the instant of look-up i, which must be below N: never before
// that of look-up i-1, and from Inverse(Base) to Inverse(Base+Mass-1).
func (p *Placement) Time(s Stretch, i uint64) int64 {
	if p.law.block == 1 {
		return p.stratum(&s, i)
	}
	var times [longest]int64
	p.place(&s, i/p.law.block, &times)
	return times[i%p.law.block]
}

// First returns the first look-up at or after an instant; N if there is none.
func (p *Placement) First(s Stretch, ts int64) uint64 {
	b, ok := p.blockAt(&s, ts)
	if !ok {
		return 0
	}
	if p.law.block == 1 {
		if p.stratum(&s, b) >= ts {
			return b
		}
		return b + 1
	}
	var times [longest]int64
	size := p.place(&s, b, &times)
	return b*p.law.block + firstFrom(times[:size], ts)
}

// firstFrom returns the number of times before an instant.
func firstFrom(times []int64, ts int64) uint64 {
	return uint64(sort.Search(len(times), func(i int) bool { return times[i] >= ts }))
}

// blockAt returns the last block that begins before an instant; all look-ups
// of the blocks before it lie before the instant, none of those after it do.
func (p *Placement) blockAt(s *Stretch, ts int64) (b uint64, ok bool) {
	blocks := (s.N + p.law.block - 1) / p.law.block
	n := sort.Search(int(blocks), func(b int) bool {
		return p.in.Inverse(s.Base+s.before(uint64(b)*p.law.block)) >= ts
	})
	return uint64(n - 1), n > 0
}

// before returns the mass before the i-th of the stretch's equal parts.
func (s *Stretch) before(i uint64) int64 { return integer.MulDiv(s.Mass, int64(i), int64(s.N)) }

// stratum returns the instant of look-up i where look-ups lie in strata.
func (p *Placement) stratum(s *Stretch, i uint64) int64 {
	u := uint64(p.law.centre)
	if p.law.spread > 0 {
		u += s.Key.At2(drawStratum, i).Below(p.law.spread)
		u -= p.law.spread / 2
	}
	from, to := s.before(i), s.before(i+1)
	return p.in.Inverse(s.Base + from + integer.MulDiv(to-from, int64(min(u, 1<<32-1)), 1<<32))
}

// block is the mass and the working time of one block.
type block struct {
	size       int
	base, mass int64
	from, room int64
}

func (p *Placement) block(s *Stretch, b uint64) block {
	first := b * p.law.block
	size := min(p.law.block, s.N-first)
	out := block{size: int(size), base: s.Base + s.before(first)}
	out.mass = s.Base + s.before(first+size) - out.base
	out.from = p.in.workedAt(out.base)
	out.room = p.in.workedAt(out.base+out.mass) - out.from
	return out
}

// place writes the instants of the look-ups of a block and returns how many
// there are.
func (p *Placement) place(s *Stretch, b uint64, times *[longest]int64) int {
	bl, r := p.block(s, b), s.Key.At2(drawBlock, b).Rand()
	g := p.law.draw(&r, bl.size, bl.room)
	spare := bl.room - g.sum
	for i := range bl.size {
		var w int64
		switch {
		case spare < 0:
			w = integer.MulDiv(g.before[i], bl.room, g.sum)
		case !p.law.runs:
			w = g.before[i] + p.spread(&bl, spare, g.before[i], g.sum)
		default:
			w = g.before[i] + p.spread(&bl, spare, g.rests[i], random.Million)
		}
		times[i] = p.in.Instant(bl.from + w)
	}
	return bl.size
}

// spread returns how much of the time to spare lies before a part, num/den, of
// a block's mass.
func (p *Placement) spread(bl *block, spare, num, den int64) int64 {
	if spare == 0 || bl.room == 0 {
		return 0
	}
	at := p.in.workedAt(bl.base+integer.MulDiv(bl.mass, num, den)) - bl.from
	return integer.MulDiv(spare, at, bl.room)
}
