package agreement

import (
	"testing"

	"github.com/breachsim/breachsim/output/truth"
)

func TestLabelsFitTheirActors(t *testing.T) {
	for _, x := range []struct {
		row  truth.Event
		want string
	}{
		{truth.Event{Label: "attack", Campaign: "c1", Phase: "scrape", Actor: "c1/bot-3"}, ""},
		{truth.Event{Label: "attack", Campaign: "c1", Phase: "scrape", Actor: "c1/insider-0"}, ""},
		{truth.Event{Label: "attack", Campaign: "c1", Phase: "scrape", Actor: "owner"}, `attack by "owner"`},
		{truth.Event{Label: "attack", Campaign: "c1", Phase: "scrape", Actor: "c2/bot-3"}, `attack by "c2/bot-3"`},
		{truth.Event{Label: "attack", Campaign: "c1", Actor: "c1/bot-3"}, `attack by "c1/bot-3"`},
		{truth.Event{Label: "benign", Actor: "delegate-2"}, ""},
		{truth.Event{Label: "benign", Actor: "software", BenignType: "software"}, ""},
		{truth.Event{Label: "benign", Actor: "software"}, `benign by "software"`},
		{truth.Event{Label: "benign", Actor: "owner", Campaign: "c1"}, `benign by "owner"`},
		{truth.Event{Label: "collateral", Actor: "owner", CausedBy: "analyst-1"}, ""},
		{truth.Event{Label: "collateral", Actor: "owner"}, `collateral by "owner"`},
		{truth.Event{Label: "policy", Actor: "analyst", CausedBy: "analyst-1"}, ""},
		{truth.Event{Label: "policy", Campaign: "c1", Actor: "c1/bot-3", CausedBy: "x"}, `policy by "c1/bot-3"`},
		{truth.Event{Label: "test", Actor: "tester", BenignType: "pentest"}, ""},
		{truth.Event{Label: "test", Actor: "owner", BenignType: "pentest"}, `test by "owner"`},
		{truth.Event{Label: "odd", Actor: "owner"}, `label "odd"`},
	} {
		if got := misfit(claims(), &x.row); got != x.want {
			t.Errorf("%+v: got %q, want %q", x.row, got, x.want)
		}
	}
}
