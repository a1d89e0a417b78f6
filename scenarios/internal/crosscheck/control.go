package crosscheck

import (
	"fmt"
	"slices"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// crosscheckControl checks one control against its own type.
func (w *checker) crosscheckControl(r *schema.Record) {
	t, ok := schema.Value[scenarios.ControlType](r, "type")
	if !ok {
		return
	}
	w.controlActions(r, t)
	contains := t == scenarios.Analyst || t == scenarios.IPBan
	detect := r.Entry("detect")
	detects := detect.Value != nil || detect.Node != nil
	switch {
	case detects:
		w.detection(r, contains || gates(t), t == scenarios.Canary)
	case contains && r.Entry("at").Node == nil:
		w.Missing(r, "at", "write at: 2022-03-11T16:00:00+01:00, or what triggers it, such as detect: {rule: R3, "+
			"delay: 6h}")
	}
	w.standing(r, t, detects)
	if t == scenarios.Policy {
		w.policy(r)
	}
	for _, name := range []string{"pace", "missed", "mistaken"} {
		if e := r.Entry(name); e.Node != nil && t != scenarios.Analyst {
			w.Wrong(e, "does not apply to type: "+r.Entry("type").Node.Text, "remove it")
		}
	}
	if e := r.Entry("count"); e.Node != nil && t != scenarios.Canary {
		w.Wrong(e, "does not apply to type: "+r.Entry("type").Node.Text, "remove it")
	}
}

// gates reports whether a type of control stands before the look-ups of an
// account, an address or a session: by a threshold of its own, or where a
// detection puts it.
func gates(t scenarios.ControlType) bool {
	return t == scenarios.Captcha || t == scenarios.StepUp || t == scenarios.Tarpit
}

// standing checks the keys of a control that judges each look-up.
func (w *checker) standing(r *schema.Record, t scenarios.ControlType, detects bool) {
	standing := t == scenarios.RateLimit || gates(t) && !detects
	for _, key := range []string{"scope", "threshold", "false_alarms"} {
		e := r.Entry(key)
		switch {
		case e.Node != nil && gates(t) && detects:
			w.Wrong(e, "detect already says which accounts it applies to", "remove it, or remove detect")
		case e.Node != nil && !standing:
			w.Wrong(e, "does not apply to type: "+r.Entry("type").Node.Text, "remove it")
		case e.Node == nil && standing && key != "false_alarms":
			hint := "write " + key + ": " + map[string]string{"scope": "account", "threshold": "20/5m"}[key]
			if gates(t) {
				hint += ", or what triggers it, such as detect: {rule: R3}"
			}
			w.Missing(r, key, hint)
		}
	}
}

// policy checks that a policy is for good, but where it closes the service or
// enrols accounts.
func (w *checker) policy(r *schema.Record) {
	does := func(a scenarios.ControlAction) bool {
		return slices.ContainsFunc(schema.Get[[]*schema.Entry](r, "action"),
			func(e *schema.Entry) bool { return e.Value == a })
	}
	closes := does(scenarios.CloseService)
	switch e := r.Entry("duration"); {
	case e.Node != nil && !closes && !does(scenarios.RequireSecondFactor):
		w.Wrong(e, "a policy takes a duration only with close_service or require_second_factor", "remove it")
	case closes && e.Node == nil:
		w.Missing(r, "duration", "write for how long the service is closed, such as duration: 4d")
	case closes && len(schema.Get[[]*schema.Entry](r, "action")) > 1:
		w.Wrong(r.Entry("action"), "close_service takes the duration for itself alone",
			"write the other actions in a second control")
	}
}

// detection checks what triggers a control.
func (w *checker) detection(r *schema.Record, triggered, canary bool) {
	if !triggered && !canary {
		w.Wrong(r.Entry("detect"), "a detection cannot trigger type: "+r.Entry("type").Node.Text, "remove it")
		return
	}
	d := r.Group("detect")
	if d == nil {
		return
	}
	volume := d.Entry("threshold")
	given := slices.DeleteFunc([]*schema.Entry{d.Entry("rule"), volume, d.Entry("alerts")},
		func(e *schema.Entry) bool { return e.Node == nil })
	switch {
	case canary:
		for _, e := range given {
			w.Wrong(e, "look-ups of canary persons trigger it", "remove it")
		}
		return
	case len(given) == 0:
		w.Add(d.Node, d.At, "is empty",
			"write rule: R3, or threshold: 150/1d, or alerts: [] for those of a detector of your own")
	case len(given) > 1:
		w.Wrong(given[1], "rule, threshold and alerts exclude each other", "keep one of them")
	}
	w.alertEntities(r)
	if v, ok := volume.Value.(scenarios.Threshold); ok && v.Per > longestCount {
		w.Wrong(volume, "the time is longer than a week", "write at most 7d")
	}
}

// longestCount bounds the time over which persons are counted.
const longestCount = 7 * 24 * 3600 * 1_000_000

// actionsOf lists what a type of control can do.
func actionsOf(t scenarios.ControlType) []scenarios.ControlAction {
	return map[scenarios.ControlType][]scenarios.ControlAction{
		scenarios.Analyst:   {scenarios.BanAddresses, scenarios.ResetAccounts},
		scenarios.IPBan:     {scenarios.BanAddresses},
		scenarios.Policy:    {scenarios.ForcePasswordChange, scenarios.CloseService, scenarios.RequireSecondFactor},
		scenarios.RateLimit: {scenarios.TooManyRequests},
		scenarios.Captcha:   {scenarios.ChallengeClient},
		scenarios.StepUp:    {scenarios.AskSecondFactor},
		scenarios.Canary: {
			scenarios.BanAddresses, scenarios.ResetAccounts, scenarios.ChallengeClient, scenarios.AskSecondFactor,
			scenarios.SlowAnswers, scenarios.GiveDecoys, scenarios.RaiseAlert,
		},
		scenarios.Tarpit: {scenarios.SlowAnswers, scenarios.GiveDecoys},
	}[t]
}

// controlActions checks that the type of control takes its actions.
func (w *checker) controlActions(r *schema.Record, t scenarios.ControlType) {
	allowed := actionsOf(t)
	actions := schema.Get[[]*schema.Entry](r, "action")
	if r.Entry("action").Value != nil && len(actions) == 0 {
		w.Wrong(r.Entry("action"), "the list is empty", "write what the control does")
	}
	var hint []string
	for _, a := range allowed {
		hint = append(hint, a.String())
	}
	for _, e := range actions {
		if a, ok := e.Value.(scenarios.ControlAction); ok && !slices.Contains(allowed, a) {
			w.Wrong(e, wording.Quote(e.Node.Text)+" is not an action of type: "+r.Entry("type").Node.Text,
				"write "+wording.OneOf(hint))
		}
	}
}

// controlTimes checks when a control acts, and when it was triggered.
func (w *checker) controlTimes(r *schema.Record, start, end time.Time) {
	at, ok := schema.Value[time.Time](r, "at")
	if ok && (at.Before(start) || !at.Before(end)) {
		w.Wrong(r.Entry("at"), "outside the simulated period, "+between(start, end),
			"write a time within it, or move time.start or time.end")
	}
	for _, a := range r.Items("detect", "alerts") {
		w.alertTimes(a, start, end)
	}
	detected, given := schema.Value[time.Time](r, "detected_at")
	if !given {
		return
	}
	if t, known := schema.Value[scenarios.ControlType](r, "type"); known && t != scenarios.Analyst {
		w.Wrong(r.Entry("detected_at"), "detected_at applies to type: analyst only", "remove it")
	}
	if r.Entry("detect").Value != nil {
		w.Wrong(r.Entry("detected_at"), "detect already says when the analyst notices", "remove it")
	} else if ok && detected.After(at) {
		w.Wrong(r.Entry("detected_at"), "after the control acts, "+at.Format(time.RFC3339),
			"write a time not after it")
	} else if detected.Before(start) {
		w.Wrong(r.Entry("detected_at"), "before the simulated period, "+between(start, end), "write a time within it")
	}
}

// alertTimes checks when an alert was raised, and when the control acts on it.
func (w *checker) alertTimes(a *schema.Record, start, end time.Time) {
	raised, known := schema.Value[time.Time](a, "at")
	for _, name := range []string{"at", "acts_at"} {
		at, ok := schema.Value[time.Time](a, name)
		switch {
		case !ok:
		case at.Before(start) || !at.Before(end):
			w.Wrong(a.Entry(name), "outside the simulated period, "+between(start, end), "write a time within it")
		case known && at.Before(raised):
			w.Wrong(a.Entry(name), "before the alert was raised, "+raised.Format(time.RFC3339),
				"write a time not before it")
		}
	}
}

// alertEntities checks that each alert is about one account or one address, and that
// what the control does can be done to that.
func (w *checker) alertEntities(r *schema.Record) {
	bans := slices.ContainsFunc(schema.Get[[]*schema.Entry](r, "action"),
		func(e *schema.Entry) bool { return e.Value == scenarios.BanAddresses })
	for _, a := range r.Items("detect", "alerts") {
		account, ip := a.Entry("account"), a.Entry("ip")
		switch {
		case account.Node == nil && ip.Node == nil:
			w.Missing(a, "account", "write the name of the account, such as account: PS1234567, or an address, ip")
		case account.Node != nil && ip.Node != nil:
			w.Wrong(ip, "an alert is about an account or about an address", "write two alerts")
		case ip.Node != nil && !bans:
			w.Wrong(ip, "the control does not ban addresses", "write action: [ip_ban], or account in place of ip")
		}
	}
}

// canaries checks that canary persons are few among the insured: one in twenty
// at most, so that practitioners have others to look up.
func (w *checker) canaries(top, r *schema.Record) {
	e := r.Entry("count")
	n, ok := e.Value.(int64)
	persons, ok2 := schema.Value[int64](top, "population", "insured_persons")
	if most := persons / 20; ok && ok2 && n > most {
		const more = "%d canary persons are more than one in twenty of the %d of population.insured_persons"
		w.Wrong(e, fmt.Sprintf(more, n, persons), fmt.Sprintf("write at most %d", most))
	}
}
