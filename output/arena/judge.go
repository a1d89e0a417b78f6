package arena

import (
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/arena/alarm"
)

// judge tells an alert on an attack from others, by the truth.
type judge struct {
	numbers  map[string]uint32 // of accounts, by name
	accounts map[uint32][]span
	addrs    map[event.Addr][]span
}

// span is a time in which a campaign used something.
type span struct {
	campaign uint8
	from, to int64
}

// after is how long an alert is true when a campaign has last used what it is about: as
// long as it is for scoring.
const after = aDay

func newJudge(p *generator.Plan) *judge {
	j := &judge{numbers: map[string]uint32{}}
	for i := range p.Catalog().Accounts {
		j.numbers[p.Catalog().Accounts[i].ID] = uint32(i)
	}
	j.turn(p)
	return j
}

// turn goes on to a world with one more action.
func (j *judge) turn(p *generator.Plan) {
	j.accounts, j.addrs = map[uint32][]span{}, map[event.Addr][]span{}
	for _, a := range p.Journal().Accounts {
		j.accounts[a.Account] = append(j.accounts[a.Account], span{a.Campaign, a.First, a.Last})
	}
	for _, u := range p.Journal().Addresses {
		j.addrs[u.Addr] = append(j.addrs[u.Addr], span{u.Campaign, u.First, u.Last})
	}
}

// number returns the number of an account; NoAccount where there is none of that name.
func (j *judge) number(account string) uint32 {
	if k, known := j.numbers[account]; known {
		return k
	}
	return event.NoAccount
}

// campaign returns the campaign that uses what an alert is about, and 0 for a false one.
func (j *judge) campaign(a *alarm.Alert, x scene) uint8 {
	if a.Kind == onIP {
		return holder(j.addrs[event.FromNetip(x.addr)], a.T)
	}
	return holder(j.accounts[j.number(x.account)], a.T)
}

func holder(spans []span, t int64) uint8 {
	for _, s := range spans {
		if t >= s.from && t <= s.to+after {
			return s.campaign
		}
	}
	return 0
}
