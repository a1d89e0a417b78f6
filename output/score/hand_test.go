package score

import (
	"math"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/score/report"
)

const (
	accA = "PS0000001"
	accB = "PS0000002"
	accC = "PS0000003"
	accD = "PS0000004"
)

// byHand is four accounts over three days, 12 account-days. A campaign uses A
// on the 8th from 10:00 to 19:00, a look-up and a person an hour, and B for
// three look-ups until the 9th. C has a forced password change, D a look-alike.
//
//	       7th      8th                9th
//	A   benign      10 persons         benign
//	B   benign      2+1 persons        1 person
//	C   benign      policy             benign
//	D   benign      benign             look-alike 09:00-11:00
func byHand() *world {
	w := newWorld(4, "2022-03-07", "2022-03-09").benign("08:00")
	for h := range 10 {
		w.attack("c1", accA, at("2022-03-08 10:00").Add(3600e9*durationOf(h)), 1)
	}
	w.attack("c1", accB, at("2022-03-08 10:30"), 2)
	w.attack("c1", accB, at("2022-03-08 20:30"), 1)
	w.attack("c1", accB, at("2022-03-09 09:30"), 1)
	w.use("c1", accA, at("2022-03-08 10:00"), at("2022-03-08 19:00"))
	w.use("c1", accB, at("2022-03-08 10:30"), at("2022-03-09 09:30"))
	w.add(line{t: at("2022-03-08 15:00"), account: accC, action: "password_reset_forced", label: "policy"})
	w.add(line{t: at("2022-03-09 09:00"), account: accD, action: "lookup", label: "benign", kind: "audit_catch_up"})
	w.add(line{t: at("2022-03-09 11:00"), account: accD, action: "lookup", label: "benign", kind: "audit_catch_up"})
	w.alike = []string{`{"account":"PS0000004","from":"2022-03-09T09:00:00.000000Z","to":"2022-03-09T11:00:00.000000Z","kind":"audit_catch_up","fools":["volume"]}`}
	return w
}

// handAlerts are, by incident: a true one on A (two alerts), a late true one
// on B, false ones on C and D, a neutral one on C.
func handAlerts() string {
	return alertOf(at("2022-03-08 12:00"), accA, 5) + alertOf(at("2022-03-08 14:00"), accA, 9) +
		alertOf(at("2022-03-09 09:00"), accB, 3) + alertOf(at("2022-03-07 12:00"), accC, 4) +
		alertOf(at("2022-03-09 10:00"), accD, 1) + alertOf(at("2022-03-08 20:00"), accC, 2)
}

func TestByHand(t *testing.T) {
	r := scored(t, byHand().write(t), handAlerts())
	want := map[string]float64{
		// E_A = 10, E_B = 4. Cut off at 16:00 A has exposed 7, B is found too
		// late: (7+4)/14 are exposed all the same. At 24 h all are.
		"exposure_averted_4h":  3. / 14,
		"exposure_averted_24h": 0,
		// Two false alerts in 8 benign days are 250 per 1,000; none is left from
		// score 5 up, which keeps the alerts on A.
		"false_alerts_per_1000":          1000 * 2. / 8,
		"exposure_averted_4h_at_budget":  3. / 14,
		"exposure_averted_24h_at_budget": 0,
		"campaign_recall_at_budget":      0,
		// From 10:00 to 12:00; look-ups 10, 11, 12 on A and 10:30 on B.
		"time_to_detect_minutes": 120,
		"time_to_detect_lookups": 4,
		"time_to_detect_persons": 5,
		"entity_recall":          1,
		// A is found after 2 h, B, from 10:30 to 09:00, after 22.5 h.
		"time_to_detect_account_minutes": 120,
		// The 8th has one incident that counts, the 7th and the 9th one and two.
		"precision_at_5":   0.5,
		"precision_at_100": 0.5,
		"recall_at_5":      1,
		// Malicious: A8, B8, B9; benign: 12 - 3 - C8. Ranked A8 (9), C7 (4), B9
		// (3), D9 (1), then B8 with the rest.
		"prevalence":          3. / 11,
		"pr_auc":              1./3*1 + 1./3*(2./3) + 1./3*(3./11),
		"pr_auc_lift":         (1./3*1 + 1./3*(2./3) + 1./3*(3./11)) * 11 / 3,
		"recall_at_fpr_0_001": 1. / 3,
		// Recall 2/3 and false-positive rate 2/8 of days, one day in 100.
		"ppv_at_prevalence": 0.01 * 2 / 3 / (0.01*2/3 + 0.99*2/8),
	}
	for name, v := range want {
		if got := float64(r.Result.Find(name).Value); math.Abs(got-v) > 1e-12 {
			t.Errorf("%s = %v, want %v", name, got, v)
		}
	}
	if got := r.Result.Incidents; got != (report.Incidents{True: 2, False: 2, Neutral: 1}) {
		t.Errorf("incidents %+v", got)
	}
	if r.Result.BudgetScore != 5 {
		t.Errorf("score at budget %v, want 5", r.Result.BudgetScore)
	}
	l := r.Result.LookAlikes
	if len(l) != 1 || l[0].Kind != "audit_catch_up" || l[0].Stretches != 1 || l[0].AccountDays != 1 || l[0].FalseAlerts != 1 || l[0].Per1000.Value != 1000 {
		t.Errorf("look-alikes %+v", l)
	}
	c := r.Result.Campaigns
	if len(c) != 1 || c[0].Accounts != 2 || c[0].AccountsFound != 2 || c[0].LookUps != 13 || c[0].Exposed != 14 || c[0].MinutesToFirst != 120 {
		t.Errorf("campaigns %+v", c)
	}
}

