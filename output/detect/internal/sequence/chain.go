package sequence

import "math"

// chain counts which step follows which, and which pause comes before each: 1.6 kB.
type chain struct {
	next  [steps][steps]uint16
	pause [steps][pauses]uint16
	// totals of the rows
	nexts, pausesOf [steps]uint16
}

// move is a step after another one, and the pause between them.
type move struct{ before, step, pause int }

// learn counts a move. A row that holds so many is halved first, so that it forgets
// what is long ago.
func (c *chain) learn(m move, most int) {
	count(c.next[m.before][:], &c.nexts[m.before], m.step, most)
	count(c.pause[m.step][:], &c.pausesOf[m.step], m.pause, most)
}

func count(row []uint16, total *uint16, at, most int) {
	if int(*total) >= min(most, math.MaxUint16) {
		*total = 0
		for i := range row {
			row[i] /= 2
			*total += row[i]
		}
	}
	row[at]++
	*total++
}

// row is what is known of one choice: by the account and by its profession.
type row struct {
	own, peers       []uint16
	ownAll, peersAll uint16
}

// nextBeside is what may follow a step.
func (c *chain) nextBeside(peers *chain, before int) row {
	return row{c.next[before][:], peers.next[before][:], c.nexts[before], peers.nexts[before]}
}

// pauseBeside is which pauses may come before a step.
func (c *chain) pauseBeside(peers *chain, step int) row {
	return row{c.pause[step][:], peers.pause[step][:], c.pausesOf[step], peers.pausesOf[step]}
}

// judged is the surprise of a step against what was expected, in units and their
// squares.
type judged struct{ excess, variance int64 }

// judge says how surprising a choice of a row is. The profession counts as so many
// choices of the account, and knows each at least once:
//
//	p = (own + κ·(peers + 1)/(all peers + K)) / (all own + κ)
//
// of K possible ones. Expected are the mean and the variance of -log2 p over all
// choices.
func (t *logarithms) judge(r row, at int, weight uint64) judged {
	peersAll := uint64(r.peersAll) + uint64(len(r.own))
	all := (uint64(r.ownAll) + weight) * peersAll
	logAll := t.of(all)
	var mean, square, here int64
	sum := int64(0)                                    // of the shares, in 1/2^16
	last, bits, share := uint64(0), int64(0), int64(0) // of the choice before: many are alike
	for i := range r.own {
		part := uint64(r.own[i])*peersAll + weight*(uint64(r.peers[i])+1)
		if part != last || i == 0 {
			last, bits, share = part, logAll-t.of(part), int64(part<<16/all)
		}
		if i == at {
			here = bits
		}
		sum += share
		mean += share * bits
		square += share * bits * bits
	}
	mean /= sum
	return judged{here - mean, max(square/sum-mean*mean, 1)}
}
