package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/scenarios"
)

// span is a stretch of time, [from, to).
type span struct{ from, to int64 }

// Accounts take turns in as many slots as may work at once: lane l is in slot
// l modulo their number, and the lanes of a slot never work at the same time.
//
//	sequential   │ 0 0 0 0 │ 2 2 2 2 │ 4 4 4 4 │     each once
//	             │ 1 1 1 1 │ 3 3 3 3 │ 5 5 5 5 │
//	least recent │0│2│4│0│2│4│0│2│4│0│2│4│0│2│4│     30 to 90 minutes each, going round
//	             │1│3│5│1│3│5│1│3│5│1│3│5│1│3│5│

// spans lists when each lane may work until the end of the scenario. Where
// accounts come one after the other at a given rate, that follows from their
// work: see inTurn.
func (r *roster) spans() [][]span {
	all := make([][]span, len(r.shifts))
	slots := r.atOnce()
	switch r.c.sc.Rotation.Accounts {
	case scenarios.Sequential, scenarios.Burn:
		for slot := range slots {
			r.oneByOne(all, slot, slots)
		}
	case scenarios.LeastRecent:
		for slot := range slots {
			r.round(all, slot, slots)
		}
	default:
		if slots < len(all) {
			for slot := range slots {
				r.round(all, slot, slots)
			}
			break
		}
		for i := range all {
			all[i] = []span{{r.start(), r.c.end}}
		}
	}
	for i := range all {
		begin := r.begin(r.shifts[i].l)
		for j := range all[i] {
			all[i][j].from = max(all[i][j].from, begin)
		}
	}
	return all
}

func (r *roster) start() int64 { return r.c.sc.Window.From.UnixMicro() }

// leastTurn is the shortest turn after the stop, in working time: it bounds the
// number of turns up to the end of the scenario.
const leastTurn = 30 * calendar.Minute

// oneByOne gives the lanes of a slot equal parts of the working hours up to the
// stop, and turns of the same length after it, but of half an hour at least,
// unless accounts are used up.
func (r *roster) oneByOne(all [][]span, slot, slots int) {
	n := int64((len(all) - slot + slots - 1) / slots)
	total := r.clock.mass(r.c.stop)
	if total == 0 {
		return
	}
	for base, mass := int64(0), total; ; base, mass = base+mass, max(total, n*leastTurn) {
		for p := range n {
			from, to := r.clock.when(base+mulDiv(mass, p, n)), r.clock.when(base+mulDiv(mass, p+1, n))
			if from >= r.c.end {
				return
			}
			if p == 0 && base == 0 {
				from = r.start()
			}
			if l := slot + int(p)*slots; from < to {
				all[l] = append(all[l], span{from, min(to, r.c.end)})
			}
		}
		if r.c.sc.Rotation.Accounts == scenarios.Burn {
			return
		}
	}
}

// round gives the lanes of a slot turns of half an hour to an hour and a half
// of working time.
func (r *roster) round(all [][]span, slot, slots int) {
	end := r.clock.mass(r.c.end)
	key := r.c.key.At2(47, uint64(slot))
	for l, mass, n := slot, int64(0), uint64(0); mass < end; n++ {
		next := min(mass+between(key.At(n), 30*calendar.Minute, 90*calendar.Minute), end)
		from, to := r.clock.when(mass), r.clock.when(next-1)+1
		if k := len(all[l]); k > 0 && all[l][k-1].to == from {
			all[l][k-1].to = to
		} else {
			all[l] = append(all[l], span{from, to})
		}
		if l += slots; l >= len(all) {
			l = slot
		}
		mass = next
	}
}

// rate returns the tempo of a lane at the campaign's rate.
func (r *roster) rate(x *shift) tempo {
	p := &r.c.sc.Pacing
	slots, lanes := int64(r.atOnce()), int64(len(r.shifts))
	t := tempo{p.Rate.Amount, x.tide.day}
	switch p.Rate.Unit {
	case scenarios.PerSecond:
		return tempo{p.Rate.Amount, x.tide.second * slots}
	case scenarios.OwnerMean:
		t.num = mulDiv(t.num, r.p.w.Accounts.At(x.l.account).MeanMilli, 1000)
	}
	switch r.c.sc.Rotation.Accounts {
	case scenarios.Parallel, scenarios.LeastRecent: // a day's work is done in the account's turns
		t.num = mulDiv(t.num, lanes, slots)
	}
	return t
}
