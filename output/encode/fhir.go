package encode

import "strings"

// Systems and profiles of FHIR R4 and of its French core, version 2.1.0. The
// identifier is that of test patients; the systems of real ones, which end in
// .8 and .9, are never written.
const (
	frCore     = "https://hl7.fr/ig/fhir/core/"
	insTestOID = "urn:oid:1.2.250.1.213.1.4.10"
	communes   = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
)

// fhirPatients is NDJSON: a Patient a line, in the French profile for patients
// with a national identifier, of its test kind. The birthplace code is that of
// the number, so that it names no commune. Contacts stay out.
func fhirPatients() Lines[person] {
	return Lines[person]{end: `","country":"FRA"}]}` + "\n", parts: []part[person]{
		{before: `{"resourceType":"Patient","id":"`,
			value: func(b []byte, p *person) []byte { return AppendHex(b, p.Ref) }},
		{before: `","meta":{"profile":["` + frCore + `StructureDefinition/fr-core-patient-ins|2.1.0"],` +
			`"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HTEST","display":"test health data"}]},` +
			`"extension":[{"url":"` + frCore + `StructureDefinition/fr-core-identity-reliability","extension":[{"url":"identityStatus",` +
			`"valueCoding":{"system":"` + frCore + `CodeSystem/fr-core-cs-v2-0445","code":"`,
			value: appendStatus},
		{before: `"}}]},{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthPlace","valueAddress":{"extension":[{"url":"` + frCore +
			`StructureDefinition/fr-core-address-insee-code","valueCoding":{"system":"` + communes + `","code":"`,
			value: appendBirthplaceCode},
		{before: `"}}],"city":"`,
			value: func(b []byte, p *person) []byte { return append(b, p.BirthPlace...) }, finish: escapeJSON},
		{before: `"}}],"identifier":[{"use":"official","type":{"coding":[{"system":"` + frCore +
			`CodeSystem/fr-core-cs-v2-0203","code":"INS-NIR-TEST"}]},"system":"` + insTestOID + `","value":"`,
			value: func(b []byte, p *person) []byte { return p.NIR.AppendKey(p.NIR.Append(b)) }},
		{before: `"}],"active":true,"name":[{"extension":[{"url":"` + frCore +
			`StructureDefinition/fr-core-patient-birth-list-given-name","valueString":"`,
			value: func(b []byte, p *person) []byte { return append(b, p.FirstNames...) }, finish: escapeJSON},
		{before: `"}],"use":"official","family":"`,
			value: func(b []byte, p *person) []byte { return append(b, p.BirthName...) }, finish: escapeJSON},
		{before: `","given":["`, value: appendGiven, finish: escapeJSON},
		{before: `"]}`, value: appendUsualName},
		{before: `],"gender":"`, value: appendGender},
		{before: `","birthDate":"`, value: func(b []byte, p *person) []byte { return appendDate(b, p.BirthDate) }},
		{before: `","address":[{"use":"home","city":"`,
			value: func(b []byte, p *person) []byte { return append(b, p.ResidenceCommune...) }, finish: escapeJSON},
		{before: `","district":"`,
			value: func(b []byte, p *person) []byte { return append(b, p.ResidenceDept...) }, finish: escapeJSON},
	}}
}

// appendStatus appends the status of the identity: provisional with a temporary
// number, which begins with 7 or 8.
func appendStatus(b []byte, p *person) []byte {
	if p.NIR.Sex() >= 7 {
		return append(b, "PROV"...)
	}
	return append(b, "VALI"...)
}

// appendBirthplaceCode appends the five characters of the place in the number.
func appendBirthplaceCode(b []byte, p *person) []byte {
	const at, end = 5, 10
	from := len(b)
	b = p.NIR.Append(b)
	return append(b[:from], b[from+at:from+end]...)
}

// appendGiven appends the first of the first names.
func appendGiven(b []byte, p *person) []byte {
	first, _, _ := strings.Cut(p.FirstNames, " ")
	return append(b, first...)
}

// appendUsualName appends a second name where one is in use.
func appendUsualName(b []byte, p *person) []byte {
	if p.UsedName == "" {
		return b
	}
	b = append(b, `,{"use":"usual","family":"`...)
	from := len(b)
	b = escapeJSON(append(b, p.UsedName...), from)
	b = append(b, `","given":["`...)
	from = len(b)
	b = escapeJSON(appendGiven(b, p), from)
	return append(b, `"]}`...)
}

func appendGender(b []byte, p *person) []byte {
	if p.Sex == 'F' {
		return append(b, "female"...)
	}
	return append(b, "male"...)
}
