package campaign

import (
	"fmt"
	"strings"
	"testing"

	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// A campaign's number follows from its id alone; two of one number are refused
// with what to write, and the ids that come to mind are not among them.
func TestCampaignNumbers(t *testing.T) {
	first := map[uint16]string{}
	var twins []scenarios.Campaign
	for i := 1; twins == nil; i++ {
		id := fmt.Sprintf("c%d", i)
		n := nameOf(id)
		if n >= 1<<portal.CampaignBits {
			t.Fatalf("%s has number %d, beyond its bits", id, n)
		}
		if other, taken := first[n]; taken {
			if i < 30 {
				t.Errorf("%s and %s are refused beside each other", other, id)
			}
			twins = []scenarios.Campaign{{ID: other}, {ID: id}}
		}
		first[n] = id
	}
	err := distinct(twins)
	if err == nil || !strings.Contains(err.Error(), "write another id") {
		t.Errorf("%s and %s: %v", twins[0].ID, twins[1].ID, err)
	}
	if err := distinct([]scenarios.Campaign{{ID: "c1"}, {ID: "c2"}, {ID: "decoy"}, {ID: "main"}, {ID: "a"}, {ID: "b"}, {ID: "first"}, {ID: "second"}}); err != nil {
		t.Error(err)
	}
}
