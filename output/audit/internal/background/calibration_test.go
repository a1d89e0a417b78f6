package background

import (
	"testing"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// A figure without a source fails the card; a scenario without one is told so.
func TestProvenanceIsAsked(t *testing.T) {
	card := []told{{name: "a", source: "assumed"}, {name: "b", source: "Insee"}}
	if f := sourced(card); f.Verdict != figure.Pass || f.N != 2 {
		t.Errorf("a card with sources: %+v", f)
	}
	card[1].source = " "
	if f := sourced(card); f.Verdict != figure.Fail || f.Example != `"b"` {
		t.Errorf("a card without one: %+v", f)
	}
	if f := named([]string{"Insee"}, nil); f.Verdict != figure.Pass || f.Value != 1 {
		t.Errorf("a scenario with a source: %+v", f)
	}
	if f := named(nil, nil); f.Verdict != figure.NotApplicable {
		t.Errorf("a scenario that does not try: %+v", f)
	}
}

// The tables of a card are those whose last column is the source; others have none.
func TestCardIsRead(t *testing.T) {
	card := cardOf("# Title\n\n| | figure | source |\n|---|---|---|\n| x | women | Insee |\n|  | men |  |\n\n" +
		"| column | unit |\n|---|---|\n| ts | |\n")
	if len(card) != 2 || card[0] != (told{name: "women", source: "Insee"}) || card[1] != (told{name: "men"}) {
		t.Errorf("%+v", card)
	}
}

// The card of the program has no figure without one.
func TestCardHasSources(t *testing.T) {
	card := (&calibration{}).card()
	if f := sourced(card); f.Verdict != figure.Pass || len(card) == 0 {
		t.Errorf("%+v", f)
	}
}
