package client

import "slices"

// A browser is told to ask for the other site: a telephone for that of desktops, a
// tablet, which asks for it anyway, for that of telephones. It then names itself as
// such a machine does, and its handshake stays what it is.

// modesOf fills in what browsers name themselves for the other site, by user agent.
func (t *agentTable) modesOf() {
	t.desktop, t.mobile = make([]uint16, len(t.texts)), make([]uint16, len(t.texts))
	for family, other := range map[int]int{chromeAndroid: androidDesktop, samsungAndroid: samsungDesktop} {
		for _, versions := range t.families[family].models {
			for v, ua := range versions {
				t.desktop[ua] = t.families[other].models[0][v]
			}
		}
	}
	pads, macs := t.families[padMobile].models[0], t.families[safariMac].models[0]
	for v, ua := range t.families[safariPhone].models[0] {
		version := between(t.texts[ua], "Version/", " ")
		i := slices.IndexFunc(macs, func(mac uint16) bool { return between(t.texts[mac], "Version/", " ") == version })
		t.desktop[ua] = macs[i]
		if t.mobile[macs[i]] == 0 { // the first system that brought this version
			t.mobile[macs[i]] = pads[v]
		}
	}
}

// OtherSite returns what the device of one of an account's users on a day, which
// names itself ua, names itself while it asks for the other site: index into
// Catalog.UserAgents. ok is false of a computer, which has no such switch.
func (d *Devices) OtherSite(who User, ua uint16) (other uint16, ok bool) {
	if other = d.agents.desktop[ua]; other == 0 && d.on(who).family == safariPad {
		other = d.agents.mobile[ua]
	}
	return other, other != 0
}

// Switched returns what a user's machine, which names itself ua and shows fp, shows
// once its security software begins or ceases to open connections. ok is false where
// it has none that does: see inspectedShare.
func (d *Devices) Switched(who User, ua uint16, fp uint64) (other uint64, ok bool) {
	if !d.agents.windows[ua] {
		return 0, false
	}
	if own := d.agents.prints[ua]; fp != own {
		return own, true
	}
	other, _ = inspector(d.on(who).key, who.Profile)
	return other, true
}
