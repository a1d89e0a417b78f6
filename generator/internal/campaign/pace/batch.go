package pace

import (
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
)

// Batch is the look-ups that one session makes: its first entries from Lead on,
// the others as the stretch has them.
type Batch struct {
	Runs    []ledger.Run
	Begins  int64 // when the first is due: on that day they count
	Stretch intensity.Stretch
	Skip    uint64 // look-ups of the stretch that come before
}

// Bounds is what a session can hold.
type Bounds struct {
	Now  int64
	Lead int64 // when its first look-up is made; 0 = as the stretch has it
	Last int64 // its last request so far
	End  int64 // no look-up lies at or behind it
	Idle int64 // the longest pause between two requests
}

// Next takes what a session makes: first, which it holds already, and what of the
// stretch it can hold behind. The batch is empty where nothing is due.
func (p *Pace) Next(b Bounds, first []ledger.Run) Batch {
	start := max(b.Now, b.Lead+1) + p.halfGap // the next ones keep their distance
	p.halfGap = 0
	runs, begins := first, b.Lead
	if b.Lead == 0 {
		begins = min(p.Due(b.Now), forever-1)
	}
	if n := p.part(&b, start, p.Room(begins, count(runs))); n > 0 {
		more := p.Take(n)
		if len(runs) > 0 && len(more) > 0 && more[0].Tried { // one such look-up a spell
			p.giveBack(more)
			more = nil
		}
		runs = append(runs, more...)
	}
	if len(runs) == 0 {
		return Batch{}
	}
	n := count(runs)
	p.Count(begins, int64(n))
	out := Batch{Runs: runs, Begins: begins, Stretch: p.stretch, Skip: p.next}
	p.next += n
	if b.Lead != 0 {
		p.next--
	}
	p.given = p.Work.Deals
	return out
}

// part returns how many look-ups of the stretch, from an instant on, a session can
// hold.
func (p *Pace) part(b *Bounds, start int64, room uint64) (n uint64) {
	if p.Behind(start) || p.Due(start) == forever {
		return 0
	}
	last := b.Last
	for p.next+n < p.stretch.N && n < room {
		ts := p.walk.Time(p.next + n)
		if ts >= b.End || ts-last > b.Idle {
			break
		}
		n, last = n+1, ts
	}
	return n
}

// Take takes entries from the ledger, but for those that are kept for others.
func (p *Pace) Take(n uint64) []ledger.Run {
	if kept := p.Work.Kept(p.Number); kept > 0 {
		left := p.Work.Ledger.Left()
		n = min(n, left-min(kept, left))
	}
	runs := p.Work.Ledger.Take(p.Number, n)
	p.Share.Give(count(runs))
	return runs
}

// Return hands back what a session that is over by now did not make: so many
// look-ups of the day on which it began, and the entries that are to be dealt
// again.
func (p *Pace) Return(now, begins int64, unmade uint64, runs []ledger.Run) {
	p.Share.Busy = now
	p.Count(begins, -int64(unmade))
	p.giveBack(runs)
}

// giveBack hands entries back to the ledger.
func (p *Pace) giveBack(runs []ledger.Run) {
	n := count(runs)
	if n == 0 {
		return
	}
	p.Work.Ledger.Return(p.Number, runs...)
	p.deal = 0
	if p.given == p.Work.Deals {
		p.Share.Back(n)
		return
	}
	p.Work.Disturbed()
}

func count(runs []ledger.Run) (n uint64) {
	for _, r := range runs {
		n += r.N
	}
	return n
}
