package conform

import (
	"fmt"
	"math"
	"slices"
	"time"

	"breachsim/scenarios"
	"breachsim/scenarios/measure"
)

// timesOf compares when the look-ups were made with the window, and the trial
// look-ups with their lead.
func (c *checker) timesOf(k *scenarios.Campaign, f *campaignFacts) {
	from, to := k.Window.From.UnixMicro(), k.Window.To.UnixMicro()
	lead := from - int64(k.Access.Validate.Lead)
	trials, outside, early, first := map[string]int{}, 0, 0, int64(math.MaxInt64)
	for _, l := range f.lookups {
		switch {
		case l.trial:
			if l.result == "found" || l.result == "not_found" || l.result == "no_rights" {
				trials[l.account]++
			}
			if l.ts < lead-measure.Hour || l.ts >= to {
				early++
			}
		case l.ts < from || l.ts >= to+measure.Hour && l.result != "error": // those refused or on their way when it ends
			outside++
		default:
			first = min(first, l.ts)
		}
	}
	c.none(k.ID+": look-ups outside the window", outside, "")
	c.none(k.ID+": trial look-ups before their lead or after the window", early, "")
	if evenly(k) && c.undisturbed(k) {
		c.add(first-from <= (to-from)/4, k.ID+": begins", "within a quarter of the window", stamp(first))
	}
	if want := k.Access.Validate.LookUps; want > 0 {
		wrong := 0
		for a := range f.accounts {
			if trials[a] > want || trials[a] < want && c.undisturbed(k) {
				wrong++
			}
		}
		c.add(wrong == 0, k.ID+": trial look-ups an account", fmt.Sprint(want), fmt.Sprintf("%d accounts with another number", wrong))
	} else {
		c.exactly(k.ID+": accounts with trial look-ups", 0, len(trials))
	}
}

func stamp(us int64) string { return time.UnixMicro(us).UTC().Format(time.RFC3339) }

// ratesOf compares the share of look-ups that find somebody, and for an even
// pace that the quarters of the window have as many each.
func (c *checker) ratesOf(k *scenarios.Campaign, f *campaignFacts) {
	found, answered := 0, 0
	var quarters [4]int
	from, length := k.Window.From.UnixMicro(), k.Window.To.Sub(k.Window.From).Microseconds()
	for _, l := range f.lookups {
		if l.trial || l.result != "found" && l.result != "not_found" {
			continue
		}
		answered++
		if l.result == "found" {
			found++
		}
		if at := (l.ts - from) * 4 / length; at >= 0 && at < 4 {
			quarters[at]++
		}
	}
	if answered > 0 || c.undisturbed(k) {
		c.share(k.ID+": hit rate", float64(k.Targets.HitRate)/1e6, found, answered, c.slackOf(k, answered))
	}
	if k.Pacing.Shape != scenarios.Constant || k.Pacing.Rate.Unit != scenarios.NoRate || !evenly(k) || turns(k) || !c.undisturbed(k) || c.sharesAccounts(f) {
		return
	}
	mean := float64(answered) / 4
	room := mean*0.05 + 3          // slow-downs and outages shift a few
	if k.Pacing.Jitter > 410_000 { // anywhere in their turns
		room += math.Sqrt(mean)
	}
	least, most := slices.Min(quarters[:]), slices.Max(quarters[:])
	c.add(mean-float64(least) <= room && float64(most)-mean <= room, k.ID+": pace by quarters of the window",
		fmt.Sprintf("%.0f ± %.0f each", mean, room), fmt.Sprint(quarters))
}

// sharesAccounts reports whether another campaign uses an account as well: the one may
// keep the other out of it.
func (c *checker) sharesAccounts(f *campaignFacts) bool {
	for _, other := range c.facts.campaigns {
		for a := range other.accounts {
			if _, both := f.accounts[a]; both && other != f {
				return true
			}
		}
	}
	return false
}

// evenly reports whether a campaign works at all hours, at one mean pace from
// its first hour on.
func evenly(k *scenarios.Campaign) bool {
	theft := func(a scenarios.AcquireShare) bool { return a.How == scenarios.SessionTheft }
	return k.Pacing.Shape <= scenarios.PoissonShape && k.Pacing.Hours == scenarios.AllHours && k.Pacing.Ramp == 0 && k.Rotation.DutyCycle == measure.Million &&
		!slices.ContainsFunc(k.Access.Acquire, theft)
}

