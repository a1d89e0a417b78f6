package score

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"math"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/score/report"
)

func TestGate(t *testing.T) {
	r := scored(t, byHand().write(t), handAlerts())
	g, err := report.ParseGate("entity_recall>=1, false_alerts_per_1000 <= 1,precision_at_5>0.5,time_to_detect_minutes.hi<=60")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range g.Check(&r.Result) {
		got = append(got, c.Text)
	}
	want := []string{"entity_recall>=1: 1", "false_alerts_per_1000 <= 1: 250, off by 249", "precision_at_5>0.5: 0.500, off by 0", "time_to_detect_minutes.hi<=60 is undefined"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if n := len(report.Unmet(g.Check(&r.Result))); n != 3 {
		t.Errorf("%d unmet, want 3", n)
	}
}

// full scores with intervals.
func full(t testing.TB, alerts string, dirs ...string) *report.Report {
	t.Helper()
	var in []Input
	for _, d := range dirs {
		in = append(in, Input{Dir: d, Name: "a", Alerts: strings.NewReader(alerts)})
	}
	r, err := Score(t.Context(), in, Options{Resamples: 200})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBaseline(t *testing.T) {
	w := steady()
	dir := w.write(t)
	good, bad := full(t, oracle(w, 0), dir), full(t, oracle(w, 48*3600e9), dir)
	verdicts := func(before, now *report.Report) map[string]string {
		var b bytes.Buffer
		if err := before.WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		old, err := report.ReadBaseline("b", &b)
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]string{}
		for _, c := range report.Compare(old, now) {
			m[c.Name] = c.Verdict
			if before == now && (c.Lo != 0 || c.Hi != 0 || !c.Paired) && c.Before.Known() {
				t.Errorf("%s differs from itself: %+v", c.Name, c)
			}
		}
		return m
	}
	if v := verdicts(good, bad); v["exposure_averted_24h"] != "worse" || v["time_to_detect_minutes"] != "worse" || v["entity_recall"] != "same" || v["prevalence"] != "" {
		t.Errorf("%v", v)
	}
	if v := verdicts(bad, good); v["exposure_averted_24h"] != "better" || v["time_to_detect_minutes"] != "better" {
		t.Errorf("%v", v)
	}
	if v := verdicts(full(t, "", dir), good); v["time_to_detect_minutes"] != "better" || v["precision_at_5"] != "unknown" {
		t.Errorf("%v", v)
	}
	if v := verdicts(good, full(t, "", dir)); v["time_to_detect_minutes"] != "worse" || v["precision_at_5"] != "worse" {
		t.Errorf("%v", v)
	}
	for name, v := range verdicts(good, good) {
		if v != "same" {
			t.Errorf("%s is %s than itself", name, v)
		}
	}
	if _, err := report.ReadBaseline("b", strings.NewReader(`{"schema":"x"}`)); err == nil || !strings.Contains(err.Error(), "want breachsim.score/1") {
		t.Error(err)
	}
}

func TestSameIntervalsOnAnyNumberOfProcessors(t *testing.T) {
	w := steady()
	dir, alerts := w.write(t), oracle(w, 3600e9)
	before := runtime.GOMAXPROCS(1)
	one := full(t, alerts, dir)
	runtime.GOMAXPROCS(4)
	four := full(t, alerts, dir)
	runtime.GOMAXPROCS(before)
	a, _ := json.Marshal(one)
	b, _ := json.Marshal(four)
	if !bytes.Equal(a, b) {
		t.Errorf("%s\n%s", a, b)
	}
}

// TestIntervalCoversTheSpread: accounts are found or not, three quarters of
// them; the interval of their share is that of a binomial share.
func TestIntervalCoversTheSpread(t *testing.T) {
	w := steady()
	alerts := ""
	for i := range steadyStolen * 3 / 4 {
		alerts += alertOf(at("2022-03-03 12:00"), w.accounts[i*5], 1)
	}
	f := full(t, alerts, w.write(t)).Result.Find("entity_recall")
	if f.Value != 0.75 || f.Lo > 0.5 || f.Lo < 0.25 || f.Hi != 1 || f.N != 8 || len(f.Warnings) != 1 || !strings.HasPrefix(f.Warnings[0], "few positives") {
		t.Errorf("%+v", f)
	}
}

func TestReplicatesArePooled(t *testing.T) {
	w, other := byHand(), byHand()
	other.seed = 8
	one, two := w.write(t), other.write(t)
	in := []Input{{Dir: one, Name: "a", Alerts: strings.NewReader(handAlerts())}, {Dir: two, Name: "b", Alerts: strings.NewReader("")}}
	r, err := Score(t.Context(), in, Options{Resamples: 100})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Result.Find("entity_recall").Value; got != 0.5 {
		t.Errorf("pooled recall %v, want 0.5", got)
	}
	if a, b := r.Datasets[0].Result.Find("entity_recall").Value, r.Datasets[1].Result.Find("entity_recall").Value; a != 1 || b != 0 {
		t.Errorf("recalls %v and %v", a, b)
	}
	// Found after 120 minutes, or never: of two campaigns half are found by then.
	if f := r.Result.Find("time_to_detect_minutes"); f.Value != 120 || !math.IsInf(float64(f.Hi), 1) || f.N != 2 {
		t.Errorf("%+v", f)
	}
	var b strings.Builder
	if err := r.WriteText(&b); err != nil || !strings.Contains(b.String(), "2:by-hand") {
		t.Errorf("%v\n%s", err, &b)
	}
}

func TestJSONReadsBack(t *testing.T) {
	r := full(t, handAlerts(), byHand().write(t))
	r.Gate = report.Gate{{Text: "x>=1", Metric: "x"}}.Check(&r.Result)
	var b bytes.Buffer
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var back report.Report
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := back.WriteJSON(&again); err != nil || again.String() != b.String() {
		t.Errorf("%v\n%s\n%s", err, &b, &again)
	}
}

func TestJUnit(t *testing.T) {
	r := full(t, "", byHand().write(t))
	g, err := report.ParseGate("entity_recall>=1,false_alerts_per_1000<=1")
	if err != nil {
		t.Fatal(err)
	}
	r.Gate = g.Check(&r.Result)
	var b bytes.Buffer
	if err := r.WriteJUnit(&b); err != nil {
		t.Fatal(err)
	}
	var s report.JUnitSuite
	if err := xml.Unmarshal(b.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	if s.Tests != 2+len(r.Result.Metrics) || s.Failures != 1 || s.Cases[0].Failure == nil || s.Cases[1].Failure != nil || s.Skipped == 0 {
		t.Errorf("%s", &b)
	}
}

func TestMarkdown(t *testing.T) {
	r := full(t, handAlerts(), byHand().write(t))
	var b strings.Builder
	if err := r.WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## by-hand, seed 7, scale 1, defended", "| FIGURE | VALUE |", "|---|---|", "| audit_catch_up | 1 |"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, &b)
		}
	}
}

// TestSpoiledDatasets: truth that does not fit the log is no truth.
func TestSpoiledDatasets(t *testing.T) {
	spoil := func(name, old, by string) error {
		dir := byHand().write(t)
		at := dir + "/" + name
		b, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(strings.Replace(string(b), old, by, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err = Score(t.Context(), []Input{{Dir: dir, Name: "a", Alerts: strings.NewReader("")}}, Options{Resamples: -1})
		return err
	}
	for _, c := range []struct{ name, old, by, want string }{
		{"truth/events/2022-03-08.jsonl", "000000000000000d", "00000000000000dd", "truth/events/2022-03-08.jsonl:1: event 00000000000000dd is not in the log"},
		{"truth/accounts.jsonl", "PS0000001", "PS0000009", `truth/accounts.jsonl: line 1: account "PS0000009" is not in the records`},
		{"truth/exposed_persons.jsonl", "2022-03-08T10:00", "2022-03-08T23:00", "truth/exposed_persons.jsonl: line 4: not in time order"},
		{"logs/audit/2022-03-08.jsonl", "2022-03-08T08:00", "2022-03-08T23:00", "2022-03-08.jsonl:2: earlier than the line before it"},
	} {
		if err := spoil(c.name, c.old, c.by); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}
