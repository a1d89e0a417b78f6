package audit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"breachsim/output/truth"
	"breachsim/scenarios/measure"
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
	w        *world
	actors   violations
	missing  violations
	flows    violations
	outside  violations
	sessions map[uint64][]*stretch // a stretch for each campaign in it
	accounts map[used]*stretch
	ips      map[used]*stretch
	exposed  map[uint64]exposure
	exposure violations
	seen     int
	err      error
}

// used is a campaign's use of an account or an address.
type used struct{ campaign, what string }

// stretch is what the log has of a session, an account or an address.
type stretch struct {
	first, last   int64
	attack, other int64
	account       sym
	campaign      sym // of sessions
}

func (s *stretch) add(r *row) {
	if r.mark.label == attack {
		if s.first == 0 || r.ts < s.first {
			s.first = r.ts
		}
		s.last = max(s.last, r.ts)
		s.attack++
	} else {
		s.other++
	}
	s.account = r.cat[fAccount]
}

type exposure struct {
	ts      int64
	account sym
	line    int32
}

func newLabels(w *world) check {
	l := &labels{w: w, sessions: map[uint64][]*stretch{}, accounts: map[used]*stretch{}, ips: map[used]*stretch{}, exposed: map[uint64]exposure{}}
	for _, s := range w.sessions {
		id := uint64(s.SessionID)
		l.sessions[id] = append(l.sessions[id], &stretch{campaign: w.syms.of(string(s.Campaign))})
	}
	l.err = rows(w, "truth/exposed_persons.jsonl", func(line int, x *truth.Exposed) {
		now := exposure{int64(x.FirstExposedAt), w.syms.of(x.Account), int32(line)}
		l.exposure.of++
		if one, ok := l.exposed[uint64(x.EventID)]; ok && (one.account != now.account || !near(one.ts, now.ts)) { // one look-up, several persons
			l.exposure.add(func() string { return at("truth/exposed_persons.jsonl", now.line) })
		}
		l.exposed[uint64(x.EventID)] = now
	})
	return l
}

func (l *labels) day(d *day) {
	for i := range d.marks {
		m := &d.marks[i]
		l.actors.of++
		if why := misfit(&m.Event); why != "" {
			l.actors.add(func() string { return at(d.truthFile(), m.line) + ": " + why })
		}
		l.missing.of++
		if m.found == 0 {
			l.missing.add(func() string { return at(d.truthFile(), m.line) })
		}
	}
	for i := range d.rows {
		l.row(d, &d.rows[i])
	}
	for i := range d.hitMarks {
		h := &d.hitMarks[i]
		l.flows.of++
		k, known := d.truth[uint64(h.EventID)]
		beyond := h.Line > int64(len(d.hits)) && l.w.access // where there is no log in combined form, its lines are not known
		if known && d.marks[k].Label != h.Label || h.Line < 1 || beyond {
			l.flows.add(func() string { return at("truth/access/"+d.date+".jsonl", h.line) })
		}
	}
}

func (l *labels) row(d *day, r *row) {
	for _, s := range l.sessions[r.session] {
		if r.mark.label != attack || s.campaign == r.mark.campaign {
			s.add(r)
		}
	}
	if x, ok := l.exposed[r.id]; ok {
		l.seen++
		if r.mark.label != attack || r.cat[fResult] != l.w.words.found || !near(x.ts, r.ts) || x.account != r.cat[fAccount] {
			l.exposure.add(func() string { return at("truth/exposed_persons.jsonl", x.line) })
		}
	}
	if r.mark.label != attack {
		return
	}
	by := l.w.syms.name(r.mark.campaign)
	for _, x := range []struct {
		m   map[used]*stretch
		key used
	}{{l.accounts, used{by, l.w.syms.name(r.cat[fAccount])}}, {l.ips, used{by, l.w.syms.name(r.cat[fIP])}}} {
		if x.m[x.key] == nil {
			x.m[x.key] = &stretch{}
		}
		x.m[x.key].add(r)
	}
	l.outside.of++
	a := r.cat[fAction]
	free := a == l.w.words.reset || a == l.w.words.resetRequest || a == l.w.words.login && r.cat[fOutcome] == l.w.words.failure
	refused := a == l.w.words.lookUp && (r.cat[fReason] == l.w.words.banned || r.cat[fReason] == l.w.words.revoked || r.cat[fReason] == l.w.words.limited)
	if l.sessions[r.session] == nil && !free && !refused {
		l.outside.add(func() string { return d.where(r) })
	}
}

