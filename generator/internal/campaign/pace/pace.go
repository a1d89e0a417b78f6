package pace

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/random"
)

const forever = script.Forever

// Pace is how the look-ups that are due to an account lie in its working time.
type Pace struct {
	Work      *Work
	Share     *ledger.Share
	Number    int                  // of the account
	Key       random.Key           // of the account
	Placement *intensity.Placement // of its look-ups, in its own hours
	Bounded   bool                 // a bound on look-ups may hold them up

	stretch intensity.Stretch
	next    uint64 // look-up of the stretch to come
	walk    intensity.Walker
	deal    int    // that the stretch follows; 0 = there is none
	given   int    // the deal by which entries were last taken
	laid    uint64 // numbers its stretches
	halfGap int64  // between two look-ups at the given rate, halved: behind a delay
}

// drawStretch names the times of a stretch, below an account's key. Package actor
// names the other draws below it.
const drawStretch = 54

// TimeLeft returns how much working time is left before the stop.
func (p *Pace) TimeLeft(now int64) int64 {
	in := p.Placement.Intensity()
	return max(in.Worked(p.Work.Crew.Stop)-in.Worked(now), 0)
}

// first returns when the next look-up of the stretch is due; forever without one.
func (p *Pace) first() int64 {
	if p.next >= p.stretch.N {
		return forever
	}
	return p.walk.Time(p.next)
}

// LaidOut returns when the next look-up is due as it was laid out; ok is false
// where that has to be done anew: also where what was made besides has reached the cap of
// its day.
func (p *Pace) LaidOut(now int64) (first int64, ok bool) {
	first = p.first()
	full := p.Capped() && first < forever && p.Room(first, 0) == 0
	return first, p.deal == p.Work.Deals && first >= now && !full
}

// Due lays out what is due from an instant on, unless that is done already, and
// returns when the next look-up is; Forever without one.
func (p *Pace) Due(now int64) (first int64) {
	if first, ok := p.LaidOut(now); ok && first != forever {
		return first
	}
	w := p.Work
	end := min(w.Crew.Stop, w.End)
	if w.Ledger.Left() == 0 && now < w.Stop {
		p.deal = 0
		return forever
	}
	for from := now; from < end; {
		until := end
		if p.Share.PerDay > 0 {
			until = min(max(p.Midnight(from), from+1), end)
		}
		if p.lay(from, until) {
			return p.first()
		}
		if p.Share.Due(end) == 0 {
			break
		}
		from = max(until, p.Share.Next(until, end)-1)
	}
	p.deal = 0
	return forever
}

// lay makes the stretch of what is due between two instants, if anything is.
func (p *Pace) lay(from, until int64) bool {
	in := p.Placement.Intensity()
	base := in.Cumulative(from)
	s := intensity.Stretch{Base: base, Mass: in.Cumulative(until) - base, N: p.Share.Due(until)}
	if p.Share.PerDay > 0 {
		s.N = min(s.N, p.Room(from, 0)) // what the cap leaves over is due the day after
	}
	if s.N == 0 || s.Mass <= 0 {
		return false
	}
	p.laid++
	s.Key = p.Key.At2(drawStretch, p.laid)
	p.stretch, p.next, p.walk, p.deal = s, 0, p.Placement.Walk(s), p.Work.Deals
	return true
}

// Late has what is due laid out anew behind a delay: at the rate that the scenario
// gives, or so that all is done by the stop.
func (p *Pace) Late(now int64) {
	p.deal = 0
	w := p.Work
	if !w.Rated {
		return
	}
	p.halfGap = p.Placement.MeanGap(p.stretch) / 2
	w.Crew.Slower(p.Share, now, 1)
	if w.Crew.Owed() < w.Ledger.Left() {
		w.Disturbed()
	}
}

// Midnight returns when the local day of an instant ends.
func (p *Pace) Midnight(ts int64) int64 {
	d := p.day(ts)
	return d.Start + d.Length
}

func (p *Pace) day(ts int64) *calendar.Day { return p.Work.Calendar.Of(ts) }

// Count counts look-ups of the local day of an instant, where a day has a cap.
func (p *Pace) Count(ts, n int64) {
	s := p.Share
	if s.PerDay == 0 {
		return
	}
	if ts >= s.TodayEnds {
		s.Today, s.TodayEnds = 0, p.Midnight(ts)
	}
	if ts < s.TodayEnds-p.day(s.TodayEnds-1).Length {
		return // of an earlier day
	}
	s.Today = uint64(max(int64(s.Today)+n, 0))
}

// Fits has the rest dealt anew where the caps of the days to come leave no room for all
// that the account owes: it was dealt that before its trials, or what came beside its
// look-ups, took some of them.
func (p *Pace) Fits(now int64) {
	if p.Share.Owed() > p.Share.Holds(now) {
		p.Work.Disturbed()
	}
}

// Room returns how many look-ups a session may take on the day of an instant, one
// that holds some already.
func (p *Pace) Room(ts int64, held uint64) uint64 {
	s := p.Share
	switch {
	case p.Work.Rated && s.PerDay == 0:
		return p.Work.fairPart()
	case s.PerDay == 0:
		return 1 << 62
	case ts >= s.TodayEnds:
		return s.PerDay - min(s.PerDay, held)
	}
	return s.PerDay - min(s.PerDay, s.Today+held)
}

// Capped reports whether a day has a cap.
func (p *Pace) Capped() bool { return p.Share.PerDay > 0 }

// Morning returns when the local day of an instant begins.
func (p *Pace) Morning(ts int64) int64 { return p.day(ts).Start }

// Spare returns how many look-ups the cap of an instant's day leaves beyond those that are
// made, held or due on it.
func (p *Pace) Spare(ts int64) uint64 {
	room := p.Room(ts, 0)
	return room - min(room, p.Share.Due(p.Midnight(ts)))
}
