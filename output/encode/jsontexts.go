package encode

import (
	"strconv"

	"breachsim/generator/event"
)

// jsonTexts are the parts of a native line that come from tables. Each begins
// with a comma and a key and is complete up to the next computed value.
type jsonTexts struct {
	what     fragments // action, outcome, reason
	account  fragments // account, profession, org
	auth     fragments // auth_method
	network  fragments // asn, as_org
	place    fragments // country, city, lat, lon
	agent    fragments // user_agent
	where    fragments // service, method, path
	dept     fragments // patient_dept
	result   fragments // result
	outcomes int
	reasons  int
	methods  int
	paths    int
	noDept   int // index of the null patient_dept
	nobody   int // index of the null account
	longest  int // no line is longer
}

// room covers keys, ids, times, numbers and an address of a native line.
const room = 640

func newJSONTexts(cat *event.Catalog) jsonTexts {
	var t jsonTexts
	t.addEnums()
	for _, a := range cat.Accounts {
		t.account.add(keyed(keyed(keyed(nil, "account", a.ID), "profession", a.Profession), "org", a.Org))
	}
	t.nobody = t.account.len()
	t.account.add(keyed(keyed(keyed(nil, "account", ""), "profession", ""), "org", ""))
	for i, n := range cat.Networks {
		asn := ""
		if i > 0 {
			asn = strconv.FormatUint(uint64(n.ASN), 10)
		}
		t.network.add(keyed(number(nil, "asn", asn), "as_org", n.Org))
	}
	for _, p := range cat.Places {
		b := keyed(keyed(nil, "country", p.Country), "city", p.City)
		t.place.add(number(number(b, "lat", p.Lat), "lon", p.Lon))
	}
	for _, ua := range cat.UserAgents {
		t.agent.add(keyed(nil, "user_agent", ua))
	}
	for _, d := range cat.Departments {
		t.dept.add(keyed(nil, "patient_dept", d))
	}
	t.noDept = t.dept.len()
	t.dept.add(keyed(nil, "patient_dept", ""))
	t.longest = room
	for _, f := range []*fragments{&t.what, &t.account, &t.auth, &t.network, &t.place, &t.agent, &t.where, &t.dept, &t.result} {
		t.longest += f.max
	}
	return t
}

func (t *jsonTexts) addEnums() {
	outcomes, reasons := event.Outcomes(), event.Reasons()
	t.outcomes, t.reasons = len(outcomes), len(reasons)
	for _, a := range event.Actions() {
		for _, o := range outcomes {
			for _, r := range reasons {
				t.what.add(keyed(keyed(keyed(nil, "action", a), "outcome", o), "reason", r))
			}
		}
	}
	methods, paths := event.Methods(), event.Paths()
	t.methods, t.paths = len(methods), len(paths)
	for _, s := range event.Services() {
		for _, m := range methods {
			for p := range paths {
				fixed, more := event.Path(p).Fixed()
				text := keyed(keyed(keyed(nil, "service", s), "method", m), "path", fixed)
				if more {
					text = text[:len(text)-1] // the number and the quote follow
				}
				t.where.add(text)
			}
		}
	}
	for _, a := range event.Auths() {
		t.auth.add(keyed(nil, "auth_method", a))
	}
	for _, r := range event.Results() {
		t.result.add(keyed(nil, "result", r))
	}
}