func TestIncidentsCloseAfterADay(t *testing.T) {
	// 24 h after its first alert, however many follow it.
	r := scored(t, byHand().write(t), alertOf(at("2022-03-07 12:00"), accD, 1)+alertOf(at("2022-03-08 11:59"), accD, 1)+
		alertOf(at("2022-03-08 12:00"), accD, 1)+alertOf(at("2022-03-09 11:59"), accD, 1))
	if r.Result.Incidents.False != 2 {
		t.Errorf("%+v, want 2 false ones", r.Result.Incidents)
	}
}

func TestMatchingWindow(t *testing.T) {
	dir := byHand().write(t)
	for _, c := range []struct {
		t    string
		want report.Incidents
	}{
		{"2022-03-08 09:59", report.Incidents{False: 1}}, // before the first malicious event
		{"2022-03-08 10:00", report.Incidents{True: 1}},
		{"2022-03-09 19:00", report.Incidents{True: 1, Late: 1}}, // 24 h after the last
		{"2022-03-09 19:01", report.Incidents{False: 1}},
	} {
		if got := scored(t, dir, alertOf(at(c.t), accA, 1)).Result.Incidents; got != c.want {
			t.Errorf("%s: %+v, want %+v", c.t, got, c.want)
		}
	}
}

func TestEntitiesConcernTheirAccounts(t *testing.T) {
	w := byHand()
	w.add(line{t: at("2022-03-07 09:00"), account: accD, action: "lookup", label: "benign", ip: "240.0.0.9"})
	w.add(line{t: at("2022-03-08 12:30"), account: accC, action: "lookup", label: "benign", ip: "240.0.0.9"})
	w.ips = []string{`{"ip":"240.0.0.7","campaign":"c1","first_event_at":"2022-03-08T09:00:00.000000Z","last_event_at":"2022-03-08T09:30:00.000000Z"}`}
	w.add(line{t: at("2022-03-08 09:10"), action: "login", label: "attack", by: "c1", ip: "240.0.0.7"})
	dir := w.write(t)
	noon := at("2022-03-08 13:00")
	for name, c := range map[string]struct {
		alert string
		want  report.Incidents
	}{
		"address: A, B and its neighbour C, no longer D": {alertOn(noon, "ip", "240.0.0.9", 1), report.Incidents{True: 2, False: 1}},
		"session":             {alertOn(noon, "session", "000000000000abc9", 1), report.Incidents{True: 2}},
		"person, exposed":     {alertOn(noon, "person", "0000000000000001", 1), report.Incidents{True: 1}},
		"person, too late":    {alertOn(at("2022-03-09 11:00"), "person", "0000000000000001", 1), report.Incidents{False: 1}},
		"campaign":            {`{"t":"2022-03-08T13:00:00Z","entity":{"type":"campaign","id":"mine"},"score":1,"rule":"r","events":["000000000000000d","0000000000000017"]}` + "\n", report.Incidents{True: 2}},
		"address, no account": {alertOn(noon, "ip", "240.0.0.7", 1), report.Incidents{True: 1}},
	} {
		if got := scored(t, dir, c.alert).Result.Incidents; got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	// A person that is found tells of the campaign and cuts nothing off.
	r := scored(t, dir, alertOn(noon, "person", "0000000000000001", 1)).Result
	if r.Find("time_to_detect_minutes").Value != 180 || r.Find("exposure_averted_4h").Value != 0 {
		t.Errorf("%+v", r.Campaigns)
	}
}

func TestEmptyTableIsSaidSo(t *testing.T) {
	w := newWorld(2, "2022-03-07", "2022-03-07").benign("08:00")
	var b strings.Builder
	r := scored(t, w.write(t), "")
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"has no look-alikes", "no campaign used an account", "defended (controls on)", "seed 7"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, &b)
		}
	}
}
