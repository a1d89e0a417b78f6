package scenarios

import (
	"fmt"
	"strings"
	"time"

	"breachsim/scenarios/internal/quantity"
)

// can is what a campaign can surely do, and until when.
func (s *Scenario) can(i int) (c capacity, stop time.Time, control int) {
	k := &s.Campaigns[i]
	stop, control = s.Stop(k)
	return s.capacity(k, k.Window.From.Add(LatestBegin.Duration()), stop), stop, control
}

// idle reports whether no working time of a campaign is sure, whatever its rate
// and cap.
func (s *Scenario) idle(i int) bool {
	c, _, _ := s.with(i, func(k *Campaign) { k.Pacing.Rate, k.Pacing.MaxPerDay = Rate{}, 0 }).can(i)
	return c.lookUps == 0
}

// lacksHours finds a campaign without any working time that is sure.
func (s *Scenario) lacksHours(i int) *lack {
	if !s.idle(i) {
		return nil
	}
	k := &s.Campaigns[i]
	stop, control := s.Stop(k)
	l := &lack{path: of(i, "window.stop"), what: s.noTime(k, stop)}
	works := func(t *Scenario) bool { return !t.idle(i) }
	if at, ok := s.earliest(i, works); ok {
		l.fixes = append(l.fixes, Fix{set(l.path, at)})
	} else if control >= 0 {
		l.fixes = append(l.fixes, s.laterControl(i, control, works)...)
	}
	if control >= 0 {
		l.path = fmt.Sprintf("controls[%d].at", control)
	}
	l.fixes = append(l.fixes, s.freer(i, works)...)
	l.fixes = s.together(i, l.fixes, (*Scenario).lacksHours)
	if len(l.fixes) == 0 {
		l.hint = "a longer window within a longer simulated period"
	}
	return l
}

// freer are changes beside the times that give a campaign without working time
// some.
func (s *Scenario) freer(i int, works func(*Scenario) bool) (out []Fix) {
	if works(s.with(i, func(k *Campaign) { k.Pacing.Hours = AllHours })) {
		out = append(out, Fix{set(of(i, "pacing.active_hours"), "all")})
	}
	t := *s
	t.Portal.Outages = 0
	if works(&t) {
		return append(out, Fix{set("portal.outages_per_month", 0)})
	}
	if t.Portal.Maintenance = 0; works(&t) {
		out = append(out, Fix{set("portal.outages_per_month", 0), set("portal.maintenance_per_month", 0)})
	}
	return out
}

// manages reports whether a campaign can surely look its list up.
func (s *Scenario) manages(i int) bool {
	c, _, _ := s.can(i)
	return c.lookUps >= s.needed(&s.Campaigns[i])
}

// lacksTime finds a campaign whose accounts cannot surely look its list up
// before it ends.
func (s *Scenario) lacksTime(i int) *lack {
	k := &s.Campaigns[i]
	if s.manages(i) {
		return nil
	}
	c, stop, control := s.can(i)
	does := func(t *Scenario) bool { return t.manages(i) }
	changed := func(change func(*Campaign)) bool { return does(s.with(i, change)) }
	l := &lack{path: of(i, "targets.exposed"), what: fmt.Sprintf(
		"%d exposed persons take up to %d look-ups of the list, but the accounts make only %d for sure before %s (%d %% kept for those that are shut out for a time)",
		k.Targets.Exposed, s.entries(k), c.lookUps*(100-reserve)/100, quantity.FormatTime(stop), reserve)}
	if n, ok := largest(int64(k.leastExposed()), int64(k.Targets.Exposed), func(n int64) bool {
		return changed(func(k *Campaign) { k.Targets.Exposed = int(n) })
	}); ok {
		l.fixes = append(l.fixes, Fix{set(l.path, n)})
	}
	l.fixes = append(l.fixes, s.faster(i, changed)...)
	if at, ok := s.earliest(i, does); ok {
		l.fixes = append(l.fixes, Fix{set(of(i, "window.stop"), at)})
	} else if control >= 0 {
		l.fixes = append(l.fixes, s.laterControl(i, control, does)...)
	}
	l.fixes = s.together(i, l.fixes, (*Scenario).lacksTime)
	if len(l.fixes) == 0 {
		l.hint = "fewer persons, or a longer window"
	}
	return l
}

