package origin

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// StrangeParams of R7. An account whose past has at least MinDays active days is
// used in a strange context: on a network (by its number) that the account has not
// used within Memory; with a client (by its fingerprint) and at a place that are both
// new to it like that; or, within Fresh, where a journey of at least Kilometres at
// Speed or more ended that is not where the account mostly is. What is new stays new
// for Fresh.
//
// A look-up there counts a point, one more where the client is new besides, Shared
// where a session went to a new network and back to the old one, and Reset where the
// network was first seen with a new password or within After of it. The rule fires at
// Lookups points within Fresh.
type StrangeParams struct {
	Lookups int // points
	MinDays int
	Memory  int // days
	Fresh   time.Duration

	Shared int // points of a look-up
	Reset  int // points of a look-up
	After  time.Duration

	Kilometres int
	Speed      int // km/h
	Within     time.Duration
}

// StrangeDefaults returns the published values. What is new to an account is what
// risk-based sign-in asks for (D. Freeman and others, Who Are You? A Statistical
// Approach to Measuring User Authenticity, NDSS 2016): network and client before
// all. 500 km and 800 km/h are an aeroplane within the country; ninety days, and twenty
// look-ups, a morning's work, are assumed. A new client alone is a new release of a browser and counts nothing. A session
// at two places in turns (ATT&CK T1550.004) and a new password from elsewhere are worth
// more than novelty, for honest accounts hardly show them; the factors are assumed, too.
func StrangeDefaults() StrangeParams {
	return StrangeParams{Lookups: 20, MinDays: 10, Memory: 90, Fresh: 24 * time.Hour, Shared: 10, Reset: 10,
		After: 30 * time.Hour, Kilometres: 500, Speed: 800, Within: 90 * time.Minute}
}

// Name is R7.
func (*StrangeParams) Name() string { return "R7" }

// What says what the rule finds.
func (*StrangeParams) What() string {
	return "account: look-ups from a new network or client, after an impossible journey or a new password"
}

// Settings lists the parameters, as --set names them.
func (p *StrangeParams) Settings() []rule.Setting {
	return []rule.Setting{
		{Name: "R7.lookups", What: "points, one for a look-up in a strange context", At: &p.Lookups},
		{Name: "R7.min_days", What: "least days of the account's past", At: &p.MinDays},
		{Name: "R7.memory", What: "days after which a network or client is new again", At: &p.Memory},
		{Name: "R7.fresh", What: "time that a network or client stays new, and points add up", At: &p.Fresh},
		{Name: "R7.shared", What: "points of a look-up from a new network in turns with another", At: &p.Shared},
		{Name: "R7.reset", What: "points of a look-up from a network new with a new password", At: &p.Reset},
		{Name: "R7.after", What: "time after a new password that this holds", At: &p.After},
		{Name: "R7.km", What: "kilometres of an impossible journey", At: &p.Kilometres},
		{Name: "R7.speed", What: "its kilometres an hour", At: &p.Speed},
		{Name: "R7.within", What: "most time that it takes", At: &p.Within},
	}
}

// Dial turns the points from 1 to 2,000.
func (p *StrangeParams) Dial() rule.Dial {
	return rule.Dial{Parameter: "R7.lookups", Steps: 1999, Set: func(i int) { p.Lookups = 1 + i }}
}

// Level is the number of points.
func (p *StrangeParams) Level() int64 { return int64(p.Lookups) }

// New returns a rule that has seen nothing; it reads the log alone and cannot fail.
func (p *StrangeParams) New(context.Context, rule.World) (rule.Rule, error) {
	return &strange{p: *p, fresh: p.Fresh.Microseconds(), users: map[string]*user{},
		sessions: rule.NewRecent[uint64, turn](1)}, nil
}

// strange is R7. It remembers the last 32 networks, places and clients of each
// account, and the two last networks of each session of today and yesterday.
type strange struct {
	p        StrangeParams
	fresh    int64
	users    map[string]*user
	sessions *rule.Recent[uint64, turn]
}

// turn are the network of a session and the one that it had before, as numbers.
type turn struct{ now, before int64 }

// user is what is known of an account.
type user struct {
	days int   // active ones, today included
	day  int32 // the last

	nets, places, clients known

	reset    int64 // time of the last new password
	at       spot  // of the line before
	seen     int64 // its time
	lat, lon float64

	since  int64 // first look-up of those that the points are of
	points int

	episode rule.Episode
}

// many reports whether there are at least so many points.
func (u *user) many(points int64) bool { return int64(u.points) >= points }

// See follows whoever is signed in, and new passwords.
func (s *strange) See(l *rule.Line, say func(rule.Said)) {
	u, c, why := s.count(l)
	if u == nil || !u.many(s.p.Level()) || !u.episode.Again(int64(u.points)) {
		return
	}
	score, words := float64(u.points)/float64(s.p.Lookups), strings.Join(c.words(u, l, why), "; ")
	say(rule.Said{Type: rule.Account, ID: l.Account, Score: score, From: u.since,
		Why: fmt.Sprintf("%d points since %s: %s", u.points, stamp(u.since), words)})
}

func (s *strange) Sweep(l *rule.Line, mark func(rule.Mark)) {
	if u, _, _ := s.count(l); u != nil {
		mark(rule.Mark{Type: rule.Account, ID: l.Account, Episode: &u.episode, Size: int64(u.points), Holds: u.many})
	}
}

