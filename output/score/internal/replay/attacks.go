package replay

import (
	"fmt"
	"maps"
	"slices"

	"github.com/breachsim/breachsim/output/truth"
)

// Use is one campaign's use of one account: what a detector should find.
type Use struct {
	Account  int32
	campaign int
	First    int64 // malicious events: first and last
	Last     int64
	Exposed  series // first exposures of persons through it
}

// Campaign is what is known of a campaign beside its uses.
type Campaign struct {
	Id          string
	First, Last int64  // of its uses
	Lookups     series // its look-ups in the log, answered or not
	Uses        []int
}

// bare is an interval of an address or a person of a campaign.
type bare struct {
	campaign    int
	first, last int64
}

// Attacks is the period-wide truth.
type Attacks struct {
	d         *Data
	Uses      []Use
	Campaigns []Campaign
	byID      map[string]int
	ByAccount map[int32][]int // uses
	ips       map[string][]bare
	persons   map[uint64][]bare // of those that alerts name
	Loose     int               // exposures through no account: nothing averts them
}

// ReadAttacks reads the truth of a whole period: the uses, the addresses, the
// exposures and the look-alikes. Of persons it keeps those wanted.
func ReadAttacks(d *Data, wanted map[uint64]bool) (*Attacks, error) {
	a := &Attacks{d: d, byID: map[string]int{}, ByAccount: map[int32][]int{}, ips: map[string][]bare{},
		persons: map[uint64][]bare{}}
	if err := truth.Each(d.Dataset, "truth/accounts.jsonl", a.addUse); err != nil {
		return nil, err
	}
	if err := truth.Each(d.Dataset, "truth/ips.jsonl", a.addIP); err != nil {
		return nil, err
	}
	err := truth.Each(d.Dataset, "truth/exposed_persons.jsonl",
		func(x *truth.Exposed) error { return a.addExposed(x, wanted) })
	if err != nil {
		return nil, err
	}
	for i := range a.Uses {
		u := &a.Uses[i]
		c := &a.Campaigns[u.campaign]
		c.Uses = append(c.Uses, i)
		if c.First == 0 || u.First < c.First {
			c.First = u.First
		}
		c.Last = max(c.Last, u.Last)
	}
	return a, nil
}

// CampaignOf names the campaign of a use.
func (a *Attacks) CampaignOf(use int) string { return a.Campaigns[a.Uses[use].campaign].Id }

// Again is the same for another pass: what a pass adds to are the campaigns.
func (a *Attacks) Again() *Attacks {
	b := *a
	b.byID, b.Campaigns = maps.Clone(a.byID), slices.Clone(a.Campaigns)
	return &b
}

func (a *Attacks) campaign(id string) int {
	i, ok := a.byID[id]
	if !ok {
		i = len(a.Campaigns)
		a.byID[id] = i
		a.Campaigns = append(a.Campaigns, Campaign{Id: id})
	}
	return i
}

// of finds a campaign's use of an account.
func (a *Attacks) of(account int32, campaign int) *Use {
	for _, i := range a.ByAccount[account] {
		if a.Uses[i].campaign == campaign {
			return &a.Uses[i]
		}
	}
	return nil
}

func (a *Attacks) addUse(r *truth.Account) error {
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
		u.First, u.Last = min(u.First, first), max(u.Last, int64(r.Last))
		return nil
	}
	a.ByAccount[account] = append(a.ByAccount[account], len(a.Uses))
	a.Uses = append(a.Uses, Use{Account: account, campaign: c, First: first, Last: int64(r.Last)})
	return nil
}

func (a *Attacks) addIP(r *truth.IP) error {
	if int64(r.Last) < a.d.ScoredFrom {
		return nil
	}
	x := bare{a.campaign(string(r.Campaign)), max(int64(r.First), a.d.ScoredFrom), int64(r.Last)}
	a.ips[string(r.IP)] = append(a.ips[string(r.IP)], x)
	return nil
}

func (a *Attacks) addExposed(x *truth.Exposed, wanted map[uint64]bool) error {
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
		a.Loose++
		return nil
	}
	return u.Exposed.add(at)
}
