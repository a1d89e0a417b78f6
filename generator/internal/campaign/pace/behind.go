package pace

import "github.com/breachsim/breachsim/generator/internal/campaign/ledger"

// A bound on look-ups holds some of a stretch up. They are not laid out anew, but made one after
// the other as soon as the bound leaves room for them; then the stretch goes on:
//
//	stretch  ──●●●●●●●●●────────────●●●●●●──
//	made     ──●●●──●──●──●──●──●───●●●──●──●──●
//	               └── behind ──┘

// Unmade is what a session did not make.
type Unmade struct {
	Begins int64 // when its first look-up was due: on that day they count
	N      uint64
	Runs   []ledger.Run // the entries that are to be made by anybody
	Next   uint64       // look-up of the stretch to go on with
}

// PutBack hands back what a session did not make because a bound left no room.
func (p *Pace) PutBack(now int64, u Unmade) {
	if p.given != p.Work.Deals || p.deal != p.Work.Deals {
		p.Return(now, u.Begins, u.N, u.Runs)
		return
	}
	p.Share.Busy = now
	p.Count(u.Begins, -int64(u.N))
	if n := count(u.Runs); n > 0 {
		p.Work.Ledger.Return(p.Number, u.Runs...)
		p.Share.Back(n)
	}
	p.next = u.Next
}

// Behind reports whether a look-up of the stretch should have been made by now, or none
// waits any longer for its time.
func (p *Pace) Behind(now int64) bool {
	switch {
	case !p.Bounded || p.Share.Owed() == 0 || p.Work.Ledger.Left() == 0:
		return false
	case p.Work.Hurry:
		return now < p.Work.Stop
	}
	return p.deal == p.Work.Deals && p.first() <= now
}

// TakeOverdue takes the entry of a look-up that should have been made by now; none where the
// day has no room for it.
func (p *Pace) TakeOverdue(now int64) []ledger.Run {
	if p.Room(now, 0) == 0 {
		p.deal = 0
		return nil
	}
	if p.deal == p.Work.Deals && p.first() <= now {
		p.next++
	}
	return p.Take(1)
}

// Resumes returns when an account works again that has to wait until an instant at least:
// then, or at the begin of its next working time; Forever where none comes.
func (p *Pace) Resumes(ts int64) int64 {
	in := p.Placement.Intensity()
	if ts >= in.End() {
		return forever
	}
	return max(in.Instant(in.Worked(ts)), ts)
}
