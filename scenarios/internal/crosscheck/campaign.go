package crosscheck

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// crosscheckCampaign checks one campaign against itself and the population.
func (w *checker) crosscheckCampaign(top, r *schema.Record) {
	w.sumsToOne(r.Entry("access", "acquire"))
	w.accountsAsked(top, r)
	w.exposure(top, r)
	accounts, ok1 := schema.Value[int64](r, "access", "accounts")
	at, ok2 := schema.Value[int64](r, "pacing", "concurrency")
	if ok1 && ok2 && at > accounts {
		w.Wrong(r.Entry("pacing", "concurrency"),
			fmt.Sprintf("%d accounts at once are more than the %d of access.accounts", at, accounts),
			fmt.Sprintf("write %d, or remove the key", accounts))
	}
	w.tempo(r)
	if ip, ok := schema.Value[scenarios.AddressRotation](r, "rotation", "ip"); ok && ip == scenarios.NeverRotate &&
		schema.Get[scenarios.Micros](r, "rotation", "ip_lifetime") > 0 {
		w.Wrong(r.Entry("rotation", "ip_lifetime"), "an address has no lifetime with ip: never",
			"remove it, or write ip: per_account")
	}
	w.source(r)
	w.relations(r)
	w.coUse(r)
	w.reactions(r)
	w.network(r)
	w.client(r)
	if words := r.Entry("network", "country"); words.Value != nil &&
		len(schema.Get[[]*schema.Entry](r, "network", "country")) == 0 {
		w.Wrong(words, "the list is empty", "write one country at least")
	}
}

// accountsAsked checks that the population can be expected to hold the
// accounts. The class of each account is drawn, so the expected number is the
// honest limit.
func (w *checker) accountsAsked(top, r *schema.Record) {
	accounts, ok := schema.Value[int64](r, "access", "accounts")
	all, ok2 := schema.Value[int64](top, "population", "accounts")
	if ok && ok2 && accounts > all {
		w.Wrong(r.Entry("access", "accounts"), fmt.Sprintf("%d accounts are more than the %d of population.accounts",
			accounts, all), fmt.Sprintf("write at most %d", all))
	}
	e := r.Entry("access", "profiles")
	asked, _ := e.Value.(*schema.Record)
	mix := top.Group("population").Group("profile_mix")
	if asked == nil || mix == nil {
		return
	}
	sum, whole := int64(0), true
	for p := range scenarios.NumProfiles {
		v := asked.Entry(p.String())
		n, understood := v.Value.(int64)
		whole = whole && (understood || v.Node == nil)
		sum += n
		share, known := schema.Value[scenarios.Share](mix, p.String())
		if mix.Entry(p.String()).Node != nil && !known || !ok2 || n == 0 {
			continue
		}
		if expected := all * int64(share); n*quantity.One > expected {
			w.Wrong(v, fmt.Sprintf("asks for %d, but %d accounts × %s make only %s", n, all,
				quantity.FormatMillionths(int64(share)), quantity.FormatMillionths(expected)),
				"ask for fewer, or raise population.accounts or the share in population.profile_mix")
		}
	}
	if ok && whole && sum > 0 && sum != accounts {
		w.Wrong(e, fmt.Sprintf("the profiles sum to %d, but access.accounts is %d", sum, accounts),
			"make them agree, or remove profiles")
	}
}

// exposure checks the number of persons against the population and the trial
// look-ups.
func (w *checker) exposure(top, r *schema.Record) {
	e := r.Entry("targets", "exposed")
	exposed, ok := e.Value.(int64)
	persons, ok2 := schema.Value[int64](top, "population", "insured_persons")
	if ok && ok2 && exposed > persons {
		w.Wrong(e, fmt.Sprintf("%d persons are more than the %d of population.insured_persons", exposed, persons),
			fmt.Sprintf("write at most %d", persons))
	}
	lookups := r.Entry("access", "validate", "lookups")
	n, _ := lookups.Value.(int64)
	if match := schema.Get[scenarios.Share](r, "targets", "region_match"); ok && exposed == 0 && match > 0 {
		w.Wrong(r.Entry("targets", "region_match"), "nobody is looked up, with exposed: 0", "remove it")
	}
	if cover := schema.Get[scenarios.Share](r, "targets", "cover"); cover > 0 {
		w.cover(r, cover, ok && exposed == 0)
	}
	if theft := schema.Get[scenarios.Share](r, "access", "acquire", scenarios.SessionTheft.String()); ok &&
		exposed == 0 && theft > 0 {
		w.Wrong(e, "who steals a session and looks nobody up leaves no trace",
			"write at least one person for each account")
	}
	if trial := n * schema.Get[int64](r, "access", "accounts"); ok && trial > exposed {
		w.Wrong(lookups, fmt.Sprintf("%d trial look-ups over all accounts are more than the %d persons of "+
			"targets.exposed", trial, exposed), "write fewer look-ups, or more persons")
	}
	lead, understood := schema.Value[scenarios.Micros](r, "access", "validate", "lead")
	switch {
	case !understood:
	case n > 0 && lead == 0:
		w.Wrong(lookups, "trial look-ups need time before the window", "write lead, such as lead: 1d")
	case n == 0 && lead > 0 && lookups.Value != nil:
		w.Wrong(r.Entry("access", "validate", "lead"), "lead does nothing without trial look-ups",
			"write lookups, or remove lead")
	}
}

// mostCover bounds the share of persons who are cover for others.
const mostCover = 950_000

// cover checks what hides the persons who are wanted.
func (w *checker) cover(r *schema.Record, share scenarios.Share, nobody bool) {
	e := r.Entry("targets", "cover")
	order, known := schema.Value[scenarios.Order](r, "targets", "order")
	switch {
	case share > mostCover:
		w.Wrong(e, "hardly anybody is left who is wanted", "write at most 0.95")
	case nobody:
		w.Wrong(e, "nobody is looked up, with exposed: 0", "remove it")
	case known && order != scenarios.Random:
		w.Wrong(e, fmt.Sprintf("in the order %v, those who are cover would not lie among the others", order),
			"write order: random")
	}
}

// window checks a campaign's times.
func (w *checker) window(top, r *schema.Record, start, end time.Time) {
	from, ok := schema.Value[time.Time](r, "window", "start")
	to, ok2 := schema.Value[time.Time](r, "window", "stop")
	const move = "write a time within it, or move time.start or time.end"
	if ok && (from.Before(start) || !from.Before(end)) {
		w.Wrong(r.Entry("window", "start"), "outside the simulated period, "+between(start, end), move)
		ok = false
	}
	if ok2 && (to.Before(start) || to.After(end)) {
		w.Wrong(r.Entry("window", "stop"), "outside the simulated period, "+between(start, end), move)
	} else if ok && ok2 && !to.After(from) {
		w.Wrong(r.Entry("window", "stop"), "the stop is not after the start, "+quantity.FormatDay(from),
			"write a later stop")
	}
	lead := schema.Get[scenarios.Micros](r, "access", "validate", "lead")
	if ok && from.Add(-lead.Duration()).Before(start) {
		w.Wrong(r.Entry("access", "validate", "lead"),
			fmt.Sprintf("trial use starts %v before the window, which is before %s", lead, firstKey(top)),
			"write a shorter lead, or an earlier time.start")
	}
}

// firstKey names what decides where the logs begin.
func firstKey(top *schema.Record) string {
	if schema.Get[scenarios.Micros](top, "time", "warmup") > 0 {
		return "the warm-up"
	}
	return "time.start"
}
