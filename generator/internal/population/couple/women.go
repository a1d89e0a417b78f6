package couple

import (
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// The line of the women of an age begins with the mothers of children under
// 16, but for those who live alone, whose place is at its end:
//
//	place  0 ··· mothers ··· | ··· others ··· | two women | mothers alone

// lone returns the number of mothers in a cell who live alone; 0 for men.
func (p *Table) lone(d, cell uint8) uint32 {
	if cell%2 == 0 {
		return 0
	}
	mothers := p.home.MothersOf(d, cell)
	if p.small(d) {
		return p.loneInSmall(d, cell, mothers)
	}
	return mothers * loneMothers / 1000
}

// mothersOrder mixes the mothers of a cell, who are numbered by the make of
// their families.
func (p *Table) mothersOrder(d, cell uint8, mothers uint32) chain.Shuffle {
	return chain.NewShuffle(p.key.At(mothersMix|uint64(d)<<8|uint64(cell)), mothers)
}

// womensPlace returns the place of the woman with number f in her line of n.
func (p *Table) womensPlace(s residence.Spot, n, f uint32) uint32 {
	mothers, lone := p.home.MothersOf(s.Dept, s.Cell), p.lone(s.Dept, s.Cell)
	if f >= mothers {
		return f - lone
	}
	mix := p.mothersOrder(s.Dept, s.Cell, mothers)
	if f = mix.At(f); f < mothers-lone {
		return f
	}
	return n - mothers + f
}

// womanAt is the inverse of womensPlace.
func (p *Table) womanAt(d, cell uint8, at, n uint32) (rank uint32) {
	mothers, lone := p.home.MothersOf(d, cell), p.lone(d, cell)
	f := at + lone
	if at < mothers-lone || at >= n-lone {
		if f = at; at >= n-lone {
			f = at + mothers - n
		}
		mix := p.mothersOrder(d, cell, mothers)
		f = mix.Find(f)
	}
	order := p.home.Numbered(d, cell, n)
	return order.At(f)
}

const (
	// smallDept is the size below which a department pairs by rank.
	smallDept = 2_500
	// loneRanked is the share of mothers without a partner there, in thousandths,
	// where there are many of an age.
	loneRanked = 190
)

// small reports whether a department pairs by rank.
func (p *Table) small(d uint8) bool { return p.res.Size(d) < smallDept }

// loneInSmall rounds the mothers who live alone by a keyed phase: most ages
// have less than one. A woman who is the only one of her age is alone often
// enough by chance.
func (p *Table) loneInSmall(d, cell uint8, mothers uint32) uint32 {
	n := p.res.Count(d, cell)
	if n == 0 {
		return 0
	}
	phase := p.key.At(loneRounding | uint64(d)<<8 | uint64(cell)).Below(1000)
	return min((mothers*loneRanked*(n-1)/(n+1)+uint32(phase))/1000, mothers)
}