// turns reports whether accounts rest at times, so that the pace of all together
// is not even.
func turns(k *scenarios.Campaign) bool {
	return k.Rotation.Accounts != scenarios.Parallel || k.Rotation.DutyCycle < measure.Million || k.Pacing.Concurrency < k.Access.Accounts || k.Pacing.MaxPerDay > 0
}

// addressesOf compares the addresses with the pool.
func (c *checker) addressesOf(k *scenarios.Campaign, f *campaignFacts) {
	if k.Network.Kind == scenarios.OwnerHost {
		return
	}
	least := 1
	if k.Rotation.IP == scenarios.PerAccount && k.Network.Kind != scenarios.MobileCGNAT && k.Network.Kind != scenarios.ResidentialProxy {
		least = min(k.Network.Pool, k.Access.Accounts)
	}
	if k.Network.Reuse > 0 || !c.undisturbed(k) {
		least = 1
	}
	if insiders(k) {
		least = 0 // theirs are their own
	}
	c.between(k.ID+": addresses of the pool", least, k.Network.Pool, len(f.addresses))
	strange, example := 0, ""
	for ip, country := range f.addresses {
		if len(k.Network.Countries) > 0 && !slices.Contains(k.Network.Countries, country) {
			if strange++; example == "" || ip.String() < example {
				example = ip.String()
			}
		}
	}
	c.none(k.ID+": addresses in other countries", strange, example)
}

// leastOwners is how many owners it takes so that not all of them are locked out or
// have a quiet day.
const leastOwners = 8

// ownersOf compares what the owners did in the window: their own days with
// attack events on their account.
func (c *checker) ownersOf(k *scenarios.Campaign, f *campaignFacts) {
	both, all, idle := 0, 0, 0
	busy := map[string]bool{} // accounts with attack events on working days
	for account, days := range f.events {
		if c.facts.lastOwn[account] > f.first[account] {
			idle++
		}
		for day, n := range days {
			at := time.UnixMicro(int64(day) * measure.Day).UTC().Weekday()
			own := c.facts.owner[account][day]
			if at == time.Saturday || at == time.Sunday {
				continue
			}
			all += n
			busy[account] = true
			if own > 0 {
				both += n
			}
		}
	}
	name := k.ID + ": attack events of working days on which the owner used the account too"
	switch {
	case all == 0:
	case k.CoUse == scenarios.OwnerActive && (len(busy) < leastOwners || !c.undisturbed(k) || c.kept()):
	case k.CoUse == scenarios.OwnerActive:
		c.add(float64(both) >= 0.3*float64(all), name, "0.3 or more", fmt.Sprintf("%.2f of %d", float64(both)/float64(all), all))
	case k.CoUse == scenarios.OwnerIdle && k.Access.Validate.LookUps == 0:
		c.exactly(k.ID+": accounts with an owner at work after the takeover", 0, idle)
	}
}

func insiders(k *scenarios.Campaign) bool { return hasInsiders(*k) }

func hasInsiders(k scenarios.Campaign) bool {
	return slices.ContainsFunc(k.Access.Acquire, func(a scenarios.AcquireShare) bool { return a.How == scenarios.Insider && a.Share > 0 })
}

// kept reports whether some campaign keeps owners away, from accounts that
// another may have as well.
func (c *checker) kept() bool {
	return slices.ContainsFunc(c.sc.Campaigns, func(k scenarios.Campaign) bool { return k.CoUse == scenarios.OwnerIdle })
}

// slackOf is by how much the share of hits may differ: of a list that was worked
// through hardly, of the part that a control let through by chance.
func (c *checker) slackOf(k *scenarios.Campaign, answered int) float64 {
	n, p := float64(max(answered, 1)), float64(k.Targets.HitRate)/1e6
	room := 0.01 + 2/n
	if !c.undisturbed(k) {
		room += 4 * math.Sqrt(p*(1-p)/n)
	}
	return room
}
