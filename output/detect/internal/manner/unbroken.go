package manner

import (
	"context"
	"fmt"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// UnbrokenParams of R10. A session has at least Lookups look-ups over at least Long
// without a pause of more than Pause between two, and that is Times as long as the
// longest such stretch of a session in the account's first MinDays days with look-ups.
// Stretches shorter than Pause are taken as long as that.
type UnbrokenParams struct {
	Long    time.Duration
	Pause   time.Duration
	Lookups int
	Times   float64
	MinDays int
}

// UnbrokenDefaults returns the published values. How long a session lasts and what rate
// of clicks it sustains are among what tells robots from visitors in the logs of web servers
// (A. Stassopoulou and M. D. Dikaiakos, Web robot detection: a probabilistic reasoning
// approach, Computer Networks 53, 2009). People who see patients, or answer the
// telephone, pause between two; half an hour without ten minutes' rest, and twice the
// account's own, are assumed.
func UnbrokenDefaults() UnbrokenParams {
	return UnbrokenParams{Long: 30 * time.Minute, Pause: 10 * time.Minute, Lookups: 10, Times: 2, MinDays: 10}
}

// Name is R10.
func (*UnbrokenParams) Name() string { return "R10" }

// What says what the rule finds.
func (*UnbrokenParams) What() string {
	return "session: look-ups without a pause for longer than the account's own ever went on"
}

// Settings lists the parameters, as --set names them.
func (p *UnbrokenParams) Settings() []rule.Setting {
	return []rule.Setting{
		{Name: "R10.long", What: "length of a stretch of look-ups without a pause", At: &p.Long},
		{Name: "R10.pause", What: "most time between two of its look-ups", At: &p.Pause},
		{Name: "R10.lookups", What: "least look-ups of the stretch", At: &p.Lookups},
		{Name: "R10.times", What: "times the longest stretch of the account's first days", At: &p.Times},
		{Name: "R10.min_days", What: "days with look-ups that those are", At: &p.MinDays},
	}
}

// Dial turns the times from a tenth to fifty.
func (p *UnbrokenParams) Dial() rule.Dial {
	return rule.Dial{Parameter: "R10.times", Steps: 499, Set: func(i int) { p.Times = float64(1+i) / 10 }}
}

// Level is the times in thousandths.
func (p *UnbrokenParams) Level() int64 { return int64(min(p.Times, 1e4)*thousand + 0.5) }

// New returns a rule that has seen nothing; it reads the log alone and cannot fail.
func (p *UnbrokenParams) New(context.Context, rule.World) (rule.Rule, error) {
	return &unbroken{p: *p, long: p.Long.Microseconds(), pause: p.Pause.Microseconds(),
		times: p.Level(), users: map[string]*past{},
		sessions: rule.NewRecent[uint64, stretch](1)}, nil
}

const thousand = 1000

// unbroken is R10. It remembers two numbers of each account, and the stretch of each
// session of today and yesterday.
type unbroken struct {
	p           UnbrokenParams
	long, pause int64 // microseconds
	times       int64 // thousandths
	users       map[string]*past
	sessions    *rule.Recent[uint64, stretch]
}

// past is the longest stretch of an account's first days.
type past struct {
	days    int   // with look-ups, today included
	day     int32 // the last
	longest int64 // microseconds
}

// stretch is what a session has done since its last pause.
type stretch struct {
	from, last int64
	lookups    int
	episode    rule.Episode
}

func (x *stretch) length() int64 { return x.last - x.from }

// See counts look-ups, whatever became of them. The rule fires at the first look-up of
// a stretch with which it holds, and again at twice, four times the length.
func (r *unbroken) See(l *rule.Line, say func(rule.Said)) {
	x, u := r.count(l)
	if x == nil || !r.longer(x, u, r.times) || !x.episode.Again(x.length()) {
		return
	}
	say(rule.Said{Type: rule.Account, ID: l.Account, Score: float64(x.length()) / float64(r.long), From: x.from,
		Why: fmt.Sprintf(
			"session %016x: %d look-ups in %s without a pause of %s; the longest of the first %d days took %s",
			l.SessionID, x.lookups, seconds(x.length()), seconds(r.pause), r.p.MinDays, seconds(u.longest))})
}

func (r *unbroken) Sweep(l *rule.Line, mark func(rule.Mark)) {
	if x, u := r.count(l); x != nil {
		mark(rule.Mark{Type: rule.Account, ID: l.Account, Episode: &x.episode, Size: x.length(),
			Holds: func(times int64) bool { return r.longer(x, u, times) }})
	}
}

// longer reports whether a stretch is so many thousandths of the longest of its account.
func (r *unbroken) longer(x *stretch, u *past, times int64) bool {
	return x.length()*thousand >= max(u.longest, r.pause)*times
}

// count adds a look-up to the stretch of its session. It returns the stretch and the past
// of its account where the stretch is long enough for a verdict.
func (r *unbroken) count(l *rule.Line) (*stretch, *past) {
	if !l.LookUp || l.SessionID == 0 || l.Account == "" {
		return nil, nil
	}
	u := r.users[l.Account]
	if u == nil {
		u = &past{}
		r.users[l.Account] = u
	}
	if u.days == 0 || u.day != l.Day {
		u.days, u.day = u.days+1, l.Day
	}
	x := r.sessions.At(l.SessionID, l.Day)
	if x.lookups == 0 || l.TS-x.last > r.pause {
		*x = stretch{from: l.TS}
	}
	x.lookups, x.last = x.lookups+1, l.TS
	if u.days <= r.p.MinDays {
		u.longest = max(u.longest, x.length())
		return nil, nil
	}
	if x.length() < r.long || x.lookups < r.p.Lookups {
		return nil, nil
	}
	return x, u
}

// seconds is a length of time in words.
func seconds(us int64) string {
	return (time.Duration(us) * time.Microsecond).Round(time.Second).String()
}
