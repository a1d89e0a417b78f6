package scenarios

import "slices"

// relateControl checks one control against its own type.
func (w *walk) relateControl(r *record) {
	t, ok := value[ControlType](r, "type")
	if !ok {
		return
	}
	w.controlActions(r, t)
	contains := t == Analyst || t == IPBan
	if detect := r.entry("detect"); detect.v != nil || detect.n != nil {
		w.detection(r, contains)
	} else if contains && r.entry("at").n == nil {
		w.add(r.node, r.at.path+".at", "this key is required", "write at: 2022-03-11T16:00:00+01:00, or what triggers it, such as detect: {rule: R3, delay: 6h}")
	}
	standing := t == RateLimit
	for _, key := range []string{"scope", "threshold", "false_alarms"} {
		e := r.entry(key)
		switch {
		case e.n != nil && !standing:
			w.at(e, "does nothing for type: "+r.entry("type").n.text, "remove it")
		case e.n == nil && standing && key != "false_alarms":
			w.add(r.node, r.at.path+"."+key, "this key is required", "write "+key+": "+map[string]string{"scope": "account", "threshold": "20/5m"}[key])
		}
	}
	if t == Policy && r.entry("duration").n != nil {
		w.at(r.entry("duration"), "what a policy asks for it asks for good", "remove it")
	}
}

// detection checks what triggers a control.
func (w *walk) detection(r *record, contains bool) {
	if !contains {
		w.at(r.entry("detect"), "nothing triggers type: "+r.entry("type").n.text, "remove it")
		return
	}
	d := r.group("detect")
	if d == nil {
		return
	}
	rule, volume := d.entry("rule"), d.entry("threshold")
	switch {
	case rule.n == nil && volume.n == nil:
		w.add(d.node, d.at.path, "nothing to detect", "write rule: R3, or threshold: 150/1d")
	case rule.n != nil && volume.n != nil:
		w.at(volume, "a rule and a threshold", "remove one of them")
	}
	if v, ok := volume.v.(Threshold); ok && v.Per > longestCount {
		w.at(volume, "counts over more than a week", "write at most 7d")
	}
}

// longestCount bounds the time over which persons are counted.
const longestCount = 7 * 24 * 3600 * 1_000_000

// controlActions checks that the type of control takes its actions.
func (w *walk) controlActions(r *record, t ControlType) {
	allowed := map[ControlType][]ControlAction{
		Analyst:   {BanAddresses, ResetAccounts},
		IPBan:     {BanAddresses},
		Policy:    {ForcePasswordChange},
		RateLimit: {TooManyRequests},
	}
	actions := the[[]*entry](r, "action")
	if r.entry("action").v != nil && len(actions) == 0 {
		w.at(r.entry("action"), "the list is empty", "write what the control does")
	}
	var hint []string
	for _, a := range controlActions() {
		if v, ok := a.value.(ControlAction); ok && slices.Contains(allowed[t], v) {
			hint = append(hint, a.name)
		}
	}
	for _, e := range actions {
		if a, ok := e.v.(ControlAction); ok && !slices.Contains(allowed[t], a) {
			w.at(e, quote(e.n.text)+" is not an action of type: "+r.entry("type").n.text, "write "+oneOf(hint))
		}
	}
}
