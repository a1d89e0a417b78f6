package campaign

import (
	"cmp"
	"maps"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/owner"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// beside tells the defence of the look-ups that honest users make from addresses of
// the campaigns, where a rule counts addresses: a detector cannot tell them apart.
func (p *Plan) beside() {
	if !p.defence.CountsAddresses() {
		return
	}
	var addrs []event.Addr
	from, to := script.Forever, int64(0)
	for _, c := range p.campaigns {
		for _, x := range c.Pool.Exits() {
			addrs = append(addrs, x.Addr)
		}
		from = min(from, c.Spec.Window.From.UnixMicro()-int64(c.Spec.Access.Validate.Lead))
		to = max(to, c.End)
	}
	for _, o := range p.others(addrs, from, to) {
		for _, m := range p.w.Base.Moments(&o.Session, nil) {
			if m.Kind == traffic.LookUp && m.TS >= o.From && m.TS <= o.To {
				p.defence.Beside(o.Addr, m.TS)
			}
		}
	}
}

// others lists what base sessions do from addresses within [from, to), but for those
// that the stage plays or that lie in the past.
func (p *Plan) others(addrs []event.Addr, from, to int64) []traffic.Origin {
	return slices.DeleteFunc(p.w.Base.SessionsFrom(addrs, from, to), func(o traffic.Origin) bool {
		since, owned := p.played[o.Session.Account]
		return owned && o.Session.End >= since || o.Session.Start < p.w.Scenario.Time.Begin().UnixMicro()
	})
}

// bystanders lays the bans and limits of addresses over the sessions of honest
// users who share them, such as the exit of a VPN or a carrier's gateway. Only
// accounts that can have such an address are looked at.
func (p *Plan) bystanders() {
	var addrs []event.Addr
	first := script.Forever
	hit := slices.Clone(p.defence.Mistaken())
	for _, u := range p.book.Uses {
		hit = append(hit, u.Addr)
	}
	for _, addr := range hit {
		bans, blocks := p.defence.Bans(addr)
		if len(bans)+len(blocks) > 0 && !slices.Contains(addrs, addr) {
			addrs = append(addrs, addr)
		}
		for _, b := range slices.Concat(bans, blocks) {
			first = min(first, b.From)
		}
	}
	if len(addrs) == 0 {
		return
	}
	shut := map[uint32]bool{}
	for _, o := range p.others(addrs, first, p.w.End()) {
		p.bystander(&o)
		if _, owned := p.played[o.Session.Account]; !owned { // an owner on the stage changes it there
			shut[o.Session.Account] = true
		}
	}
	for _, k := range slices.Sorted(maps.Keys(shut)) {
		p.changeLater(k)
	}
}

// bystander lays the bans and limits of an address over what one session does from
// it.
func (p *Plan) bystander(o *traffic.Origin) {
	bans, blocks := p.defence.Bans(o.Addr)
	bans = slices.Clone(bans)
	slices.SortFunc(bans, func(a, b defence.Ban) int { return cmp.Compare(a.From, b.From) })
	for _, b := range blocks {
		if o.To >= b.From && o.From < b.To {
			p.limit(o, b)
		}
	}
	for _, b := range bans {
		if o.To >= b.From && o.From < b.To {
			p.ban(o, b)
		}
	}
}

// limit lays a limit that somebody else has reached over one session.
func (p *Plan) limit(o *traffic.Origin, b defence.Ban) {
	if b.Why != event.RateLimited && b.Why != event.NoReason {
		owner.AskBystander(&defence.Stage{World: p.w, Book: p.book, Defence: p.defence}, o, b)
		return
	}
	d := overlay.Decision{Disposition: overlay.Refused, Why: b.Why, Cause: event.ByControl, By: b.By}
	if b.Why == event.NoReason {
		d.Disposition = overlay.Slowed
	}
	for _, m := range p.w.Base.Moments(&o.Session, nil) {
		if m.Kind != traffic.LookUp || m.TS < b.From || m.TS >= b.To || m.TS < o.From || m.TS > o.To {
			continue
		}
		if d.Disposition == overlay.Slowed && p.defence.ClosedAt(m.TS) != nil {
			continue
		}
		d.TS = m.TS
		p.book.Overlay(&o.Session, event.ByControl, b.By).Set(d)
	}
}

// ban lays a ban over one session: who is inside is refused once, and the rest
// does not happen; who signs in is refused.
func (p *Plan) ban(o *traffic.Origin, b defence.Ban) {
	t := p.book.Overlay(&o.Session, event.ByControl, b.By)
	inside := o.Session.Start < b.From
	for _, m := range p.w.Base.Moments(&o.Session, nil) {
		if m.TS < b.From || m.TS >= b.To || m.TS < o.From || m.TS > o.To || t.Lost(m.TS) {
			continue
		}
		d := overlay.Decision{
			TS:          m.TS,
			Disposition: overlay.Refused,
			Why:         event.Banned,
			Cause:       event.ByControl,
			By:          b.By,
		}
		switch {
		case m.SignsIn() && !inside:
			t.Set(d)
			t.Dead = append(t.Dead, overlay.Span{From: m.TS + 1, To: script.Forever})
			return
		case inside || m.TS > o.Session.Start && m.Kind >= traffic.LookUp:
			d.Since = b.From
			t.Set(d)
			t.Dead = append(t.Dead, overlay.Span{From: m.TS + 1, To: script.Forever})
			return
		default: // the form is not even shown
			d.Disposition = overlay.Lost
			t.Set(d)
		}
	}
}

// changeLater has a bystander whom a ban kept from the sign-in at which a forced
// change of passwords was due choose a new one at the next sign-in that is
// accepted: nobody goes on with an old password.
func (p *Plan) changeLater(k uint32) {
	policy := p.defence.Policy()
	if policy == 0 {
		return
	}
	from := p.w.Calendar.Of(p.w.Scenario.Controls[policy-1].At.UnixMicro()).Number - 1
	due, at := script.Forever, script.Forever
	var later traffic.Session
	p.signIns(k, from, func(s *traffic.Session, m *traffic.Moment) {
		if m.Forced && p.book.Overlays[s.Name()].Lost(m.TS) {
			due = m.TS
		}
	})
	if due == script.Forever {
		return
	}
	p.signIns(k, from, func(s *traffic.Session, m *traffic.Moment) {
		if m.TS > due && m.TS < at && p.w.Accounts.Auth(k, s.Day) == event.Password &&
			!p.book.Overlays[s.Name()].Lost(m.TS) {
			at, later = m.TS, *s
		}
	})
	if at != script.Forever {
		d := overlay.Decision{TS: at, Disposition: overlay.Changed, Cause: event.ByControl, By: policy}
		p.book.Overlay(&later, event.ByControl, policy).Set(d)
	}
}

// signIns visits the sign-ins of an account's base sessions that begin on a day or
// later, in no order.
func (p *Plan) signIns(k uint32, from int32, visit func(*traffic.Session, *traffic.Moment)) {
	var sessions []traffic.Session
	var moments []traffic.Moment
	for d := from; d <= p.w.Calendar.Of(p.w.End()-1).Number; d++ {
		sessions = p.w.Base.Sessions(k, d, sessions[:0])
		for i := range sessions {
			moments = p.w.Base.Moments(&sessions[i], moments[:0])
			for j := range moments {
				if m := &moments[j]; m.SignsIn() {
					visit(&sessions[i], m)
				}
			}
		}
	}
}
