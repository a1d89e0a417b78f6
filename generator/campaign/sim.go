package campaign

import (
	"container/heap"
	"math"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// sim is the sequential pass over campaigns and controls: a queue of what
// happens to the few accounts and addresses that they touch.
type sim struct {
	p         *Plan
	queue     queue
	seq       int
	accounts  map[*lane]*account
	holders   map[uint32]*holder
	rides     []ridden
	banned    map[event.Addr][]ban
	sessions  map[stint]int // place in the journal
	acts      map[uint8]int // steps of each control so far
	watch     watch
	strangers map[uint32]*holder // of accounts that no campaign has
	used      map[use]*event.AddressInterval
	uses      []*event.AddressInterval // in order of first use
}

// use is a campaign's use of an address.
type use struct {
	addr     event.Addr
	campaign uint8
}

// stint is a campaign's part in a session: two may be in one that was stolen.
type stint struct {
	session  uint64
	campaign uint8
}

// account is a campaign's use of a stolen account.
type account struct {
	*holder
	botKnows bool // the threat actor's password works
	interval *event.AccountInterval
	lane     *lane
	camp     *resolved
}

// holder is the state of a stolen account, whoever stole it.
type holder struct {
	index      uint32
	ownerKnows bool  // the owner's password works
	lockedBy   uint8 // the campaign that changed the password since the last reset; 0 = none
	reset      bool  // the portal asks for proof of identity before a new one
	resetBy    uint8
	chosen     int64 // when the password was last changed; 0 = not within the story
	revoked    int64 // sessions begun before are closed; 0 = none
	helpAt     int64 // when the help desk has it cleared; 0 = not asked
	steps      int   // names the owner's added steps
	users      []*account
	addrs      []*event.AddressInterval // from which campaigns used it, in order
	counter    *counter
	traps      []trap
	bars       []bar // what detections have put before its look-ups
}

// locked tells what took the owner's password away.
func (h *holder) locked() (event.Cause, uint8) {
	if h.reset || h.lockedBy == 0 {
		return event.ByControl, h.resetBy
	}
	return event.ByCampaign, h.lockedBy
}

// stolenBy gives an account a password that a thief of a campaign has chosen:
// nobody else knows it, nor do insiders.
func (h *holder) stolenBy(a *account, now int64) {
	h.chosen, h.ownerKnows, h.lockedBy = now, false, a.camp.id
	for _, u := range h.users {
		u.botKnows = u == a
	}
}

// ownerChose gives an account a password that the owner's side has chosen: no
// thief who had the account by then knows it. Insiders do, but for those from
// whom a control has taken it.
func (h *holder) ownerChose(now int64) {
	for _, u := range h.users {
		if u.lane.how == scenarios.Insider {
			u.botKnows = u.botKnows || h.lockedBy != 0
		} else if u.interval.AcquiredAt < now {
			u.botKnows = false
		}
	}
	h.chosen, h.ownerKnows, h.lockedBy = now, true, 0
}

// happening is one entry of the queue.
type happening struct {
	ts  int64
	seq int // first come, first served within a microsecond
	do  func(now int64)
}

type queue []happening

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].ts != q[j].ts {
		return q[i].ts < q[j].ts
	}
	return q[i].seq < q[j].seq
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(happening)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

func newSim(p *Plan) *sim {
	s := &sim{p: p, accounts: map[*lane]*account{}, holders: map[uint32]*holder{}, banned: p.banned, sessions: map[stint]int{}, acts: map[uint8]int{}, used: map[use]*event.AddressInterval{}, strangers: map[uint32]*holder{}}
	s.watch = newWatch(p)
	for _, c := range p.campaigns {
		for _, l := range c.lanes {
			s.enlist(c, l)
		}
	}
	if s.watch.on {
		s.followOwners()
		s.triesInOutages()
	}
	if p.defended {
		s.controls()
	}
	return s
}

// at puts something into the queue.
func (s *sim) at(ts int64, do func(now int64)) {
	s.seq++
	heap.Push(&s.queue, happening{ts: ts, seq: s.seq, do: do})
}

