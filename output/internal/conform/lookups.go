package conform

import (
	"math"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// list is what the log shows of the look-ups of a campaign's list.
type list struct {
	found, missed int
	early, late   flaws // before the window, and long after it
	first         int64 // within it; 0 = none
	quarters      [4]int
}

// afterwards is how long look-ups may come after the window: those on their way,
// and what a refusal sets off.
const afterwards = 10 * measure.Minute

func (x *list) see(l *Line, k *scenarios.Campaign) {
	from, to := k.Window.From.UnixMicro(), k.Window.To.UnixMicro()
	x.early.want(l.TS >= from, l.where)
	x.late.want(l.TS <= to+afterwards, l.where)
	if l.TS >= from && l.TS < to && (x.first == 0 || l.TS < x.first) {
		x.first = l.TS
	}
	switch l.Result {
	case "found":
		x.found++
	case "not_found":
		x.missed++
	default:
		return
	}
	from = allAtWork(k)
	if at := (l.TS - from) * 4 / (to - from); l.TS >= from && at < 4 {
		x.quarters[at]++
	}
}

// allAtWork is when every account of a campaign is at work: accounts that nobody tries
// beforehand are first put to work one after the other, in the first tenth of the window.
func allAtWork(k *scenarios.Campaign) int64 {
	from := k.Window.From.UnixMicro()
	if k.Access.Validate.Lead == 0 {
		from += (k.Window.To.UnixMicro() - from) / 10
	}
	return from
}

// stray takes up a look-up that is neither of the list nor a trial: what a campaign
// does when it is refused.
func (x *list) stray(l *Line, k *scenarios.Campaign) {
	x.early.want(l.TS >= k.Window.From.UnixMicro(), l.where)
	x.late.want(l.TS < k.Window.To.UnixMicro()+measure.Hour || l.Result == "error", l.where)
}

// trials is what the log shows of the look-ups by which a campaign tries an account.
type trials struct {
	of      map[string]int // answered, by account
	found   int
	outside flaws
}

func (x *trials) see(l *Line, k *scenarios.Campaign) {
	switch l.Result {
	case "found":
		x.found++
		fallthrough
	case "not_found", "no_rights":
		x.of[l.Account]++
	}
	lead := k.Window.From.UnixMicro() - int64(k.Access.Validate.Lead)
	x.outside.want(l.TS >= lead-measure.Hour && l.TS < k.Window.To.UnixMicro(), l.where)
}

// bound holds the look-ups that a campaign makes with each account against what any time of a
// length may hold, whatever the portal answers.
type bound struct {
	most   scenarios.Threshold
	latest map[string][]int64 // by account, those that are not older than the bound's time
	beyond flaws
}

// see takes up a look-up.
func (x *bound) see(l *Line) {
	if x.most.Count == 0 {
		return
	}
	list := append(x.latest[l.Account], l.TS)
	for list[0] <= l.TS-int64(x.most.Per) {
		list = list[1:]
	}
	x.latest[l.Account] = list
	x.beyond.want(len(list) <= x.most.Count, l.where)
}

// boundOf compares how close together look-ups come.
func (c *Checker) boundOf(k *scenarios.Campaign, f *campaign) {
	if k.Pacing.AtMost.Count > 0 {
		c.none(of(k, "look-ups beyond pacing.at_most"), f.bound.beyond)
	}
}

// timesOf compares when look-ups were made with the window.
func (c *Checker) timesOf(k *scenarios.Campaign, f *campaign) {
	outside := f.list.early
	if c.defended { // else the list goes on
		if outside.n == 0 {
			outside.example = f.list.late.example
		}
		outside.n += f.list.late.n
	}
	c.none(of(k, "look-ups outside the window"), outside)
	from, to := k.Window.From.UnixMicro(), k.Window.To.UnixMicro()
	if !evenly(k) || !c.undisturbed(k) || k.Targets.Exposed == 0 {
		return
	}
	late := Finding{Name: of(k, "part of the window before the first look-up"), Value: 1, Bound: "≤ 0.25",
		N: int64(f.list.found + f.list.missed)}
	if f.list.first > 0 {
		late.Value = float64(f.list.first-from) / float64(to-from)
	}
	late.OK = late.Value <= 0.25
	c.add(late, late.Name)
}

// trialsOf compares the trial look-ups.
func (c *Checker) trialsOf(k *scenarios.Campaign, f *campaign) {
	c.none(of(k, "trial look-ups before their lead or after the window"), f.trials.outside)
	want := k.Access.Validate.LookUps
	if want == 0 {
		c.exactly(of(k, "accounts with trial look-ups"), len(f.trials.of), 0, of(k, "trial look-ups"))
		return
	}
	c.asked(k, "trial look-ups", f.trials.found, k.Access.Accounts*want)
	var wrong flaws
	for _, a := range sorted(f.first) {
		n := f.trials.of[a]
		wrong.want(n == want || n < want && !c.undisturbed(k), func() string { return "account " + a })
	}
	c.none(of(k, "accounts with another number of trial look-ups"), wrong)
}

// hitsOf compares how often a look-up of the list finds somebody: no farther from
// the rate than chance may lead, and hardly from it at all where the list was worked
// through.
func (c *Checker) hitsOf(k *scenarios.Campaign, f *campaign) {
	if k.Targets.Exposed == 0 {
		n := f.list.found + f.list.missed
		c.exactly(of(k, "look-ups of a campaign that looks nobody up"), n, 0, of(k, "targets.exposed"))
		return
	}
	want, n := ratio(k.Targets.HitRate), f.list.found+f.list.missed
	hits := drawn(of(k, "hit rate"), want, f.list.found, n)
	if c.undisturbed(k) {
		hits.OK = hits.OK && n > 0 && math.Abs(hits.Value-want) <= 0.01+2/float64(n)
	}
	c.add(hits, hits.Name)
}

// paceOf compares, for an even pace, that the quarters of the window in which all accounts
// are at work have as many look-ups each. A campaign begins a little after its window does,
// which short windows feel: what the first quarter lacks for that is no fault, as far as it
// is a twentieth of the window.
func (c *Checker) paceOf(k *scenarios.Campaign, f *campaign) {
	even := k.Pacing.Shape == scenarios.Constant && k.Pacing.Rate.Unit == scenarios.NoRate && evenly(k) && !turns(k)
	if !even || !c.undisturbed(k) || c.sharesAccounts(f) {
		return
	}
	all, apart := 0, 0.0
	for _, n := range f.list.quarters {
		all += n
	}
	mean := float64(all) / 4
	for _, n := range f.list.quarters {
		apart = max(apart, math.Abs(float64(n)-mean))
	}
	from, to := k.Window.From.UnixMicro(), k.Window.To.UnixMicro()
	late := min(max(float64(f.list.first-from)/float64(to-from), 0), 0.05)
	room := mean*(0.05+4*late) + 3 // slow-downs and outages shift a few
	if k.Pacing.Jitter > 410_000 { // anywhere in their turns
		room += math.Sqrt(mean)
	}
	name := of(k, "look-ups by which a quarter of the window is off the mean")
	c.add(Finding{Name: name, Value: apart, Bound: "≤ " + num(room), N: int64(all), OK: apart <= room}, name)
}

// evenly reports whether a campaign works at all hours, at one mean pace from its
// first hour on.
func evenly(k *scenarios.Campaign) bool {
	return k.Pacing.Shape <= scenarios.PoissonShape && k.Pacing.Hours == scenarios.AllHours && k.Pacing.Ramp == 0 &&
		k.Rotation.DutyCycle == measure.Million && !takes(k, scenarios.SessionTheft)
}

// turns reports whether accounts rest at times, so that the pace of all together is
// not even.
func turns(k *scenarios.Campaign) bool {
	return k.Rotation.Accounts != scenarios.Parallel || k.Rotation.DutyCycle < measure.Million ||
		k.Pacing.Concurrency < k.Access.Accounts ||
		k.Pacing.MaxPerDay > 0 || k.Pacing.AtMost.Count > 0
}

// sharesAccounts reports whether another campaign uses an account as well: the one
// may keep the other out of it.
func (c *Checker) sharesAccounts(f *campaign) bool {
	for _, other := range c.facts.campaigns {
		for a := range other.first {
			if _, both := f.first[a]; both && other != f {
				return true
			}
		}
	}
	return false
}