// together looks for changes that do only together with work on every day, at
// all hours and at once at full rate, where none does alone.
func (s *Scenario) together(i int, fixes []Fix, check func(*Scenario, int) *lack) []Fix {
	k := &s.Campaigns[i]
	var first string
	var t *Scenario
	switch {
	case len(fixes) > 0:
		return fixes
	case k.Rotation.DutyCycle < one:
		first, t = set(of(i, "rotation.duty_cycle"), 1), s.with(i, func(k *Campaign) { k.Rotation.DutyCycle = one })
	case k.Pacing.Hours != AllHours:
		first, t = set(of(i, "pacing.active_hours"), "all"), s.with(i, func(k *Campaign) { k.Pacing.Hours = AllHours })
	case k.Pacing.Ramp > 0:
		first, t = set(of(i, "pacing.ramp"), Micros(0)), s.with(i, func(k *Campaign) { k.Pacing.Ramp = 0 })
	default:
		return nil
	}
	l := check(t, i)
	if l == nil {
		return []Fix{{first}}
	}
	for _, f := range l.fixes {
		fixes = append(fixes, append(Fix{first}, f...))
	}
	return fixes
}

// faster are the smallest rate, cap, concurrency and duty cycle that would do;
// rate and cap together where neither does alone.
func (s *Scenario) faster(i int, changed func(func(*Campaign)) bool) (out []Fix) {
	p := s.Campaigns[i].Pacing
	rate := func(limit int) (string, bool) { // the smallest rate at a cap
		n, ok := smallest(p.Rate.Amount, mostRate, func(n int64) bool {
			return changed(func(k *Campaign) { k.Pacing.Rate.Amount, k.Pacing.MaxPerDay = n, limit })
		})
		return set(of(i, "pacing.rate"), Rate{Unit: p.Rate.Unit, Amount: roundUp(n)}), ok && p.Rate.Unit != NoRate
	}
	limit := func(amount int64) (int64, bool) { // the smallest cap at a rate
		n, ok := smallest(int64(p.MaxPerDay), mostPerDay, func(n int64) bool {
			return changed(func(k *Campaign) { k.Pacing.Rate.Amount, k.Pacing.MaxPerDay = amount, int(n) })
		})
		return n, ok && p.MaxPerDay > 0
	}
	capPath := of(i, "pacing.max_per_account_day")
	if fix, ok := rate(p.MaxPerDay); ok {
		out = append(out, Fix{fix})
	}
	if n, ok := limit(p.Rate.Amount); ok {
		out = append(out, Fix{set(capPath, n)})
	}
	if n, ok := limit(mostRate); ok && len(out) == 0 {
		if fix, ok := rate(int(n)); ok {
			out = append(out, Fix{fix, set(capPath, n)})
		}
	}
	if n, ok := smallest(int64(p.Concurrency), int64(s.Campaigns[i].Access.Accounts), func(n int64) bool {
		return changed(func(k *Campaign) { k.Pacing.Concurrency = int(n) })
	}); ok && n > int64(p.Concurrency) {
		out = append(out, Fix{set(of(i, "pacing.concurrency"), n)})
	}
	if duty := s.Campaigns[i].Rotation.DutyCycle; duty < one {
		if n, ok := smallest(int64(duty), one, func(n int64) bool {
			return changed(func(k *Campaign) { k.Rotation.DutyCycle = Share(n) })
		}); ok {
			out = append(out, Fix{set(of(i, "rotation.duty_cycle"), quantity.FormatMillionths(n))})
		}
	}
	return out
}

// mostRate is the largest amount that rates are tried up to, in millionths.
const mostRate = 1_000_000_000 * one

// roundUp keeps three digits of an amount in millionths.
func roundUp(n int64) int64 {
	step := int64(1)
	for n/step >= 1000 {
		step *= 10
	}
	return (n + step - 1) / step * step
}

// roundDown keeps three digits.
func roundDown(n int64) int64 {
	step := int64(1)
	for n/step >= 1000 {
		step *= 10
	}
	return n / step * step
}

