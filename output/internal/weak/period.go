package weak

import (
	"cmp"
	"iter"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/record"
)

// Day is one day's parts, "" for those that are not there, and its end.
type Day struct {
	Alerts, Tickets, Reasons string
	End                      int64 // microseconds: the first moment that is not in it
}

// Period is a whole dataset's parts.
type Period struct {
	Days []Day
	Cat  *event.Catalog
	Book []event.Response // the journal's, in time order: some of them are calls at the help desk
	err  error
}

// Err is what went wrong while ranging.
func (p *Period) Err() error { return p.err }

// end is the first moment that is not in the dataset.
func (p *Period) end() int64 { return p.Days[len(p.Days)-1].End }

// account is the id of an account, "" for none.
func (p *Period) account(k uint32) string {
	if k == event.NoAccount {
		return ""
	}
	return p.Cat.Accounts[k].ID
}

// about is what a rule raises at most one alert a day about.
type about struct {
	rule    event.WarningRule
	account uint32
	addr    event.Addr
}

// raised reads the alerts of a day: of each rule, the first about an account or address.
func (d *Day) raised() ([]event.Warning, error) {
	var list []event.Warning
	if d.Alerts == "" {
		return nil, nil
	}
	seen := map[about]bool{}
	for w, err := range rows[event.Warning](d.Alerts) {
		if err != nil {
			return nil, err
		}
		of := about{w.Rule, w.Account, event.Addr{}}
		if w.Account == event.NoAccount {
			of.addr = w.Addr
		}
		if !seen[of] {
			seen[of] = true
			list = append(list, *w)
		}
	}
	return list, nil
}

// Alerts ranges over the alerts in time order.
func (p *Period) Alerts() iter.Seq[record.Warning] {
	return func(yield func(record.Warning) bool) {
		var pending []event.Warning
		for i := range p.Days {
			d := &p.Days[i]
			list, err := d.raised()
			if err != nil {
				p.err = err
				return
			}
			pending = append(pending, list...)
			slices.SortFunc(pending, func(a, b event.Warning) int {
				return cmp.Or(cmp.Compare(a.TS, b.TS), cmp.Compare(a.ID, b.ID))
			})
			n := 0
			for ; n < len(pending) && pending[n].TS < d.End; n++ {
				if !yield(p.alert(&pending[n])) {
					return
				}
			}
			pending = slices.Delete(pending, 0, n)
		}
	}
}

func (p *Period) alert(w *event.Warning) record.Warning {
	return record.Warning{
		ID: w.ID, TS: w.TS, From: w.From, To: w.To, Event: w.Event, Session: w.Session,
		Source: w.Rule.Source(), Rule: w.Rule.String(), Severity: w.Rule.Severity(),
		Account: p.account(w.Account), Addr: w.Addr.String(), Count: w.Count,
	}
}

// Reasons ranges over the reasons that are known before the end, in the order of the log.
func (p *Period) Reasons() iter.Seq[record.Ground] {
	return func(yield func(record.Ground) bool) {
		for i := range p.Days {
			for g, err := range rows[event.Ground](p.Days[i].Reasons) {
				if err != nil {
					p.err = err
					return
				}
				if g.At < p.end() && !yield(record.Ground{
					Event: g.Event, TS: g.TS, Account: p.account(g.Account), NIR: g.NIR, Ref: g.NIRRef,
					Kind: g.Kind.String(), At: g.At,
				}) {
					return
				}
			}
		}
	}
}
