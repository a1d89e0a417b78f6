package owner

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// Owner is the owner's side of one account on the stage.
type Owner struct {
	user  *user
	diary *Diary   // of the base world
	begin int64    // of the logs, warm-up included
	from  int64    // steps before it are left alone
	open  sessions // those that wait for a step
}

// New returns the owner of an account, who tells of each accepted sign-in of a
// base session.
func New(s *defence.Stage, a *defence.Account, signedIn func(now int64)) *Owner {
	u := &user{stage: s, account: a, reading: s.Defence.Counts(), asking: map[uint64]bool{}, signedIn: signedIn}
	return &Owner{user: u, begin: s.World.Scenario.Time.Begin().UnixMicro(), open: sessions{}}
}

// Keeps says where days of the base world are kept that are played again and again.
func (o *Owner) Keeps(d *Diary) { o.diary = d }

// Locks says when the help desk may lock the account at the owner's request.
func (o *Owner) Locks(free func(now int64) bool) { o.user.free = free }

// Play queues the owner's sessions from an instant on, a day at a time.
func (o *Owner) Play(from int64) {
	o.from = from
	cal := o.user.stage.World.Calendar
	last := cal.Of(o.user.stage.World.End() - 1).Number
	var next func(d int32)
	next = func(d int32) {
		if d > last {
			return
		}
		o.user.stage.Queue.At(cal.Day(d).Start, func(int64) {
			o.day(d)
			next(d + 1)
		})
	}
	next(max(cal.Of(from).Number-1, cal.First())) // sessions reach over midnight
}

// day queues the sessions that begin on a local day.
func (o *Owner) day(d int32) {
	w := o.user.stage.World
	looks := o.lookUps(d)
	all := o.diary.day(w, o.user.account.Index, d)
	for i := range all {
		x := &all[i]
		if x.base.End < o.from || x.base.Start < o.begin {
			continue
		}
		s := &session{user: o.user, open: o.open, entry: x, moments: x.steps, looks: looks[x.base.Name()]}
		s.full = len(s.origins) > 1 // one of them may be banned
		s.skipTo(o.from)
		s.wait()
	}
}

// Disturb has the owner's open sessions be looked at step by step from now on:
// the account was reset, or an address banned.
func (o *Owner) Disturb(now int64) {
	for _, s := range o.open.inOrder() {
		s.full = true
		s.skipTo(now)
		s.wait()
	}
}

// Banned has the sessions from an address that was banned be looked at step by
// step.
func (o *Owner) Banned(addr event.Addr, now int64) {
	for _, s := range o.open.inOrder() {
		if s.comesFrom(addr) {
			s.full = true
			s.skipTo(now)
			s.wait()
		}
	}
}

// Silence takes the owner's sessions away from a time on: those who let an
// account lie idle while it is used by others.
func (o *Owner) Silence(campaign uint8, from int64) {
	w := o.user.stage.World
	var sessions []traffic.Session
	for d := w.Calendar.Of(from).Number - 1; d <= w.Calendar.Of(w.End()-1).Number; d++ {
		sessions = w.Base.Sessions(o.user.account.Index, d, sessions[:0])
		for i := range sessions {
			if ses := &sessions[i]; ses.End >= from {
				t := o.user.stage.Book.Overlay(ses, event.ByCampaign, campaign)
				t.Dead = append(t.Dead, overlay.Span{From: from, To: forever})
			}
		}
	}
}

// lookUps lists the look-ups of the sessions that an account begins on a day, by
// session and instant; nil where nobody counts them.
func (o *Owner) lookUps(d int32) map[portal.Name]map[int64]*LookUp {
	if !o.user.reading {
		return nil
	}
	out := map[portal.Name]map[int64]*LookUp{}
	for _, q := range LookUps(o.user.stage.World, o.user.account.Index, d) {
		n := q.base.Name()
		if out[n] == nil {
			out[n] = map[int64]*LookUp{}
		}
		out[n][q.ts] = q
	}
	return out
}