// misfit says what is wrong with a row of the truth, or "".
func misfit(e *truth.Event) string {
	human := e.Actor == "owner" || strings.HasPrefix(e.Actor, "delegate-")
	bot := e.Campaign != "" && (strings.HasPrefix(e.Actor, e.Campaign+"/bot-") || strings.HasPrefix(e.Actor, e.Campaign+"/insider-"))
	stand := e.BenignType != "" && (e.Actor == "software" || e.Actor == "locum") // works in the user's place
	switch e.Label {
	case "attack":
		if !bot || e.Phase == "" {
			return fmt.Sprintf("attack by %q", e.Actor)
		}
	case "benign":
		if !human && !stand && e.Actor != "portal" || e.Campaign != "" {
			return fmt.Sprintf("benign by %q", e.Actor)
		}
	case "collateral":
		tester := e.Actor == "tester" && e.BenignType != "" // an agreed test, refused as anybody
		if !human && !stand && !tester && e.Actor != "portal" || e.Campaign == "" && e.CausedBy == "" {
			return fmt.Sprintf("collateral by %q", e.Actor)
		}
	case "policy":
		if bot || e.CausedBy == "" && e.BenignType == "" {
			return fmt.Sprintf("policy by %q", e.Actor)
		}
	case "test":
		if e.Actor != "tester" || e.BenignType == "" {
			return fmt.Sprintf("test by %q", e.Actor)
		}
	default:
		return fmt.Sprintf("label %q", e.Label)
	}
	return ""
}

// near reports whether two instants agree to the second.
func near(a, b int64) bool { return a-b <= measure.Second && b-a <= measure.Second }

func (l *labels) finish(context.Context) ([]Figure, error) {
	if l.err != nil {
		return nil, l.err
	}
	if l.seen < len(l.exposed) && !l.w.partial {
		l.exposure.n += int64(len(l.exposed) - l.seen)
		if l.exposure.example == "" {
			l.exposure.example = "truth/exposed_persons.jsonl: an event_id that no log has"
		}
	}
	out := []Figure{
		none("labels that do not fit their actor", l.actors), none("rows of the truth that no log line bears out", l.missing),
		none("access lines labelled unlike their event", l.flows), none("attack events outside the sessions of the truth", l.outside),
		none("exposures that no look-up bears out", l.exposure),
	}
	if !l.w.partial {
		out = append(out, none("sessions unlike the log", l.sessionWindows()), none("windows of accounts unlike the log", l.accountWindows()),
			none("windows of addresses unlike the log", l.addressWindows()))
	}
	return out, nil
}

func (l *labels) sessionWindows() violations {
	var v violations
	for _, s := range l.w.sessions {
		v.of++
		g := l.part(&s)
		fits := near(g.first, int64(s.From)) && near(g.last, int64(s.To)) && g.attack == s.Attack && g.other == s.Benign &&
			l.w.syms.name(g.account) == string(s.Account)
		if !fits {
			v.add(func() string {
				return fmt.Sprintf("session %v: %d attack and %d other events in the log, %d and %d in the truth", s.SessionID, g.attack, g.other, s.Attack, s.Benign)
			})
		}
	}
	return v
}

// part is what the log has of a campaign's part in a session.
func (l *labels) part(s *truth.Session) *stretch {
	for _, x := range l.sessions[uint64(s.SessionID)] {
		if l.w.syms.name(x.campaign) == string(s.Campaign) {
			return x
		}
	}
	return &stretch{}
}

func (l *labels) accountWindows() violations {
	var v violations
	for _, a := range l.w.accounts {
		v.of++
		at := used{string(a.Campaign), string(a.Account)}
		g := l.accounts[at]
		if g == nil || !near(g.first, int64(a.First)) || !near(g.last, int64(a.Last)) {
			v.add(func() string { return "account " + string(a.Account) })
		}
		delete(l.accounts, at)
	}
	for _, name := range whats(l.accounts) {
		v.add(func() string { return "account " + name + " is attacked and not in truth/accounts.jsonl" })
	}
	return v
}

func (l *labels) addressWindows() violations {
	var v violations
	for _, a := range l.w.ips {
		v.of++
		at := used{string(a.Campaign), string(a.IP)}
		g := l.ips[at]
		if g == nil || !near(g.first, int64(a.First)) || !near(g.last, int64(a.Last)) {
			v.add(func() string { return "address " + string(a.IP) })
		}
		delete(l.ips, at)
	}
	for _, name := range whats(l.ips) {
		v.add(func() string { return "address " + name + " attacks and is not in truth/ips.jsonl" })
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
