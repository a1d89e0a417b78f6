package evidence

import "github.com/breachsim/breachsim/output/score/internal/protocol"

// topOf are the figures of the first alerts of each day.
type topOf struct{ precision, recall [len(protocol.PerDay)]float64 }

// topOfDays looks at the k incidents of highest score that open on each day:
//
//	P@k = TP / (TP + FP), pooled over days
//	R@k = accounts of campaigns found by one of them / all accounts of campaigns
//
// R@k comes to entity recall as k grows. Where the k-th and the next have equal
// scores each of these is looked at with equal chance, and the figures are the
// expected ones: a detector that gives all alerts one score gets no luck from
// their order. Neutral incidents take no place.
func (e *Evidence) topOfDays(w *weights) (t topOf) {
	miss := w.miss // chance that an account is not found, by k
	for i := range miss {
		miss[i] = 1
	}
	for k := range protocol.PerDay {
		var hits, all float64
		of := miss[k*len(e.stolen) : (k+1)*len(e.stolen)]
		for i := range e.queues {
			if n := w.replica[e.queues[i].replica]; n > 0 {
				h, a := e.queues[i].top(w, float64(protocol.PerDay[k]*int(n)), of)
				hits, all = hits+h, all+a
			}
		}
		t.precision[k] = hits / all // NaN where there are none
		var found, stolen float64
		for i, account := range e.stolen {
			n := float64(w.of[account])
			found += n * (1 - of[i])
			stolen += n
		}
		t.recall[k] = found / stolen
	}
	return t
}

// top takes so many incidents of a day and returns how many of them are hits
// and how many there are, as expected.
func (q *queue) top(w *weights, left float64, miss []float64) (hits, all float64) {
	for i := 0; i < len(q.list) && left > 0; {
		var n, good float64
		j := i
		for ; j < len(q.list) && q.list[j].score == q.list[i].score; j++ {
			x := float64(w.of[q.list[j].account])
			n += x
			if q.list[j].hit {
				good += x
			}
		}
		chance := 1.0
		if n > left {
			chance = left / n
		}
		hits, all, left = hits+chance*good, all+chance*n, left-chance*n
		for ; i < j; i++ {
			if x := &q.list[i]; x.hit && w.of[x.account] > 0 {
				if s := w.slot[x.account]; s >= 0 {
					miss[s] *= 1 - chance
				}
			}
		}
	}
	return hits, all
}
