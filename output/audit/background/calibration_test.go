package background

import (
	"testing"

	"breachsim/output/audit/figure"
)

// A figure without a source fails the card, and so does a scenario that says nothing.
func TestProvenanceIsAsked(t *testing.T) {
	card := []told{{name: "a", source: "assumed"}, {name: "b", source: "Insee"}}
	if f := sourced(card); f.Verdict != figure.Pass || f.N != 2 {
		t.Errorf("a card with sources: %+v", f)
	}
	card[1].source = " "
	if f := sourced(card); f.Verdict != figure.Fail || f.Example != `"b"` {
		t.Errorf("a card without one: %+v", f)
	}
	if f := named([]string{"Insee"}, nil); f.Verdict != figure.Pass {
		t.Errorf("a scenario with a source: %+v", f)
	}
	if f := named([]string{" "}, nil); f.Verdict != figure.Fail {
		t.Errorf("a scenario without: %+v", f)
	}
}

// The card of the program has no figure without one.
func TestCardHasSources(t *testing.T) {
	card := (&calibration{}).card()
	if f := sourced(card); f.Verdict != figure.Pass || len(card) == 0 {
		t.Errorf("%+v", f)
	}
}
