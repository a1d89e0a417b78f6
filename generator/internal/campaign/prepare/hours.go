package prepare

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/ledger"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

func (x *preparation) times() intensity.Times {
	return intensity.Times{Calendar: x.w.Calendar, Portal: x.w.Portal}
}

// days visits the parts of a time that lie in one local day each.
func (x *preparation) days(from, to int64, visit func(from, to int64)) {
	for from < to {
		d := x.w.Calendar.Of(from)
		next := min(max(d.Start+d.Length, from+1), to)
		visit(from, next)
		from = next
	}
}

// hours is how strongly the campaign works when an account works for it.
func (x *preparation) hours(a *allocation.Account) *intensity.Intensity {
	spans := make([]intensity.Span, len(x.schedule.Spans[a.Number]))
	for i, s := range x.schedule.Spans[a.Number] {
		spans[i] = intensity.Span(s)
	}
	return x.whole(a).Within(spans)
}

// whole is how strongly it would if the account never had to wait for another.
func (x *preparation) whole(a *allocation.Account) *intensity.Intensity {
	in := &x.wholes[a.Number]
	if *in == nil {
		*in = x.layWhole(a)
	}
	return *in
}

func (x *preparation) layWhole(a *allocation.Account) *intensity.Intensity {
	list, moody := x.shapes(a), x.moody(a)
	if len(list) == 1 && !moody {
		return x.class(a.Index)
	}
	for i := range list {
		list[i].Moods, list[i].Mood = moody, a.Key.At(drawMood)
	}
	return x.longEnough(list, x.class(a.Index))
}

// shapes lists the shapes that an account's work may have, the closest to its own first: that
// of the days on which its own user works, who is the one that does it; that of its opening
// hours; that of its class.
func (x *preparation) shapes(a *allocation.Account) (out []intensity.Shape) {
	class := x.shape(x.whose(a.Index))
	if x.keeps && a.How != scenarios.SessionTheft {
		own := class
		own.Open = func(d *calendar.Day) [48]bool { return x.w.Base.OpenOn(a.Index, d) }
		if a.How == scenarios.Insider {
			there := own
			there.Open = func(d *calendar.Day) (none [48]bool) {
				if !x.w.Base.Works(a.Index, d.Number) {
					return none
				}
				return own.Open(d)
			}
			out = append(out, there)
		}
		out = append(out, own)
	}
	return append(out, class)
}

// leastOwn divides the working time of an account's class in the window: whose own hours leave
// less is worked with in those of the class, for the list has to be done.
const leastOwn = 5

// longEnough lays the first of some shapes that leaves time enough, or the last one.
func (x *preparation) longEnough(list []intensity.Shape, class *intensity.Intensity) (in *intensity.Intensity) {
	worked := func(in *intensity.Intensity) int64 {
		return in.Worked(x.c.Stop) - in.Worked(x.c.Spec.Window.From.UnixMicro())
	}
	for i := range list {
		if in = x.lay(&list[i]); worked(in) >= worked(class)/leastOwn {
			break
		}
	}
	return in
}

// moody reports whether an account is worked with more on some days than on others: by
// people who keep to no rate and to no day's quota.
func (x *preparation) moody(a *allocation.Account) bool {
	p := &x.c.Spec.Pacing
	return people(p) && p.Hours != scenarios.AllHours && !x.c.Rated && p.MaxPerDay == 0 && p.AtMost.Count == 0 &&
		a.How != scenarios.SessionTheft
}

// people reports whether look-ups come as those of people do, in whose gaps there is some
// thought.
func people(p *scenarios.Pacing) bool {
	return p.Shape == scenarios.LogNormalShape || p.Shape == scenarios.OwnerMimic
}

// keepsHours reports whether the campaign keeps the hours of each account, not those that are
// usual in its class: where it works as people do, and an account that has little time leaves
// its work to others and never waits for one. A bound on look-ups has to leave ten times the
// room that they take.
func (x *preparation) keepsHours() bool {
	spec := x.c.Spec
	p, turns, n := &spec.Pacing, &spec.Rotation, int64(spec.Access.Accounts)
	waits := turns.Accounts != scenarios.Parallel || int64(p.Concurrency) < n || turns.DutyCycle < random.Million
	if !people(p) || p.Hours != scenarios.OwnerHours || x.c.Rated || p.MaxPerDay > 0 || waits {
		return false
	}
	hits := max(int64(spec.Targets.HitRate), 1)
	wanted := integer.MulDiv(int64(spec.Targets.Exposed)*roomToSpare, random.Million, hits)
	return p.AtMost.Count == 0 || x.room() >= wanted/max(n, 1)
}

// roomToSpare is how many times the room that a list takes a bound must leave.
const roomToSpare = 10

// room is how many look-ups a bound leaves to an account of the class that has least time.
func (x *preparation) room() int64 {
	from, least := x.c.Spec.Window.From.UnixMicro(), int64(1<<62)
	for i := range x.accounts {
		in := x.class(x.accounts[i].Index)
		t := x.most(in)
		mass := in.Cumulative(x.c.Stop) - in.Cumulative(from)
		least = min(least, integer.MulDiv(mass, t.Num, t.Per)/ledger.Million)
	}
	return least
}

// class is how strongly the campaign works in the time of an account's class.
func (x *preparation) class(account uint32) *intensity.Intensity {
	profile := x.whose(account)
	in := x.classes[profile]
	if in == nil {
		s := x.shape(profile)
		in = x.lay(&s)
		x.classes[profile] = in
	}
	return in
}

// lay lays a shape over the campaign's time.
func (x *preparation) lay(s *intensity.Shape) *intensity.Intensity {
	return intensity.New(*s, x.times(), x.c.Spec.Window.From.UnixMicro(), x.c.End)
}

// whose says whose hours an account is worked with in; the zero value where it matters not.
func (x *preparation) whose(account uint32) (profile scenarios.Profile) {
	p := &x.c.Spec.Pacing
	if p.Hours == scenarios.OwnerHours || p.Shape == scenarios.OwnerMimic {
		profile = x.w.Accounts.At(account).Profile
	}
	return profile
}

func (x *preparation) shape(owner scenarios.Profile) intensity.Shape {
	p := &x.c.Spec.Pacing
	s := intensity.Shape{
		Hours:      p.Hours,
		Owner:      owner,
		Ramp:       int64(p.Ramp),
		RampBegins: x.c.Spec.Window.From.UnixMicro(),
	}
	switch p.Shape {
	case scenarios.OwnerMimic:
		s.Demand = []intensity.Share{{Profile: owner, Part: random.Million}}
	case scenarios.Diurnal:
		s.Demand = demand(x.w)
	}
	return s
}

// demand is the part of all look-ups that each profile makes.
func demand(w *script.World) (out []intensity.Share) {
	var means [scenarios.NumProfiles]int64
	var sum int64
	for k := range uint32(w.Accounts.Len()) {
		a := w.Accounts.At(k)
		means[a.Profile] += a.MeanMilli
		sum += a.MeanMilli
	}
	for p, mean := range means {
		if part := integer.MulDiv(mean, random.Million, max(sum, 1)); part > 0 {
			out = append(out, intensity.Share{Profile: scenarios.Profile(p), Part: part})
		}
	}
	return out
}
