package sequence

import (
	"context"
	"fmt"
	"math"
	"math/bits"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// model is R12 after some lines. It remembers a chain of each account and profession
// and the sessions of today and yesterday.
type model struct {
	p     Params
	z     int64 // thousandths
	log   *logarithms
	peers map[string]*chain // by profession

	professions map[string]string // of the records, by account
	services    numbers
	accounts    map[string]*account
	sessions    *rule.Recent[uint64, visit]
}

type account struct {
	began int32 // day of its first line
	own   chain
	peers *chain
}

// visit is how surprising one has been so far.
type visit struct {
	first, last int64
	before      int // step
	steps       int // judged
	taught      int // learnt from
	excess      int64
	variance    int64
	episode     rule.Episode
}

// New returns a rule that knows the accounts' professions.
func (p *Params) New(ctx context.Context, w rule.World) (rule.Rule, error) {
	accounts, err := w.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	m := newModel(p)
	for i := range accounts {
		m.professions[accounts[i].ID] = accounts[i].Profession
	}
	return m, nil
}

// teaches is from how many steps of a session the model learns: the one long session a
// day of a program must not outweigh the work of its owner.
const teaches = 40

func newModel(p *Params) *model {
	return &model{p: *p, z: p.Level(), log: newLogarithms(), peers: map[string]*chain{},
		professions: map[string]string{}, services: numbers{}, accounts: map[string]*account{},
		sessions: rule.NewRecent[uint64, visit](1)}
}

// See judges a line and learns from it: who has changed for good is told of for some
// days. The rule fires once a session, at the first line at which its surprise is
// beyond the threshold.
func (m *model) See(l *rule.Line, say func(rule.Said)) {
	s := m.take(l)
	if s == nil || !s.beyond(m.z) || !s.episode.Again(rule.Once) {
		return
	}
	z := float64(s.excess) / math.Sqrt(float64(s.variance))
	say(rule.Said{Type: rule.Account, ID: l.Account, Score: z / m.p.Z, From: s.first,
		Why: fmt.Sprintf("session %016x: %d steps are %.1f bits more surprising than the account's own, "+
			"%.1f standard deviations", l.SessionID, s.steps, float64(s.excess)/bit, z)})
}

func (m *model) Sweep(l *rule.Line, mark func(rule.Mark)) {
	if s := m.take(l); s != nil {
		mark(rule.Mark{Type: rule.Account, ID: l.Account, Episode: &s.episode, Size: rule.Once, Holds: s.beyond})
	}
}

// take judges a line and learns from it; it returns the session where that is long enough
// for a verdict.
func (m *model) take(l *rule.Line) *visit {
	if l.SessionID == 0 || l.Account == "" {
		return nil
	}
	a := m.account(l)
	s := m.sessions.At(l.SessionID, l.Day)
	at := move{before: s.before, step: m.services.stepOf(l)}
	if s.first == 0 {
		s.first = l.TS
	} else {
		at.pause = pauseOf(l.TS - s.last)
	}
	s.before, s.last = at.step, l.TS
	if l.Day-a.began >= int32(m.p.Learn) {
		m.judge(a, s, at)
	}
	if s.taught < teaches {
		s.taught++
		a.own.learn(at, m.p.Memory)
		a.peers.learn(at, math.MaxUint16)
	}
	if s.steps < m.p.Steps {
		return nil
	}
	return s
}

// account returns what is known of the account of a line.
func (m *model) account(l *rule.Line) *account {
	a := m.accounts[l.Account]
	if a != nil {
		return a
	}
	profession := m.professions[l.Account]
	peers := m.peers[profession]
	if peers == nil {
		peers = &chain{}
		m.peers[profession] = peers
	}
	a = &account{began: l.Day, peers: peers}
	m.accounts[l.Account] = a
	return a
}

// judge adds a step and its pause to a session.
func (m *model) judge(a *account, s *visit, at move) {
	own, peers, weight := &a.own, a.peers, uint64(m.p.Peers)
	next := m.log.judge(own.nextBeside(peers, at.before), at.step, weight)
	wait := m.log.judge(own.pauseBeside(peers, at.step), at.pause, weight)
	s.steps++
	s.excess += next.excess + wait.excess
	s.variance += next.variance + wait.variance
}

// beyond reports whether the excess is positive and its square at least z² times the
// variance, z in thousandths.
func (s *visit) beyond(z int64) bool {
	if s.excess <= 0 {
		return false
	}
	// Both fit: z is at most 10⁹, a session has fewer than 2³² steps of at most 2¹⁴ units.
	e := uint64(s.excess) * 1000
	hi, lo := bits.Mul64(e, e)
	high, low := bits.Mul64(uint64(z*z), uint64(s.variance))
	return hi > high || hi == high && lo >= low
}
