package siem

import (
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// ecsVersion is the version of the Elastic Common Schema that lines follow:
// https://github.com/elastic/ecs/tree/v9.4.0
const ecsVersion = "9.4.0"

// ecsTexts are the parts of a line in ECS that come from tables. Each is a run
// of members with a comma after each; what a line has nothing to say of is not
// in it.
type ecsTexts struct {
	what    wire.Fragments // of event: action, category, type, outcome, reason
	account wire.Fragments // user, organization, and related up to its first key
	network wire.Fragments // of source: as
	place   wire.Fragments // of source: geo
	agent   wire.Fragments // user_agent
	where   wire.Fragments // service, and url up to the number in it
	method  wire.Fragments // of http.request
	auth    wire.Fragments
	dept    wire.Fragments
	result  wire.Fragments

	at             logs.Index
	paths, longest int
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

func newECSTexts(cat *event.Catalog) *ecsTexts {
	t := &ecsTexts{at: logs.NewIndex(cat)}
	t.addEnums()
	for _, a := range cat.Accounts {
		user := wire.Object(
			"user",
			wire.Member("id", a.ID)+wire.Member("name", a.ID)+wire.Members("roles", a.Profession),
		)
		t.account.Add(
			[]byte(
				user + wire.Object("organization", wire.Member("id", a.Org)) + ecsRelated + wire.Members("user", a.ID),
			),
		)
	}
	t.account.Add([]byte(ecsRelated))
	for i, n := range cat.Networks {
		t.network.Add(
			[]byte(
				wire.Object(
					"as",
					wire.Bare("number", asnText(i, n))+wire.Object("organization", wire.Member("name", n.Org)),
				),
			),
		)
	}
	for _, p := range cat.Places {
		at := wire.Bare("lat", p.Lat) + wire.Bare("lon", p.Lon)
		place := wire.Member("country_iso_code", p.Country) + wire.Member("city_name", p.City) +
			wire.Object("location", at)
		t.place.Add([]byte(wire.Object("geo", place)))
	}
	for _, ua := range cat.UserAgents {
		t.agent.Add([]byte(wire.Object("user_agent", wire.Member("original", ua))))
	}
	for _, d := range cat.Departments {
		t.dept.Add([]byte(wire.Member("dept", d)))
	}
	t.dept.Add(nil)
	t.longest = 2 * room
	t.longest += wire.Longest(
		&t.what, &t.account, &t.network, &t.place, &t.agent, &t.where, &t.method, &t.auth, &t.dept,
		&t.result,
	)
	return t
}

func (t *ecsTexts) addEnums() {
	outcomes, reasons := event.Outcomes(), event.Reasons()
	t.paths = len(event.Paths())
	for i, a := range event.Actions() {
		for _, o := range outcomes {
			for _, r := range reasons {
				for _, broken := range []bool{false, true} {
					kinds := ecsKinds(event.Action(i))
					if broken { // an answer of 5xx
						kinds = strings.Replace(kinds, `["access"]`, `["access","error"]`, 1)
					}
					t.what.Add(
						[]byte(wire.Member("action", a) + kinds + wire.Member("outcome", o) + wire.Member("reason", r)),
					)
				}
			}
		}
	}
	for _, s := range event.Services() {
		for p := range t.paths {
			t.where.Add([]byte(wire.Object("service", wire.Member("name", s)) + urlOf("query", event.Path(p))))
		}
	}
	for _, m := range event.Methods() {
		t.method.Add([]byte(wire.Member("method", m)))
	}
	for _, a := range event.Auths() {
		t.auth.Add([]byte(wire.Object("auth", wire.Member("method", a))))
	}
	for _, r := range event.Results() {
		t.result.Add([]byte(wire.Member("result", r)))
	}
}

type ecsEncoder struct {
	t     *ecsTexts
	stamp wire.Stamp
	mode  schema.NIRMode
}

// ECS prepares the audit log in ECS.
func ECS(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	t := newECSTexts(cat)
	return func(mode schema.NIRMode) schema.AppendEvent {
		return (&ecsEncoder{t: t, stamp: wire.NewStamp(), mode: mode}).append
	}
}

const ecsEvent = `","ecs":{"version":"` + ecsVersion +
	`"},"event":{"kind":"event","module":"infopatient","dataset":"infopatient.audit","id":"`

// append appends the line of ev, with its newline.
func (e *ecsEncoder) append(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	dst = append(dst, `{"@timestamp":"`...)
	dst = e.stamp.Append(dst, ev.TS)
	dst = append(dst, ecsEvent...)
	dst = wire.AppendHex(dst, ev.ID)
	dst = append(dst, `",`...)
	what := t.at.What(ev) * 2
	if ev.Status >= 500 {
		what++
	}
	dst = append(dst, t.what.At(what)...)
	if ev.Status != 0 {
		dst = append(dst, `"duration":`...)
		dst = wire.AppendUint(dst, ev.LatencyUS)
		if ev.LatencyUS != 0 {
			dst = append(dst, "000"...) // nanoseconds
		}
		dst = append(dst, ',')
	}
	dst = wire.Shut(dst, 0)
	dst = e.appendWho(dst, ev)
	dst = append(dst, t.agent.At(int(ev.UserAgent))...)
	dst = append(dst, t.where.At(int(ev.Service)*t.paths+int(ev.Path))...)
	if ev.Path >= event.PathByRef {
		dst = endPath(dst, ev)
	}
	dst = e.appendHTTP(dst, ev)
	dst = e.appendCustom(dst, ev)
	dst[len(dst)-1] = '}'
	return append(dst, '\n')
}

// appendWho appends user to source.
func (e *ecsEncoder) appendWho(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = append(dst, t.account.At(t.at.Account(ev))...)
	if !ev.Addr.IsZero() {
		dst = append(dst, `"ip":["`...)
		dst = wire.AppendAddr(dst, ev.Addr)
		dst = append(dst, `"],`...)
	}
	if e.mode == schema.HMAC && ev.NIRRef != 0 {
		dst = append(dst, `"hash":["`...)
		dst = wire.AppendHex(dst, ev.NIRRef)
		dst = append(dst, `"],`...)
	}
	dst = wire.Shut(dst, len(ecsRelated))
	dst = append(dst, ecsSource...)
	if !ev.Addr.IsZero() {
		dst = appendMemberIP(dst, ev.Addr)
	}
	dst = appendOrigin(dst, ev, &t.network, &t.place)
	return wire.Shut(dst, len(ecsSource))
}

// appendHTTP appends http.
func (e *ecsEncoder) appendHTTP(dst []byte, ev *event.Event) []byte {
	const open, request = `"http":{`, `"request":{`
	dst = append(dst, open+request...)
	if ev.Request != 0 {
		dst = append(dst, `"id":"`...)
		dst = wire.AppendHex(dst, ev.Request)
		dst = append(dst, `",`...)
	}
	dst = append(dst, e.t.method.At(int(ev.Method))...)
	if ev.Status == 0 {
		return wire.Shut(wire.Shut(dst, len(request)), len(open))
	}
	dst = append(dst, `"body":{"bytes":`...)
	dst = wire.AppendUint(dst, ev.ReqBytes)
	dst = append(dst, `}},"response":{"status_code":`...)
	dst = wire.AppendUint(dst, uint32(ev.Status))
	dst = append(dst, `,"body":{"bytes":`...)
	dst = wire.AppendUint(dst, ev.RespBytes)
	return append(dst, `}}},`...)
}

// appendCustom appends what ECS has no field for, under a name of our own.
func (e *ecsEncoder) appendCustom(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = append(dst, ecsCustom...)
	if ev.Session != 0 {
		dst = append(dst, `"session":{"id":"`...)
		dst = wire.AppendHex(dst, ev.Session)
		dst = append(dst, `"},`...)
	}
	dst = append(dst, t.auth.At(int(ev.Auth))...)
	if ev.ClientFP != 0 {
		dst = append(dst, `"client":{"fingerprint":"`...)
		dst = wire.AppendHex(dst, ev.ClientFP)
		dst = append(dst, `"},`...)
	}
	const subject, lookup = `"subject":{`, `"lookup":{`
	dst = append(dst, subject...)
	dst = appendSubject(dst, e.mode, ev, subjectKeys{`"ref":"`, `"nir":"`})
	dst = append(dst, t.dept.At(t.at.Dept(ev))...)
	dst = wire.Shut(dst, len(subject))
	dst = append(dst, lookup...)
	dst = append(dst, t.result.At(int(ev.Result))...)
	if ev.Persons >= 0 {
		dst = append(dst, `"persons":`...)
		dst = wire.AppendUint(dst, uint32(ev.Persons))
		dst = append(dst, ',')
	}
	dst = wire.Shut(dst, len(lookup))
	return wire.Shut(dst, len(ecsCustom))
}
