package alert

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The schema of alerts takes what scoring takes, and refuses what it refuses.
func TestAlertSchemaAgreesWithTheReader(t *testing.T) {
	text, err := json.Marshal(Schema())
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("alert.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("alert.json")
	if err != nil {
		t.Fatal(err)
	}
	const good = `{"t":"2022-03-08T07:15:01Z","entity":{"type":"account","id":"PS0412233"},"score":1.5,"rule":"mine"}`
	for line, want := range map[string]bool{
		good: true,
		strings.Replace(good, `}`, `,"colour":"red"}`, 1):                                                                           true,
		strings.Replace(good, `"mine"`, `"mine","from":null,"to":null`, 1):                                                          true,
		strings.Replace(good, `"mine"`, `"mine","events":["923690df60fab643"]`, 1):                                                  true,
		strings.Replace(good, `"mine"`, `"mine","events":["x"]`, 1):                                                                 false,
		strings.Replace(good, `"mine"`, `""`, 1):                                                                                    false,
		strings.Replace(good, `"mine"`, `7`, 1):                                                                                     false,
		strings.Replace(good, `1.5`, `"high"`, 1):                                                                                   false,
		strings.Replace(good, `account`, `clinic`, 1):                                                                               false,
		strings.Replace(good, `2022-03-08T07:15:01Z`, `8 March`, 1):                                                                 false,
		strings.Replace(good, `"entity":{"type":"account","id":"PS0412233"}`, `"entity_type":"account","entity_id":"PS0412233"`, 1): true,
		strings.Replace(good, `"entity":{"type":"account","id":"PS0412233"}`, `"entity_type":"account"`, 1):                         false,
		`{"t":"2022-03-08T07:15:01Z"}`:                                                                                              false,
	} {
		var bad Problems
		list, err := readJSONL(strings.NewReader(line), &bad)
		read := err == nil && len(list) == 1 && len(bad.List) == 0
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if valid := schema.Validate(v) == nil; valid != want || read != want {
			t.Errorf("%s: schema %v, reader %v, want %v", line, valid, read, want)
		}
	}
}
