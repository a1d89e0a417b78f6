package arena

import (
	"breachsim/generator"
	"breachsim/generator/event"
	"breachsim/output/arena/alarm"
)

// judge tells an alert on an attack from others, by the truth.
type judge struct {
	accounts map[string][]span
	addrs    map[event.Addr][]span
}

// span is a time in which a campaign used something.
type span struct{ from, to int64 }

// after is how long an alert is true when a campaign has last used what it is about: as
// long as it is for scoring.
const after = aDay

func newJudge(p *generator.Plan) *judge {
	j := &judge{accounts: map[string][]span{}, addrs: map[event.Addr][]span{}}
	for _, a := range p.Journal().Accounts {
		id := p.Catalog().Accounts[a.Account].ID
		j.accounts[id] = append(j.accounts[id], span{a.First, a.Last})
	}
	for _, u := range p.Journal().Addresses {
		j.addrs[u.Addr] = append(j.addrs[u.Addr], span{u.First, u.Last})
	}
	return j
}

// true reports whether an alert is about something that a campaign uses.
func (j *judge) true(a *alarm.Alert, x scene) bool {
	if a.Kind == onIP {
		return holds(j.addrs[event.FromNetip(x.addr)], a.T)
	}
	return holds(j.accounts[x.account], a.T)
}

func holds(spans []span, t int64) bool {
	for _, s := range spans {
		if t >= s.from && t <= s.to+after {
			return true
		}
	}
	return false
}
