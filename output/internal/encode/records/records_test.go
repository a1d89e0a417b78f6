package records

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

func onePerson() record.Person {
	n := nir.Make(2, 77, 3, nir.PlaceOf("2B", 988), 41)
	return record.Person{NIR: n, Ref: 0xdeadbeef00112233, BirthName: "LEBRÉQUIER", UsedName: "D'ORVAL", FirstNames: "ANNE-SOPHIE LOUISE", Sex: 'F',
		BirthDate: record.Date{Year: 1977, Month: 3, Day: 9}, BirthPlace: "Castelnoir", ResidenceDept: "2A", ResidenceCommune: "Valmont-sur-Orle",
		Regime: "01", Fund: "01C201", Holder: n, BirthRank: 1, ReferringDoctor: "99765411667", C2S: "free", FullCoverage: true,
		RightsStart: record.Date{Year: 2016, Month: 1, Day: 1}}
}

func onePractitioner() record.Practitioner {
	return record.Practitioner{RPPS: "99765411667", LastName: "FLEURY", FirstName: "ARNAUD", Sex: 'M', Profession: "21", ProfessionName: "Pharmacien",
		Site: "004925178", SiteName: "Grande pharmacie | des Vergers", Dept: "72", Commune: "Ormouguel", Email: "a@site.example", Phone: "0199009429", Account: "PS8962173"}
}

// One line of every form, as it is written.
func TestRecordGoldens(t *testing.T) {
	p, q := onePerson(), onePractitioner()
	golden := map[string][2]string{
		"csv": {string(Persons().CSV().Append(nil, &p)), `277032B988041,55,deadbeef00112233,LEBRÉQUIER,D'ORVAL,ANNE-SOPHIE LOUISE,F,1977-03-09,Castelnoir,2A,Valmont-sur-Orle,01,01C201,` +
			`277032B988041,,1,99765411667,free,false,true,false,2016-01-01,,true` + "\n"},
		"jsonl": {string(Persons().JSONL().Append(nil, &p)), `{"nir":"277032B988041","nir_key":"55","nir_ref":"deadbeef00112233","birth_name":"LEBRÉQUIER","used_name":"D'ORVAL",` +
			`"first_names":"ANNE-SOPHIE LOUISE","sex":"F","birth_date":"1977-03-09","birth_place":"Castelnoir","residence_dept":"2A","residence_commune":"Valmont-sur-Orle","regime":"01",` +
			`"fund":"01C201","holder_nir":"277032B988041","second_holder_nir":null,"birth_rank":1,"referring_doctor":"99765411667","c2s":"free","ame":false,"full_coverage":true,"ald":false,` +
			`"rights_start":"2016-01-01","rights_end":null,"synthetic":true}` + "\n"},
		"sql": {string(Persons().Copy().Append(nil, &p)), strings.ReplaceAll(`277032B988041 55 deadbeef00112233 LEBRÉQUIER D'ORVAL ANNE-SOPHIE_LOUISE F 1977-03-09 Castelnoir 2A `+
			`Valmont-sur-Orle 01 01C201 277032B988041 \N 1 99765411667 free false true false 2016-01-01 \N true`, " ", "\t") + "\n"},
		"fhir": {string(fhirPatients().Append(nil, &p)), goldenPatient},
		"directory": {string(publicDirectory().Append(nil, &q)), `8|99765411667|899765411667|||M|Monsieur|FLEURY|ARNAUD|21|Pharmacien|C|Civil|||||||||004925178||F004925178|Grande pharmacie   des Vergers` +
			`|||||||||||||Ormouguel|||0199009429|||a@site.example|72|||||||||||` + "\n"},
	}
	for format, g := range golden {
		want := strings.ReplaceAll(g[1], "ANNE-SOPHIE_LOUISE", "ANNE-SOPHIE LOUISE")
		if g[0] != want {
			t.Errorf("%s\ngot  %swant %s", format, g[0], want)
		}
	}
}

