package encode

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func compiled(t *testing.T, s schema.JSONSchema) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("line.json", doc); err != nil {
		t.Fatal(err)
	}
	out, err := c.Compile("line.json")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func wrong(t *testing.T, s *jsonschema.Schema, line string) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
	if err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	return s.Validate(v)
}

// A validator that is not ours takes what the encoder writes, in every mode of
// the number, and refuses a line with one thing wrong.
func TestAuditSchema(t *testing.T) {
	s := compiled(t, logs.AuditSchema())
	texts := NewTexts(catalog())
	line := func(mode NIRMode) string {
		ev := lookUp()
		ev.Account = 0
		return strings.Replace(string(texts.JSONL(mode).Append(nil, &ev)), `"S000017"`, `"991234567"`, 1)
	}
	gone := ban()
	for _, mode := range []NIRMode{HMAC, Clear, Omit} {
		for _, l := range []string{line(mode), string(texts.JSONL(mode).Append(nil, &gone))} {
			if err := wrong(t, s, l); err != nil {
				t.Errorf("mode %d: %v\n%s", mode, err, l)
			}
		}
	}
	for _, change := range [][2]string{
		{`"event_id":"0123456789abcdef",`, ``},                                       // a key less
		{`"event_id":`, `"label":"attack","event_id":`},                              // one that tells
		{`"0123456789abcdef"`, `"0123456789ABCDEF"`},                                 // not as written
		{`"0123456789abcdef"`, `null`},                                               // never null
		{`01.000042Z`, `01Z`},                                                        // no microseconds
		{`2022-03-08T`, `2022-02-30T`},                                               // no such day
		{`"lookup"`, `"look_up"`},                                                    // an unknown word
		{`"success"`, `"failure"`},                                                   // a failure that found somebody
		{`"PS0412233"`, `"10003879623"`},                                             // not an account
		{`"240.9.1.255"`, `"81.2.69.160"`},                                           // an address that may be somebody's
		{`"asn":64500`, `"asn":3215`},                                                // so may this
		{`"src_port":49152`, `"src_port":"49152"`},                                   // text in place of a number
		{`"status":200`, `"status":null`},                                            // a look-up without a request
		{`"persons_returned":3`, `"persons_returned":0`},                             // found, and nobody returned
		{`"result":"found"`, `"result":null`},                                        // a look-up without a result
		{`"deadbeef00112233"`, `"deadbeef00112233","nir":"277039999904152"`},         // both numbers
		{`"nir_ref":"deadbeef00112233",`, ``},                                        // neither
		{`"action":"lookup"`, `"action":"logout"`},                                   // a number where nobody is looked up
		{`"/infopatient/recherche"`, `"/infopatient/recherche?nir=277039999904152"`}, // a number in the path
	} {
		if l := strings.Replace(line(HMAC), change[0], change[1], 1); l == line(HMAC) || wrong(t, s, l) == nil {
			t.Errorf("%s in place of %s is accepted", change[1], change[0])
		}
	}
}

// Every rule speaks of a key, and every key of every mode has a schema.
func TestSchemaRulesNameKeys(t *testing.T) {
	properties := logs.AuditSchema()["properties"].(schema.JSONSchema)
	for name := range logs.Rules(logs.Audit(HMAC)) {
		if properties[name] == nil {
			t.Errorf("a rule speaks of %q, which is no key", name)
		}
	}
	for _, mode := range []NIRMode{HMAC, Clear, Omit} {
		for _, f := range logs.Fields(logs.Audit(mode)) {
			if properties[f.Name] == nil {
				t.Errorf("%q is not in the schema", f.Name)
			}
		}
	}
}
