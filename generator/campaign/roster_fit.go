package campaign

import (
	"sort"

	"breachsim/scenarios"
)

// parts is how many look-ups of the list proper each lane makes.
func (r *roster) parts() []uint64 {
	counts := make([]uint64, len(r.shifts))
	for i, l := range r.c.lanes {
		counts[i] = r.c.deal.left(l.number, r.c.list.entries)
	}
	return counts
}

// fit lays the lanes out anew for numbers of look-ups near those of parts:
// lists of their own are a little longer or shorter than their part.
func (r *roster) fit(counts []uint64) error {
	c := r.c
	c.deal = newDeal(counts)
	turns := c.sc.Rotation.Accounts
	rated := c.sc.Pacing.Rate.Unit != scenarios.NoRate
	if rated && (turns == scenarios.Sequential || turns == scenarios.Burn) {
		return r.inTurn(counts)
	}
	r.layOut()
	var have, want uint64
	for i := range r.shifts {
		x := &r.shifts[i]
		if !rated {
			x.hurry(c.stop, counts[i])
		}
		have, want = have+min(x.until(c.stop), counts[i]), want+counts[i]
		x.lay(c, counts[i])
	}
	if have < want {
		return r.tooMuch(want, have)
	}
	return nil
}

// hurry finds the tempo at which a lane makes n look-ups before the stop.
func (x *shift) hurry(stop int64, n uint64) {
	num := sort.Search(mostTempo, func(i int) bool {
		x.tempo = tempo{int64(i), tempoPer}
		x.plan()
		return x.until(stop) >= n
	})
	x.tempo = tempo{int64(num), tempoPer}
	x.plan()
}
