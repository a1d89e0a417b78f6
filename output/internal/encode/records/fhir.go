package records

import (
	"strings"

	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Systems and profiles of FHIR R4 and of its French core, version 2.1.0. The
// identifier is that of test patients; the systems of real ones, which end in
// .8 and .9, are never written. Temporary numbers have a real system (.9) and no
// test kind, so that theirs is one of our own, under a domain that nobody can
// have (RFC 2606); it is marked as temporary, and its patients follow the
// profile without a national identifier.
const (
	frCore     = "https://hl7.fr/ig/fhir/core/"
	insTestOID = "urn:oid:1.2.250.1.213.1.4.10"
	temporary  = "https://breachsim.example/fhir/NamingSystem/synthetic-temporary-number"
	communes   = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
)

// fhirPatients is NDJSON: a Patient a line, in the French profile for patients
// with a national identifier, of its test kind. The birthplace code is that of
// the number, so that it names no commune. Persons with a temporary number, whose
// identity is not certified, are in the profile for all patients, with a number
// of a system of our own and without a birthplace code. Contacts stay out.
func fhirPatients() Lines[person] {
	return Lines[person]{end: `","country":"FRA"}]}` + "\n", parts: []part[person]{
		{before: `{"resourceType":"Patient","id":"`,
			value: func(b []byte, p *person) []byte { return wire.AppendHex(b, p.Ref) }},
		{before: `","meta":{"profile":["` + frCore + `StructureDefinition/fr-core-patient`, value: appendProfile},
		{before: `|2.1.0"],` +
			`"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HTEST","display":"test health data"}]},` +
			`"extension":[{"url":"` + frCore + `StructureDefinition/fr-core-identity-reliability","extension":[{"url":"identityStatus",` +
			`"valueCoding":{"system":"` + frCore + `CodeSystem/fr-core-cs-v2-0445","code":"`,
			value: appendStatus},
		{
			before: `"}}]},{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthPlace","valueAddress":{`,
			value:  appendBirthplaceCode,
		},
		{before: `"city":"`,
			value: func(b []byte, p *person) []byte { return append(b, p.BirthPlace...) }, finish: escapeJSON},
		{before: `"}}],"identifier":[{"use":"`, value: appendIdentifier},
		{before: `","value":"`,
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

// appendProfile appends what the name of the profile of a patient with a
// national identifier has more.
func appendProfile(b []byte, p *person) []byte {
	if p.NIR.Temporary() {
		return b
	}
	return append(b, "-ins"...)
}

// appendIdentifier appends use, type and system of the number.
func appendIdentifier(b []byte, p *person) []byte {
	if p.NIR.Temporary() {
		return append(b, `temp","type":{"text":"synthetic temporary number"},"system":"`+temporary...)
	}
	return append(
		b,
		`official","type":{"coding":[{"system":"`+frCore+`CodeSystem/fr-core-cs-v2-0203","code":"INS-NIR-TEST"}]},"system":"`+insTestOID...)
}

// appendStatus appends the status of the identity: provisional with a temporary
// number.
func appendStatus(b []byte, p *person) []byte {
	if p.NIR.Temporary() {
		return append(b, "PROV"...)
	}
	return append(b, "VALI"...)
}

// appendBirthplaceCode appends the five characters of the place in the number;
// a temporary number has none.
func appendBirthplaceCode(b []byte, p *person) []byte {
	if p.NIR.Temporary() {
		return b
	}
	const at, end = 5, 10
	b = append(
		b,
		`"extension":[{"url":"`+frCore+`StructureDefinition/fr-core-address-insee-code","valueCoding":{"system":"`+communes+`","code":"`...)
	from := len(b)
	b = p.NIR.Append(b)
	b = append(b[:from], b[from+at:from+end]...)
	return append(b, `"}}],`...)
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
