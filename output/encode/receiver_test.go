package encode

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// refused is a sign-in with a wrong password, by nobody whom the portal knows, from an
// address of version 6.
func refused() event.Event {
	e := ban()
	e.ID, e.Action, e.Outcome, e.Reason = 0xabc, event.Login, event.Failure, event.BadCredentials
	e.Service, e.Port, e.Status, e.Method, e.Path = event.SignIn, 50_000, 401, event.POST, event.PathSignIn
	return e
}

// What each form for receivers makes of an event of which little is known.
func TestReceiversGolden(t *testing.T) {
	e := refused()
	for name, want := range map[string]string{
		"cef": `CEF:0|breachsim|portal|1|login|login failure|5|dvchost=portal.example cat=portal.audit rt=1646723701000 ` +
			`externalId=0000000000000abc BreachsimPortalTs=2022-03-08T07:15:01.000042Z act=login outcome=failure reason=bad_credentials ` +
			`c6a2=3fff::9 c6a2Label=Source IPv6 Address spt=50000 destinationServiceName=sign_in requestMethod=POST ` +
			`request=https://portal.example/connexion cn2=401 cn2Label=status in=0 out=0 cn1=0 cn1Label=latency_us` + "\n",
		"leef": strings.ReplaceAll(`LEEF:2.0|breachsim|portal|1|login|x09|devTime=1646723701000 sev=5 isLoginEvent=true event_id=0000000000000abc `+
			`ts=2022-03-08T07:15:01.000042Z action=login cat=failure reason=bad_credentials src=3fff::9 srcPort=50000 resource=sign_in method=POST `+
			`url=/connexion status=401 srcBytes=0 dstBytes=0 latency_us=0`, " ", "\t") + "\n",
		"gelf": `{"version":"1.1","host":"portal.example","short_message":"login failure","level":4,"timestamp":1646723701.000042,` +
			`"_event_id":"0000000000000abc","_action":"login","_outcome":"failure","_reason":"bad_credentials","_src_ip":"3fff::9","_src_port":50000,` +
			`"_service":"sign_in","_method":"POST","_path":"/connexion","_status":401,"_req_bytes":0,"_resp_bytes":0,"_latency_us":0}` + "\n",
		"otlp": `{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"sign_in"}},` +
			`{"key":"service.namespace","value":{"stringValue":"portal"}},{"key":"host.name","value":{"stringValue":"portal.example"}}]},` +
			`"scopeLogs":[{"scope":{"name":"portal.audit"},"logRecords":[{"timeUnixNano":"1646723701000042000","severityNumber":13,"severityText":"WARN",` +
			`"eventName":"login","body":{"stringValue":"login failure"},"attributes":[{"key":"log.record.uid","value":{"stringValue":"0000000000000abc"}},` +
			`{"key":"infopatient.action","value":{"stringValue":"login"}},{"key":"infopatient.outcome","value":{"stringValue":"failure"}},` +
			`{"key":"infopatient.reason","value":{"stringValue":"bad_credentials"}},{"key":"client.address","value":{"stringValue":"3fff::9"}},` +
			`{"key":"client.port","value":{"intValue":"50000"}},{"key":"http.request.method","value":{"stringValue":"POST"}},` +
			`{"key":"url.path","value":{"stringValue":"/connexion"}},{"key":"http.response.status_code","value":{"intValue":"401"}},` +
			`{"key":"http.request.body.size","value":{"intValue":"0"}},{"key":"http.response.body.size","value":{"intValue":"0"}},` +
			`{"key":"infopatient.latency_us","value":{"intValue":"0"}}]}]}]}]}` + "\n",
	} {
		if got := string(NewTexts(catalog()).Audit(formatNamed(name), HMAC)(nil, &e)); got != want {
			t.Errorf("%s\ngot  %swant %s", name, got, want)
		}
	}
}

// A value cannot make a member of its own, in the escapes of each form.
func TestReceiversEscape(t *testing.T) {
	cat := catalog()
	cat.UserAgents[2] = "a=b act=lookup\\ | \tact=lookup\r\n\"x\""
	e := refused()
	e.UserAgent = 2
	for name, want := range map[string]string{
		"cef":        ` requestClientApplication=a\=b act\=lookup\\ | ` + "\t" + `act\=lookup\r\n"x" destinationServiceName=`,
		"leef":       "\t" + `user_agent=a=b act=lookup\\ | \tact=lookup\r\n"x"` + "\t",
		"gelf":       `,"_user_agent":"a=b act=lookup\\ | \tact=lookup\r\n\"x\"",`,
		"otlp":       `{"stringValue":"a=b act=lookup\\ | \tact=lookup\r\n\"x\""}`,
		"fhir-audit": `"who":{"display":"a=b act=lookup\\ | \tact=lookup\r\n\"x\""}`,
	} {
		if got := string(NewTexts(cat).Audit(formatNamed(name), HMAC)(nil, &e)); !strings.Contains(got, want) {
			t.Errorf("%s has no %s: %s", name, want, got)
		}
	}
}
