package evidence

import (
	"context"
	"math"
	"math/bits"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// drawKey keys the resamples of the bootstrap; any constant would do.
const drawKey = 0x62726561636873

// draws gives numbers of one resample, keyed by its own number.
type draws struct{ pcg *rand.PCG }

// below returns a number below n (Lemire 2019, without the rejection: the bias
// is at most n/2^64).
func (d draws) below(n int) int {
	hi, _ := bits.Mul64(d.pcg.Uint64(), uint64(n))
	return int(hi)
}

// draw fills the weights of resample number b: datasets with replacement where
// there are several, and in each its stolen accounts and the others, as many as
// there are. Entities that are no accounts stay.
func (e *Evidence) draw(w *weights, b int) {
	d := draws{rand.NewPCG(drawKey, uint64(b))}
	clear(w.of)
	clear(w.replica)
	for range e.replicas {
		i := 0
		if len(e.replicas) > 1 {
			i = d.below(len(e.replicas))
		}
		r := &e.replicas[i]
		w.replica[i]++
		w.of[r.base+r.n]++
		for _, stratum := range [][]int32{r.stolen, r.others} {
			for range stratum {
				w.of[stratum[d.below(len(stratum))]]++
			}
		}
	}
}

// resample computes all figures, and those of the look-alikes, for so many
// resamples. The result does not depend on the number of processors.
func (e *Evidence) resample(ctx context.Context, n int) ([]values, [][]float64) {
	list, kinds := make([]values, n), make([][]float64, n)
	workers := max(1, min(n, runtime.GOMAXPROCS(0)))
	var wg sync.WaitGroup
	for first := range workers {
		wg.Go(func() {
			w := e.once()
			for b := first; b < n && ctx.Err() == nil; b += workers {
				e.draw(w, b)
				list[b] = e.measure(w)
				kinds[b] = e.kindRates(w)
			}
		})
	}
	wg.Wait()
	return list, kinds
}

// Confidence of the intervals.
const Confidence = 0.95

// interval is the percentile interval of resampled values (Efron 1979): the
// share between (1 - confidence)/2 and (1 + confidence)/2 of them, by nearest
// rank. Undefined ones are left out and counted.
func interval(list []float64) (lo, hi float64, undefined int) {
	kept := make([]float64, 0, len(list))
	for _, v := range list {
		if math.IsNaN(v) {
			undefined++
		} else {
			kept = append(kept, v)
		}
	}
	if len(kept) == 0 {
		return math.NaN(), math.NaN(), undefined
	}
	slices.Sort(kept)
	rank := func(q float64) float64 {
		i := int(math.Ceil(q*float64(len(kept)))) - 1
		return kept[max(0, min(i, len(kept)-1))]
	}
	return rank((1 - Confidence) / 2), rank((1 + Confidence) / 2), undefined
}

// kindRates are the false alerts per 1,000 account-days of each kind of
// look-alike.
func (e *Evidence) kindRates(w *weights) []float64 {
	rates := make([]float64, len(e.kinds))
	for i := range e.kinds {
		var days, falses int64
		for _, x := range e.kinds[i].list {
			days += int64(w.of[x.account]) * int64(x.days)
			falses += int64(w.of[x.account]) * int64(x.falses)
		}
		rates[i] = 1000 * ratio(falses, days)
	}
	return rates
}
