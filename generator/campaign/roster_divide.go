package campaign

import (
	"sort"

	"breachsim/generator/calendar"
	"breachsim/scenarios"
)

// divide lays out lanes that are not alike, so that all entries of the list
// proper are looked up before the stop; the error says what to change where
// that cannot be.
func (r *roster) divide(entries uint64) error {
	c := r.c
	rated, turns := c.sc.Pacing.Rate.Unit != scenarios.NoRate, c.sc.Rotation.Accounts
	var counts []uint64
	switch {
	case rated && (turns == scenarios.Sequential || turns == scenarios.Burn):
		return r.inTurn(evenly(entries, len(r.shifts)))
	case rated:
		r.layOut()
		if r.until(c.stop) < entries {
			return r.tooMuch(entries, r.until(c.stop))
		}
		counts = r.byRate(entries)
	default:
		r.layOut()
		if counts = r.byStop(entries); counts == nil {
			return r.tooMuch(entries, r.until(c.stop))
		}
	}
	for i := range r.shifts {
		r.shifts[i].lay(c, counts[i])
	}
	c.deal = newDeal(counts)
	return nil
}

func (r *roster) layOut() {
	spans := r.spans()
	for i := range r.shifts {
		x := &r.shifts[i]
		r.set(x, spans[i])
		if r.c.sc.Pacing.Rate.Unit != scenarios.NoRate {
			x.tempo = r.rate(x)
			x.plan()
		}
	}
}

// byRate finds the instant at which the list is done, and what each lane has
// done by then.
func (r *roster) byRate(entries uint64) []uint64 {
	start := r.start()
	n := sort.Search(int(r.c.stop-start), func(i int) bool { return r.until(start+int64(i)) >= entries })
	return r.trim(entries, func(x *shift) (uint64, uint64) {
		done := start + int64(n)
		return x.until(done), x.until(done - 1)
	})
}

// Tempos that are looked for are millionths of look-ups to so large a mass.
const (
	tempoPer  = 1 << 52
	mostTempo = 1 << 62
)

// byStop finds the tempo at which the list is done at the stop; nil if there is
// none.
func (r *roster) byStop(entries uint64) []uint64 {
	at := func(x *shift, num int64) uint64 {
		x.tempo = tempo{num, tempoPer}
		x.plan()
		return x.until(r.c.stop)
	}
	enough := func(num int64) bool {
		var n uint64
		for i := range r.shifts {
			n += at(&r.shifts[i], num)
		}
		return n >= entries
	}
	n := int64(sort.Search(mostTempo, func(i int) bool { return enough(int64(i)) }))
	if n == mostTempo {
		enough(mostTempo)
		return nil
	}
	return r.trim(entries, func(x *shift) (uint64, uint64) {
		before := at(x, max(n-1, 0))
		return at(x, n), before
	})
}

// trim returns what each lane does, taken back to what it did a moment before
// by as many lanes as make the sum right.
func (r *roster) trim(entries uint64, does func(*shift) (now, before uint64)) []uint64 {
	counts, spare, sum := make([]uint64, len(r.shifts)), make([]uint64, len(r.shifts)), uint64(0)
	for i := range r.shifts {
		now, before := does(&r.shifts[i])
		counts[i], spare[i] = now, now-min(before, now)
		sum += now
	}
	for i := range counts {
		less := min(spare[i], sum-entries)
		counts[i] -= less
		sum -= less
	}
	return counts
}

// evenly divides a number.
func evenly(n uint64, parts int) []uint64 {
	out := make([]uint64, parts)
	for i := range out {
		out[i] = (n + uint64(parts-1-i)) / uint64(parts)
	}
	return out
}

// inTurn gives each lane its part of the list, and has it begin when the one
// before it in its slot is done.
func (r *roster) inTurn(counts []uint64) error {
	slots := r.atOnce()
	free := make([]int64, slots)
	var done, entries uint64
	for i := range r.shifts {
		x := &r.shifts[i]
		entries += counts[i]
		from := max(free[i%slots], r.start())
		if i < slots {
			from = r.begin(x.l)
		}
		x.tempo = r.rate(x)
		r.set(x, []span{{from, r.c.stop}})
		x.plan()
		done += min(x.until(r.c.stop), counts[i])
		x.lay(r.c, min(counts[i], x.until(r.c.stop)))
		free[i%slots] = r.c.stop
		if end := x.l.pace.last(); end > 0 {
			free[i%slots] = min(end+between(x.l.key.At(48), 30*calendar.Second, 5*calendar.Minute), r.c.stop)
		}
	}
	if done < entries {
		return r.tooMuch(entries, done)
	}
	r.c.deal = newDeal(counts)
	return nil
}

// lay makes the turns of a lane: n look-ups before the stop, and what it does
// after it.
func (x *shift) lay(c *resolved, n uint64) {
	p := emptyPace(c.sc.Pacing, x.tide, x.l.key.At(2))
	next := uint64(0)
	for i, q := range x.pieces {
		p.opens(q.from, q.to)
		from, to := x.whole(q.before), x.whole(q.before+q.work)
		size := to - from
		if i < x.early {
			size = min(size, n-min(next, n))
		}
		if size == 0 {
			continue
		}
		mass := q.mass
		if c.sc.Pacing.Rate.Unit != scenarios.NoRate {
			mass = max(min(mulDiv(int64(size)*million, x.tempo.per, x.tempo.num), q.mass), 1) // at the rate, then at rest
		}
		p.turns = append(p.turns, turn{from: q.from, base: q.base, mass: mass, first: next, n: size, size: size})
		next += size
	}
	x.l.pace = p
}
