package evade

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/apportion"
)

// The ranges of a campaign, in the order in which a space has them.
const (
	pace      = iota // look-ups of an account a day, at most
	stolen           // accounts
	tempo            // law of the gaps
	turns            // of accounts
	addresses        // turns of addresses
	duty             // share of days on which an account works
	hours            // of a day
	cover            // share of persons who only hide the others
	numRanges
)

// Bounds of the ranges.
const (
	leastPace, mostPace = 10, 2000
	fewer, more         = 4, 8 // times the accounts of the scenario
)

// Campaign returns the space of the nth campaign of a scenario. Its window, its clients,
// its network and its ways to accounts stay as they are, and it takes as many persons as
// its pace surely allows. Loads says whether the scenario loads with such settings, at the
// scale at which it is played ([Source.Loads]); a
// value that does not load by itself is left out, and where none does, the range has the
// empty value alone, which leaves things as they are.
//
//	pace       look-ups of an account a day, at most: 10 to 2,000
//	accounts   a quarter of the scenario's to eight times as many
//	tempo      law of the gaps between look-ups
//	turns      how accounts take turns
//	addresses  how addresses take turns
//	duty       share of days on which an account works
//	hours      all, those of offices, those of the account's owner
//	cover      share of the persons who are looked up to hide the others
func Campaign(sc *scenarios.Scenario, n int, loads func(sets []string) error) (*Space, error) {
	if n < 0 || n >= len(sc.Campaigns) {
		return nil, fmt.Errorf("scenario %s has no campaign %d: it has %d", sc.ID, n, len(sc.Campaigns))
	}
	w := &writer{sc: sc, n: n, k: &sc.Campaigns[n], loads: loads}
	s := &Space{Ranges: w.ranges(), Settings: w.settings}
	for i := range s.Ranges {
		w.narrow(&s.Ranges[i], i)
	}
	return s, nil
}

// narrow leaves out the values of the ith range that do not load by themselves; of an
// ordered range, those at its ends.
func (w *writer) narrow(g *Range, i int) {
	fails := func(value string) bool {
		values := make([]string, numRanges)
		values[i] = value
		_, err := w.settings(values)
		return err != nil
	}
	if !g.Ordered {
		g.Values = slices.DeleteFunc(g.Values, fails)
	}
	for g.Ordered && len(g.Values) > 0 && fails(g.Values[0]) {
		g.Values = g.Values[1:]
	}
	for g.Ordered && len(g.Values) > 0 && fails(g.Values[len(g.Values)-1]) {
		g.Values = g.Values[:len(g.Values)-1]
	}
	if len(g.Values) == 0 {
		g.Values = []string{""}
	}
}

// writer turns values into settings of a campaign.
type writer struct {
	sc    *scenarios.Scenario
	n     int
	k     *scenarios.Campaign
	loads func(sets []string) error
}

func (w *writer) ranges() []Range {
	n := int64(w.k.Access.Accounts)
	return []Range{
		pace:   {"pace", numbers(Geometric(leastPace, mostPace)), true},
		stolen: {"accounts", numbers(Geometric(max(n/fewer, 1), min(n*more, int64(w.sc.Population.Accounts)))), true},
		tempo: {Name: "tempo", Values: words(
			scenarios.Constant, scenarios.PoissonShape, scenarios.Diurnal, scenarios.OwnerMimic)},
		turns:     {Name: "turns", Values: words(scenarios.Parallel, scenarios.LeastRecent, scenarios.Sequential)},
		addresses: {Name: "addresses", Values: words(scenarios.PerAccount, scenarios.Sticky, scenarios.PerRequest)},
		duty:      {"duty", []string{"1", "0.75", "0.5", "0.25"}, true},
		hours:     {Name: "hours", Values: words(scenarios.AllHours, scenarios.OfficeHours, scenarios.OwnerHours)},
		cover:     {"cover", []string{"0", "0.25", "0.5", "0.75"}, true},
	}
}

func numbers(list []int64) (out []string) {
	for _, x := range list {
		out = append(out, strconv.FormatInt(x, 10))
	}
	return out
}

func words[T fmt.Stringer](list ...T) (out []string) {
	for _, x := range list {
		out = append(out, x.String())
	}
	return out
}

// or returns a value, or where it is empty, that of the scenario.
func or(value string, asIs any) string {
	if value != "" {
		return value
	}
	return fmt.Sprint(asIs)
}