func (s *sim) run() {
	end := s.p.w.Scenario.Time.End.UnixMicro()
	for s.queue.Len() > 0 {
		h := heap.Pop(&s.queue).(happening)
		if h.ts >= end {
			break
		}
		h.do(h.ts)
	}
	s.bystanders()
	s.journal()
}

// enlist queues a stolen account: its acquisition and its owner's sessions
// from then on.
func (s *sim) enlist(c *resolved, l *lane) {
	h := s.holders[l.account]
	known := h != nil
	if !known {
		h = &holder{index: l.account, ownerKnows: true}
		s.holders[l.account] = h
	}
	a := &account{holder: h, lane: l, camp: c}
	h.users = append(h.users, a)
	s.accounts[l] = a
	s.p.touched[l.account] = true
	start := c.sc.Window.From.UnixMicro()
	lead := int64(c.sc.Access.Validate.Lead)
	acquired := start - lead + int64(l.key.At(10).Below(uint64(max(lead*7/10, int64(8*calendar.Second)))))
	a.interval = &event.AccountInterval{Account: l.account, Campaign: c.id, Acquired: l.how.String(), AcquiredAt: acquired}
	if l.how == scenarios.SessionTheft {
		s.board(a)
	} else {
		s.at(acquired, func(now int64) { s.acquire(a, now) })
	}
	if c.sc.CoUse == ownerIdle {
		s.silence(a, acquired)
	}
	if !known { // the state of an account that is not taken yet changes nothing
		s.owner(a, s.p.w.Scenario.Time.Start.UnixMicro())
	}
}

// silence takes the owner's sessions away from a time on: those who let an
// account lie idle while it is used by others.
func (s *sim) silence(a *account, t int64) {
	w := &s.p.w
	var sessions []traffic.Session
	for d := w.Calendar.Of(t).Number - 1; d <= w.Calendar.Of(w.Scenario.Time.End.UnixMicro()-1).Number; d++ {
		sessions = w.Base.Sessions(a.index, d, sessions[:0])
		for i := range sessions {
			if ses := &sessions[i]; ses.End >= t {
				touch := s.touch(ses.Name(), event.ByCampaign, a.camp.id)
				touch.Dead = append(touch.Dead, traffic.Span{From: t, To: forever})
			}
		}
	}
}

// owner queues the base sessions of a stolen account that begin after t, and
// the one that is open then.
func (s *sim) owner(a *account, t int64) {
	w := &s.p.w
	var sessions []traffic.Session
	for d := w.Calendar.Of(t).Number; d <= w.Calendar.Of(w.Scenario.Time.End.UnixMicro()-1).Number; d++ {
		sessions = w.Base.Sessions(a.index, d, sessions[:0])
		for _, ses := range sessions {
			moments := w.Base.Moments(&ses, nil)
			for _, m := range moments {
				if m.NewPassword && !m.SignIn && !m.Again && m.TS >= t {
					s.at(m.TS, func(int64) { s.ownerSets(a, &ses, &m) })
				}
				if m.SignIn && m.TS >= t {
					s.at(m.TS, func(now int64) { s.ownerSignsIn(a, ses, moments, now) })
				}
				if m.Again && m.TS >= t {
					s.at(m.TS, func(now int64) { s.ownerReturns(a, ses, &m, now) })
				}
			}
		}
	}
}

// touch returns what is laid over a base session, a new one if need be.
func (s *sim) touch(name portal.Name, cause event.Cause, by uint8) *traffic.Touch {
	t := s.p.touches[name]
	if t == nil {
		t = &traffic.Touch{Cause: cause, By: by}
		s.p.touches[name] = t
	}
	return t
}

// forever is later than any scenario.
const forever = int64(math.MaxInt64)

// between draws a time span from a key, both ends included.
func between(k random.Key, lo, hi int64) int64 {
	draw := k.Rand()
	return draw.Between(lo, hi)
}
