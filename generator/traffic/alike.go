package traffic

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"breachsim/generator/accounts"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// alike is one look-alike on one account: benign behaviour that looks like a
// campaign. There are two sorts. An errand adds sessions of its own on some
// days; a manner changes how the account's usual sessions look while it lasts.
type alike struct {
	spec    *scenarios.LookAlike
	kind    event.BenignType
	key     random.Key
	account uint32
	other   uint32 // the twin site's account
	from    int32  // a manner's days, [from, to)
	to      int32
	only    int32 // the one day on which it happens; 0 = days are drawn
	extra   int32 // one more day, where the drawn ones leave the scenario without any; 0 = none
	again   bool  // an earlier time of one that is in the list, in the warm-up

	home func() []uint32 // of a care home's round: its residents
}

// alikes is every look-alike of a world.
type alikes struct {
	list  []alike
	of    map[uint32][]uint32 // by account: places in list
	odd   []bool              // by account: worth a look in of
	nat   map[uint32]uint32   // by account: 1 + the account whose address it shares
	flash []flash
	usual bool  // as far as there are accounts for them: none is brought from far away
	first int32 // local days of the scenario from its start on, [first, last]
	last  int32
	begin int32 // first local day of the logs; before first where there is a warm-up
}

// flash is what an announcement makes of one day's demand.
type flash struct {
	day  int32
	gain int64
}

// benignType is the label of a look-alike's events.
func benignType(k scenarios.LookAlikeKind) event.BenignType { return event.BenignType(k) + 1 }

// prepareAlikes chooses who shows which look-alike, and when.
func (w *World) prepareAlikes(sc *scenarios.Scenario) error {
	x := &w.alikes
	x.first, x.last = w.cal.Of(sc.Time.Start.UnixMicro()).Number, w.cal.Of(sc.Time.End.UnixMicro()-1).Number
	x.begin = w.cal.Of(w.from).Number
	x.usual = sc.Benign.UsualLookAlikes
	x.odd, x.of, x.nat = make([]bool, w.accounts.Len()), map[uint32][]uint32{}, map[uint32]uint32{}
	taken := map[uint32]bool{}                 // accounts with a manner
	var before [scenarios.NumLookAlikes]uint64 // entries of the kind, so that one of another kind moves nothing
	for i := range sc.Benign.LookAlikes {
		spec := &sc.Benign.LookAlikes[i]
		key := w.odds.At2(uint64(spec.Kind), before[spec.Kind])
		before[spec.Kind]++
		if spec.Kind == scenarios.FlashEvent {
			x.flash = append(x.flash, w.flashes(spec, key)...)
			continue
		}
		var chosen []uint32
		var err error
		if spec.Kind == scenarios.SharedNAT {
			err = w.shareAddresses(spec, key, sharedAfter(sc, i))
		} else {
			chosen, err = w.chooseAlike(spec, key, taken)
		}
		if err != nil && !x.usual {
			return err
		}
		for n, k := range chosen {
			l := alike{spec: spec, kind: benignType(spec.Kind), key: key.At(uint64(k)), account: k}
			if spec.Kind == scenarios.CareHomeRound {
				l.home = sync.OnceValue(func() []uint32 { return w.residents(&l) })
			}
			if spec.Kind == scenarios.TwinSites {
				l.other = chosen[n^1]
				if n%2 == 0 {
					continue // the first of a pair works as always, the second follows it
				}
			}
			x.add(w.place(l))
		}
	}
	for i := range len(x.list) { // behind all others, whose places stay
		w.before(x.list[i])
	}
	return nil
}

func (x *alikes) add(l alike) {
	x.of[l.account] = append(x.of[l.account], uint32(len(x.list)))
	x.odd[l.account] = true
	x.list = append(x.list, l)
}

// flashes are the days of an announcement and the one after it.
func (w *World) flashes(spec *scenarios.LookAlike, key random.Key) []flash {
	x := &w.alikes
	if day := w.dayOf(spec); day != 0 {
		return flashed(spec, day)
	}
	days := x.last - x.first + 1
	out := flashed(spec, workday(x.first+int32(key.Below(uint64(days)))))
	w.eachBefore(days, func(n uint64, from, to int32) {
		if day := workday(from + int32(key.At2(drawEarlier, n).Below(uint64(days)))); day >= x.begin && day+1 < x.first {
			out = append(out, flashed(spec, day)...)
		}
	})
	return out
}

// flashed is an announcement of a day.
func flashed(spec *scenarios.LookAlike, day int32) []flash {
	return []flash{{day, int64(spec.Gain)}, {day + 1, (int64(spec.Gain) + million) / 2}}
}

// workday moves a day on to the next Monday to Thursday.
func workday(day int32) int32 {
	for weekday(day) == 0 || weekday(day) > 4 {
		day++
	}
	return day
}

// weekday is 0 on Sunday.
func weekday(day int32) int { return int((day + 4) % 7) }

// dayOf is the day that the scenario gives, or 0.
func (w *World) dayOf(spec *scenarios.LookAlike) int32 {
	if spec.Day.IsZero() {
		return 0
	}
	return w.cal.Of(spec.Day.UnixMicro()).Number
}

// chooseAlike picks the accounts that show a look-alike, by a keyed shuffle:
// those of fitting profiles first. An account has one manner at most; for that
// each manner looks first among the accounts that are its own by their number,
// so that one manner more does not move the others.
func (w *World) chooseAlike(spec *scenarios.LookAlike, key random.Key, taken map[uint32]bool) ([]uint32, error) {
	want := spec.Accounts
	if spec.Kind == scenarios.TwinSites {
		return w.twins(spec, key)
	}
	kind := &kinds[spec.Kind]
	type candidate struct {
		rank uint64
		k    uint32
	}
	var list []candidate
	for k := range uint32(w.accounts.Len()) {
		if idle, _ := w.accounts.Idle(k); kind.manner && taken[k] || idle != accounts.Busy {
			continue
		}
		a := w.accounts.At(k)
		rank := key.At2(drawRank, uint64(k)).Uint64() >> 2
		if !kind.fits(a) {
			rank |= 1 << 63
		}
		if kind.manner && w.odds.At2(drawManner, uint64(k)).Below(manners) != uint64(kind.class) {
			rank |= 1 << 62
		}
		list = append(list, candidate{rank, k})
	}
	if len(list) < want {
		return nil, fmt.Errorf("benign.look_alikes: %v asks for %d accounts, but only %d are left: ask for fewer, or raise population.accounts",
			spec.Kind, want, len(list))
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Compare(a.rank, b.rank) })
	out := make([]uint32, want)
	for i := range out {
		out[i] = list[i].k
		taken[out[i]] = taken[out[i]] || kind.manner
	}
	return out, nil
}

// inDept lists the accounts of a département.
func (w *World) inDept(d uint8) []uint32 {
	from, _ := slices.BinarySearchFunc(w.order, d, func(k uint32, d uint8) int { return cmp.Compare(w.accounts.At(k).Dept, d) })
	to, _ := slices.BinarySearchFunc(w.order, d+1, func(k uint32, d uint8) int { return cmp.Compare(w.accounts.At(k).Dept, d) })
	return w.order[from:to]
}
