package agreement

import (
	"context"
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// labels is A11: the truth says the same thing everywhere, and the logs bear it
// out.
//
//   - A label fits its actor: attack is made by a bot or an insider of a campaign, benign by an
//     owner or delegate, collateral by one of these or the portal and has a
//     cause, policy has a control behind it. An owner's event on a stolen
//     account is thus never attack.
//   - Every row of truth/events is a line of the log; an access line has the
//     label of the event to whose flow it belongs.
//   - Every attack event but the steps before a sign-in lies in a session of
//     truth/sessions, whose account, times and counts are those of the log.
//   - The windows of truth/accounts and truth/ips contain their attack events and
//     are tight; each exposure is a look-up of the attack that found somebody, at
//     that moment, under that account.
//
// Times agree to the second. Any mismatch fails, and no signal exempts.
type labels struct {
	w        *world.World
	claims   map[string]claim
	actors   figure.Violations
	missing  figure.Violations
	flows    figure.Violations
	outside  figure.Violations
	sessions map[uint64][]*stretch // a stretch for each campaign in it
	accounts map[used]*stretch
	ips      map[used]*stretch
	exposed  map[uint64]exposure
	exposure figure.Violations
	seen     int
	lines    int64 // of the day's access log
	err      error
}

// used is a campaign's use of an account or an address.
type used struct{ campaign, what string }

// stretch is what the log has of a session, an account or an address.
type stretch struct {
	first, last   int64
	attack, other int64
	account       world.Sym
	campaign      world.Sym // of sessions
}

func (s *stretch) add(r *world.Row) {
	if r.Mark.Label == world.Attack {
		if s.first == 0 || r.TS < s.first {
			s.first = r.TS
		}
		s.last = max(s.last, r.TS)
		s.attack++
	} else {
		s.other++
	}
	s.account = r.Of(world.Account)
}

type exposure struct {
	ts      int64
	account world.Sym
	line    int32
}

// NewLabels returns A11 before it has seen a dataset.
func NewLabels(w *world.World) world.Check {
	l := &labels{w: w, claims: claims(), sessions: map[uint64][]*stretch{}, accounts: map[used]*stretch{},
		ips: map[used]*stretch{}, exposed: map[uint64]exposure{}}
	for _, s := range w.Sessions {
		id := uint64(s.SessionID)
		l.sessions[id] = append(l.sessions[id], &stretch{campaign: w.Syms.Of(string(s.Campaign))})
	}
	l.err = world.Rows(w, "truth/exposed_persons.jsonl", func(line int, x *truth.Exposed) {
		now := exposure{int64(x.FirstExposedAt), w.Syms.Of(x.Account), int32(line)}
		l.exposure.Of++
		if one, ok := l.exposed[uint64(x.EventID)]; ok && (one.account != now.account || !near(one.ts, now.ts)) {
			// one look-up exposes several persons at one moment
			l.exposure.Add(func() string { return world.At("truth/exposed_persons.jsonl", now.line) })
		}
		l.exposed[uint64(x.EventID)] = now
	})
	return l
}

func (l *labels) Day(d *world.Day) {
	l.lines = 0
	var misfits []string // of what the truth says
	for i := range d.Said {
		misfits = append(misfits, misfit(l.claims, &d.Said[i]))
	}
	for i := range d.Marks {
		m := &d.Marks[i]
		l.actors.Of++
		if why := misfits[m.Said]; why != "" {
			l.actors.Add(func() string { return world.At(d.TruthFile(), m.Line) + ": " + why })
		}
		l.missing.Of++
		if m.Found == 0 {
			l.missing.Add(func() string { return world.At(d.TruthFile(), m.Line) })
		}
	}
	for i := range d.Rows {
		l.row(d, &d.Rows[i])
	}
}

// Access holds the labels of access lines against those of their events.
func (l *labels) Access(d *world.Day, p *world.Part) {
	l.lines += int64(len(p.Hits))
	for i := range p.Marks {
		h := &p.Marks[i]
		l.flows.Of++
		said, known := d.SaidOf(h.Event)
		// where there is no log in combined form, its lines are not known
		beyond := h.Of > l.lines && l.w.Access
		if known && said.Label != h.Label || h.Of < 1 || beyond {
			l.flows.Add(func() string { return world.At(d.AccessTruthFile(), h.Line) })
		}
	}
}

func (l *labels) row(d *world.Day, r *world.Row) {
	for _, s := range l.sessions[r.Session] {
		if r.Mark.Label != world.Attack || s.campaign == r.Mark.Campaign {
			s.add(r)
		}
	}
	if x, ok := l.exposed[r.ID]; ok {
		l.seen++
		if r.Mark.Label != world.Attack || r.Of(world.Result) != l.w.Words.Found || !near(x.ts, r.TS) ||
			x.account != r.Of(world.Account) {
			l.exposure.Add(func() string { return world.At("truth/exposed_persons.jsonl", x.line) })
		}
	}
	if r.Mark.Label == world.Attack {
		l.attack(d, r)
	}
}

// attack takes a row of an attack: its account and address are in use, and it belongs to a session
// of the truth unless it needs none.
func (l *labels) attack(d *world.Day, r *world.Row) {
	by := l.w.Syms.Name(r.Mark.Campaign)
	for _, x := range []struct {
		m   map[used]*stretch
		key used
	}{{l.accounts, used{by, l.w.Syms.Name(r.Of(world.Account))}}, {l.ips, used{by, l.w.Syms.Name(r.Of(world.IP))}}} {
		if x.m[x.key] == nil {
			x.m[x.key] = &stretch{}
		}
		x.m[x.key].add(r)
	}
	l.outside.Of++
	a := r.Of(world.Action)
	words := &l.w.Words
	free := a == words.Reset || a == words.ResetRequest || a == words.Login && r.Of(world.Outcome) == words.Failure
	free = free || a == words.Factor && r.Session == 0 // the telephone asks before the session begins
	if l.sessions[r.Session] == nil && !free && !(a == words.LookUp && refused(l.w, r)) {
		l.outside.Add(func() string { return d.Where(r) })
	}
}

// near reports whether two instants agree to the second.
func near(a, b int64) bool { return a-b <= measure.Second && b-a <= measure.Second }

func (l *labels) Finish(context.Context) ([]figure.Figure, error) {
	if l.err != nil {
		return nil, l.err
	}
	if l.seen < len(l.exposed) && !l.w.Partial {
		l.exposure.N += int64(len(l.exposed) - l.seen)
		if l.exposure.Example == "" {
			l.exposure.Example = "truth/exposed_persons.jsonl: an event_id that no log has"
		}
	}
	out := []figure.Figure{
		figure.None("labels that do not fit their actor", l.actors),
		figure.None("rows of the truth that no log line bears out", l.missing),
		figure.None("access lines labelled unlike their event", l.flows),
		figure.None("attack events outside the sessions of the truth", l.outside),
		figure.None("exposures that no look-up bears out", l.exposure),
	}
	if !l.w.Partial {
		out = append(out, figure.None("sessions unlike the log", l.sessionWindows()),
			figure.None("windows of accounts unlike the log", l.accountWindows()),
			figure.None("windows of addresses unlike the log", l.addressWindows()))
	}
	return out, nil
}

func (l *labels) sessionWindows() figure.Violations {
	var v figure.Violations
	for _, s := range l.w.Sessions {
		v.Of++
		g := l.part(&s)
		fits := near(g.first, int64(s.From)) && near(g.last, int64(s.To)) && g.attack == s.Attack &&
			g.other == s.Benign &&
			l.w.Syms.Name(g.account) == string(s.Account)
		if !fits {
			v.Add(func() string {
				return fmt.Sprintf("session %v: %d attack and %d other events in the log, %d and %d in the truth",
					s.SessionID, g.attack, g.other, s.Attack, s.Benign)
			})
		}
	}
	return v
}

// part is what the log has of a campaign's part in a session.
func (l *labels) part(s *truth.Session) *stretch {
	for _, x := range l.sessions[uint64(s.SessionID)] {
		if l.w.Syms.Name(x.campaign) == string(s.Campaign) {
			return x
		}
	}
	return &stretch{}
}

func (l *labels) accountWindows() figure.Violations {
	var v figure.Violations
	for _, a := range l.w.Accounts {
		v.Of++
		at := used{string(a.Campaign), string(a.Account)}
		g := l.accounts[at]
		if g == nil || !near(g.first, int64(a.First)) || !near(g.last, int64(a.Last)) {
			v.Add(func() string { return "account " + string(a.Account) })
		}
		delete(l.accounts, at)
	}
	for _, t := range l.w.Tried {
		v.Of++
		at := used{string(t.Campaign), string(t.Account)}
		g := l.accounts[at]
		if g == nil || !near(g.first, int64(t.First)) || !near(g.last, int64(t.Last)) {
			v.Add(func() string { return "account " + string(t.Account) + ", which was tried" })
		}
		delete(l.accounts, at)
	}
	for _, name := range whats(l.accounts) {
		v.Add(func() string {
			return "account " + name + " is attacked and neither in truth/accounts.jsonl nor in truth/tried.jsonl"
		})
	}
	return v
}

func (l *labels) addressWindows() figure.Violations {
	var v figure.Violations
	for _, a := range l.w.IPs {
		v.Of++
		at := used{string(a.Campaign), string(a.IP)}
		g := l.ips[at]
		if g == nil || !near(g.first, int64(a.First)) || !near(g.last, int64(a.Last)) {
			v.Add(func() string { return "address " + string(a.IP) })
		}
		delete(l.ips, at)
	}
	for _, name := range whats(l.ips) {
		v.Add(func() string { return "address " + name + " attacks and is not in truth/ips.jsonl" })
	}
	return v
}

// whats lists the accounts or addresses that are left, in order.
func whats(left map[used]*stretch) (out []string) {
	for u := range left {
		out = append(out, u.what)
	}
	slices.Sort(out)
	return out
}