// settings writes the settings of a candidate, with as many persons as load.
func (w *writer) settings(values []string) ([]string, error) {
	accounts, err := strconv.Atoi(or(values[stolen], w.k.Access.Accounts))
	if err != nil {
		return nil, err
	}
	sets := []string{
		w.set("access.accounts", accounts),
		w.set("access.profiles", w.profiles(accounts)),
		w.set("pacing", w.pacing(values)),
		w.set("rotation", w.rotation(values)),
	}
	switch share := values[cover]; {
	case share != "" && share != "0":
		sets = append(sets, w.set("targets.cover", share), w.set("targets.order", scenarios.Random))
	case share == "0" && w.k.Targets.Cover > 0:
		sets = append(sets, w.set("targets.cover", share))
	}
	most, err := w.persons(values, accounts)
	if err != nil {
		return nil, err
	}
	return w.largest(sets, most)
}

func (w *writer) set(path string, value any) string {
	return fmt.Sprintf("campaigns[%d].%s=%v", w.n, path, value)
}

// profiles keeps the shares of profiles.
func (w *writer) profiles(accounts int) string {
	weights := make([]uint64, len(w.k.Access.Profiles))
	for i, p := range w.k.Access.Profiles {
		weights[i] = uint64(p.Count)
	}
	parts := apportion.LargestRemainders(accounts, weights)
	list := make([]string, len(parts))
	for i, n := range parts {
		list[i] = fmt.Sprintf("%v: %d", w.k.Access.Profiles[i].Profile, n)
	}
	return mapping(list)
}

func mapping(list []string) string { return "{" + strings.Join(list, ", ") + "}" }

// pacing replaces the whole of the campaign's pacing, since its rate and its bounds are
// those of another pace.
func (w *writer) pacing(values []string) string {
	p := &w.k.Pacing
	list := []string{
		"shape: " + or(values[tempo], p.Shape), "active_hours: " + or(values[hours], p.Hours), "shares: equal",
	}
	if perDay := or(values[pace], p.MaxPerDay); perDay != "0" {
		list = append(list, "max_per_account_day: "+perDay)
	}
	return mapping(list)
}

// rotation replaces the whole of the campaign's rotation: addresses that change at every
// look-up have no lifetime.
func (w *writer) rotation(values []string) string {
	r := &w.k.Rotation
	ip := or(values[addresses], r.IP)
	list := []string{
		"accounts: " + or(values[turns], r.Accounts), "ip: " + ip, "duty_cycle: " + or(values[duty], r.DutyCycle),
	}
	if ip == scenarios.PerAccount.String() || ip == scenarios.Sticky.String() {
		list = append(list, fmt.Sprintf("ip_lifetime: %v", r.IPLifetime))
	}
	return mapping(list)
}

// persons is how many the campaign takes if it works at its pace on every day of its
// window: more than it surely can, in most cases.
func (w *writer) persons(values []string, accounts int) (int, error) {
	lookUps := float64(w.k.Targets.Exposed) / float64(max(w.k.Access.Accounts, 1)) * float64(accounts)
	if values[pace] != "" {
		perDay, err := strconv.Atoi(values[pace])
		if err != nil {
			return 0, err
		}
		days := 1 + int(w.k.Window.To.Sub(w.k.Window.From)/(24*time.Hour))
		lookUps = float64(accounts*perDay*days) * float64(w.k.Targets.HitRate) / 1e6
	}
	return min(int(lookUps), w.sc.Population.InsuredPersons), nil
}

// The number of persons is divided into so many parts to find the largest that loads, of
// which the campaign leaves some in hand: who plans to the last minute misses it.
const (
	finest = 64
	inHand = 16 // one part in so many
)

// largest adds the largest number of persons that loads, to a 64th of most, less a
// sixteenth.
func (w *writer) largest(sets []string, most int) ([]string, error) {
	with := func(n int) []string { return append(slices.Clone(sets), w.set("targets.exposed", max(n, 1))) }
	part := func(n int) int { return most * n / finest }
	err := w.loads(with(most))
	if err == nil {
		return with(most), nil
	}
	loads, fails := 0, finest
	for fails-loads > 1 {
		mid := (loads + fails) / 2
		if e := w.loads(with(part(mid))); e == nil {
			loads = mid
		} else {
			fails, err = mid, e
		}
	}
	if loads == 0 {
		return nil, errors.Join(ErrUnfit, err)
	}
	if less := with(part(loads) - part(loads)/inHand); w.loads(less) == nil {
		return less, nil
	}
	return with(part(loads)), nil // trial look-ups need as many
}
