package audit

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios"
)

// measured are figures of four families: of volume two are excused, of hour all are within,
// of errors a count and a share are excused, of network one was not applicable.
func measured() []Result {
	return []Result{
		{ID: "A1", Figures: []figure.Figure{
			{Name: "src_ip block", Value: 0.99, Signal: "network", Verdict: figure.NotApplicable},
			{Name: "look-ups a day", Value: 0.7, Bound: "≤ 0.6", Signal: "volume", Verdict: figure.Declared},
			{Name: "nothing of a family", Value: 1, Verdict: figure.Pass},
		}},
		{ID: "A2", Figures: []figure.Figure{
			{Name: "strong within", Value: 0.95, Bound: "≤ 0.97", Signal: "volume", Verdict: figure.Pass},
			{Name: "hour of the day", Value: 0.52, Bound: "≤ 0.6", Signal: "hour", Verdict: figure.Pass},
			{Name: "refused, count", Value: 40, Bound: "≤ 3", Signal: "errors", Verdict: figure.Declared},
		}},
		{ID: "A3", Figures: []figure.Figure{
			{Name: "look-ups a session", Value: 0.8, Bound: "≤ 0.6", Signal: "volume", Verdict: figure.Declared},
			{Name: "weekday", Value: 0.5, Bound: "≤ 0.6", Signal: "hour", Verdict: figure.Pass},
			{Name: "refused, share", Value: 0.65, Bound: "≤ 0.6", Signal: "errors", Verdict: figure.Declared},
		}},
	}
}

// Each declared family has its reason and its strongest figure: one outside its bound goes
// before a higher one within, a share before a count.
func TestSignalsTellTheirStrongestFigure(t *testing.T) {
	got := signals([]scenarios.Declared{{Family: "volume", Reason: "a long list"}, {Family: "errors"},
		{Family: "hour", Reason: "at night"}, {Family: "network"}}, measured())
	want := []Signal{
		{Family: "volume", Reason: "a long list", Needed: true, Beyond: 2, Check: "A3", Figure: "look-ups a session",
			Bound: "≤ 0.6", Value: 0.8},
		{Family: "errors", Needed: true, Beyond: 2, Check: "A3", Figure: "refused, share", Bound: "≤ 0.6", Value: 0.65},
		{Family: "hour", Reason: "at night", Check: "A2", Figure: "hour of the day", Bound: "≤ 0.6", Value: 0.52},
		{Family: "network"},
	}
	if len(got) != len(want) {
		t.Fatalf("got %d families, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got  %+v\nwant %+v", got[i], want[i])
		}
	}
}

// The table and the document say of each family what it gives away, and why.
func TestSignalsInTheReport(t *testing.T) {
	r := &Report{Dir: "d", Checks: measured()}
	r.Signals = signals([]scenarios.Declared{{Family: "volume", Reason: "a long list"}, {Family: "errors"},
		{Family: "hour", Reason: "at night"}, {Family: "network"}}, r.Checks)
	var table bytes.Buffer
	WriteTable(&table, []*Report{r}, nil, false)
	told := strings.Join(strings.Fields(table.String()), " ") // lines are wrapped
	for _, want := range []string{
		"signal volume 2 outside, most A3 look-ups a session 0.8 (≤ 0.6): a long list ",
		"signal errors 2 outside, most A3 refused, share 0.65 (≤ 0.6): no reason given ",
		"signal hour declared, not needed, most A2 hour of the day 0.52 (≤ 0.6): at night ",
		"signal network declared, not needed (nothing of it was measured): no reason given ",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("no line %q in\n%s", want, table.String())
		}
	}
	doc, err := json.Marshal(Document([]*Report{r}, nil, false))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"family":"volume","reason":"a long list","needed":true,"beyond":2,"check":"A3",` +
			`"figure":"look-ups a session","bound":"≤ 0.6","value":0.8}`,
		`{"family":"network","needed":false,"beyond":0,"value":0}`,
	} {
		if !strings.Contains(string(doc), want) {
			t.Errorf("no %s in\n%s", want, doc)
		}
	}
}
