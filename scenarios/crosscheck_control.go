package scenarios

import (
	"slices"

	"breachsim/scenarios/internal/schema"
	"breachsim/scenarios/internal/tree"
	"breachsim/scenarios/internal/wording"
)

// crosscheckControl checks one control against its own type.
func (w *checker) crosscheckControl(r *schema.Record) {
	t, ok := schema.Value[ControlType](r, "type")
	if !ok {
		return
	}
	w.controlActions(r, t)
	contains := t == Analyst || t == IPBan
	detect := r.Entry("detect")
	detects := detect.Value != nil || detect.Node != nil
	switch {
	case detects:
		w.detection(r, contains || gates(t), t == Canary)
	case contains && r.Entry("at").Node == nil:
		w.Missing(r, "at", "write at: 2022-03-11T16:00:00+01:00, or what triggers it, such as detect: {rule: R3, delay: 6h}")
	}
	w.standing(r, t, detects)
	if t == Policy {
		w.policy(r)
	}
	if e := r.Entry("count"); e.Node != nil && t != Canary {
		w.Wrong(e, "does nothing for type: "+r.Entry("type").Node.Text, "remove it")
	}
}

// gates reports whether a type of control stands before the look-ups of an
// account, an address or a session: by a threshold of its own, or where a
// detection puts it.
func gates(t ControlType) bool { return t == Captcha || t == StepUp || t == Tarpit }

// standing checks the keys of a control that judges each look-up.
func (w *checker) standing(r *schema.Record, t ControlType, detects bool) {
	standing := t == RateLimit || gates(t) && !detects
	for _, key := range []string{"scope", "threshold", "false_alarms"} {
		e := r.Entry(key)
		switch {
		case e.Node != nil && gates(t) && detects:
			w.Wrong(e, "the detection says for whom it is", "remove it, or detect")
		case e.Node != nil && !standing:
			w.Wrong(e, "does nothing for type: "+r.Entry("type").Node.Text, "remove it")
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
	does := func(a ControlAction) bool {
		return slices.ContainsFunc(schema.Get[[]*schema.Entry](r, "action"), func(e *schema.Entry) bool { return e.Value == a })
	}
	closes := does(CloseService)
	switch e := r.Entry("duration"); {
	case e.Node != nil && !closes && !does(RequireSecondFactor):
		w.Wrong(e, "what a policy asks for it asks for good", "remove it")
	case closes && e.Node == nil:
		w.Missing(r, "duration", "write for how long the service is closed, such as duration: 4d")
	case closes && len(schema.Get[[]*schema.Entry](r, "action")) > 1:
		w.Wrong(r.Entry("action"), "the duration is that of the closing alone", "write two controls")
	}
}

// detection checks what triggers a control.
func (w *checker) detection(r *schema.Record, triggered, canary bool) {
	if !triggered && !canary {
		w.Wrong(r.Entry("detect"), "nothing triggers type: "+r.Entry("type").Node.Text, "remove it")
		return
	}
	d := r.Group("detect")
	if d == nil {
		return
	}
	volume := d.Entry("threshold")
	given := slices.DeleteFunc([]*schema.Entry{d.Entry("rule"), volume, d.Entry("alerts")}, func(e *schema.Entry) bool { return e.Node == nil })
	switch {
	case canary:
		for _, e := range given {
			w.Wrong(e, "a look-up of a canary person is what triggers it", "remove it")
		}
		return
	case len(given) == 0:
		w.Add(d.Node, d.At, "nothing to detect", "write rule: R3, or threshold: 150/1d, or alerts: [] for those of a detector of your own")
	case len(given) > 1:
		w.Wrong(given[1], "rule, threshold and alerts: more than one of them triggers it", "keep one of them")
	}
	if v, ok := volume.Value.(Threshold); ok && v.Per > longestCount {
		w.Wrong(volume, "counts over more than a week", "write at most 7d")
	}
}

// longestCount bounds the time over which persons are counted.
const longestCount = 7 * 24 * 3600 * 1_000_000

// actionsOf lists what a type of control can do.
func actionsOf(t ControlType) []ControlAction {
	return map[ControlType][]ControlAction{
		Analyst:   {BanAddresses, ResetAccounts},
		IPBan:     {BanAddresses},
		Policy:    {ForcePasswordChange, CloseService, RequireSecondFactor},
		RateLimit: {TooManyRequests},
		Captcha:   {ChallengeClient},
		StepUp:    {AskSecondFactor},
		Canary:    {RaiseAlert, BanAddresses, ResetAccounts, ChallengeClient, AskSecondFactor, SlowAnswers, GiveDecoys},
		Tarpit:    {SlowAnswers, GiveDecoys},
	}[t]
}

// controlActions checks that the type of control takes its actions.
func (w *checker) controlActions(r *schema.Record, t ControlType) {
	allowed := actionsOf(t)
	actions := schema.Get[[]*schema.Entry](r, "action")
	if r.Entry("action").Value != nil && len(actions) == 0 {
		w.Wrong(r.Entry("action"), "the list is empty", "write what the control does")
	}
	var hint []string
	for _, a := range controlActions() {
		if v, ok := a.Value.(ControlAction); ok && slices.Contains(allowed, v) {
			hint = append(hint, a.Name)
		}
	}
	for _, e := range actions {
		if a, ok := e.Value.(ControlAction); ok && !slices.Contains(allowed, a) {
			w.Wrong(e, wording.Quote(e.Node.Text)+" is not an action of type: "+r.Entry("type").Node.Text, "write "+wording.OneOf(hint))
		}
	}
}

// once checks that what a policy asks of every account is asked once.
func (w *checker) once(all []*schema.Record, asks ControlAction, already string) {
	var first *schema.Entry
	for _, r := range all {
		for _, e := range schema.Get[[]*schema.Entry](r, "action") {
			switch {
			case e.Value != asks:
			case first != nil:
				w.Wrong(e, already+" by "+tree.Parent(first.At)+" already", "remove this control")
			default:
				first = e
			}
		}
	}
}
