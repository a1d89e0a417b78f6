package detect

import "net/netip"

// rate is the sliding window of one account or address.
type rate struct {
	times []int64 // of the look-ups in the window, in order, from head
	head  int
	full  int64 // time of the last look-up that found the window full
	hot   bool  // fired, and not quiet since
}

// see takes a look-up at t and reports whether the rule fires on it.
func (r *rate) see(t int64, p *RateParams) bool {
	window, quiet := p.Window.Microseconds(), p.Quiet.Microseconds()
	for r.head < len(r.times) && (r.times[r.head] <= t-window || len(r.times)-r.head >= p.Count) {
		r.head++
	}
	if r.head > 32 && 2*r.head > len(r.times) || r.head == len(r.times) {
		r.times = r.times[:copy(r.times, r.times[r.head:])]
		r.head = 0
	}
	r.times = append(r.times, t)
	if len(r.times)-r.head < p.Count {
		return false
	}
	fires := !r.hot || t-r.full >= quiet
	r.full, r.hot = t, true
	return fires
}

// last is the time of the last look-up.
func (r *rate) last() int64 { return r.times[len(r.times)-1] }

// rateRule is R1: too many look-ups in a short time, from one account or from
// one address. Score: the window over the time that the look-ups took.
type rateRule struct {
	p     RateParams
	addrs map[netip.Addr]*rate
}

func (r *rateRule) lookup(l *look) error {
	if l.account != nil && l.account.rate.see(l.ts, &r.p) {
		if err := r.alert(l, Account, l.account.id, &l.account.rate); err != nil {
			return err
		}
	}
	if !l.ev.SrcIP.IsValid() {
		return nil
	}
	a := r.addrs[l.ev.SrcIP]
	if a == nil {
		a = &rate{}
		r.addrs[l.ev.SrcIP] = a
	}
	if a.see(l.ts, &r.p) {
		return r.alert(l, IP, l.ev.SrcIP.String(), a)
	}
	return nil
}

func (r *rateRule) alert(l *look, kind EntityType, id string, in *rate) error {
	from := in.times[in.head]
	const least = 1000 // a millisecond: several look-ups at once
	score := float64(r.p.Window.Microseconds()) / float64(max(l.ts-from, least))
	return l.raise(Alert{Type: kind, ID: id, Score: score, Rule: "R1", From: from})
}

// endDay forgets addresses that can no longer matter.
func (r *rateRule) endDay(_ []*account, now int64) {
	old := now - max(r.p.Window, r.p.Quiet).Microseconds()
	for ip, a := range r.addrs {
		if a.last() <= old {
			delete(r.addrs, ip)
		}
	}
}
