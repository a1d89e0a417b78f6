package fidelity

import (
	"maps"
	"math"
	"net/netip"
	"slices"
)

// rhythm is what is known of an account's look-ups one after the other.
type rhythm struct {
	last, gap float64 // seconds
	gaps      moments // seconds / 60, within a day
	pairs     [5]float64
	n         float64

	window  [velocity]float64 // times of the last look-ups, a ring
	next    int
	day     int
	persons int64
	fast    int // the day counted last, from 1
}

// velocity is the usual rule: so many look-ups within a minute.
const velocity = 30

// many is the usual rule of a day's persons.
const many = 200

// patterns are four habits of behaviour that no single line shows: gaps between
// look-ups, bursts, shared addresses, and how often honest accounts set off the
// usual velocity rules.
type patterns struct {
	accounts map[int]*rhythm
	logs     moments // of gaps within a session, logarithm of seconds
	homes    map[netip.Addr]int
	places   map[int]map[netip.Addr]bool
	days     int64 // of accounts
	fast     int64
	heavy    int64
}

func newPatterns() *patterns {
	return &patterns{accounts: map[int]*rhythm{}, homes: map[netip.Addr]int{}, places: map[int]map[netip.Addr]bool{}}
}

// shared marks an address of several accounts.
const shared = -1

func (p *patterns) event(e *entry) {
	if !e.benign || e.account == nil {
		return
	}
	p.address(e)
	if e.Action != "lookup" {
		return
	}
	r := p.accounts[e.account.number]
	if r == nil {
		r = &rhythm{day: -1}
		p.accounts[e.account.number] = r
	}
	t := float64(e.TS) / 1e6
	if r.day != e.day {
		r.day, r.persons = e.day, 0
		p.days++
	} else {
		r.gapped(t - r.last)
		if gap := t - r.last; e.ordinary && gap > 0 && gap < 1800 {
			p.logs.add(math.Log(gap))
		}
	}
	r.last = t
	p.rules(e, r, t)
}

// address notes who signs in from where.
func (p *patterns) address(e *entry) {
	if !e.SrcIP.IsValid() {
		return
	}
	if owner, known := p.homes[e.SrcIP]; !known {
		p.homes[e.SrcIP] = e.account.number
	} else if owner != e.account.number {
		p.homes[e.SrcIP] = shared
	}
	own := p.places[e.account.number]
	if own == nil {
		own = map[netip.Addr]bool{}
		p.places[e.account.number] = own
	}
	if len(own) < mostOfFew {
		own[e.SrcIP] = true
	}
}

// gapped counts a gap, and its product with the one before.
func (r *rhythm) gapped(gap float64) {
	gap /= 60
	if r.gaps.n > 0 {
		a := r.gap
		for i, v := range [5]float64{a, gap, a * gap, a * a, gap * gap} {
			r.pairs[i] += v
		}
		r.n++
	}
	r.gaps.add(gap)
	r.gap = gap
}

// rules plays the two usual rules, each once a day for an account.
func (p *patterns) rules(e *entry, r *rhythm, t float64) {
	if r.window[r.next] != 0 && t-r.window[r.next] <= 60 && r.fast != e.day+1 {
		r.fast = e.day + 1
		p.fast++
	}
	r.window[r.next] = t
	r.next = (r.next + 1) % velocity
	if r.persons++; r.persons == many {
		p.heavy++
	}
}

// memory is the correlation of a gap with the next one.
func (r *rhythm) memory() float64 {
	a, b := r.pairs[0]/r.n, r.pairs[1]/r.n
	va, vb := r.pairs[3]/r.n-a*a, r.pairs[4]/r.n-b*b
	return (r.pairs[2]/r.n - a*b) / math.Sqrt(va*vb)
}

func (p *patterns) figures() []Figure {
	var burst, memory, variation moments
	for _, number := range slices.Sorted(maps.Keys(p.accounts)) {
		r := p.accounts[number]
		if r.gaps.n < 50 {
			continue
		}
		mean, deviation := r.gaps.mean(), r.gaps.deviation()
		burst.add((deviation - mean) / (deviation + mean))
		variation.add(deviation / mean)
		if m := r.memory(); !math.IsNaN(m) {
			memory.add(m)
		}
	}
	var common ratio
	for _, owner := range p.homes {
		common.add(owner == shared)
	}
	var places []float64
	for _, own := range p.places {
		places = append(places, float64(len(own)))
	}
	thousand := func(n int64) float64 { return 1000 * float64(n) / float64(p.days) }
	goh := "Goh and Barabási 2008, Burstiness and memory in complex systems"
	return []Figure{
		asked{"P1", "gaps of look-ups within half an hour, deviation of the logarithm", Between(0.9, 2.2),
			"log-normal and wide in human clicks", "assumed, after studies of think time"}.value(Number,
			p.logs.deviation(), p.logs.n),
		asked{"P1", "gaps within an account's day, deviation over mean", Between(1.2, 4),
			"1–3 of people at a keyboard", "the band of the audit (A14)"}.mean(Number, variation),
		asked{"P2", "burstiness of an account's look-ups, mean", Between(0.1, 0.7), "0 of Poisson; people above it",
			goh}.
			mean(Number, burst),
		asked{"P2", "memory of gaps, mean", Between(-0.1, 0.3), "near 0 in human activity", goh}.mean(Number, memory),
		asked{"P3", "addresses that several accounts use", Between(0.01, 0.3), "sites, hospitals, carriers' NAT",
			"assumed"}.
			share(common),
		asked{"P3", "addresses an account, median", Between(1, 12), "leases, Wi-Fi and mobile", "assumed"}.
			value(Number, median(places), int64(len(places))),
		asked{"P4", "30 look-ups in a minute, per 1,000 honest account-days", AtMost(5), "rare", "assumed"}.
			value(Number, thousand(p.fast), p.days),
		asked{"P4", "200 look-ups in a day, per 1,000 honest account-days", Between(0.5, 60),
			"desks and laboratories", "assumed"}.
			value(Number, thousand(p.heavy), p.days),
	}
}
