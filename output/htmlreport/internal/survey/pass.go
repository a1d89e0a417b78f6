package survey

import (
	"context"
	"slices"
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/measure"
)

const (
	day    = int64(24 * measure.Hour)
	second = int64(measure.Second)
)

// pass is one reading of the audit log.
type pass struct {
	s        *Survey
	zone     *time.Location
	truth    marks
	accounts map[string]*account
	places   *places
	daily    map[string]*Daily

	file    string
	weekday int
}

// account is what is known of one while the log is read.
type account struct {
	profile string
	lane    *Lane       // nil = none
	today   int64       // look-ups of the day
	taken   bool        // a campaign made one of them
	last    int64       // time of the look-up before
	seen    []uint64    // persons followed, sorted
	clients []firstTime // in the order in which they came
	nets    []firstTime
}

// firstTime is when an account was first seen with something.
type firstTime struct {
	key uint64
	ts  int64
}

// isNew notes that an account has something, and reports whether it has had it for less than
// a day. In the first day of its own, nothing is new.
func isNew(list *[]firstTime, key uint64, ts int64) bool {
	for _, x := range *list {
		if x.key == key {
			return ts-x.ts < day && x.ts-(*list)[0].ts >= day
		}
	}
	*list = append(*list, firstTime{key, ts})
	return ts-(*list)[0].ts >= day
}

// followed is of how many persons one is.
const followed = 16

// met notes that an account asked for a person who is followed, and reports whether it had
// done so before.
func (a *account) met(person uint64) bool {
	i, known := slices.BinarySearch(a.seen, person)
	if !known {
		a.seen = slices.Insert(a.seen, i, person)
	}
	return known
}

// read goes through the log.
func (p *pass) read(ctx context.Context, d *read.Dataset) error {
	log, err := d.AuditLog()
	if err != nil {
		return err
	}
	for e, err := range log.All(ctx) {
		if err != nil {
			return err
		}
		if file, _ := log.Where(); file != p.file {
			p.endDay()
			if err := p.turn(file); err != nil {
				return err
			}
		}
		p.line(e)
	}
	p.endDay()
	return nil
}

// turn goes on to another day.
func (p *pass) turn(file string) error {
	t, err := dayOf(file, p.zone)
	if err != nil {
		return err
	}
	p.file, p.weekday = file, (int(t.Weekday())+6)%7
	return p.truth.open(read.DateOf(file))
}

// line takes one line of the log.
func (p *pass) line(e *read.Event) {
	p.s.Events++
	m := p.truth.of[e.EventID]
	a := p.accounts[e.Account]
	if m.neither || a == nil {
		return
	}
	p.places.visit(e, m.side)
	if a.lane != nil {
		a.lane.see(p.s.part(e.TS), e.TS, m)
	}
	if e.Action == "lookup" {
		p.lookUp(a, e, m.side)
	}
}

// lookUp counts a look-up.
func (p *pass) lookUp(a *account, e *read.Event, side Side) {
	s := p.s
	s.LookUps[side]++
	a.today++
	a.taken = a.taken || side == Attack
	if a.last != 0 {
		s.Gaps[side].Add(float64(e.TS-a.last) / float64(second))
	}
	a.last = e.TS
	s.Found[side].add(e.Result == "found")
	s.Clients[side].add(isNew(&a.clients, e.ClientFP, e.TS))
	s.Nets[side].add(isNew(&a.nets, uint64(e.ASN), e.TS))
	if who := e.Person(); who != 0 && who%followed == 0 {
		s.Repeats[side].add(a.met(who))
	}
	hour := time.UnixMicro(e.TS).In(p.zone).Hour()
	s.Hours[side][p.weekday][hour]++
}

// endDay counts what accounts did on the day that ends.
func (p *pass) endDay() {
	for _, a := range p.accounts {
		if a.today == 0 {
			continue
		}
		d := p.daily[a.profile]
		if d == nil {
			d = &Daily{Profile: a.profile}
			p.daily[a.profile] = d
		}
		side := Honest
		if a.taken {
			side = Attack
		}
		d.Days[side].Add(float64(a.today))
		a.today, a.taken = 0, false
	}
}
