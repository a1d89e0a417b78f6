package language

import "testing"

// Every value of a campaign and of a control is told, with its meaning.
func TestExplained(t *testing.T) {
	file, err := Read("amelipro-2022", read(t, "../library/amelipro-2022.yaml"), Change{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"targets.exposed": "510000", "access.profiles": "{pharmacy: 15, other: 4}",
		"rotation.ip_lifetime": "12h", "window.stop": "2022-03-11T16:00:00+01:00"}
	for _, e := range ExplainCampaign(file.Scenario, 0) {
		if v, asked := want[e.Key]; asked && v != e.Value {
			t.Errorf("%s is %s, want %s", e.Key, e.Value, v)
		}
		delete(want, e.Key)
		if e.Meaning == "" {
			t.Errorf("%s has no meaning", e.Key)
		}
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
	if list := ExplainControl(file.Scenario, 0); len(list) < 4 ||
		list[1].Meaning != "Kind of control. Here: a person who bans and resets what a campaign uses." {
		t.Errorf("control: %v", list)
	}
	if ExplainControl(file.Scenario, 9) != nil {
		t.Error("a control that is not there")
	}
}
