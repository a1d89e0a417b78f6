package feasible

import (
	"fmt"
	"strings"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/capacity"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// can is what a campaign can surely do, and until when.
func (s *world) can(i int) (c capacity.Capacity, stop time.Time, control int) {
	k := &s.Campaigns[i]
	stop, control = capacity.Stop(s.scenario(), k)
	return capacity.Of(s.scenario(), k, k.Window.From.Add(capacity.LatestBegin.Duration()), stop), stop, control
}

// idle reports whether no working time of a campaign is sure, whatever its rate
// and cap.
func (s *world) idle(i int) bool {
	unbounded := s.with(i, func(k *scenarios.Campaign) {
		k.Pacing.Rate, k.Pacing.MaxPerDay, k.Pacing.AtMost = scenarios.Rate{}, 0, scenarios.Threshold{}
	})
	c, _, _ := unbounded.can(i)
	return c.LookUps == 0
}

// lacksHours finds a campaign without any working time that is sure.
func (s *world) lacksHours(i int) *lack {
	if !s.idle(i) {
		return nil
	}
	k := &s.Campaigns[i]
	stop, control := capacity.Stop(s.scenario(), k)
	l := &lack{path: of(i, "window.stop"), what: s.noTime(k, stop)}
	works := func(t *world) bool { return !t.idle(i) }
	if at, ok := s.earliest(i, works); ok {
		l.fixes = append(l.fixes, scenarios.Fix{set(l.path, at)})
	} else if control >= 0 {
		l.fixes = append(l.fixes, s.laterControl(i, control, works)...)
	}
	if control >= 0 {
		l.path = fmt.Sprintf("controls[%d].at", control)
	}
	l.fixes = append(l.fixes, s.freer(i, works)...)
	l.fixes = s.together(i, l.fixes, (*world).lacksHours)
	if len(l.fixes) == 0 {
		l.hint = "a longer window within a longer simulated period"
	}
	return l
}

// freer are changes beside the times that give a campaign without working time
// some.
func (s *world) freer(i int, works func(*world) bool) (out []scenarios.Fix) {
	if works(s.with(i, func(k *scenarios.Campaign) { k.Pacing.Hours = scenarios.AllHours })) {
		out = append(out, scenarios.Fix{set(of(i, "pacing.active_hours"), "all")})
	}
	t := *s
	t.Portal.Outages = 0
	if works(&t) {
		return append(out, scenarios.Fix{set("portal.outages_per_month", 0)})
	}
	if t.Portal.Maintenance = 0; works(&t) {
		out = append(out, scenarios.Fix{set("portal.outages_per_month", 0), set("portal.maintenance_per_month", 0)})
	}
	return out
}

// manages reports whether a campaign can surely look its list up.
func (s *world) manages(i int) bool {
	c, _, _ := s.can(i)
	return c.LookUps >= s.needed(&s.Campaigns[i])
}

// lacksTime finds a campaign whose accounts cannot surely look its list up
// before it ends.
func (s *world) lacksTime(i int) *lack {
	k := &s.Campaigns[i]
	if s.manages(i) {
		return nil
	}
	c, stop, control := s.can(i)
	does := func(t *world) bool { return t.manages(i) }
	changed := func(change func(*scenarios.Campaign)) bool { return does(s.with(i, change)) }
	l := &lack{path: of(i, "targets.exposed"), what: fmt.Sprintf(
		"exposing %d persons takes up to %d look-ups; the accounts are sure to make only %d before %s (%d %% is "+
			"kept in reserve for accounts that are shut out)",
		k.Targets.Exposed, s.entries(k), c.LookUps*(100-reserve)/100, quantity.FormatTime(stop), reserve)}
	if b := k.Pacing.AtMost; b.Count > 0 {
		l.what += fmt.Sprintf("; at_most: %v leaves an account %d an hour for sure", b,
			capacity.Bounded(b, 3600)/quantity.One)
	}
	if k.Pacing.MaxPerDay > 0 && k.Access.Validate.LookUps > 0 {
		l.what += "; trial look-ups count towards max_per_account_day"
	}
	if n, ok := largest(int64(leastExposed(k)), int64(k.Targets.Exposed), func(n int64) bool {
		return changed(func(k *scenarios.Campaign) { k.Targets.Exposed = int(n) })
	}); ok {
		l.fixes = append(l.fixes, scenarios.Fix{set(l.path, n)})
	}
	l.fixes = append(l.fixes, s.faster(i, changed)...)
	if at, ok := s.earliest(i, does); ok {
		l.fixes = append(l.fixes, scenarios.Fix{set(of(i, "window.stop"), at)})
	} else if control >= 0 {
		l.fixes = append(l.fixes, s.laterControl(i, control, does)...)
	}
	l.fixes = s.together(i, l.fixes, (*world).lacksTime)
	if len(l.fixes) == 0 {
		l.hint = "fewer persons, or a longer window"
	}
	return l
}

// together looks for changes that do only together with work on every day, at
// all hours and at once at full rate, where none does alone.
func (s *world) together(i int, fixes []scenarios.Fix, check func(*world, int) *lack) []scenarios.Fix {
	k := &s.Campaigns[i]
	var first string
	var change func(*scenarios.Campaign)
	switch {
	case len(fixes) > 0:
		return fixes
	case k.Rotation.DutyCycle < quantity.One:
		first = set(of(i, "rotation.duty_cycle"), 1)
		change = func(k *scenarios.Campaign) { k.Rotation.DutyCycle = quantity.One }
	case k.Pacing.Hours != scenarios.AllHours:
		first = set(of(i, "pacing.active_hours"), "all")
		change = func(k *scenarios.Campaign) { k.Pacing.Hours = scenarios.AllHours }
	case k.Pacing.Ramp > 0:
		first = set(of(i, "pacing.ramp"), scenarios.Micros(0))
		change = func(k *scenarios.Campaign) { k.Pacing.Ramp = 0 }
	default:
		return nil
	}
	l := check(s.with(i, change), i)
	if l == nil {
		return []scenarios.Fix{{first}}
	}
	for _, f := range l.fixes {
		fixes = append(fixes, append(scenarios.Fix{first}, f...))
	}
	return fixes
}

// faster are the smallest rate, cap, concurrency and duty cycle that would do;
// rate and cap together where neither does alone.
func (s *world) faster(i int, changed func(func(*scenarios.Campaign)) bool) (out []scenarios.Fix) {
	p := s.Campaigns[i].Pacing
	rate := func(limit int) (string, bool) { // the smallest rate at a cap
		n, ok := smallest(p.Rate.Amount, mostRate, func(n int64) bool {
			return changed(func(k *scenarios.Campaign) { k.Pacing.Rate.Amount, k.Pacing.MaxPerDay = n, limit })
		})
		return set(of(i, "pacing.rate"), scenarios.Rate{Unit: p.Rate.Unit, Amount: roundUp(n)}), ok &&
			p.Rate.Unit != scenarios.NoRate
	}
	limit := func(amount int64) (int64, bool) { // the smallest cap at a rate
		n, ok := smallest(int64(p.MaxPerDay), scenarios.MaxPerDay, func(n int64) bool {
			return changed(func(k *scenarios.Campaign) { k.Pacing.Rate.Amount, k.Pacing.MaxPerDay = amount, int(n) })
		})
		return n, ok && p.MaxPerDay > 0
	}
	capPath := of(i, "pacing.max_per_account_day")
	if fix, ok := rate(p.MaxPerDay); ok {
		out = append(out, scenarios.Fix{fix})
	}
	if n, ok := limit(p.Rate.Amount); ok {
		out = append(out, scenarios.Fix{set(capPath, n)})
	}
	if n, ok := limit(mostRate); ok && len(out) == 0 {
		if fix, ok := rate(int(n)); ok {
			out = append(out, scenarios.Fix{fix, set(capPath, n)})
		}
	}
	if n, ok := smallest(int64(p.Concurrency), int64(s.Campaigns[i].Access.Accounts), func(n int64) bool {
		return changed(func(k *scenarios.Campaign) { k.Pacing.Concurrency = int(n) })
	}); ok && n > int64(p.Concurrency) {
		out = append(out, scenarios.Fix{set(of(i, "pacing.concurrency"), n)})
	}
	if b := p.AtMost; b.Count > 0 {
		if n, ok := smallest(int64(b.Count), mostAtMost, func(n int64) bool {
			return changed(func(k *scenarios.Campaign) { k.Pacing.AtMost.Count = int(n) })
		}); ok && n > int64(b.Count) {
			b.Count = int(n)
			out = append(out, scenarios.Fix{set(of(i, "pacing.at_most"), b)})
		}
	}
	if duty := s.Campaigns[i].Rotation.DutyCycle; duty < quantity.One {
		if n, ok := smallest(int64(duty), quantity.One, func(n int64) bool {
			return changed(func(k *scenarios.Campaign) { k.Rotation.DutyCycle = scenarios.Share(n) })
		}); ok {
			out = append(out, scenarios.Fix{set(of(i, "rotation.duty_cycle"), quantity.FormatMillionths(n))})
		}
	}
	return out
}

// mostAtMost is the largest count that bounds on look-ups are tried up to.
const mostAtMost = 100_000

// mostRate is the largest amount that rates are tried up to, in millionths.
const mostRate = 1_000_000_000 * quantity.One

// noTime says why a campaign has no working time.
func (s *world) noTime(k *scenarios.Campaign, stop time.Time) string {
	span := scenarios.Micros(stop.Sub(k.Window.From) / time.Microsecond)
	if span <= capacity.LatestBegin+scenarios.Micros(capacity.LeastTime)*quantity.One {
		return fmt.Sprintf("the stop is %v after the start: accounts begin up to %v after it and work for at least "+
			"a minute", span, capacity.LatestBegin)
	}
	whole := fmt.Sprintf("there may be no working time between %s and %s", quantity.FormatTime(k.Window.From),
		quantity.FormatTime(stop))
	var why []string
	if k.Pacing.Hours != scenarios.AllHours {
		why = append(why, fmt.Sprintf("active_hours: %v leaves out nights, days off and bank holidays",
			k.Pacing.Hours))
	}
	if s.Portal.Outages > 0 {
		why = append(why, fmt.Sprintf("the portal may be down for %v", capacity.LongestOutage))
	}
	if s.Portal.Maintenance > 0 && (k.Window.From.Hour() < 4 ||
		span > scenarios.Micros(20*time.Hour/time.Microsecond)) {
		why = append(why, fmt.Sprintf("it may be closed between two and four at night for %v",
			capacity.LongestMaintenance))
	}
	if len(why) == 0 {
		return whole
	}
	return whole + ": " + strings.Join(why, ", ")
}
