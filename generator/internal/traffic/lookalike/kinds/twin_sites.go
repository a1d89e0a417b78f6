package kinds

import (
	"fmt"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// twinSites is two sites of one group with the same patients: within the hour the
// second looks up whom the first has looked up.
func twinSites() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.TwinSites,
		ShownBy: lookalike.Counters,
		Days:    lookalike.ShopDays(),
		Choose:  pairs,
		Beside:  followed,
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			usual := o.In.Days.Usual(o.Other, o.Day.Number)
			if len(usual) == 0 {
				return dst
			}
			src := &usual[o.Draw.Below(uint64(len(usual)))]
			if src.LookUps == 0 {
				return dst
			}
			start := src.Start + o.Draw.Between(3*calendar.Minute, 20*calendar.Minute)
			return append(dst, course.Session{
				Start: start, LookUps: src.LookUps, Copies: true, Source: src.Account, SourceIndex: src.Index,
			})
		},
	}
}

// followed appends, for a day on which a site follows its twin, the stretch of
// the twin: the session that is followed. Its events are ordinary ones.
func followed(l *lookalike.LookAlike, own lookalike.Own, dst []lookalike.Stretch) []lookalike.Stretch {
	for i := range own.Sessions {
		s := &own.Sessions[i]
		if !s.Copies || s.Source != l.Other {
			continue
		}
		for _, src := range l.In.Days.Sessions(l.Other, s.Day, nil) {
			if src.Index == s.SourceIndex && src.Start >= l.In.From && src.Start < l.In.Until {
				row := own.Stretch
				row.Account, row.From, row.To = l.Other, src.Start, src.End
				dst = append(dst, row)
			}
		}
	}
	return dst
}

// near says how close the two of a pair must be.
type near uint8

// The degrees, from the usual one to none, for worlds without pairs enough.
const (
	pharmacies  near = iota // pharmacies at different sites of one département
	sameDept                // accounts of one profile there
	sameProfile             // accounts of one profile at different sites anywhere
	anotherSite             // any accounts at different sites
	anotherDesk             // any accounts
)

// pairs picks pairs of busy accounts, as near to each other as there are. The
// first of a pair works as always, the second follows it.
func pairs(x *lookalike.Set, e *lookalike.Entry) (out []lookalike.Chosen, err error) {
	used := map[uint32]bool{}
	order, farthest := x.Shuffled(e), anotherDesk
	if x.Sparing {
		farthest = sameDept
	}
	for how := pharmacies; how <= farthest; how++ {
		for _, k := range order {
			if 2*len(out) == e.Spec.Sites {
				return out, nil
			}
			if !x.Busy(k) || used[k] || how == pharmacies && x.Accounts.At(k).Profile != scenarios.Pharmacy {
				continue
			}
			if b, ok := (neighbours{x, used}).of(k, how); ok {
				used[k], used[b] = true, true
				out = append(out, lookalike.Chosen{Account: b, Other: k})
			}
		}
	}
	if 2*len(out) == e.Spec.Sites {
		return out, nil
	}
	return out, fmt.Errorf("benign.look_alikes: twin_sites asks for %d sites, but only %d accounts make pairs: "+
		"ask for fewer, or raise population.accounts", e.Spec.Sites, 2*len(out))
}

// neighbours finds the other one of a pair.
type neighbours struct {
	*lookalike.Set
	used map[uint32]bool
}

// of finds the unused busy account whose département, and there whose panel, is
// nearest to k's, among those that are near in the way that is asked for.
func (x neighbours) of(k uint32, how near) (best uint32, ok bool) {
	a := x.Accounts.At(k)
	among := x.Order
	if how <= sameDept {
		among = x.InDept(a.Dept)
	}
	var far int64
	var least uint32
	for _, n := range among {
		b := x.Accounts.At(n)
		if !x.Busy(n) || n == k || x.used[n] ||
			how <= sameProfile && b.Profile != a.Profile || how <= anotherSite && b.Site == a.Site {
			continue
		}
		away := x.Accounts.Distance(k, n)
		apart := max(a.Panel.Start, b.Panel.Start) - min(a.Panel.Start, b.Panel.Start)
		if !ok || away < far || away == far && apart < least {
			best, far, least, ok = n, away, apart, true
		}
	}
	return best, ok
}
