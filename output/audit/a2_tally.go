package audit

import (
	"math"
	"slices"
)

// tally gathers the aggregates of one account's day.
type tally struct {
	events, lookUps, night, refused, notFound, errors int
	newBlock, abroad, newClient, away, located        int
	returned, lines                                   int
	latency, median, variation, shortest              float64
	hours                                             [25]int
	last                                              int64
	gaps                                              []float64
	persons, sessions                                 map[uint64]bool
	blocks, networks, agents, clients, depts          map[sym]bool
}

func newTally() tally {
	return tally{persons: map[uint64]bool{}, sessions: map[uint64]bool{}, blocks: map[sym]bool{}, networks: map[sym]bool{},
		agents: map[sym]bool{}, clients: map[sym]bool{}, depts: map[sym]bool{}}
}

func (t *tally) reset() {
	for _, m := range []map[sym]bool{t.blocks, t.networks, t.agents, t.clients, t.depts} {
		clear(m)
	}
	if len(t.persons) > 64 { // to clear a map costs what it once held
		t.persons = map[uint64]bool{}
	}
	if len(t.depts) > 16 {
		t.depts = map[sym]bool{}
	}
	clear(t.persons)
	clear(t.sessions)
	*t = tally{persons: t.persons, sessions: t.sessions, blocks: t.blocks, networks: t.networks, agents: t.agents, clients: t.clients,
		depts: t.depts, gaps: t.gaps[:0]}
}

func (t *tally) add(of *thresholds, r *row) {
	c, words := &r.cat, &of.w.words
	t.events++
	if r.hour >= 20 || r.hour < 7 {
		t.night++
	}
	account := c[fAccount]
	note(t.blocks, c[fBlock])
	note(t.networks, c[fASN])
	note(t.agents, c[fAgent])
	note(t.clients, c[fClient])
	if c[fCountry] != 0 && c[fCountry] != words.home {
		t.abroad++
	}
	if fresh(of.blocks, account, c[fBlock]) {
		t.newBlock++
	}
	if fresh(of.clients, account, c[fClient]) {
		t.newClient++
	}
	if r.session != 0 {
		t.sessions[r.session] = true
	}
	if c[fAction] == words.login && c[fOutcome] == words.failure {
		t.refused++
	}
	if c[fAction] == words.lookUp {
		t.lookUp(of, r)
	}
}

func (t *tally) lookUp(of *thresholds, r *row) {
	c, words := &r.cat, &of.w.words
	t.lookUps++
	t.hours[r.hour]++
	t.latency += float64(r.latency)
	t.returned += int(max(r.persons, 0))
	if r.person != 0 {
		t.persons[r.person] = true
	}
	if c[fResult] == words.notFound {
		t.notFound++
	}
	if c[fOutcome] == words.failure {
		t.errors++
	}
	if c[fDept] != 0 {
		t.located++
		t.depts[c[fDept]] = true
		if o := of.w.owners[c[fAccount]]; o != nil && o.dept != c[fDept] {
			t.away++
		}
	}
	if t.last != 0 {
		t.gaps = append(t.gaps, float64(r.ts-t.last))
	}
	t.last = r.ts
}

// settle computes what needs the whole day.
func (t *tally) settle() {
	if len(t.gaps) == 0 {
		return
	}
	slices.Sort(t.gaps)
	t.median, t.shortest = t.gaps[len(t.gaps)/2], t.gaps[0]
	mean, square := 0.0, 0.0
	for _, g := range t.gaps {
		mean += g / float64(len(t.gaps))
	}
	for _, g := range t.gaps {
		square += (g - mean) * (g - mean) / float64(len(t.gaps))
	}
	if mean > 0 {
		t.variation = math.Sqrt(square) / mean
	}
}

func (t *tally) activeHours() int {
	n := 0
	for _, k := range t.hours {
		n += min(k, 1)
	}
	return n
}

// note keeps a value that is not null.
func note(m map[sym]bool, v sym) {
	if v != 0 {
		m[v] = true
	}
}

// fresh notes that an account uses a value and reports whether this is the
// first day of it.
func fresh(m map[[2]sym]bool, account, v sym) bool {
	if v == 0 {
		return false
	}
	k := [2]sym{account, v}
	if m[k] {
		return false
	}
	m[k] = true
	return true
}