const goldenPatient = `{"resourceType":"Patient","id":"deadbeef00112233","meta":{"profile":["https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-ins|2.1.0"],` +
	`"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HTEST","display":"test health data"}]},` +
	`"extension":[{"url":"https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability","extension":[{"url":"identityStatus","valueCoding":{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0445","code":"VALI"}}]},` +
	`{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthPlace","valueAddress":{"extension":[{"url":"https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code",` +
	`"valueCoding":{"system":"https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM","code":"2B988"}}],"city":"Castelnoir"}}],` +
	`"identifier":[{"use":"official","type":{"coding":[{"system":"https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203","code":"INS-NIR-TEST"}]},` +
	`"system":"urn:oid:1.2.250.1.213.1.4.10","value":"277032B98804155"}],"active":true,` +
	`"name":[{"extension":[{"url":"https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-birth-list-given-name","valueString":"ANNE-SOPHIE LOUISE"}],"use":"official","family":"LEBRÉQUIER","given":["ANNE-SOPHIE"]},` +
	`{"use":"usual","family":"D'ORVAL","given":["ANNE-SOPHIE"]}],"gender":"female","birthDate":"1977-03-09",` +
	`"address":[{"use":"home","city":"Valmont-sur-Orle","district":"2A","country":"FRA"}]}` + "\n"

// A temporary number is no national identifier: it has a system of its own, and
// neither the profile, nor the type, nor the system of one.
func TestTemporaryNumbersAreNoNationalIdentifiers(t *testing.T) {
	p := onePerson()
	p.NIR = nir.MakeTemporary(2, 123_456)
	line := string(fhirPatients().Append(nil, &p))
	var patient struct {
		Meta       struct{ Profile []string }
		Identifier []struct {
			Use, System, Value string
			Type               struct{ Text string }
		}
		Extension []struct {
			URL          string
			ValueAddress struct {
				City      string
				Extension []any
			}
		}
	}
	if err := json.Unmarshal([]byte(line), &patient); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	id := patient.Identifier[0]
	if len(patient.Identifier) != 1 || id.Use != "temp" || id.System != temporary || id.Type.Text == "" || id.Value != string(p.NIR.AppendKey(p.NIR.Append(nil))) {
		t.Errorf("%+v", patient.Identifier)
	}
	if profile := patient.Meta.Profile; len(profile) != 1 || profile[0] != frCore+"StructureDefinition/fr-core-patient|2.1.0" {
		t.Errorf("profile %v", profile)
	}
	if place := patient.Extension[1].ValueAddress; place.City != p.BirthPlace || len(place.Extension) != 0 {
		t.Errorf("birthplace %+v", place)
	}
	for _, never := range []string{"1.2.250.1.213.1.4", "INS-"} {
		if strings.Contains(line, never) {
			t.Errorf("%s in %s", never, line)
		}
	}
}

