package scenarios_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

// Families of evidence come as a list or with reasons, and are written as they came.
func TestSignalForms(t *testing.T) {
	long := strings.Repeat("é", 200)
	for expr, c := range map[string]struct {
		want    []scenarios.Declared
		written string
	}{
		"signals=[]":                     {nil, "signals: []\n"},
		"signals={}":                     {nil, "signals: []\n"},
		"signals=[hour, volume]":         {[]scenarios.Declared{{Family: "hour"}, {Family: "volume"}}, "signals: [hour, volume]\n"},
		"signals={volume: " + long + "}": {[]scenarios.Declared{{Family: "volume", Reason: long}}, `signals: {volume: "` + long + "\"}\n"},
		`signals={hour: "night: 2 to 5", volume: "of \"main\" alone"}`: {
			[]scenarios.Declared{{Family: "volume", Reason: `of "main" alone`}, {Family: "hour", Reason: "night: 2 to 5"}},
			`signals: {volume: "of \"main\" alone", hour: "night: 2 to 5"}` + "\n"},
	} {
		s, err := library.Open("tiny", []string{expr})
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if len(s.Signals) != len(c.want) || len(c.want) > 0 && !reflect.DeepEqual(s.Signals, c.want) {
			t.Errorf("%s: got %+v", expr, s.Signals)
		}
		if text := string(language.YAML(s)); !strings.Contains(text, c.written) {
			t.Errorf("%s: no %s in\n%s", expr, c.written, text)
		}
		readBack(t, s)
	}
}

func TestSignalProblems(t *testing.T) {
	for expr, want := range map[string]string{
		"signals={volum: many}":                              `signals.volum: unknown key; did you mean volume?`,
		"signals={volume: " + strings.Repeat("x", 201) + "}": `signals.volume: 201 characters are more than 200; shorten it`,
		"signals={volume: [many]}":                           `signals.volume: `,
		`signals={volume: ""}`:                               `signals.volume: `,
		"signals=[volum]":                                    `signals[0]: `,
	} {
		_, err := library.Open("tiny", []string{expr})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\ngot  %v\nwant %s", expr, err, want)
		} else {
			t.Log(err)
		}
	}
}

// Each built-in scenario with a campaign says why each family that it declares is there.
func TestBuiltinsGiveReasons(t *testing.T) {
	for _, b := range library.Builtins() {
		s, err := library.Open(b.ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Campaigns) > 0 && len(s.Signals) == 0 {
			t.Errorf("%s: an attack that nothing gives away", b.ID)
		}
		for _, d := range s.Signals {
			if len(strings.Fields(d.Reason)) < 3 {
				t.Errorf("%s: %s for the reason %q", b.ID, d.Family, d.Reason)
			}
		}
	}
}
