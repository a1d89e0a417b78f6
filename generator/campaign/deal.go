package campaign

import "sort"

// deal divides the entries of a list among lanes. Where all work alike, entry
// k goes to lane k modulo their number; else each lane has a part of its own
// of the list proper, and the same part of each list that follows it:
//
//	alike     0 1 2 0 1 2 0 1 2 …
//	unlike    0 0 0 0 1 1 2 2 2 │ 0 0 0 0 1 1 2 2 2 │ …
type deal struct {
	lanes  uint64
	before []uint64 // entries of the list proper before each lane's, and all of them; nil = alike
}

// newDeal gives each lane its number of entries of the list proper.
func newDeal(counts []uint64) deal {
	d := deal{lanes: uint64(len(counts)), before: make([]uint64, 1, len(counts)+1)}
	for _, n := range counts {
		d.before = append(d.before, d.before[len(d.before)-1]+n)
	}
	return d
}

// entry returns the entry that is look-up i of a lane.
func (d *deal) entry(lane int, i uint64) uint64 {
	if d.before == nil {
		return i*d.lanes + uint64(lane)
	}
	n := max(d.before[lane+1]-d.before[lane], 1)
	return i/n*d.before[d.lanes] + d.before[lane] + i%n
}

// lane returns the lane and its look-up that entry k is.
func (d *deal) lane(k uint64) (lane int, i uint64) {
	if d.before == nil {
		return int(k % d.lanes), k / d.lanes
	}
	all := d.before[d.lanes]
	round, at := k/all, k%all
	lane = sort.Search(int(d.lanes), func(l int) bool { return d.before[l+1] > at })
	return lane, round*(d.before[lane+1]-d.before[lane]) + at - d.before[lane]
}

// left returns how many of the first entries go to a lane.
func (d *deal) left(lane int, entries uint64) uint64 {
	if d.before == nil {
		return (entries + d.lanes - 1 - uint64(lane)) / d.lanes
	}
	all, own := d.before[d.lanes], d.before[lane+1]-d.before[lane]
	if all == 0 {
		return 0
	}
	rest := entries % all
	return entries/all*own + min(max(rest, d.before[lane])-d.before[lane], own)
}

// reach returns how many entries hold the first n look-ups of a lane.
func (d *deal) reach(lane int, n uint64) uint64 {
	if n == 0 || d.left(lane, d.size()) == 0 && d.before != nil {
		return 0
	}
	return d.entry(lane, n-1) + 1
}

// size returns the entries of the list proper, where lanes are unlike.
func (d *deal) size() uint64 {
	if d.before == nil {
		return 0
	}
	return d.before[d.lanes]
}
