package agreement

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios"
)

// prevalence is A9: how common the attack is, against what the scenario asks
// for.
//
// Three figures, each with a band that follows from the scenario alone:
//   - stolen accounts among accounts that are active at all: 0.8 to 2 times
//     their share of the population (some accounts are on leave);
//   - account-days with an attack: between the stolen accounts, and those times
//     the local days from the first possible trial look-up to the stop;
//   - attack events: the look-ups that the list needs, persons exposed over
//     persons to a hit (benign look-ups say how many) over the hit rate, and what
//     is mixed with them as cover, within a factor of 1.6 either way, and 12
//     sign-ins and new passwords more for each account-day, which count where
//     look-ups are few. Requests that a ban, a limit or a closed session refuses
//     are left out, and so is the sign-in by which a robot comes back behind one: it may
//     press on for ever. So is what a campaign tries in vain at accounts that it does not
//     get.
//
// Outside a band it fails; no signal exempts; below it may be whatever a control
// meets before it is done. The last two are not judged where
// nobody stopped the campaign, for then it goes on.
type prevalence struct {
	w              *world.World
	active         map[world.Sym]bool
	events         int64
	accountDays    int64
	attackDays     int64
	found, persons float64
	hitAccounts    map[world.Sym]bool
}

// NewPrevalence returns A9 before it has seen a dataset.
func NewPrevalence(w *world.World) world.Check {
	return &prevalence{w: w, active: map[world.Sym]bool{}, hitAccounts: map[world.Sym]bool{}}
}

func (p *prevalence) Day(d *world.Day) {
	for _, g := range d.Groups {
		hit, back, stolen := false, false, p.w.Stolen[d.Account(g)] != nil
		for _, i := range g {
			r := &d.Rows[i]
			if r.Mark.Label == world.Attack && !stolen { // tried in vain
				continue
			}
			if r.Mark.Label == world.Attack {
				hit = true
				turned := refused(p.w, r)
				if !turned && !(back && r.Of(world.Action) == p.w.Words.Login) {
					p.events++
				}
				back = turned
			} else if r.Of(world.Result) == p.w.Words.Found {
				p.found++
				p.persons += float64(r.Persons)
			}
		}
		a := d.Account(g)
		p.active[a] = true
		p.accountDays++
		if hit {
			p.attackDays++
			p.hitAccounts[a] = true
		}
	}
}

// refused reports whether a ban, a limit or a closed session refused a request.
func refused(w *world.World, r *world.Row) bool {
	why := r.Of(world.Reason)
	return why == w.Words.Banned || why == w.Words.Revoked || why == w.Words.Limited
}

func (p *prevalence) Finish(context.Context) ([]figure.Figure, error) {
	sc := p.w.Scenario
	if p.w.Partial {
		return nil, nil
	}
	accounts, least, exposedWant, days := 0, 0, 0.0, 0.0
	per := max(p.persons/max(p.found, 1), 1)
	for _, c := range sc.Campaigns {
		accounts += c.Access.Accounts
		least = max(least, c.Access.Accounts) // campaigns may meet in accounts
		hits, list := max(float64(c.Targets.HitRate)/1e6, 0.01), 1-float64(c.Client.Blend)/1e6
		exposedWant += float64(c.Targets.Exposed) / per / hits / list
		lead := time.Duration(c.Access.Validate.Lead) * time.Microsecond
		days += float64(c.Access.Accounts) * (c.Window.To.Sub(c.Window.From.Add(-lead)).Hours()/24 + 2)
	}
	if accounts == 0 {
		return []figure.Figure{figure.Exactly("attack events", p.events, 0)}, nil
	}
	share := func(n int) float64 { return float64(n) / float64(sc.Population.Accounts) }
	want := []float64{0.8 * share(least), float64(least), exposedWant / 1.6}
	out := []figure.Figure{
		figure.Within("share of active accounts that were attacked",
			float64(len(p.hitAccounts))/max(float64(len(p.active)), 1),
			band(want[0], 2*share(accounts)), int64(len(p.active))),
		figure.Within("account-days with an attack", float64(p.attackDays), band(want[1], days), p.accountDays),
		figure.Within("attack events", float64(p.events),
			band(want[2], exposedWant*1.6+20*float64(accounts)+12*float64(p.attackDays)), p.events),
	}
	stopped := p.w.Controls &&
		slices.ContainsFunc(sc.Campaigns, func(c scenarios.Campaign) bool { return sc.Ceiling(&c) })
	for i := range out {
		if stopped && out[i].Value < want[i] { // a control saw to it
			out[i].Verdict = figure.Pass
		}
		if i > 0 && !p.w.Controls {
			out[i].Verdict = figure.NotApplicable
		}
		if out[i].Verdict == figure.Fail {
			out[i].Example = fmt.Sprintf("%d accounts of %d", len(p.hitAccounts), len(p.active))
		}
	}
	return out, nil
}

func band(least, most float64) figure.Band { return figure.Band{Least: least, Most: most} }
