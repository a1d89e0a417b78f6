package encode

import (
	"slices"
	"strings"

	"breachsim/generator/event"
)

// ecsVersion is the version of the Elastic Common Schema that lines follow:
// https://github.com/elastic/ecs/tree/v9.4.0
const ecsVersion = "9.4.0"

// ecsTexts are the parts of a line in ECS that come from tables. Each is a run
// of members with a comma after each; what a line has nothing to say of is not
// in it.
type ecsTexts struct {
	what    fragments // of event: action, category, type, outcome, reason
	account fragments // user, organization, and related up to its first key
	network fragments // of source: as
	place   fragments // of source: geo
	agent   fragments // user_agent
	where   fragments // service, and url up to the number in it
	method  fragments // of http.request
	auth    fragments
	dept    fragments
	result  fragments

	outcomes, reasons, paths, noDept, nobody, longest int
}

const (
	ecsRelated = `"related":{`
	ecsSource  = `"source":{`
	ecsCustom  = `"infopatient":{`
)

// ecsKinds are the category and type of an action, of the pairs that ECS
// allows.
func ecsKinds(a event.Action) string {
	switch a {
	case event.Login:
		return `"category":["authentication"],"type":["start"],`
	case event.Logout:
		return `"category":["authentication"],"type":["end"],`
	case event.MFAChallenge, event.Challenge:
		return `"category":["authentication"],"type":["info"],`
	case event.Lookup, event.ServiceUse:
		return `"category":["web","api"],"type":["access"],`
	case event.IPBan:
		return `"category":["network","intrusion_detection"],"type":["denied"],`
	case event.IPUnban:
		return `"category":["network"],"type":["allowed"],`
	}
	return `"category":["iam"],"type":["user","change"],`
}

func newECSTexts(cat *event.Catalog) ecsTexts {
	var t ecsTexts
	t.addEnums()
	for _, a := range cat.Accounts {
		user := object("user", member("id", a.ID)+member("name", a.ID)+members("roles", a.Profession))
		t.account.add([]byte(user + object("organization", member("id", a.Org)) + ecsRelated + members("user", a.ID)))
	}
	t.nobody = t.account.len()
	t.account.add([]byte(ecsRelated))
	for i, n := range cat.Networks {
		t.network.add([]byte(object("as", bare("number", asnText(i, n))+object("organization", member("name", n.Org)))))
	}
	for _, p := range cat.Places {
		place := member("country_iso_code", p.Country) + member("city_name", p.City) + object("location", bare("lat", p.Lat)+bare("lon", p.Lon))
		t.place.add([]byte(object("geo", place)))
	}
	for _, ua := range cat.UserAgents {
		t.agent.add([]byte(object("user_agent", member("original", ua))))
	}
	for _, d := range cat.Departments {
		t.dept.add([]byte(member("dept", d)))
	}
	t.noDept = t.dept.len()
	t.dept.add(nil)
	t.longest = 2 * room
	for _, f := range []*fragments{&t.what, &t.account, &t.network, &t.place, &t.agent, &t.where, &t.method, &t.auth, &t.dept, &t.result} {
		t.longest += f.max
	}
	return t
}

func (t *ecsTexts) addEnums() {
	outcomes, reasons := event.Outcomes(), event.Reasons()
	t.outcomes, t.reasons, t.paths = len(outcomes), len(reasons), len(event.Paths())
	for i, a := range event.Actions() {
		for _, o := range outcomes {
			for _, r := range reasons {
				for _, broken := range []bool{false, true} {
					kinds := ecsKinds(event.Action(i))
					if broken { // an answer of 5xx
						kinds = strings.Replace(kinds, `["access"]`, `["access","error"]`, 1)
					}
					t.what.add([]byte(member("action", a) + kinds + member("outcome", o) + member("reason", r)))
				}
			}
		}
	}
	for _, s := range event.Services() {
		for p := range t.paths {
			t.where.add([]byte(object("service", member("name", s)) + jsonPath(`"url":{`, "path", "query", event.Path(p))))
		}
	}
	for _, m := range event.Methods() {
		t.method.add([]byte(member("method", m)))
	}
	for _, a := range event.Auths() {
		t.auth.add([]byte(object("auth", member("method", a))))
	}
	for _, r := range event.Results() {
		t.result.add([]byte(member("result", r)))
	}
}

type ecsEncoder struct {
	t     *ecsTexts
	stamp Stamp
	mode  NIRMode
}

func (t *Texts) ecsEncoder(mode NIRMode) *ecsEncoder {
	return &ecsEncoder{t: t.ecs(), stamp: NewStamp(), mode: mode}
}

const ecsEvent = `","ecs":{"version":"` + ecsVersion + `"},"event":{"kind":"event","module":"infopatient","dataset":"infopatient.audit","id":"`

