package generator

import (
	"fmt"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// Of a hundred detections, those fire whose threshold is reached, whatever their
// place in the file.
func TestManyDetections(t *testing.T) {
	const all = 100
	fires := map[int]bool{0: true, 63: true, 99: true} // their places
	var controls strings.Builder
	for i := range all {
		count := 1_000_000
		if fires[i] {
			count = 5
		}
		fmt.Fprintf(&controls, "  - {id: k%d, type: captcha, detect: {threshold: %d/1d}, action: [challenge], duration: 10m}\n", i, count)
	}
	p := planned(t, `version: 1
scenario: {id: many, title: A hundred detections, seed: 7}
time: {start: 2022-03-10, end: 2022-03-12, timezone: Europe/Paris}
population: {accounts: 10, insured_persons: 1000, profile_mix: {pharmacy: 1}}
campaigns:
  - id: c1
    window: {start: 2022-03-10T10:20:00+01:00, stop: 2022-03-10T16:20:00+01:00}
    access: {accounts: 2}
    targets: {exposed: 60, order: random}
    network: {kind: datacentre, country: [FR], pool: 3}
    on_response: {captcha: {solve: 1, delay: 5s}}
controls:
`+controls.String())
	alerts := map[int]int{}
	for _, r := range p.Journal().Responses {
		if r.Action == event.Alerted {
			alerts[int(r.Control)-1]++
		}
	}
	for i := range all {
		if fires[i] != (alerts[i] > 0) {
			t.Errorf("detection %d of %d: %d alerts", i, all, alerts[i])
		}
	}
}
