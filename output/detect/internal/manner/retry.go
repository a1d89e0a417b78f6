package manner

import (
	"context"
	"fmt"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// RetryParams of R15. Within Window an account presses on at least Count times after
// failed look-ups. It presses on with the look-up after one that failed, where that
// asks for the same person, or where the portal had refused (status 403 or 429), and
// either comes within AtOnce or after the same time as the one before, give or take
// Even.
type RetryParams struct {
	Count  int
	Window time.Duration
	AtOnce time.Duration
	Even   time.Duration
}

// RetryDefaults returns the published values. Software that retries by itself begins
// within a second or two, or after a fixed delay, before it backs off (RFC 9110,
// 10.2.3, leaves both to the client that is not told Retry-After); a hand must read
// the message first. Three seconds, a quarter of one, and three times a day are
// assumed.
func RetryDefaults() RetryParams {
	return RetryParams{Count: 3, Window: 24 * time.Hour, AtOnce: 3 * time.Second, Even: 250 * time.Millisecond}
}

// Name is R15.
func (*RetryParams) Name() string { return "R15" }

// What says what the rule finds.
func (*RetryParams) What() string {
	return "account: tries again at once or in the same rhythm after errors, goes on when refused"
}

// Settings lists the parameters, as --set names them.
func (p *RetryParams) Settings() []rule.Setting {
	return []rule.Setting{
		{Name: "R15.count", What: "look-ups that press on after one that failed", At: &p.Count},
		{Name: "R15.window", What: "time in which they add up", At: &p.Window},
		{Name: "R15.at_once", What: "most time after the failure that is at once", At: &p.AtOnce},
		{Name: "R15.even", What: "most difference from the time before that is the same rhythm", At: &p.Even},
	}
}

// Dial turns the count from 1 to 500.
func (p *RetryParams) Dial() rule.Dial {
	return rule.Dial{Parameter: "R15.count", Steps: 499, Set: func(i int) { p.Count = 1 + i }}
}

// Level is the number of look-ups that press on.
func (p *RetryParams) Level() int64 { return int64(p.Count) }

// New returns a rule that has seen nothing; it reads the log alone and cannot fail.
func (p *RetryParams) New(context.Context, rule.World) (rule.Rule, error) {
	return &retry{p: *p, window: p.Window.Microseconds(), soon: p.AtOnce.Microseconds(), even: p.Even.Microseconds(),
		users: map[string]*tries{}}, nil
}

// retry is R15. It remembers the last look-up of each account and some numbers.
type retry struct {
	p                  RetryParams
	window, soon, even int64 // microseconds
	users              map[string]*tries
}

// tries are the look-ups of an account after failures.
type tries struct {
	last struct {
		ts      int64
		person  uint64
		failed  bool
		refused bool
	}
	gap                           int64 // of the last look-up that pressed on or might have; 0 = none
	since                         int64 // the first of those that are counted
	count, soon, rhythm, refusals int
	episode                       rule.Episode
}

// many reports whether at least so many press on.
func (u *tries) many(count int64) bool { return int64(u.count) >= count }

// See counts look-ups. The rule fires at so many that press on, and again at twice,
// four times as many within the window of the first.
func (r *retry) See(l *rule.Line, say func(rule.Said)) {
	u := r.count(l)
	if u == nil || !u.many(r.p.Level()) || !u.episode.Again(int64(u.count)) {
		return
	}
	say(rule.Said{Type: rule.Account, ID: l.Account, Score: float64(u.count) / float64(r.p.Count), From: u.since,
		Why: fmt.Sprintf(
			"%d look-ups after a failure since %s: %d at once, %d in the rhythm of the one before, %d after a refusal",
			u.count, time.UnixMicro(u.since).UTC().Format(time.RFC3339), u.soon, u.rhythm, u.refusals)})
}

func (r *retry) Sweep(l *rule.Line, mark func(rule.Mark)) {
	if u := r.count(l); u != nil {
		mark(rule.Mark{Type: rule.Account, ID: l.Account, Episode: &u.episode, Size: int64(u.count), Holds: u.many})
	}
}

// count takes a look-up and returns its account where it presses on.
func (r *retry) count(l *rule.Line) *tries {
	if !l.LookUp || l.Account == "" {
		return nil
	}
	u := r.users[l.Account]
	if u == nil {
		u = &tries{}
		r.users[l.Account] = u
	}
	person := l.Event.Person()
	before := u.last
	u.last.ts, u.last.person, u.last.failed = l.TS, person, l.Result == "error"
	u.last.refused = l.Status == 403 || l.Status == 429
	if !before.failed || !before.refused && (person == 0 || person != before.person) {
		return nil
	}
	if !r.press(u, l.TS-before.ts, l.TS, before.refused) {
		return nil
	}
	return u
}

// press counts a look-up that came so long after a failed one, if it presses on, and
// reports whether it does.
func (r *retry) press(u *tries, gap, ts int64, refused bool) bool {
	soon := gap <= r.soon
	rhythm := u.gap != 0 && gap-u.gap <= r.even && u.gap-gap <= r.even
	u.gap = gap
	if !soon && !rhythm {
		return false
	}
	if ts-u.since >= r.window {
		u.since, u.count, u.soon, u.rhythm, u.refusals, u.episode = ts, 0, 0, 0, 0, rule.Episode{}
	}
	u.count++
	if soon {
		u.soon++
	} else {
		u.rhythm++
	}
	if refused {
		u.refusals++
	}
	return true
}
