package conform

import (
	"errors"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// period is the truth of the whole period.
type period struct {
	tried      map[used]*truth.Tried // in vain
	accounts   []truth.Account
	ips        []truth.IP
	sessions   []truth.Session
	responses  []truth.Response
	lookAlikes []truth.LookAlike
	exposed    exposures
}

// used is a campaign's use of an account.
type used struct{ campaign, account string }

// exposures are the persons whose data campaigns got.
type exposures struct {
	of      map[string]map[truth.ID]bool // by campaign
	through map[used]int
	numbers map[uint64]bool // that were looked up
	twice   flaws
}

func readPeriod(d *read.Dataset) (*period, error) {
	p := &period{exposed: exposures{of: map[string]map[truth.ID]bool{}, through: map[used]int{},
		numbers: map[uint64]bool{}}}
	var errs [7]error
	p.accounts, errs[0] = truth.Rows[truth.Account](d, "truth/accounts.jsonl")
	p.ips, errs[1] = truth.Rows[truth.IP](d, "truth/ips.jsonl")
	p.sessions, errs[2] = truth.Rows[truth.Session](d, "truth/sessions.jsonl")
	p.responses, errs[3] = truth.Rows[truth.Response](d, "truth/responses.jsonl")
	p.lookAlikes, errs[4] = truth.Rows[truth.LookAlike](d, "truth/lookalikes.jsonl")
	p.tried = map[used]*truth.Tried{}
	if d.Has(triedFile) {
		errs[6] = truth.Each(d, triedFile, func(t *truth.Tried) error {
			row := *t
			p.tried[used{string(t.Campaign), string(t.Account)}] = &row
			return nil
		})
	}
	if d.Has(exposedFile) {
		errs[5] = truth.Each(d, exposedFile, p.exposed.add)
	}
	return p, errors.Join(errs[:]...)
}

const (
	exposedFile = "truth/exposed_persons.jsonl"
	triedFile   = "truth/tried.jsonl"
)

func (x *exposures) add(e *truth.Exposed) error {
	if x.of[e.Campaign] == nil {
		x.of[e.Campaign] = map[truth.ID]bool{}
	}
	seen := x.of[e.Campaign][e.NIRRef] // two campaigns may each have got a person's data
	x.twice.want(!seen, func() string { return exposedFile + ": person " + e.NIRRef.String() })
	x.of[e.Campaign][e.NIRRef] = true
	x.through[used{e.Campaign, e.Account}]++
	x.numbers[uint64(e.HolderRef)] = true
	return nil
}

// usesOf lists the accounts that a campaign used.
func (p *period) usesOf(id string) (uses []*truth.Account) {
	for i := range p.accounts {
		if string(p.accounts[i].Campaign) == id {
			uses = append(uses, &p.accounts[i])
		}
	}
	return uses
}

// sessionsOf counts the sessions that a campaign was in.
func (p *period) sessionsOf(id string) (n int) {
	for i := range p.sessions {
		if string(p.sessions[i].Campaign) == id {
			n++
		}
	}
	return n
}
