package siem

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// ocsfVersion is the version of the Open Cybersecurity Schema Framework that
// lines follow: https://schema.ocsf.io/1.8.0/
const ocsfVersion = "1.8.0"

// Classes of OCSF.
const (
	ocsfAccountChange  = 3001
	ocsfAuthentication = 3002
	ocsfHTTPActivity   = 4002
	ocsfAPIActivity    = 6003
	ocsfRemediation    = 7004 // Network Remediation Activity
)

// ocsfClass is the class and the activity of an action. The two that are left
// for asking for a new password and for a forced one share an activity:
// metadata.event_code tells them apart.
func ocsfClass(a event.Action, m event.Method) (class, activity int) {
	switch a {
	case event.Login:
		return ocsfAuthentication, 1 // Logon
	case event.Logout:
		return ocsfAuthentication, 2 // Logoff
	case event.MFAChallenge, event.Challenge:
		return ocsfAuthentication, 6 // Preauth
	case event.PasswordResetRequest, event.PasswordReset, event.PasswordResetForced:
		return ocsfAccountChange, 4 // Password Reset
	case event.AccountLock:
		return ocsfAccountChange, 9 // Lock
	case event.AccountUnlock:
		return ocsfAccountChange, 12 // Unlock
	case event.IPBan:
		return ocsfRemediation, 1 // Isolate
	case event.IPUnban:
		return ocsfRemediation, 3 // Restore
	case event.ServiceUse:
		if m == event.POST {
			return ocsfAPIActivity, 1 // Create
		}
	}
	return ocsfAPIActivity, 2 // Read
}

// ocsfTexts are the parts of a line in OCSF that come from tables; see
// [ecsTexts].
type ocsfTexts struct {
	head     wire.Fragments // class to metadata.event_code, by action and method
	status   wire.Fragments // by class 7004 or not, outcome and reason
	user     wire.Fragments // inside of user
	network  wire.Fragments // of src_endpoint
	place    wire.Fragments // of src_endpoint
	agent    wire.Fragments // of http_request
	url      wire.Fragments // of http_request, up to the number in it
	method   wire.Fragments // of http_request
	api      wire.Fragments // by action and service
	service  wire.Fragments // as service, where a class has one
	unserved wire.Fragments // as text
	auth     wire.Fragments // as the protocol of a sign-in
	unauth   wire.Fragments // as text
	dept     wire.Fragments
	result   wire.Fragments

	at                                            logs.Index
	outcomes, reasons, methods, services, longest int
}

func newOCSFTexts(cat *event.Catalog) *ocsfTexts {
	t := &ocsfTexts{at: logs.NewIndex(cat)}
	t.addStatus()
	t.addEnums()
	for _, a := range cat.Accounts {
		t.user.Add([]byte(ocsfUser(a)))
	}
	t.user.Add([]byte(`"name":"unknown"`))
	for i, n := range cat.Networks {
		t.network.Add(
			[]byte(wire.Object("autonomous_system", wire.Bare("number", asnText(i, n))+wire.Member("name", n.Org))),
		)
	}
	for _, p := range cat.Places {
		place := wire.Member("country", p.Country) + wire.Member("city", p.City) +
			wire.Bare("lat", p.Lat) + wire.Bare("long", p.Lon)
		t.place.Add([]byte(wire.Object("location", place)))
	}
	for _, ua := range cat.UserAgents {
		t.agent.Add([]byte(wire.Member("user_agent", ua)))
	}
	for _, d := range cat.Departments {
		t.dept.Add([]byte(wire.Member("patient_dept", d)))
	}
	t.dept.Add(nil)
	t.longest = 2 * room
	t.longest += wire.Longest(
		&t.head, &t.status, &t.user, &t.network, &t.place, &t.agent, &t.url, &t.method, &t.api, &t.service,
		&t.unserved, &t.auth, &t.unauth, &t.dept, &t.result,
	)
	return t
}

func ocsfUser(a event.AccountText) string {
	user := wire.Member("uid", a.ID)
	if a.Profession != "" {
		user += `"groups":[{"name":` + string(wire.Quote(a.Profession)) + `}],`
	}
	user += wire.Object("org", wire.Member("uid", a.Org))
	return user[:len(user)-1]
}

// ocsfHead opens a line of a class; metadata stays open.
func ocsfHead(class, activity int, log, code string) string {
	return fmt.Sprintf(`{"class_uid":%d,"category_uid":%d,"activity_id":%d,"type_uid":%d,"severity_id":1,`+
		`"metadata":{"version":"%s","product":{"name":"breachsim portal"},"log_name":"%s",%s`,
		class, class/1000, activity, class*100+activity, ocsfVersion, log, wire.Member("event_code", code))
}