// append appends the line of ev, with its newline.
func (e *ecsEncoder) append(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	dst = append(dst, `{"@timestamp":"`...)
	dst = e.stamp.Append(dst, ev.TS)
	dst = append(dst, ecsEvent...)
	dst = AppendHex(dst, ev.ID)
	dst = append(dst, `",`...)
	what := ((int(ev.Action)*t.outcomes+int(ev.Outcome))*t.reasons + int(ev.Reason)) * 2
	if ev.Status >= 500 {
		what++
	}
	dst = append(dst, t.what.at(what)...)
	if ev.Status != 0 {
		dst = append(dst, `"duration":`...)
		dst = appendUint(dst, ev.LatencyUS)
		if ev.LatencyUS != 0 {
			dst = append(dst, "000"...) // nanoseconds
		}
		dst = append(dst, ',')
	}
	dst = shut(dst, 0)
	dst = e.appendWho(dst, ev)
	dst = append(dst, t.agent.at(int(ev.UserAgent))...)
	dst = append(dst, t.where.at(int(ev.Service)*t.paths+int(ev.Path))...)
	if ev.Path >= event.PathByRef {
		dst = endPath(dst, ev.Path, ev.NIRRef, ev)
	}
	dst = e.appendHTTP(dst, ev)
	dst = e.appendCustom(dst, ev)
	dst[len(dst)-1] = '}'
	return append(dst, '\n')
}

// appendWho appends user to source.
func (e *ecsEncoder) appendWho(dst []byte, ev *event.Event) []byte {
	t := e.t
	account := int(ev.Account)
	if ev.Account == event.NoAccount {
		account = t.nobody
	}
	dst = append(dst, t.account.at(account)...)
	if !ev.Addr.IsZero() {
		dst = append(dst, `"ip":["`...)
		dst = AppendAddr(dst, ev.Addr)
		dst = append(dst, `"],`...)
	}
	if e.mode == HMAC && ev.NIRRef != 0 {
		dst = append(dst, `"hash":["`...)
		dst = AppendHex(dst, ev.NIRRef)
		dst = append(dst, `"],`...)
	}
	dst = shut(dst, len(ecsRelated))
	dst = append(dst, ecsSource...)
	if !ev.Addr.IsZero() {
		dst = appendMemberIP(dst, ev.Addr)
	}
	dst = appendOrigin(dst, ev, &t.network, &t.place)
	return shut(dst, len(ecsSource))
}

// appendHTTP appends http.
func (e *ecsEncoder) appendHTTP(dst []byte, ev *event.Event) []byte {
	const open, request = `"http":{`, `"request":{`
	dst = append(dst, open+request...)
	if ev.Request != 0 {
		dst = append(dst, `"id":"`...)
		dst = AppendHex(dst, ev.Request)
		dst = append(dst, `",`...)
	}
	dst = append(dst, e.t.method.at(int(ev.Method))...)
	if ev.Status == 0 {
		return shut(shut(dst, len(request)), len(open))
	}
	dst = append(dst, `"body":{"bytes":`...)
	dst = appendUint(dst, ev.ReqBytes)
	dst = append(dst, `}},"response":{"status_code":`...)
	dst = appendUint(dst, uint32(ev.Status))
	dst = append(dst, `,"body":{"bytes":`...)
	dst = appendUint(dst, ev.RespBytes)
	return append(dst, `}}},`...)
}

// appendCustom appends what ECS has no field for, under a name of our own.
func (e *ecsEncoder) appendCustom(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = append(dst, ecsCustom...)
	if ev.Session != 0 {
		dst = append(dst, `"session":{"id":"`...)
		dst = AppendHex(dst, ev.Session)
		dst = append(dst, `"},`...)
	}
	dst = append(dst, t.auth.at(int(ev.Auth))...)
	if ev.ClientFP != 0 {
		dst = append(dst, `"client":{"fingerprint":"`...)
		dst = AppendHex(dst, ev.ClientFP)
		dst = append(dst, `"},`...)
	}
	const subject, lookup = `"subject":{`, `"lookup":{`
	dst = append(dst, subject...)
	dst = appendSubject(dst, e.mode, ev, `"ref":"`, `"nir":"`)
	dept := int(ev.PatientDept)
	if ev.PatientDept == event.NoPlace {
		dept = t.noDept
	}
	dst = append(dst, t.dept.at(dept)...)
	dst = shut(dst, len(subject))
	dst = append(dst, lookup...)
	dst = append(dst, t.result.at(int(ev.Result))...)
	if ev.Persons >= 0 {
		dst = append(dst, `"persons":`...)
		dst = appendUint(dst, uint32(ev.Persons))
		dst = append(dst, ',')
	}
	dst = shut(dst, len(lookup))
	return shut(dst, len(ecsCustom))
}
