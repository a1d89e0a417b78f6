package features

import (
	"maps"
	"slices"

	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/output/features/internal/trail"
)

// crowd counts the accounts that came from each address, block of addresses and
// with each client on one day.
type crowd struct {
	addrs, blocks, clients map[uint64]int64
	room                   []uint64 // for blocksOf
}

func newCrowd() crowd {
	return crowd{addrs: map[uint64]int64{}, blocks: map[uint64]int64{}, clients: map[uint64]int64{}}
}

// most is the largest count among keys, least the smallest; 0 without a key.
func most(of map[uint64]int64, keys []uint64) (n int64) {
	for _, k := range keys {
		n = max(n, of[k])
	}
	return n
}

func least(of map[uint64]int64, keys []uint64) (n int64) {
	for i, k := range keys {
		if v := of[k]; i == 0 || v < n {
			n = v
		}
	}
	return n
}

// add counts an account's day once for each of its addresses, blocks and clients.
func (c *crowd) add(t *trail.Trail) {
	for _, k := range t.Addrs.Keys() {
		c.addrs[k]++
	}
	for _, k := range c.blocksOf(t) {
		c.blocks[k]++
	}
	for _, k := range t.Clients.Keys() {
		c.clients[k]++
	}
}

// blocksOf are the different blocks of a day's addresses, valid until the next
// call.
func (c *crowd) blocksOf(t *trail.Trail) []uint64 {
	list := c.room[:0]
	for _, k := range t.Addrs.Keys() {
		if b := blockOf(k); !slices.Contains(list, b) {
			list = append(list, b)
		}
	}
	c.room = list
	return list
}

func (c *crowd) clear() {
	clear(c.addrs)
	clear(c.blocks)
	clear(c.clients)
}

// peers is what accounts of each profession did on the days before.
type peers struct {
	today   map[string][]int64 // persons of each account
	medians map[string]*week
}

// week is the median of a profession on the last days, by the number of the day
// modulo eight, in thousandths.
type week struct {
	day    [8]int32
	median [8]int64
}

func newPeers() peers { return peers{map[string][]int64{}, map[string]*week{}} }

// leastPeers is how many accounts of a profession make a median.
const leastPeers = 5

func (p *peers) add(profession string, persons int64) {
	p.today[profession] = append(p.today[profession], persons)
}

// endDay makes the medians of a day that is over.
func (p *peers) endDay(day int32) {
	for _, profession := range slices.Sorted(maps.Keys(p.today)) {
		list := p.today[profession]
		if len(list) >= leastPeers {
			w := p.medians[profession]
			if w == nil {
				w = &week{}
				p.medians[profession] = w
			}
			slices.Sort(list)
			w.day[day%8], w.median[day%8] = day, list[(len(list)-1)/2]*fixed.OneRatio
		}
		p.today[profession] = list[:0]
	}
}

// median is that of a profession on a day of the last seven; Null where too few
// accounts of it were active.
func (p *peers) median(profession string, day int32) int64 {
	if w := p.medians[profession]; w != nil && w.day[day%8] == day {
		return w.median[day%8]
	}
	return fixed.Null
}
