package score

import (
	"fmt"
	"maps"
	"slices"

	"breachsim/output/truth"
)

// use is one campaign's use of one account: what a detector should find.
type use struct {
	account  int32
	campaign int
	first    int64 // malicious events: first and last
	last     int64
	exposed  series // first exposures of persons through it
}

// campaign is what is known of a campaign beside its uses.
type campaign struct {
	id          string
	first, last int64  // of its uses
	lookups     series // its look-ups in the log, answered or not
	uses        []int
}

// bare is an interval of an address or a person of a campaign.
type bare struct {
	campaign    int
	first, last int64
}

// attacks is the period-wide truth.
type attacks struct {
	d         *data
	uses      []use
	campaigns []campaign
	byID      map[string]int
	byAccount map[int32][]int // uses
	ips       map[string][]bare
	persons   map[uint64][]bare // of those that alerts name
	loose     int               // exposures through no account: nothing averts them
}

// readAttacks reads the truth of a whole period: the uses, the addresses, the
// exposures and the look-alikes. Of persons it keeps those wanted.
func readAttacks(d *data, wanted map[uint64]bool) (*attacks, error) {
	a := &attacks{d: d, byID: map[string]int{}, byAccount: map[int32][]int{}, ips: map[string][]bare{}, persons: map[uint64][]bare{}}
	if err := truth.Each(d.Dataset, "truth/accounts.jsonl", a.addUse); err != nil {
		return nil, err
	}
	if err := truth.Each(d.Dataset, "truth/ips.jsonl", a.addIP); err != nil {
		return nil, err
	}
	err := truth.Each(d.Dataset, "truth/exposed_persons.jsonl", func(x *truth.Exposed) error { return a.addExposed(x, wanted) })
	if err != nil {
		return nil, err
	}
	for i := range a.uses {
		u := &a.uses[i]
		c := &a.campaigns[u.campaign]
		c.uses = append(c.uses, i)
		if c.first == 0 || u.first < c.first {
			c.first = u.first
		}
		c.last = max(c.last, u.last)
	}
	return a, nil
}

// again is the same for another pass: what a pass adds to are the campaigns.
func (a *attacks) again() *attacks {
	b := *a
	b.byID, b.campaigns = maps.Clone(a.byID), slices.Clone(a.campaigns)
	return &b
}

func (a *attacks) campaign(id string) int {
	i, ok := a.byID[id]
	if !ok {
		i = len(a.campaigns)
		a.byID[id] = i
		a.campaigns = append(a.campaigns, campaign{id: id})
	}
	return i
}

// of finds a campaign's use of an account.
func (a *attacks) of(account int32, campaign int) *use {
	for _, i := range a.byAccount[account] {
		if a.uses[i].campaign == campaign {
			return &a.uses[i]
		}
	}
	return nil
}

func (a *attacks) addUse(r *truth.Account) error {
	account, ok := a.d.accounts[string(r.Account)]
	if !ok {
		return fmt.Errorf("account %q is not in the records", r.Account)
	}
	if r.First == 0 || int64(r.Last) < a.d.ScoredFrom { // taken but never used, or only in the warm-up
		return nil
	}
	first := max(int64(r.First), a.d.ScoredFrom)
	c := a.campaign(string(r.Campaign))
	if u := a.of(account, c); u != nil {
		u.first, u.last = min(u.first, first), max(u.last, int64(r.Last))
		return nil
	}
	a.byAccount[account] = append(a.byAccount[account], len(a.uses))
	a.uses = append(a.uses, use{account: account, campaign: c, first: first, last: int64(r.Last)})
	return nil
}

func (a *attacks) addIP(r *truth.IP) error {
	if int64(r.Last) < a.d.ScoredFrom {
		return nil
	}
	x := bare{a.campaign(string(r.Campaign)), max(int64(r.First), a.d.ScoredFrom), int64(r.Last)}
	a.ips[string(r.IP)] = append(a.ips[string(r.IP)], x)
	return nil
}

func (a *attacks) addExposed(x *truth.Exposed, wanted map[uint64]bool) error {
	at := int64(x.FirstExposedAt)
	if at < a.d.ScoredFrom {
		return nil
	}
	c := a.campaign(x.Campaign)
	if id := uint64(x.NIRRef); wanted[id] {
		a.persons[id] = append(a.persons[id], bare{c, at, at})
	}
	account, ok := a.d.accounts[x.Account]
	u := a.of(account, c)
	if !ok || u == nil {
		a.loose++
		return nil
	}
	return u.exposed.add(at)
}