// hostile are texts that break careless writers. NUL is not among them:
// PostgreSQL holds none.
func hostile() []string {
	list := []string{"", " ", `"`, `""`, `\`, `\N`, `\.`, "a\tb", "a\nb", "a\r\nb", "\r", `'; DROP TABLE x; --`, "a,b", "|", "{}", "é\u2028ü", "\ufeffx", "=1+1", "null", "true", "\u007f", strings.Repeat("x", 70_000)}
	for c := byte(1); c < ' '; c++ {
		list = append(list, "a"+string(rune(c))+"b")
	}
	return list
}

// Hostile texts come back from every form as they went in; an empty text of a
// column that may be null comes back as null.
func TestHostileTextsRoundTrip(t *testing.T) {
	for _, text := range hostile() {
		p := onePerson()
		p.BirthName, p.UsedName = text, text
		name, used := 3, 4 // columns

		rows, err := csv.NewReader(strings.NewReader(string(Persons().CSV().Append(nil, &p)))).ReadAll()
		if want := strings.ReplaceAll(text, "\r\n", "\n"); err != nil || len(rows) != 1 || rows[0][name] != want || rows[0][used] != want { // the reader turns CR LF to LF
			t.Errorf("CSV of %q: %q, %v", text, rows, err)
		}

		line := Persons().JSONL().Append(nil, &p)
		var object map[string]any
		if err := json.Unmarshal(line, &object); err != nil || object["birth_name"] != text || bytes.Count(line, []byte("\n")) != 1 {
			t.Errorf("JSON of %q: %s, %v", text, line, err)
		}
		if used := object["used_name"]; text != "" && used != text || text == "" && used != nil {
			t.Errorf("JSON of %q: used_name %v", text, used)
		}

		line = Persons().Copy().Append(nil, &p)
		values := strings.Split(strings.TrimSuffix(string(line), "\n"), "\t")
		if len(values) != len(personColumns) || uncopy(values[name]) != text || bytes.Count(line, []byte("\n")) != 1 {
			t.Errorf("COPY of %q: %q", text, line)
		}
		if null := values[used] == `\N`; null != (text == "") || !null && uncopy(values[used]) != text {
			t.Errorf("COPY of %q: used_name %q", text, values[used])
		}

		packed := Persons().Packed().Append(nil, &p)
		for i := 0; len(packed) > 0; i++ {
			var v []byte
			if v, packed = wire.CutPacked(packed); (i == name || i == used) && string(v) != text {
				t.Errorf("packed %q: %q", text, v)
			}
		}

		var patient struct {
			Name []struct{ Use, Family string }
		}
		if err := json.Unmarshal(fhirPatients().Append(nil, &p), &patient); err != nil || patient.Name[0].Family != text || len(patient.Name) > 1 && patient.Name[1].Family != text {
			t.Errorf("FHIR of %q: %+v, %v", text, patient, err)
		}
	}
}

// uncopy takes the escapes of COPY out.
func uncopy(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\b`, "\b", `\t`, "\t", `\n`, "\n", `\v`, "\v", `\f`, "\f", `\r`, "\r").Replace(s)
}

func TestTypeWordsAreKnown(t *testing.T) {
	for _, table := range append(Tables(), LeakedList().Info()) {
		for _, c := range table.Columns {
			if _, ok := c.Field.Shape(); !ok {
				t.Errorf("%s.%s: unknown type %q", table.Name, c.Name, c.Field.Type)
			}
			if c.Origin == "" && c.Name != "synthetic" {
				t.Errorf("%s.%s: no word on where it comes from", table.Name, c.Name)
			}
			if to, column, refers := strings.Cut(c.Ref, "."); refers && !refersTo(to, column) {
				t.Errorf("%s.%s refers to %s, which is no unique column", table.Name, c.Name, c.Ref)
			}
		}
	}
}

func refersTo(table, column string) bool {
	return slices.ContainsFunc(Tables(), func(t schema.Info) bool {
		return t.Name == table && slices.ContainsFunc(t.Columns, func(c schema.ColumnInfo) bool { return c.Name == column && (c.Key || c.Unique) })
	})
}

func TestPublicDirectoryHas56Columns(t *testing.T) {
	d, p, desk := publicDirectory(), onePractitioner(), record.Practitioner{SiteName: "Accueil"}
	header := string(d.AppendHeader(nil))
	if n := strings.Count(header, "|") + 1; n != 56 {
		t.Errorf("%d columns in the header", n)
	}
	if n := strings.Count(string(d.Append(nil, &p)), "|") + 1; n != 56 {
		t.Errorf("%d columns in a line", n)
	}
	if line := d.Append(nil, &desk); len(line) > 0 {
		t.Errorf("a desk has a line: %s", line)
	}
}

// The systems of real identifiers must never be written.
func TestNoProductionIdentifiers(t *testing.T) {
	p := onePerson()
	line := string(fhirPatients().Append(nil, &p))
	for _, oid := range []string{"1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.9", "1.2.250.1.213.1.4.2"} {
		if strings.Contains(line, oid+`"`) {
			t.Errorf("the line has %s", oid)
		}
	}
}

func TestReferencedTablesComeFirst(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range schema.AfterReferences(append(Tables(), LeakedList().Info())) {
		for _, c := range table.Columns {
			if to, _, refers := strings.Cut(c.Ref, "."); refers && !seen[to] {
				t.Errorf("%s comes before %s", table.Name, to)
			}
		}
		seen[table.Name] = true
	}
	if len(seen) != len(Tables())+1 {
		t.Errorf("tables %v", seen)
	}
}

// lines is how many a benchmark writes at once.
const lines = 4096

func BenchmarkRecordForms(b *testing.B) {
	p := onePerson()
	for _, format := range []string{"csv", "jsonl", "sql", "parquet", "fhir"} {
		b.Run(format, func(b *testing.B) {
			l, _ := Persons().Lines(format)
			buf := make([]byte, 0, lines*2048)
			b.ReportAllocs()
			for b.Loop() {
				buf = buf[:0]
				for range lines {
					buf = l.Append(buf, &p)
				}
			}
			b.SetBytes(int64(len(buf)))
		})
	}
}
