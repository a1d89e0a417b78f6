package campaign

import (
	"container/heap"
	"math"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
)

// sim is the sequential pass over campaigns and controls: a queue of what
// happens to the few accounts and addresses that they touch.
type sim struct {
	p        *Plan
	queue    queue
	seq      int
	accounts map[uint32]*account
	banned   map[event.Addr][]ban
	sessions map[uint64]int // place in the journal, by id
	acts     map[uint8]int  // steps of each control so far
	watch    watch
	used     map[event.Addr]*event.AddressInterval
	addrs    []event.Addr // in order of first use
}

// account is the state of a stolen account.
type account struct {
	index      uint32
	ownerKnows bool // the owner's password works
	botKnows   bool // the threat actor's does
	reset      bool // the portal asks for proof of identity before a new one
	resetBy    uint8
	revoked    int64 // sessions begun before are closed; 0 = none
	helpAt     int64 // when the help desk has it cleared; 0 = not asked
	steps      int   // names the owner's added steps
	interval   *event.AccountInterval
	addrs      []event.Addr // from which it was used by the campaign, in order
	counter    *counter
	lane       *lane
	camp       *resolved
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
	s := &sim{p: p, accounts: map[uint32]*account{}, banned: map[event.Addr][]ban{}, sessions: map[uint64]int{}, acts: map[uint8]int{}, used: map[event.Addr]*event.AddressInterval{}}
	s.watch = newWatch(p)
	for _, c := range p.campaigns {
		for _, l := range c.lanes {
			s.enlist(c, l)
		}
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
	a := &account{index: l.account, ownerKnows: true, lane: l, camp: c}
	s.accounts[l.account] = a
	s.p.touched[l.account] = true
	start := c.sc.Window.From.UnixMicro()
	lead := int64(c.sc.Access.Validate.Lead)
	acquired := start - lead + int64(l.key.At(10).Below(uint64(max(lead*7/10, int64(8*calendar.Second)))))
	a.interval = &event.AccountInterval{Account: l.account, Campaign: c.id, Acquired: l.how.String(), AcquiredAt: acquired}
	s.at(acquired, func(now int64) { s.acquire(a, now) })
	if c.sc.CoUse != ownerIdle {
		s.owner(a, acquired)
	}
	s.followOwner(a, acquired)
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
				if m.SignIn && m.TS >= t {
					s.at(m.TS, func(now int64) { s.ownerSignsIn(a, ses, moments, now) })
				}
				if m.Again && m.TS >= t {
					s.at(m.TS, func(now int64) { s.ownerReturns(a, ses, now) })
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
