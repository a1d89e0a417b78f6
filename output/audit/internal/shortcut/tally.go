package shortcut

import (
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
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
	blocks, networks, agents, clients, depts          map[world.Sym]bool
}

// before is what was seen on earlier days.
type before struct {
	w       *world.World
	clients map[[2]world.Sym]bool // account and client
	blocks  map[[2]world.Sym]bool
}

func newTally() tally {
	return tally{persons: map[uint64]bool{}, sessions: map[uint64]bool{}, blocks: map[world.Sym]bool{},
		networks: map[world.Sym]bool{},
		agents:   map[world.Sym]bool{}, clients: map[world.Sym]bool{}, depts: map[world.Sym]bool{}}
}

func (t *tally) reset() {
	for _, m := range []map[world.Sym]bool{t.blocks, t.networks, t.agents, t.clients, t.depts} {
		clear(m)
	}
	if len(t.persons) > 64 { // to clear a map costs what it once held
		t.persons = map[uint64]bool{}
	}
	if len(t.depts) > 16 {
		t.depts = map[world.Sym]bool{}
	}
	clear(t.persons)
	clear(t.sessions)
	*t = tally{persons: t.persons, sessions: t.sessions, blocks: t.blocks, networks: t.networks, agents: t.agents,
		clients: t.clients,
		depts:   t.depts, gaps: t.gaps[:0]}
}

func (t *tally) add(of *before, r *world.Row) {
	words := &of.w.Words
	t.events++
	if r.Hour >= 20 || r.Hour < 7 {
		t.night++
	}
	account := r.Of(world.Account)
	note(t.blocks, r.Of(world.Block))
	note(t.networks, r.Of(world.ASN))
	note(t.agents, r.Of(world.Agent))
	note(t.clients, r.Of(world.Client))
	if r.Of(world.Country) != 0 && r.Of(world.Country) != words.Home {
		t.abroad++
	}
	if fresh(of.blocks, account, r.Of(world.Block)) {
		t.newBlock++
	}
	if fresh(of.clients, account, r.Of(world.Client)) {
		t.newClient++
	}
	if r.Session != 0 {
		t.sessions[r.Session] = true
	}
	if r.Of(world.Action) == words.Login && r.Of(world.Outcome) == words.Failure {
		t.refused++
	}
	if r.Of(world.Action) == words.LookUp {
		t.lookUp(of, r)
	}
}

func (t *tally) lookUp(of *before, r *world.Row) {
	words := &of.w.Words
	t.lookUps++
	t.hours[r.Hour]++
	t.latency += float64(r.Latency)
	t.returned += int(max(r.Persons, 0))
	if r.Person != 0 {
		t.persons[r.Person] = true
	}
	if r.Of(world.Result) == words.NotFound {
		t.notFound++
	}
	if r.Of(world.Outcome) == words.Failure {
		t.errors++
	}
	if r.Of(world.Dept) != 0 {
		t.located++
		t.depts[r.Of(world.Dept)] = true
		if o := of.w.Owners[r.Of(world.Account)]; o != nil && o.Dept != r.Of(world.Dept) {
			t.away++
		}
	}
	if t.last != 0 {
		t.gaps = append(t.gaps, float64(r.TS-t.last))
	}
	t.last = r.TS
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
func note(m map[world.Sym]bool, v world.Sym) {
	if v != 0 {
		m[v] = true
	}
}

// fresh notes that an account uses a value and reports whether this is the
// first day of it.
func fresh(m map[[2]world.Sym]bool, account, v world.Sym) bool {
	if v == 0 {
		return false
	}
	k := [2]world.Sym{account, v}
	if m[k] {
		return false
	}
	m[k] = true
	return true
}
