package splits

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/truth"
)

// Facts is what is held of a dataset until the others were read.
type Facts struct {
	Dir       string
	Scenario  string
	Seed      uint64
	window    string // scenario, period and windows of the campaigns, as declared
	from, to  int64  // of the logs, microseconds since 1970
	campaigns []span // with events, by name

	accounts, addresses, sessions, persons sample
}

// attacked reports whether there is an attack that could be held out.
func (f *Facts) attacked() bool { return len(f.campaigns) > 0 }

// ends are the first and last event of any campaign.
func (f *Facts) ends() (first, last int64) {
	first, last = f.campaigns[0].first, f.campaigns[0].last
	for _, c := range f.campaigns[1:] {
		first, last = min(first, c.first), max(last, c.last)
	}
	return first, last
}

// Facts reads what the days do not say of the dataset.
func (x *Place) Facts() (*Facts, error) {
	w := x.w
	f := &Facts{Dir: w.Set.Dir, Scenario: w.Set.Manifest.Scenario, Seed: w.Set.Manifest.Seed, from: x.from, to: x.to,
		accounts: newSample(), addresses: newSample(), sessions: newSample(), persons: newSample()}
	f.window = fmt.Sprintf("%s %d %d", f.Scenario, w.Scenario.Time.Start.Unix(), w.Scenario.Time.End.Unix())
	for _, c := range w.Scenario.Campaigns {
		f.window += fmt.Sprintf(" %s %d %d", c.ID, c.Window.From.Unix(), c.Window.To.Unix())
	}
	for name, s := range x.spans {
		f.campaigns = append(f.campaigns, span{w.Syms.Name(name), s.first, s.last})
	}
	slices.SortFunc(f.campaigns, func(a, b span) int { return cmp.Compare(a.campaign, b.campaign) })
	for _, a := range w.Order {
		f.accounts.text(w.Syms.Name(a))
	}
	for i := range w.IPs {
		f.addresses.text(string(w.IPs[i].IP))
	}
	for i := range w.Sessions {
		f.sessions.id(uint64(w.Sessions[i].SessionID))
	}
	return f, world.Rows(w, "truth/exposed_persons.jsonl", func(_ int, e *truth.Exposed) {
		f.persons.id(uint64(e.NIRRef))
	})
}

// sample is a bounded set of things: those with the smallest hashes.
type sample struct {
	at    map[uint64]string // by hash; how it is written
	limit uint64
}

// most is how many things a sample has at most.
const most = 40_000

func newSample() sample { return sample{map[uint64]string{}, ^uint64(0)} }

func (s *sample) text(name string) {
	h := fnv.New64a()
	_, _ = io.WriteString(h, name) // a hash takes everything
	s.add(world.Mix(h.Sum64()), name)
}

func (s *sample) id(id uint64) {
	if h := world.Mix(id); h <= s.limit {
		s.add(h, fmt.Sprintf("%016x", id))
	}
}

// add adds a thing. When the sample is full, half of the hashes are given up.
func (s *sample) add(hash uint64, name string) {
	if hash > s.limit {
		return
	}
	s.at[hash] = name
	for len(s.at) > most {
		s.limit /= 2
		for h := range s.at {
			if h > s.limit {
				delete(s.at, h)
			}
		}
	}
}

// common counts what is in both samples, and names the first of them.
func (s *sample) common(o *sample) (n int64, first string) {
	least := ^uint64(0)
	for h, name := range s.at {
		if _, both := o.at[h]; both {
			n++
			if h <= least {
				least, first = h, name
			}
		}
	}
	return n, first
}
