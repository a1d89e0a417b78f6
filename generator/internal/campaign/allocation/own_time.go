package allocation

import (
	"cmp"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/internal/integer"
)

// ownTime is the turns of the accounts of a slot in their own time. Turns follow the
// campaign's clock, and who works in their own hours may be away in all of them: then
// the accounts follow one another in those hours.
type ownTime struct {
	c       *Campaign
	members []*Account
}

// window returns the mass of an account's own time in the window.
func (o ownTime) window(a *Account) int64 {
	own := o.c.Own(a.Index)
	return own.Cumulative(o.c.Stop) - own.Cumulative(o.c.From)
}

// held returns the mass of an account's own time that spans hold before the stop.
func (o ownTime) held(a *Account, spans []Span) (mass int64) {
	own := o.c.Own(a.Index)
	for _, s := range spans {
		if to := min(s.To, o.c.Stop); s.From < to {
			mass += own.Cumulative(to) - own.Cumulative(s.From)
		}
	}
	return mass
}

// fair reports whether the turns of each account hold a quarter at least of what its
// part of its own time would be.
func (o ownTime) fair(all [][]Span) bool {
	var weights int64
	for _, a := range o.members {
		weights += int64(a.Weight)
	}
	for _, a := range o.members {
		held := o.held(a, all[a.Number])
		if held == 0 || held < integer.MulDiv(o.window(a), int64(a.Weight), weights)/4 {
			return false
		}
	}
	return true
}

// lay gives each account one turn before the stop: as much of its own time as its
// weight says and as fits in, those whose hours come first before the others. Where
// their hours are too few for that, nobody waits for another. What comes after the
// stop stays.
func (o ownTime) lay(all [][]Span) {
	c, most := o.c, int64(1<<62)
	for _, a := range o.members {
		most = min(most, o.window(a)/int64(a.Weight))
	}
	if most <= 0 {
		return
	}
	o.members = slices.Clone(o.members)
	slices.SortStableFunc(o.members, func(a, b *Account) int { return cmp.Compare(o.midst(a), o.midst(b)) })
	set := func(a *Account, s Span) {
		if s.From < s.To {
			all[a.Number] = append([]Span{s}, after(all[a.Number], c.Stop)...)
		}
	}
	each := int64(sort.Search(int(most), func(n int) bool { return o.ends(int64(n)+1, nil) >= c.Stop }))
	if each == 0 {
		for _, a := range o.members {
			set(a, Span{c.From, c.Stop})
		}
		return
	}
	o.ends(each, set)
}

// midst is when an account has half of its own time in the window behind it.
func (o ownTime) midst(a *Account) int64 {
	return o.reaches(a, o.c.From, o.c.Own(a.Index).Cumulative(o.c.From)+o.window(a)/2)
}

// reaches returns when the mass of an account's own time has come to so much; the stop
// where it does not before.
func (o ownTime) reaches(a *Account, from, mass int64) int64 {
	own := o.c.Own(a.Index)
	return from + int64(
		sort.Search(int(o.c.Stop-from), func(n int) bool { return own.Cumulative(from+int64(n)) >= mass }),
	)
}

// ends returns when the last account is done if turns follow one another, each of so
// much of its own time to a weight; it shows the turns to set, if that is not nil. The
// last one goes on to the stop.
func (o ownTime) ends(each int64, set func(*Account, Span)) int64 {
	from := o.c.From
	for i, a := range o.members {
		to := o.reaches(a, from, o.c.Own(a.Index).Cumulative(from)+each*int64(a.Weight))
		if set != nil {
			if i == len(o.members)-1 {
				to = o.c.Stop
			}
			set(a, Span{from, to})
		}
		from = to
	}
	return from
}

// after returns the parts of spans that lie at or behind an instant.
func after(spans []Span, ts int64) (out []Span) {
	for _, s := range spans {
		if s.From = max(s.From, ts); s.From < s.To {
			out = append(out, s)
		}
	}
	return out
}
