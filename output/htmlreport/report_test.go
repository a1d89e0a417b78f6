package htmlreport

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/arena/analyst"
	"github.com/breachsim/breachsim/output/arena/verdict"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/htmlreport/internal/survey"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score"
)

// made is a dataset of a built-in scenario.
func made(t *testing.T, id string, o generator.Options) *read.Dataset {
	t.Helper()
	d, err := read.OpenDataset(datasettest.Write(t, id, o, output.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// alertsOf runs a reference rule.
func alertsOf(t *testing.T, d *read.Dataset, rule string) []byte {
	t.Helper()
	var b []byte
	_, err := detect.Run(t.Context(), d, detect.Options{Rules: []string{rule}, Params: detect.Defaults()},
		func(a *detect.Alert) error { b = a.Append(b); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func pageOf(t *testing.T, d *read.Dataset, o Options) string {
	t.Helper()
	s, err := Read(context.Background(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The figures of a detector on the page are those of score, those of the dataset what its
// files say; the curve ends where they do; and the same input gives the same bytes.
func TestFiguresAreThoseOfScore(t *testing.T) {
	d := made(t, "amelipro-2022", generator.Options{Scale: 10_000, WithoutControls: true})
	alerts := alertsOf(t, d, "R3")
	options := func() Options {
		mine := Detector{Name: "mine", File: "mine", Alerts: bytes.NewReader(alerts)}
		return Options{Detectors: []Detector{mine}, Resamples: 50}
	}
	page := pageOf(t, d, options())
	if again := pageOf(t, d, options()); again != page {
		t.Error("the same input gives another page")
	}
	r, err := score.Score(t.Context(), []score.Input{{Dir: d.Dir, Name: "mine", Alerts: bytes.NewReader(alerts)}},
		score.Options{Resamples: 50})
	if err != nil {
		t.Fatal(err)
	}
	p := r.Result.Persons
	if p.Exposed == 0 || p.Averted24h == 0 || p.Averted24h == p.Exposed {
		t.Fatalf("%d of %d saved: the test wants a detector in between", p.Averted24h, p.Exposed)
	}
	for _, want := range []string{
		fmt.Sprintf(`<p class="value">%s</p>`, grouped(p.Exposed)),
		fmt.Sprintf("%s of %s persons, accounts cut off 24 h", grouped(p.Averted24h), grouped(p.Exposed)),
		fmt.Sprintf("%s where it takes 4 h", grouped(p.Averted4h)),
		fmt.Sprintf("%s of %s stolen accounts found", grouped(p.AccountsFound), grouped(p.Accounts)),
		r.Result.Find("false_alerts_per_1000").Shown() + " false alerts per 1,000",
		grouped(p.Exposed-p.Averted24h) + " persons", // the end of its curve
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

var scripts = regexp.MustCompile(`(?s)<script[^>]*>.*?</script>`)

// elements reads the page as XML as far as HTML is: every element is closed, and no text is
// taken for one. It returns how often each is there.
func elements(t *testing.T, page string) map[string]int {
	t.Helper()
	page = scripts.ReplaceAllString(page, "<script></script>") // which are no XML
	dec := xml.NewDecoder(strings.NewReader(page))
	dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	seen := map[string]int{}
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return seen
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			seen[e.Name.Local]++
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "src" {
					t.Errorf("<%s> has an attribute %s", e.Name.Local, a.Name.Local)
				}
				if a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") {
					t.Errorf("<%s> leads to %q", e.Name.Local, a.Value)
				}
			}
		}
	}
}

// A dataset can say what it likes: nothing of it becomes an element or a request.
func TestHostileTextsStayTexts(t *testing.T) {
	const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)> </style> ]]> {{.}} javascript:alert(1)`
	d := made(t, "tiny", generator.Options{})
	plain := Options{Detectors: []Detector{{Name: "mine", File: "mine", Alerts: bytes.NewReader(alertsOf(t, d, "R2"))}}}
	s, err := Read(t.Context(), d, plain)
	if err != nil {
		t.Fatal(err)
	}
	var before, after bytes.Buffer
	if err := s.Write(&before); err != nil {
		t.Fatal(err)
	}
	s.Scenario.Title, s.Scenario.Summary, s.Scenario.Story = hostile, hostile, hostile+"\n\n"+hostile
	s.Scenario.Assumed = []string{hostile}
	s.Data.Manifest.Scenario, s.Data.Manifest.Tool, s.Data.Manifest.SHA256 = hostile, hostile, hostile
	s.Data.Manifest.Options["scale"] = hostile
	s.Judged[0].Name = hostile
	for i := range s.Lanes {
		s.Lanes[i].Account, s.Lanes[i].Profile, s.Lanes[i].Campaign = hostile, hostile, hostile
	}
	for i := range s.Daily {
		s.Daily[i].Profile = hostile
	}
	for i := range s.Places {
		s.Places[i].Kind, s.Places[i].Country = hostile, hostile
	}
	for i := range s.Judged[0].Report.Incidents {
		s.Judged[0].Report.Incidents[i].Entity.ID = hostile
		s.Judged[0].Report.Incidents[i].LookAlikes = []string{hostile}
	}
	if err := s.Write(&after); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(after.String(), "&lt;script&gt;"); n < 20 {
		t.Errorf("the hostile text is there %d times only", n)
	}
	got, want := elements(t, after.String()), elements(t, before.String())
	for _, name := range []string{"script", "img", "style", "h2", "svg", "link", "iframe", "title", "desc"} {
		if got[name] != want[name] {
			t.Errorf("%d <%s>, want %d as with plain texts", got[name], name, want[name])
		}
	}
	if want["script"] != 3 || want["img"] != 0 || want["svg"] < 10 {
		t.Errorf("%d scripts, %d images, %d pictures", want["script"], want["img"], want["svg"])
	}
}

// Without campaigns, without alerts, without a detector that finds anything, the page makes
// sense.
func TestPagesWithNothingToTell(t *testing.T) {
	calm := made(t, "tiny", generator.Options{WithoutCampaigns: true})
	page := pageOf(t, calm, Options{})
	for _, want := range []string{"no campaign was played", "Nobody was exposed in this dataset.",
		"No account was stolen in this dataset.", "No alerts were given."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of calm does not say %q", want)
		}
	}
	silent := pageOf(t, made(t, "tiny", generator.Options{}),
		Options{Detectors: []Detector{{Name: "silent", File: "silent", Alerts: strings.NewReader("")}}})
	if !strings.Contains(silent, "0 % saved") {
		t.Error("the page of a silent detector does not say that it saves nobody")
	}
	for _, page := range []string{page, silent} {
		if strings.Contains(page, "NaN") || strings.Contains(page, "Inf") {
			t.Error("a figure that is none stands on the page")
		}
		elements(t, page)
	}
}

// The page of an arena's dataset tells of the loop what arena.json does, and its curve of the
// world without the detector ends where that says.
func TestPageOfALoop(t *testing.T) {
	d := made(t, "tiny", generator.Options{})
	v := verdict.Verdict{Detector: "my rule", Actions: []string{"account_reset"}}
	v.Persons = verdict.Persons{Exposed: 60, Without: 240, Saved: 180, Share: 0.75}
	v.Innocents = verdict.Disturbed{Accounts: 1_234, Hours: 56}
	v.Campaigns = []verdict.Campaign{{ID: "c1", Began: "2022-03-10T09:00:00.000000Z"}}
	v.Analysts.Longest, v.Analysts.Queue = 3, []analyst.Queued{{Hour: 1_646_906_400_000_000, Most: 3, End: 0}}
	v.Curve = verdict.Curve{At: []string{"2022-03-09T23:00:00.000000Z", "2022-03-10T12:00:00.000000Z",
		"2022-03-11T23:00:00.000000Z"}, Exposed: []int64{0, 30, 60}, Without: []int64{0, 40, 240}}
	b, err := json.Marshal(v)
	if err == nil {
		err = os.WriteFile(filepath.Join(d.Dir, "arena.json"), b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := Read(t.Context(), d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	lines := s.lines()
	y := lines[1].y
	if lines[1].name != "without it" || y[0] != 0 || y[survey.Parts/2] != 40 || y[survey.Parts] != 240 {
		t.Errorf("the curve without the detector is %q: %v", lines[1].name, y)
	}
	var page bytes.Buffer
	if err := s.Write(&page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"In the loop: my rule", "75 % saved", "60 of 240 persons exposed",
		"1,234 innocent accounts disturbed for 56 hours", "with my rule", "The longest queue has 3 cases."} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if err := os.WriteFile(filepath.Join(d.Dir, "arena.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(t.Context(), d, Options{}); err == nil || !strings.Contains(err.Error(), "arena.json") {
		t.Errorf("a broken arena.json: %v", err)
	}
}
