package features

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/output/features/internal/past"
	"github.com/breachsim/breachsim/output/features/internal/table"
	"github.com/breachsim/breachsim/output/features/internal/trail"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// endDay gives the rows of the day that is over, and has the accounts learn from
// it.
func (p *pass) endDay() error {
	slices.SortFunc(p.active, func(a, b *account) int { return cmp.Compare(a.id, b.id) })
	if err := p.readRequests(); err != nil {
		return err
	}
	p.gatherSessions()
	for _, a := range p.active {
		p.crowd.add(&a.trail)
	}
	if err := p.giveSessions(); err != nil {
		return err
	}
	if err := p.giveDays(); err != nil {
		return err
	}
	p.forget()
	return nil
}

// readRequests counts the access log of the day. A request whose account has no
// line in the audit log of the day belongs to no row.
func (p *pass) readRequests() error {
	if p.web == nil {
		return nil
	}
	return p.web.until(p.clock.end, func(r *read.Request) {
		p.stats.Requests++
		if r.Account == "" {
			return
		}
		if a := p.accounts[r.Account]; a != nil && a.active {
			a.web.see(r)
		}
	})
}

// gatherSessions puts the sessions of the day into the order of their rows, and
// into the days of their accounts.
func (p *pass) gatherSessions() {
	slices.SortFunc(p.list, func(a, b *session) int {
		return cmp.Or(cmp.Compare(a.owner.id, b.owner.id), cmp.Compare(a.trail.First, b.trail.First),
			cmp.Compare(a.row.ID, b.row.ID))
	})
	for _, s := range p.list {
		t, of := &s.trail, &s.owner.row.Sessions
		lookUps := t.Kinds[trail.LookUp]
		of.Count++
		if t.Clients.Count() > 1 {
			of.TwoClients++
		}
		if t.Addrs.Count() > 1 {
			of.TwoAddresses++
		}
		of.MostLookUps = max(of.MostLookUps, lookUps)
		of.MostPersons = max(of.MostPersons, t.Persons)
		if lookUps > 0 && t.Last-t.First < measure.Minute {
			of.Short++
		}
	}
}

func (p *pass) giveSessions() error {
	for _, s := range p.list {
		if s.row.Scored = s.trail.Last >= p.data.ScoredFrom; p.to.Session != nil {
			s.row.Inside = s.atLast - s.atFirst - s.trail.Lines
			if err := p.to.Session(&s.row); err != nil {
				return err
			}
		}
		p.stats.Sessions++
	}
	return nil
}

func (p *pass) giveDays() error {
	for _, a := range p.active {
		r := &a.row
		r.Scored = a.trail.Last >= p.data.ScoredFrom
		r.Values = past.ValuesOf(&a.trail)
		r.Peers = table.Peers{
			Median: p.peers.median(a.profession, r.Number-1), Week: p.peers.median(a.profession, r.Number-7),
			OnAddr:   most(p.crowd.addrs, a.trail.Addrs.Keys()),
			OnBlock:  most(p.crowd.blocks, p.crowd.blocksOf(&a.trail)),
			OnClient: least(p.crowd.clients, a.trail.Clients.Keys()),
		}
		if p.web != nil {
			r.Web = a.web.total()
		}
		if p.to.Day != nil {
			if err := p.to.Day(r); err != nil {
				return err
			}
		}
		p.stats.Days++
	}
	return nil
}

// forget has accounts and professions learn from the day, and empties it.
func (p *pass) forget() {
	day := p.clock.number
	for _, a := range p.active {
		a.past.Learn(day, &a.trail)
		p.peers.add(a.profession, a.trail.Persons)
		a.active = false
	}
	p.peers.endDay(day)
	p.active = p.active[:0]
	clear(p.before)
	for _, s := range p.list {
		p.before[s.row.ID] = struct{}{}
	}
	p.spare = append(p.spare, p.list...)
	p.list = p.list[:0]
	clear(p.sessions)
	p.crowd.clear()
	p.stats.Accounts = int64(len(p.accounts))
}
