package prepare

import (
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
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
	if !x.moody(a) {
		return x.own(a.Index).Within(spans)
	}
	shape := x.shape(x.whose(a.Index))
	shape.Moods, shape.Mood = true, a.Key.At(drawMood)
	return intensity.New(shape, x.times(), x.c.Spec.Window.From.UnixMicro(), x.c.End).Within(spans)
}

// moody reports whether an account is worked with more on some days than on others: by
// people, in whose gaps there is some thought, who keep to no rate and to no day's quota.
func (x *preparation) moody(a *allocation.Account) bool {
	p := &x.c.Spec.Pacing
	people := p.Shape == scenarios.LogNormalShape || p.Shape == scenarios.OwnerMimic
	return people && p.Hours != scenarios.AllHours && !x.c.Rated && p.MaxPerDay == 0 && p.AtMost.Count == 0 &&
		a.How != scenarios.SessionTheft
}

// own is how strongly the campaign works in an account's own time.
func (x *preparation) own(account uint32) *intensity.Intensity {
	profile := x.whose(account)
	in := x.shapes[profile]
	if in == nil {
		in = intensity.New(x.shape(profile), x.times(), x.c.Spec.Window.From.UnixMicro(), x.c.End)
		x.shapes[profile] = in
	}
	return in
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