// count takes a line. Where it is a look-up in a strange context, it returns the account,
// with its points, the setting, and what is strange.
func (s *strange) count(l *rule.Line) (*user, setting, reason) {
	renewed := l.Action == "password_reset" && l.Outcome == "success"
	if l.Account == "" || l.SessionID == 0 && !renewed {
		return nil, setting{}, 0
	}
	u := s.user(l)
	if renewed {
		u.reset = l.TS
	}
	c := s.follow(u, l)
	if !l.LookUp || u.days <= s.p.MinDays {
		return nil, c, 0
	}
	n, why := s.weigh(u, l, &c)
	if n == 0 {
		return nil, c, 0
	}
	if l.TS-u.since >= s.fresh {
		u.since, u.points, u.episode = l.TS, 0, rule.Episode{}
	}
	u.points += n
	return u, c, why
}

// user returns the account of a line, which is active on its day.
func (s *strange) user(l *rule.Line) *user {
	u := s.users[l.Account]
	if u == nil {
		u = &user{}
		s.users[l.Account] = u
	}
	if u.days == 0 || u.day != l.Day {
		u.days++
		u.day = l.Day
	}
	return u
}

// setting is where and with what a line was sent; nil where it does not say.
type setting struct{ net, place, client *thing }

// follow takes the setting of a line.
func (s *strange) follow(u *user, l *rule.Line) (c setting) {
	memory := int64(s.p.Memory) * measure.Day
	if l.ASN != 0 {
		c.net = u.nets.see(uint64(l.ASN), l.TS, memory)
		c.net.uses++
		s.turn(u, l)
	}
	if l.ClientFP != 0 {
		c.client = u.clients.see(l.ClientFP, l.TS, memory)
	}
	if l.Lat != 0 || l.Lon != 0 {
		c.place = u.places.see(uint64(micro(l.Lat)+circle)<<32|uint64(micro(l.Lon)+circle), l.TS, memory)
		s.travel(u, l, c.net)
	}
	return c
}

// turn notes a network from which a session went back to where it was before.
func (s *strange) turn(u *user, l *rule.Line) {
	if l.SessionID == 0 {
		return
	}
	x := s.sessions.At(l.SessionID, l.Day)
	if x.now == l.ASN {
		return
	}
	if x.before == l.ASN {
		if left := u.nets.of(uint64(x.now)); left != nil {
			left.shared = true
		}
	}
	x.before, x.now = x.now, l.ASN
}

// travel notes the end of a journey that nobody can make.
func (s *strange) travel(u *user, l *rule.Line, net *thing) {
	here, took := u.at, l.TS-u.seen
	if l.Lat != u.lat || l.Lon != u.lon || u.seen == 0 {
		here = spotOf(l.Lat, l.Lon)
		if u.seen != 0 && took <= s.p.Within.Microseconds() {
			km := here.apart(u.at)
			fast := km >= int64(s.p.Kilometres) && km*measure.Hour >= int64(s.p.Speed)*took
			if fast && net != nil && !u.nets.usual(net) {
				net.arrived, net.km = l.TS, km
			}
		}
	}
	u.at, u.seen, u.lat, u.lon = here, l.TS, l.Lat, l.Lon
}

// reason is what makes a context strange.
type reason uint8

const (
	newNet reason = 1 << iota
	newClient
	shared
	renewed
	journey
)

// weigh returns the points of a look-up, and why.
func (s *strange) weigh(u *user, l *rule.Line, c *setting) (points int, why reason) {
	if s.isNew(c.net, l) {
		points, why = 1, newNet
		if c.net.shared {
			points, why = max(points, s.p.Shared), why|shared
		}
		if u.reset != 0 && c.net.first >= u.reset-measure.Hour && l.TS-u.reset < s.p.After.Microseconds() {
			points, why = max(points, s.p.Reset), why|renewed
		}
	}
	if c.net != nil && c.net.arrived != 0 && l.TS-c.net.arrived < s.fresh {
		points, why = max(points, 1), why|journey
	}
	if s.isNew(c.client, l) && (why != 0 || s.isNew(c.place, l)) {
		points, why = points+1, why|newClient
	}
	return points, why
}

// isNew reports whether what a line was sent from or with is new to the account.
func (s *strange) isNew(x *thing, l *rule.Line) bool { return x != nil && l.TS-x.first < s.fresh }

// words tell why a setting is strange.
func (c *setting) words(u *user, l *rule.Line, why reason) (list []string) {
	if why&newNet != 0 {
		list = append(list, fmt.Sprintf("network AS%d new at %s", l.ASN, stamp(c.net.first)))
	}
	if why&shared != 0 {
		list = append(list, "a session takes turns between it and another")
	}
	if why&renewed != 0 {
		list = append(list, "new password at "+stamp(u.reset))
	}
	if why&journey != 0 {
		list = append(list, fmt.Sprintf("%d km too fast at %s", c.net.km, stamp(c.net.arrived)))
	}
	if why&newClient != 0 {
		list = append(list, fmt.Sprintf("client %016x new at %s", l.ClientFP, stamp(c.client.first)))
	}
	return list
}

// stamp is a time to the second, as the log writes it.
func stamp(us int64) string { return time.UnixMicro(us).UTC().Format(time.RFC3339) }
