package receiver

import (
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Systems and codes of FHIR R4, DICOM and IHE. Those of ours are under a domain that
// nobody can have (RFC 2606). A number in clear is of the system of test patients.
const (
	fhirDICOM   = "http://dicom.nema.org/resources/ontology/DCM"
	fhirOwn     = "https://breachsim.example/fhir/"
	fhirBALP    = "https://profiles.ihe.net/ITI/BALP/"
	fhirHL7     = "http://terminology.hl7.org/CodeSystem/"
	fhirAbsent  = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
	fhirUnknown = `{"extension":[{"url":"` + fhirAbsent + `","valueCode":"unknown"}]}`

	fhirQueryProfile = `"profile":["` + fhirBALP + `StructureDefinition/IHE.BasicAudit.PatientQuery"],`
	fhirSecurity     = `"security":[{"system":"` + fhirHL7 + `v3-ActReason","code":"HTEST"}]},`

	fhirServer = `{"type":{"coding":[{"system":"` + fhirDICOM +
		`","code":"110152","display":"Destination Role ID"}]},"who":{"display":"` + host + `"},"requestor":false,"network":{"address":"` + host + `","type":"1"}}`
	fhirSource = `],"source":{"observer":{"display":"` + host + `"},"type":[{"system":"` + fhirHL7 +
		`security-source-type","code":"4","display":"Application Server"}]},"entity":[`

	fhirEntity  = `{"type":{"system":"` + fhirHL7 + `audit-entity-type","code":"`
	fhirRole    = `"role":{"system":"` + fhirHL7 + `object-role","code":"`
	fhirQuery   = fhirEntity + `2","display":"System Object"},` + fhirRole + `24","display":"Query"},"query":"`
	fhirPatient = fhirEntity + `1","display":"Person"},` + fhirRole + `1","display":"Patient"},` +
		`"what":{"type":"Patient","identifier":{"system":"`
	fhirRefSystem = fhirOwn + `NamingSystem/nir-ref","value":"`
	fhirNIRSystem = `urn:oid:1.2.250.1.213.1.4.10","value":"`
	fhirRequest   = `{"type":{"system":"` + fhirBALP + `CodeSystem/BasicAuditEntityType","code":"XrequestId"},` +
		`"what":{"identifier":{"value":"`
	fhirDetails = fhirEntity + `4","display":"Other"},"name":"portal.audit","detail":[`
)

// coding is a code with its system.
func coding(system, code, display string) string {
	return strings.TrimSuffix(
		"{"+wire.Member("system", system)+wire.Member("code", code)+wire.Member("display", display), ",") + "}"
}

// fhirKind is type, subtype and action of what was done.
func fhirKind(a event.Action) string {
	authentication := coding(fhirDICOM, "110114", "User Authentication")
	alert := coding(fhirDICOM, "110113", "Security Alert")
	rest := coding(fhirHL7+"audit-event-type", "rest", "RESTful Operation")
	own := coding(fhirOwn+"CodeSystem/action", a.String(), "")
	kind := func(of, sub, action string) string {
		return `"type":` + of + `,"subtype":[` + sub + `],"action":"` + action + `",`
	}
	switch a {
	case event.Lookup:
		return kind(rest, coding("http://hl7.org/fhir/restful-interaction", "search-type", "search-type"), "E")
	case event.Login:
		return kind(authentication, coding(fhirDICOM, "110122", "Login"), "E")
	case event.Logout:
		return kind(authentication, coding(fhirDICOM, "110123", "Logout"), "E")
	case event.MFAChallenge, event.Challenge:
		return kind(authentication, own, "E")
	case event.PasswordResetRequest, event.PasswordReset, event.PasswordResetForced,
		event.AccountLock, event.AccountUnlock:
		return kind(alert, coding(fhirDICOM, "110137", "User security Attributes Changed"), "U")
	case event.IPBan, event.IPUnban:
		return kind(alert, coding(fhirDICOM, "110128", "Network Configuration"), "U")
	}
	return kind(rest, own, "E")
}

func newFHIRTexts(cat *event.Catalog) *fhirTexts {
	t := &fhirTexts{members: prepare(cat, fhirForm()), paths: len(event.Paths())}
	for a := range event.Actions() {
		kind := fhirKind(event.Action(a))
		for o := range event.Outcomes() {
			outcome := byOutcome(event.Outcome(o), "8", "0")
			for _, reason := range event.Reasons() {
				t.what.Add([]byte(fhirSecurity + kind + wire.Member("outcome", outcome) +
					wire.Member("outcomeDesc", reason) + `"recorded":"`))
			}
		}
	}
	for _, ua := range cat.UserAgents {
		who := fhirUnknown
		if ua != "" {
			who = `{"display":` + string(wire.Quote(ua)) + "}"
		}
		t.agent.Add([]byte(`{"type":{"coding":[` + coding(fhirDICOM, "110153", "Source Role ID") +
			`]},"who":` + who + `,"requestor":false`))
	}
	for _, a := range cat.Accounts {
		t.user.Add([]byte(fhirUser(a)))
	}
	t.user.Add(nil)
	for _, m := range event.Methods() {
		for p := range t.paths {
			fixed, _ := event.Path(p).Fixed()
			t.query.Add([]byte(strings.TrimSpace(m + " " + fixed)))
		}
	}
	t.longest += room + wire.Longest(&t.what, &t.agent, &t.user) + 2*t.query.Longest()
	return t
}

// fhirUser is the agent of an account.
func fhirUser(a event.AccountText) string {
	user := `,{"type":{"coding":[` + coding(fhirHL7+"v3-ParticipationType", "IRCP", "information recipient") + `]},`
	if a.Profession != "" {
		user += `"role":[{"text":` + string(wire.Quote(a.Profession)) + `}],`
	}
	who := wire.Member("system", fhirOwn+"NamingSystem/account") + wire.Member("value", a.ID)
	return user + `"who":{"identifier":{` + strings.TrimSuffix(who, ",") + `}},"requestor":true}`
}
