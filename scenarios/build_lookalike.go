package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"breachsim/scenarios/internal/quantity"
	"breachsim/scenarios/internal/schema"
)

// buildLookAlikes lists the look-alikes of a file, each with every value that
// it takes.
func buildLookAlikes(top *schema.Record, accounts int) []LookAlike {
	if schema.Get[lookAlikeWord](top, "benign", "look_alikes") == usualLookAlikes {
		return usual(accounts)
	}
	var out []LookAlike
	for _, r := range top.Items("benign", "look_alikes") {
		k := schema.Get[LookAlikeKind](r, "type")
		l := usualOf(k, accounts)
		for _, key := range lookAlikeRules()[k].takes {
			l.set(r, key)
		}
		out = append(out, l)
	}
	return out
}

// usual is what `default` stands for: each kind at its usual frequency, at
// least once.
func usual(accounts int) []LookAlike {
	out := make([]LookAlike, 0, NumLookAlikes)
	for k := range NumLookAlikes {
		out = append(out, usualOf(k, accounts))
	}
	return out
}

func usualOf(k LookAlikeKind, accounts int) LookAlike {
	rule := lookAlikeRules()[k]
	l := rule.def
	l.Kind = k
	n := max(1, (accounts*rule.share+50_000)/100_000)
	switch {
	case k == TwinSites:
		l.Sites = max(2, n&^1)
	case k.countsSites():
		l.Sites = n
	case rule.share > 0:
		l.Accounts = n
	}
	return l
}

// set takes over one key that the file gives.
func (l *LookAlike) set(r *schema.Record, key string) {
	switch key {
	case "accounts":
		l.Accounts = counted(r, key, l.Accounts)
	case "sites":
		l.Sites = counted(r, key, l.Sites)
	case "per_month":
		l.PerMonth = counted(r, key, l.PerMonth)
	case "lookups":
		take(r, key, &l.LookUps)
	case "accounts_per_ip":
		take(r, key, &l.PerAddress)
	case "think_time":
		take(r, key, &l.Think)
	case "duration":
		take(r, key, &l.Duration)
	case "day":
		l.Day = schema.Get[time.Time](r, key)
	case "schedule":
		take(r, key, &l.Schedule)
	case "first_seen_share":
		take(r, key, &l.FirstSeen)
	case "not_found_share":
		take(r, key, &l.NotFound)
	case "gain":
		take(r, key, &l.Gain)
	case "new_asn":
		take(r, key, &l.NewASN)
	case "resets":
		take(r, key, &l.Resets)
	case "user_agent":
		take(r, key, &l.UserAgent)
	case "order":
		take(r, key, &l.Order)
	case "network":
		take(r, key, &l.Network)
	case "country":
		if cs := schema.List[string](r, key); len(cs) > 0 {
			l.Countries = cs
		}
	}
}

// take reads a value that is there.
func take[T any](r *schema.Record, key string, dst *T) {
	if v, ok := schema.Value[T](r, key); ok {
		*dst = v
	}
}

func counted(r *schema.Record, key string, otherwise int) int {
	if n := r.Count(key); n > 0 {
		return n
	}
	return otherwise
}

// text writes the value of one key as the language does; empty for none.
func (l *LookAlike) text(key string) string {
	switch key {
	case "accounts":
		return number(l.Accounts)
	case "sites":
		return number(l.Sites)
	case "per_month":
		return number(l.PerMonth)
	case "lookups":
		return l.LookUps.String()
	case "accounts_per_ip":
		return l.PerAddress.String()
	case "think_time":
		return strconv.Quote(l.Think.String())
	case "duration":
		return l.Duration.String()
	case "day":
		if l.Day.IsZero() {
			return ""
		}
		return quantity.FormatTime(l.Day)
	case "schedule":
		return strconv.Quote(l.Schedule.String())
	case "first_seen_share":
		return quantity.FormatMillionths(int64(l.FirstSeen))
	case "not_found_share":
		return quantity.FormatMillionths(int64(l.NotFound))
	case "gain":
		return quantity.FormatMillionths(int64(l.Gain))
	case "new_asn":
		return strconv.FormatBool(l.NewASN)
	case "resets":
		return strconv.FormatBool(l.Resets)
	case "authorised":
		return "true"
	case "user_agent":
		return l.UserAgent.String()
	case "order":
		return l.Order.String()
	case "network":
		return l.Network.String()
	}
	return "[" + strings.Join(l.Countries, ", ") + "]"
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (b *Benign) writeLookAlikes(w *writer) {
	all := b.LookAlikes
	switch {
	case b.UsualLookAlikes:
		w.line(1, "look_alikes: default")
		return
	case len(all) == 0:
		w.line(1, "look_alikes: none")
		return
	}
	w.line(1, "look_alikes:")
	rules := lookAlikeRules()
	for i := range all {
		l := &all[i]
		parts := []string{"type: " + l.Kind.String()}
		for _, key := range rules[l.Kind].takes {
			if v := l.text(key); v != "" {
				parts = append(parts, key+": "+v)
			}
		}
		w.line(2, "- {%s}", strings.Join(parts, ", "))
	}
}

// crosscheckLookAlikes refuses keys that a kind does not take, and values that
// contradict each other.
func (w *checker) crosscheckLookAlikes(top *schema.Record) {
	rules := lookAlikeRules()
	for _, r := range top.Items("benign", "look_alikes") {
		k, ok := schema.Value[LookAlikeKind](r, "type")
		if !ok {
			continue
		}
		for _, key := range lookAlikeTable().(*schema.Group).Names() {
			e := r.Entry(key)
			if key != "type" && e.Value != nil && !slices.Contains(rules[k].takes, key) {
				w.Wrong(e, fmt.Sprintf("%s does not apply to %v", key, k), "remove it; "+k.String()+" takes "+strings.Join(rules[k].takes, ", "))
			}
		}
		if ok, given := schema.Value[bool](r, "authorised"); given && !ok {
			w.Wrong(r.Entry("authorised"), "a test that is not agreed with the operator is an attack", "write it under campaigns, or authorised: true")
		}
		if n := r.Count("sites"); k == TwinSites && n%2 != 0 {
			w.Wrong(r.Entry("sites"), fmt.Sprintf("%d sites do not make pairs", n), fmt.Sprintf("write %d", n+1))
		}
		if d, given := schema.Value[Micros](r, "duration"); given && d < wholeDay {
			w.Wrong(r.Entry("duration"), "shorter than a day", "write 1d or more")
		}
	}
}
