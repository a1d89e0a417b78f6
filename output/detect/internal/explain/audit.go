package explain

import (
	"context"
	"fmt"
	"strconv"

	"github.com/breachsim/breachsim/output/detect/internal/known"
	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// audit is R11 after some lines. It remembers of each account its first days and
// today, and in known.Pairs whom accounts and sites asked for.
type audit struct {
	p           Params
	h, k, clip  int64 // thousandths
	kin         map[uint64]rule.Kin
	professions map[string]string // of accounts
	worksAt     map[place]bool

	day      int32
	accounts map[string]*account
	today    []*account // with look-ups, in order of the first
	sites    *rule.Sites
	peers    map[string]*norm // by profession
	met      known.Pairs      // account or site, person or household
}

// place is a doctor at a site.
type place struct {
	doctor uint64
	site   int32
}

// account is what is remembered of one.
type account struct {
	site  int32
	own   norm
	peers *norm
	sum   int64 // of the CUSUM up to yesterday, thousandths

	first           int64 // time of today's first look-up; 0 = none
	looked, lacking int64
	episode         rule.Episode
}

// New returns a rule that knows sites, professions, households and doctors, and whom
// accounts asked for before where there is a history.
func (p *Params) New(ctx context.Context, w rule.World) (rule.Rule, error) {
	if w.NIRMode() == "omit" {
		return nil, fmt.Errorf("the log omits numbers (output.nir: omit), so that no look-up can be explained; " +
			"generate it with output.nir: hmac or clear")
	}
	kin, err := w.Kin(ctx)
	if err != nil {
		return nil, err
	}
	accounts, err := w.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	a := newAudit(p, kin)
	for i := range accounts {
		x := &accounts[i]
		a.professions[x.ID] = x.Profession
		a.sites.Know(x.ID, x.Site)
		if doctor, err := strconv.ParseUint(x.RPPS, 10, 64); err == nil {
			a.worksAt[place{doctor, a.sites.Of(x.ID)}] = true
		}
	}
	for past, err := range w.History(ctx) {
		if err != nil {
			return nil, err
		}
		a.note(a.account(past.Account), past.Person, kin[past.Person].Household)
	}
	return a, nil
}

func newAudit(p *Params, kin map[uint64]rule.Kin) *audit {
	return &audit{p: *p, h: p.Level(), k: rule.Thousandths(p.K, mostDeviations),
		clip: rule.Thousandths(p.Clip, mostDeviations), kin: kin,
		professions: map[string]string{}, worksAt: map[place]bool{}, accounts: map[string]*account{},
		sites: rule.NewSites(), peers: map[string]*norm{}}
}

// See counts a look-up of somebody whom the portal knows. The rule fires once a day,
// at the first unexplained look-up that brings the sum above the level.
func (a *audit) See(l *rule.Line, say func(rule.Said)) {
	x := a.count(l)
	if x == nil {
		return
	}
	sum := a.sumWith(x)
	if sum <= a.h || !x.episode.Again(rule.Once) {
		return
	}
	share := 100 * x.lacking / x.looked
	say(rule.Said{Type: rule.Account, ID: l.Account, Score: float64(sum) / float64(a.h), From: x.first,
		Why: fmt.Sprintf("%d of %d look-ups today (%d %%) without visit, household, colleague or doctor "+
			"that explains them; %d of %d on its first %d days", x.lacking, x.looked, share, x.own.lacking, x.own.looked, x.own.days)})
}

func (a *audit) Sweep(l *rule.Line, mark func(rule.Mark)) {
	if x := a.count(l); x != nil {
		sum := a.sumWith(x)
		mark(rule.Mark{Type: rule.Account, ID: l.Account, Episode: &x.episode, Size: rule.Once,
			Holds: func(h int64) bool { return sum > h }})
	}
}

// count takes a line and returns its account where it is an unexplained look-up that
// asks for a verdict.
func (a *audit) count(l *rule.Line) *account {
	if l.Day != a.day {
		a.endDay()
		a.day = l.Day
	}
	if l.Person == 0 || l.NotFound {
		return nil
	}
	x := a.account(l.Account)
	if x.first == 0 {
		x.first = l.TS
		a.today = append(a.today, x)
	}
	x.looked++
	if a.explained(x, l.Person) {
		return nil
	}
	x.lacking++
	if x.lacking < int64(a.p.LookUps) || x.own.days < int64(a.p.Learn) {
		return nil
	}
	return x
}

// explained reports whether a look-up has an explanation, and notes it, which explains
// later ones.
func (a *audit) explained(x *account, person uint64) bool {
	kin := a.kin[person]
	known := a.note(x, person, kin.Household)
	return known || kin.Doctor != 0 && a.worksAt[place{kin.Doctor, x.site}]
}

// note notes that an account asked for somebody of a household, and reports whether it
// or its site had asked for the person or the household before.
func (a *audit) note(x *account, person, household uint64) bool {
	known := false
	for _, who := range [2]uint64{person, household} {
		if who == 0 {
			continue
		}
		ofSite := 1<<63 | uint64(x.site)
		if !a.met.Add(ofSite, who) {
			known = true
		}
	}
	return known
}

// sumWith is the sum of the CUSUM with today as it stands.
func (a *audit) sumWith(x *account) int64 {
	z := x.own.above(x.peers, int64(a.p.Peers), x.lacking)
	return max(0, x.sum+min(max(z, -a.clip), a.clip)-a.k)
}

// endDay adds the day to what is known of its accounts, or to the sum.
func (a *audit) endDay() {
	for _, x := range a.today {
		if x.own.days < int64(a.p.Learn) {
			x.own.add(x.looked, x.lacking)
			x.peers.add(x.looked, x.lacking)
		} else {
			x.sum = min(a.sumWith(x), 1<<40)
		}
		x.first, x.looked, x.lacking, x.episode = 0, 0, 0, rule.Episode{}
	}
	a.today = a.today[:0]
}

// account returns what is remembered of an account.
func (a *audit) account(id string) *account {
	x := a.accounts[id]
	if x == nil {
		peers := a.peers[a.professions[id]]
		if peers == nil {
			peers = &norm{}
			a.peers[a.professions[id]] = peers
		}
		x = &account{site: a.sites.Of(id), peers: peers}
		a.accounts[id] = x
	}
	return x
}