// laterControl is the earliest time, to the minute, at which the control that
// ends a campaign may act.
func (s *Scenario) laterControl(i, control int, does func(*Scenario) bool) []Fix {
	from := s.Campaigns[i].Window.From
	at := func(n int64) time.Time { return from.Add(time.Duration(n) * time.Minute).Truncate(time.Minute) }
	n, ok := smallest(1, int64(s.Time.End.Sub(from)/time.Minute)-1, func(n int64) bool {
		t := *s
		t.Controls = append([]Control(nil), s.Controls...)
		t.Controls[control].At = at(n)
		return at(n).Before(s.Time.End) && at(n).After(s.Controls[control].At) && does(&t)
	})
	if !ok {
		return nil
	}
	return []Fix{{set(fmt.Sprintf("controls[%d].at", control), quantity.FormatTime(at(n)))}}
}

// noTime says why a campaign has no working time.
func (s *Scenario) noTime(k *Campaign, stop time.Time) string {
	span := Micros(stop.Sub(k.Window.From) / time.Microsecond)
	if span <= LatestBegin+Micros(leastTime)*one {
		return fmt.Sprintf("%v after the window's start: accounts begin up to %v after it, and then work for a minute at least", span, LatestBegin)
	}
	whole := fmt.Sprintf("no working time is sure between %s and %s", quantity.FormatTime(k.Window.From), quantity.FormatTime(stop))
	var why []string
	if k.Pacing.Hours != AllHours {
		why = append(why, fmt.Sprintf("active_hours: %v leaves out nights, days off and bank holidays", k.Pacing.Hours))
	}
	if s.Portal.Outages > 0 {
		why = append(why, fmt.Sprintf("the portal may be down for %v", LongestOutage))
	}
	if s.Portal.Maintenance > 0 && (k.Window.From.Hour() < 4 || span > Micros(20*time.Hour/time.Microsecond)) {
		why = append(why, fmt.Sprintf("it may be closed between two and four at night for %v", LongestMaintenance))
	}
	if len(why) == 0 {
		return whole
	}
	return whole + ": " + strings.Join(why, ", ")
}

// zones is how many places addresses can be near to.
func zones(n NetworkKind) int {
	if n == MobileCGNAT {
		return 18 // gateways of the carriers
	}
	return places
}

// lacksAddresses finds a pool that is too small for what is asked of it.
func (s *Scenario) lacksAddresses(i int) *lack {
	k := &s.Campaigns[i]
	n := &k.Network
	if n.Kind == OwnerHost {
		return nil
	}
	path := of(i, "network.pool")
	if near := min(k.Access.Accounts, zones(n.Kind)); n.Region > 0 && int64(n.Pool)*int64(n.Region) <= int64(near-1)*one {
		pool := int64(near-1)*one/int64(n.Region) + 1
		l := &lack{path: path, what: fmt.Sprintf("%d accounts may be in %d regions, but fewer of %d addresses are near one (region_match: %s)",
			k.Access.Accounts, near, n.Pool, quantity.FormatMillionths(int64(n.Region)))}
		if pool <= mostPool {
			l.fixes = append(l.fixes, Fix{set(path, pool)})
		} else {
			l.hint = "a larger region_match"
		}
		return l
	}
	takes := int64(k.Access.Accounts)
	if k.Rotation.IP == PerRequest {
		takes = int64(k.Targets.Exposed-k.Access.Validate.LookUps*k.Access.Accounts) * one / 2 / int64(k.Targets.HitRate)
	}
	// Each address is taken Reuse times on average at most if all of the pool are taken.
	if n.Reuse > 0 && takes*one > int64(n.Pool)*int64(n.Reuse) {
		l := &lack{path: of(i, "network.ip_reuse"), what: fmt.Sprintf("addresses are taken %d times at least: with a pool of %d each is taken more than %s times", takes, n.Pool, quantity.FormatMillionths(int64(n.Reuse)))}
		if pool := (takes*one + int64(n.Reuse) - 1) / int64(n.Reuse); pool <= mostPool {
			l.fixes = append(l.fixes, Fix{set(path, pool)})
		}
		if reuse := (takes*one + int64(n.Pool) - 1) / int64(n.Pool); reuse <= 1_000_000*one {
			l.fixes = append(l.fixes, Fix{set(l.path, quantity.FormatMillionths(reuse))})
		}
		return l
	}
	return nil
}
