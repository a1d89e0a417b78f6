package scenarios

import "slices"

// crosscheckControl checks one control against its own type.
func (w *walk) crosscheckControl(r *record) {
	t, ok := value[ControlType](r, "type")
	if !ok {
		return
	}
	w.controlActions(r, t)
	contains := t == Analyst || t == IPBan
	detect := r.entry("detect")
	detects := detect.v != nil || detect.n != nil
	switch {
	case detects:
		w.detection(r, contains || gates(t), t == Canary)
	case contains && r.entry("at").n == nil:
		w.add(r.node, r.at+".at", "this key is required", "write at: 2022-03-11T16:00:00+01:00, or what triggers it, such as detect: {rule: R3, delay: 6h}")
	}
	w.standing(r, t, detects)
	if t == Policy {
		w.policy(r)
	}
	if e := r.entry("count"); e.n != nil && t != Canary {
		w.at(e, "does nothing for type: "+r.entry("type").n.text, "remove it")
	}
}

// gates reports whether a type of control stands before the look-ups of an
// account, an address or a session: by a threshold of its own, or where a
// detection puts it.
func gates(t ControlType) bool { return t == Captcha || t == StepUp || t == Tarpit }

// standing checks the keys of a control that judges each look-up.
func (w *walk) standing(r *record, t ControlType, detects bool) {
	standing := t == RateLimit || gates(t) && !detects
	for _, key := range []string{"scope", "threshold", "false_alarms"} {
		e := r.entry(key)
		switch {
		case e.n != nil && gates(t) && detects:
			w.at(e, "the detection says for whom it is", "remove it, or detect")
		case e.n != nil && !standing:
			w.at(e, "does nothing for type: "+r.entry("type").n.text, "remove it")
		case e.n == nil && standing && key != "false_alarms":
			hint := "write " + key + ": " + map[string]string{"scope": "account", "threshold": "20/5m"}[key]
			if gates(t) {
				hint += ", or what triggers it, such as detect: {rule: R3}"
			}
			w.add(r.node, r.at+"."+key, "this key is required", hint)
		}
	}
}

// policy checks that a policy is for good, but where it closes the service or
// enrols accounts.
func (w *walk) policy(r *record) {
	does := func(a ControlAction) bool {
		return slices.ContainsFunc(get[[]*entry](r, "action"), func(e *entry) bool { return e.v == a })
	}
	closes := does(CloseService)
	switch e := r.entry("duration"); {
	case e.n != nil && !closes && !does(RequireSecondFactor):
		w.at(e, "what a policy asks for it asks for good", "remove it")
	case closes && e.n == nil:
		w.add(r.node, r.at+".duration", "this key is required", "write for how long the service is closed, such as duration: 4d")
	case closes && len(get[[]*entry](r, "action")) > 1:
		w.at(r.entry("action"), "the duration is that of the closing alone", "write two controls")
	}
}

// detection checks what triggers a control.
func (w *walk) detection(r *record, triggered, canary bool) {
	if !triggered && !canary {
		w.at(r.entry("detect"), "nothing triggers type: "+r.entry("type").n.text, "remove it")
		return
	}
	d := r.group("detect")
	if d == nil {
		return
	}
	volume := d.entry("threshold")
	given := slices.DeleteFunc([]*entry{d.entry("rule"), volume, d.entry("alerts")}, func(e *entry) bool { return e.n == nil })
	switch {
	case canary:
		for _, e := range given {
			w.at(e, "a look-up of a canary person is what triggers it", "remove it")
		}
		return
	case len(given) == 0:
		w.add(d.node, d.at, "nothing to detect", "write rule: R3, or threshold: 150/1d, or alerts: [] for those of a detector of your own")
	case len(given) > 1:
		w.at(given[1], "rule, threshold and alerts: more than one of them triggers it", "keep one of them")
	}
	if v, ok := volume.v.(Threshold); ok && v.Per > longestCount {
		w.at(volume, "counts over more than a week", "write at most 7d")
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
func (w *walk) controlActions(r *record, t ControlType) {
	allowed := actionsOf(t)
	actions := get[[]*entry](r, "action")
	if r.entry("action").v != nil && len(actions) == 0 {
		w.at(r.entry("action"), "the list is empty", "write what the control does")
	}
	var hint []string
	for _, a := range controlActions() {
		if v, ok := a.value.(ControlAction); ok && slices.Contains(allowed, v) {
			hint = append(hint, a.name)
		}
	}
	for _, e := range actions {
		if a, ok := e.v.(ControlAction); ok && !slices.Contains(allowed, a) {
			w.at(e, quote(e.n.text)+" is not an action of type: "+r.entry("type").n.text, "write "+oneOf(hint))
		}
	}
}

// once checks that what a policy asks of every account is asked once.
func (w *walk) once(all []*record, asks ControlAction, already string) {
	var first *entry
	for _, r := range all {
		for _, e := range get[[]*entry](r, "action") {
			switch {
			case e.v != asks:
			case first != nil:
				w.at(e, already+" by "+parent(first.at)+" already", "remove this control")
			default:
				first = e
			}
		}
	}
}
