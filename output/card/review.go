package card

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
)

// Review is the judgement of a dataset that its description tells.
type Review struct {
	Name string // who judged: a program and its version
	Body string // the verdict and what it rests on
}

// reviewKey is the property of schema.org that tells a judgement of a work.
const reviewKey = "review"

// Reviewed is croissant.json with a judgement, in place of one that stands there.
func Reviewed(croissant []byte, r Review) ([]byte, error) {
	text, err := json.Marshal(node{
		"@type": "sc:Review", "name": r.Name, "reviewBody": r.Body,
		"reviewAspect": "shortcuts, artefacts, labels, and conformance to the scenario",
		"creator":      node{"@type": "sc:Organization", "name": authors},
	})
	if err != nil {
		return nil, err
	}
	without := Unreviewed(croissant)
	for _, at := range property.FindAllSubmatchIndex(without, -1) {
		if string(without[at[2]:at[3]]) > reviewKey { // properties stand in order
			line := fmt.Appendf(nil, "%q: %s,\n", reviewKey, text)
			return slices.Insert(without, at[0], line...), nil
		}
	}
	return nil, fmt.Errorf("%s is not as breachsim writes it", CroissantName)
}

// property is the begin of a property of the dataset, which has a line of its own.
var property = regexp.MustCompile(`(?m)^"([^"]+)": `)

// Unreviewed is croissant.json without the judgement, if one stands there.
func Unreviewed(croissant []byte) []byte {
	var kept []byte
	for line := range bytes.Lines(croissant) {
		if !bytes.HasPrefix(line, []byte(`"`+reviewKey+`": `)) {
			kept = append(kept, line...)
		}
	}
	return kept
}