// addStatus prepares status_id, which 7004 has other values for, and
// status_detail.
func (t *ocsfTexts) addStatus() {
	outcomes, reasons := event.Outcomes(), event.Reasons()
	t.outcomes, t.reasons = len(outcomes), len(reasons)
	for _, id := range [][]string{{"0", "1", "2"}, {"", "", ""}} {
		for o, outcome := range outcomes {
			for _, r := range reasons {
				text := wire.Bare("status_id", id[o]) + wire.Member("status", outcome) + wire.Member("status_detail", r)
				t.status.Add([]byte(text))
			}
		}
	}
}

func (t *ocsfTexts) addEnums() {
	methods, services := event.Methods(), event.Services()
	t.methods, t.services = len(methods), len(services)
	for i, a := range event.Actions() {
		for m := range methods {
			class, activity := ocsfClass(event.Action(i), event.Method(m))
			t.head.Add([]byte(ocsfHead(class, activity, "portal.audit", a)))
		}
		for _, s := range services {
			t.api.Add(
				[]byte(
					`"api":{"operation":` + string(wire.Quote(a)) + "," + wire.Object(
						"service",
						wire.Member("name", s),
					),
				),
			)
		}
	}
	for _, s := range services {
		t.unserved.Add([]byte(wire.Member("service", s)))
		if s == "" {
			s = "portal" // the class asks for one
		}
		t.service.Add([]byte(wire.Object("service", wire.Member("name", s))))
	}
	for _, m := range methods {
		t.method.Add([]byte(wire.Member("http_method", m)))
	}
	for i := range event.Paths() {
		t.url.Add([]byte(urlOf("query_string", event.Path(i))))
	}
	for i, a := range event.Auths() {
		t.unauth.Add([]byte(wire.Member("auth_method", a)))
		if i == 0 {
			t.auth.Add(nil)
			continue
		}
		strong := strconv.FormatBool(event.Auth(i) != event.Password)
		t.auth.Add([]byte(`"auth_protocol_id":99,` + wire.Member("auth_protocol", a) + wire.Bare("is_mfa", strong)))
	}
	for _, r := range event.Results() {
		t.result.Add([]byte(wire.Member("result", r)))
	}
}

type ocsfEncoder struct {
	t     *ocsfTexts
	stamp wire.Stamp
	mode  schema.NIRMode
}

// newOCSF prepares the audit log in OCSF.
func newOCSF(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	t := newOCSFTexts(cat)
	return func(mode schema.NIRMode) schema.AppendEvent {
		return (&ocsfEncoder{t: t, stamp: wire.NewStamp(), mode: mode}).append
	}
}

// append appends the line of ev, with its newline.
func (e *ocsfEncoder) append(dst []byte, ev *event.Event) []byte {
	t := e.t
	class, _ := ocsfClass(ev.Action, ev.Method)
	dst = slices.Grow(dst, t.longest)
	dst = append(dst, t.head.At(int(ev.Action)*t.methods+int(ev.Method))...)
	dst = append(dst, `"uid":"`...)
	dst = wire.AppendHex(dst, ev.ID)
	dst = append(dst, `",`...)
	if ev.Request != 0 {
		dst = append(dst, `"correlation_uid":"`...)
		dst = wire.AppendHex(dst, ev.Request)
		dst = append(dst, `",`...)
	}
	dst = ocsfTime(dst, &e.stamp, ev.TS)
	status := int(ev.Outcome)*t.reasons + int(ev.Reason)
	if class == ocsfRemediation {
		status += t.outcomes * t.reasons
	}
	dst = append(dst, t.status.At(status)...)
	if ev.Status != 0 {
		dst = ocsfDuration(dst, ev.LatencyUS)
	}
	switch class {
	case ocsfRemediation:
		dst = e.appendRemediation(dst, ev)
	case ocsfAPIActivity:
		dst = e.appendCall(dst, ev)
	default:
		dst = e.appendAccount(dst, ev, class)
	}
	dst[len(dst)-1] = '}'
	return append(dst, '\n')
}

// ocsfTime ends metadata with the exact time and appends that of the event,
// which OCSF has in milliseconds.
func ocsfTime(dst []byte, s *wire.Stamp, ts int64) []byte {
	dst = append(dst, `"original_time":"`...)
	dst = s.Append(dst, ts)
	dst = append(dst, `"},"time":`...)
	ms := uint64(ts) / 1000
	high := ms / 1_000_000_000
	dst = wire.AppendUint(dst, uint32(high))
	return append(append9(dst, uint32(ms-high*1_000_000_000)), ',')
}

// append9 appends nine digits.
func append9(dst []byte, v uint32) []byte {
	dst = append(dst, byte('0'+v/100_000_000))
	dst = wire.Append2(dst, v/1_000_000%100)
	dst = wire.Append2(dst, v/10_000%100)
	dst = wire.Append2(dst, v/100%100)
	return wire.Append2(dst, v%100)
}

func ocsfDuration(dst []byte, us uint32) []byte {
	dst = append(dst, `"duration":`...)
	dst = wire.AppendUint(dst, us/1000)
	return append(dst, ',')
}
