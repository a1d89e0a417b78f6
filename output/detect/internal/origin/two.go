package origin

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// TwoParams of R14: a session in which the client or the address changes at least
// Changes times, each time within Within after the line before.
type TwoParams struct {
	Changes int
	Within  time.Duration
}

// TwoDefaults returns the published values. A session that is bound to address and
// client, which OWASP's Session Management Cheat Sheet recommends so that a change is
// noticed, shows it at once. One change is also what a phone does that leaves the practice, and an
// update of the browser; the second one, back to what was left, takes two users or
// a user with two lines. An hour is longer than a session of the portal rests.
func TwoDefaults() TwoParams { return TwoParams{Changes: 2, Within: time.Hour} }

// Name is R14.
func (*TwoParams) Name() string { return "R14" }

// What says what the rule finds.
func (*TwoParams) What() string { return "session: two clients or two addresses that take turns" }

// Settings lists the parameters, as --set names them.
func (p *TwoParams) Settings() []rule.Setting {
	return []rule.Setting{
		{Name: "R14.changes", What: "changes of client or address in a session", At: &p.Changes},
		{Name: "R14.within", What: "most time from the line before that a change may take", At: &p.Within},
	}
}

// Dial turns the changes from 1 to 200.
func (p *TwoParams) Dial() rule.Dial {
	return rule.Dial{Parameter: "R14.changes", Steps: 199, Set: func(i int) { p.Changes = 1 + i }}
}

// Level is the number of changes.
func (p *TwoParams) Level() int64 { return int64(p.Changes) }

// New returns a rule that has seen nothing; it reads the log alone and cannot fail.
func (p *TwoParams) New(context.Context, rule.World) (rule.Rule, error) {
	return &two{p: *p, within: p.Within.Microseconds(), sessions: rule.NewRecent[uint64, pair](1)}, nil
}

// two is R14. It remembers the sessions of today and yesterday.
type two struct {
	p        TwoParams
	within   int64
	sessions *rule.Recent[uint64, pair]
}

// pair is one session: the line before, and how often it was another's.
type pair struct {
	first, last     int64
	client          uint64
	addr            netip.Addr
	clients, places int // changes of each
	changes         int // lines at which either changed
	episode         rule.Episode
}

// many reports whether there were at least so many changes.
func (x *pair) many(changes int64) bool { return int64(x.changes) >= changes }

// See counts any line of a session. The rule fires at so many changes, and again at
// twice, four times, eight times as many.
func (t *two) See(l *rule.Line, say func(rule.Said)) {
	x := t.count(l)
	if x == nil || !x.many(t.p.Level()) || !x.episode.Again(int64(x.changes)) {
		return
	}
	score := float64(x.changes) / float64(t.p.Changes)
	say(rule.Said{Type: rule.Account, ID: l.Account, Score: score, From: x.first,
		Why: fmt.Sprintf("session %016x: %d changes, %d of the client, %d of the address",
			l.SessionID, x.changes, x.clients, x.places)})
}

func (t *two) Sweep(l *rule.Line, mark func(rule.Mark)) {
	if x := t.count(l); x != nil {
		mark(rule.Mark{Type: rule.Account, ID: l.Account, Episode: &x.episode, Size: int64(x.changes), Holds: x.many})
	}
}

// count takes a line and returns its session where client or address has changed.
func (t *two) count(l *rule.Line) *pair {
	if l.SessionID == 0 || l.Account == "" {
		return nil
	}
	x := t.sessions.At(l.SessionID, l.Day)
	if x.first == 0 {
		*x = pair{first: l.TS, last: l.TS, client: l.ClientFP, addr: l.SrcIP}
		return nil
	}
	soon := l.TS-x.last <= t.within
	client := soon && l.ClientFP != x.client && l.ClientFP != 0 && x.client != 0
	place := soon && l.SrcIP != x.addr && l.SrcIP.IsValid() && x.addr.IsValid()
	x.last, x.client, x.addr = l.TS, l.ClientFP, l.SrcIP
	if !client && !place {
		return nil
	}
	x.count(client, place)
	return x
}

func (x *pair) count(client, place bool) {
	x.changes++
	if client {
		x.clients++
	}
	if place {
		x.places++
	}
}
