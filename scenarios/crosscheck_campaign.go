package scenarios

import (
	"fmt"
	"time"
)

// crosscheckCampaign checks one campaign against itself and the population.
func (w *walk) crosscheckCampaign(c clock, top, r *record) {
	w.sumsToOne(r.entry("access", "acquire"))
	w.accountsAsked(top, r)
	w.exposure(top, r)
	accounts, ok1 := value[int64](r, "access", "accounts")
	at, ok2 := value[int64](r, "pacing", "concurrency")
	if ok1 && ok2 && at > accounts {
		w.at(r.entry("pacing", "concurrency"), fmt.Sprintf("%d accounts at once are more than the %d of access.accounts", at, accounts), fmt.Sprintf("write %d, or remove the key", accounts))
	}
	w.tempo(c, r)
	if ip, ok := value[AddressRotation](r, "rotation", "ip"); ok && ip == NeverRotate && get[Micros](r, "rotation", "ip_lifetime") > 0 {
		w.at(r.entry("rotation", "ip_lifetime"), "ip: never keeps its address for ever", "remove it, or write ip: per_account")
	}
	w.coUse(r)
	w.reactions(r)
	w.network(r)
	w.client(r)
	if words := r.entry("network", "country"); words.v != nil && len(get[[]*entry](r, "network", "country")) == 0 {
		w.at(words, "the list is empty", "write one country at least")
	}
}

// accountsAsked checks that the population can be expected to hold the
// accounts. The class of each account is drawn, so the expected number is the
// honest limit.
func (w *walk) accountsAsked(top, r *record) {
	accounts, ok := value[int64](r, "access", "accounts")
	all, ok2 := value[int64](top, "population", "accounts")
	if ok && ok2 && accounts > all {
		w.at(r.entry("access", "accounts"), fmt.Sprintf("%d accounts are more than the %d of population.accounts", accounts, all), fmt.Sprintf("write at most %d", all))
	}
	e := r.entry("access", "profiles")
	asked, _ := e.v.(*record)
	mix := top.group("population").group("profile_mix")
	if asked == nil || mix == nil {
		return
	}
	sum, whole := int64(0), true
	for _, p := range profiles() {
		v := asked.entry(p.name)
		n, understood := v.v.(int64)
		whole = whole && (understood || v.n == nil)
		sum += n
		share, known := value[Share](mix, p.name)
		if mix.entry(p.name).n != nil && !known || !ok2 || n == 0 {
			continue
		}
		if expected := all * int64(share); n*one > expected {
			w.at(v, fmt.Sprintf("asks for %d, but %d accounts × %s make only %s", n, all, formatMillionths(int64(share)), formatMillionths(expected)),
				"ask for fewer, or raise population.accounts or the share in population.profile_mix")
		}
	}
	if ok && whole && sum > 0 && sum != accounts {
		w.at(e, fmt.Sprintf("the profiles sum to %d, but access.accounts is %d", sum, accounts), "make them agree, or remove profiles")
	}
}

// exposure checks the number of persons against the population and the trial
// look-ups.
func (w *walk) exposure(top, r *record) {
	e := r.entry("targets", "exposed")
	exposed, ok := e.v.(int64)
	persons, ok2 := value[int64](top, "population", "insured_persons")
	if ok && ok2 && exposed > persons {
		w.at(e, fmt.Sprintf("%d persons are more than the %d of population.insured_persons", exposed, persons), fmt.Sprintf("write at most %d", persons))
	}
	lookups := r.entry("access", "validate", "lookups")
	n, _ := lookups.v.(int64)
	if trial := n * get[int64](r, "access", "accounts"); ok && trial > exposed {
		w.at(lookups, fmt.Sprintf("%d trial look-ups over all accounts are more than the %d persons of targets.exposed", trial, exposed), "write fewer look-ups, or more persons")
	}
	lead, understood := value[Micros](r, "access", "validate", "lead")
	switch {
	case !understood:
	case n > 0 && lead == 0:
		w.at(lookups, "trial look-ups need time before the window", "write lead, such as lead: 1d")
	case n == 0 && lead > 0 && lookups.v != nil:
		w.at(r.entry("access", "validate", "lead"), "a lead without trial look-ups does nothing", "write lookups, or remove lead")
	}
}

// window checks a campaign's times.
func (w *walk) window(c clock, top, r *record, start, end time.Time) {
	from, ok := c.moment(r, "window", "start")
	to, ok2 := c.moment(r, "window", "stop")
	const move = "write a time within it, or move time.start or time.end"
	if ok && (from.Before(start) || !from.Before(end)) {
		w.at(r.entry("window", "start"), "outside the simulated period, "+period(start, end), move)
		ok = false
	}
	if ok2 && (to.Before(start) || to.After(end)) {
		w.at(r.entry("window", "stop"), "outside the simulated period, "+period(start, end), move)
	} else if ok && ok2 && !to.After(from) {
		w.at(r.entry("window", "stop"), "the stop is not after the start, "+day(from), "write a later stop")
	}
	lead := get[Micros](r, "access", "validate", "lead")
	if ok && from.Add(-lead.Duration()).Before(start) {
		w.at(r.entry("access", "validate", "lead"), fmt.Sprintf("the trial use would begin %v before the window, before %s", lead, firstKey(top)),
			"write a shorter lead, or an earlier time.start")
	}
}

// firstKey names what decides where the logs begin.
func firstKey(top *record) string {
	if get[Micros](top, "time", "warmup") > 0 {
		return "the warm-up"
	}
	return "time.start"
}
