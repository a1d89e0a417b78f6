package scenarios_test

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

func TestBuiltins(t *testing.T) {
	all := library.Builtins()
	var ids []string
	for _, b := range all {
		ids = append(ids, b.ID)
		s, err := library.Builtin(b.ID)
		if err != nil {
			t.Fatal(err)
		}
		if s.ID != b.ID || s.Title == "" || s.Summary == "" || s.Story == "" || len(s.Sources) == 0 ||
			len(s.Assumed) == 0 {
			t.Errorf("%s: the id is not the file's name, or it does not tell its story", b.ID)
		}
		if !strings.HasPrefix(string(b.YAML), "# yaml-language-server: $schema=./scenario.schema.json\n") {
			t.Errorf("%s: no modeline", b.ID)
		}
	}
	if files := glob(t, "library/*.yaml"); len(ids) != len(files) || !slices.IsSorted(ids) {
		t.Errorf("built in: %s of %d files", ids, len(files))
	}
	for _, id := range []string{"amelipro-2022", "amelipro-2022-month", "baseline", "lookalikes", "tiny"} {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is not built in", id)
		}
	}
}

// The reference case, number by number.
func TestAmelipro2022(t *testing.T) {
	s, err := library.Builtin("amelipro-2022")
	if err != nil {
		t.Fatal(err)
	}
	k := s.Campaigns[0]
	if k.Access.Accounts != 19 || k.Targets.Exposed != 510_000 || k.Network.Pool != 25 ||
		s.Population.Accounts != 20_000 || s.Population.InsuredPersons != 6_000_000 {
		t.Errorf("got %+v", k)
	}
	if got := quantity.FormatTime(k.Window.To); got != "2022-03-11T16:00:00+01:00" {
		t.Errorf("stops at %s", got)
	}
	if got := quantity.FormatTime(s.Time.End); got != "2022-03-28T00:00:00+02:00" {
		t.Errorf("ends at %s", got)
	}
	if got := fmt.Sprint(s.Controls[0].ID, s.Controls[0].Actions, s.Controls[1].ID,
		s.Controls[1].Actions); got != "analyst-1[ip_ban account_reset]policy-1[force_password_change]" {
		t.Errorf("controls %s", got)
	}
}

func TestScaled(t *testing.T) {
	s, err := library.Builtin("amelipro-2022")
	if err != nil {
		t.Fatal(err)
	}
	before := string(language.YAML(s))
	for _, c := range []struct{ scale, want string }{
		{"0.02", "400 120000 10200 19"},
		{"1", "20000 6000000 510000 19"},
		{"0.005", "100 30000 2550 19"},
		{"2", "40000 12000000 1020000 19"},
		{"0.0025", "scaling by 0.0025: campaigns[0].access.profiles.pharmacy: takes 15 busy accounts of profile " +
			"pharmacy; a world of 50 accounts is sure to have only 12; the smallest scale that works is 0.00298"},
		{"0.0005", "scaling by 0.0005: campaigns[0].access.profiles.pharmacy: takes 15 busy accounts of profile " +
			"pharmacy; a world of 10 accounts is sure to have only 2; the smallest scale that works is 0.00298"},
		{"100", "scaling by 100: 2000000 accounts are more than 1000000; the largest scale that works is 11.6"},
	} {
		f, err := scenarios.ParseScale(c.scale)
		if err != nil {
			t.Fatal(err)
		}
		got, err := feasible.Scaled(s, f)
		text := ""
		var scaleErr *feasible.ScaleError
		if errors.As(err, &scaleErr) {
			text = err.Error()
		} else if k := got.Campaigns[0]; true {
			text = fmt.Sprint(got.Population.Accounts, got.Population.InsuredPersons, k.Targets.Exposed,
				k.Access.Accounts)
			readBack(t, got)
		}
		if text != c.want {
			t.Errorf("scale %s: got %s, want %s", c.scale, text, c.want)
		}
	}
	if string(language.YAML(s)) != before {
		t.Error("scaling changed the scenario it was asked of")
	}
}

func TestOpen(t *testing.T) {
	s, err := library.Open("tiny", []string{"campaigns[0].targets.exposed=99", "output={nir: clear}",
		"campaigns[0].on_response.403=stop", "benign.after_hours_share=0.5", "signals=[volume]"}, library.Seed(12))
	if err != nil {
		t.Fatal(err)
	}
	if k := s.Campaigns[0]; k.Targets.Exposed != 99 || k.OnResponse[2] != (scenarios.Reaction{On: scenarios.On403,
		Move: scenarios.StopMove}) || s.Output.NIR != scenarios.NIRClear || s.Seed != 12 ||
		s.Benign.AfterHours != 500_000 || len(s.Signals) != 1 {
		t.Errorf("got %+v", s)
	}
	if _, err := library.Open("testdata/good/minimal.yaml", nil); err != nil {
		t.Error(err)
	}
	if s, err := library.Open("tiny", []string{"campaigns=[]", "controls=[]", "scenario.title=a",
		"scenario.title=b"}); err != nil || s.Title != "b" || len(s.Campaigns) != 0 {
		t.Errorf("the last expression should win: %v", err)
	}
}

func TestOpenNothing(t *testing.T) {
	for _, c := range []struct {
		name, want string
		cause      error
	}{
		{"tinny", `reading scenario "tinny": no built-in scenario and no file of this name; did you mean tiny?`, library.ErrUnknownID},
		{"colour", `reading scenario "colour": no built-in scenario and no file of this name; breachsim list shows the built-in ones`, library.ErrUnknownID},
		{"testdata/none.yaml", `reading scenario "testdata/none.yaml": no such file or directory`, fs.ErrNotExist},
		{"testdata", `reading scenario "testdata": is a directory`, nil},
	} {
		_, err := library.Open(c.name, nil)
		var source *library.SourceError
		if !errors.As(err, &source) || err.Error() != c.want || c.cause != nil && !errors.Is(err, c.cause) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	if _, err := library.Builtin("tinny"); !errors.Is(err, library.ErrUnknownID) {
		t.Errorf("got %v", err)
	}
}

func TestSets(t *testing.T) {
	for expr, want := range map[string]string{
		"campaigns[0].pacing.raet=0.2/s":    `campaigns[0].pacing.raet: unknown key; did you mean rate?`,
		"time.warmup=36h":                   `time.warmup: 1d12h is not a whole number of days; write whole days, such as 2d`,
		"campaigns[4].id=x":                 `campaigns[4].id: campaigns has no item 4; write an index from 0 to 0`,
		"controls[0].action[9]=x":           `controls[0].action[9]: controls[0].action has no item 9; write an index from 0 to 1`,
		"time.start[0]=x":                   `time.start[0]: time.start is "2022-03-10", not a list; check the path`,
		"time.start.day=x":                  `time.start.day: time.start is "2022-03-10", not a mapping; check the path`,
		"[0]=x":                             `not of the form path=value; write, for example, campaigns[0].targets.exposed=1000`,
		"time.start":                        `not of the form path=value; write, for example, campaigns[0].targets.exposed=1000`,
		"campaigns[-1].id=x":                `not of the form path=value; write, for example, campaigns[0].targets.exposed=1000`,
		"campaigns[0]x.id=x":                `not of the form path=value; write, for example, campaigns[0].targets.exposed=1000`,
		"scenario.seed=":                    `scenario.seed: has no value; write one, or remove the key`,
		"scenario.seed=[1":                  `scenario.seed: "[1" is not a YAML value; put quotes around text with special characters`,
		"scenario.seed=many":                `scenario.seed: "many" is not a plain whole number; write a whole number from 0 to 9223372036854775807`,
		"seed=5":                            `seed: unknown key; did you mean scenario.seed?`,
		"campaigns[0].targets.exposed=6000": `campaigns[0].targets.exposed: 6000 persons are more than the 1000 of population.insured_persons; write at most 1000`,
		"signals=[a: b: c]":                 `signals: "[a: b: c]" is not a YAML value; put quotes around text with special characters`,
		"output={nir: hmac, nir: omit}":     `nir: this key is already on line 1; keep one of the two`,
	} {
		_, err := library.Open("tiny", []string{expr})
		if want = "--set " + expr + ": " + want + "\n1 problem"; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// A problem keeps its parts for programs that show it their own way.
func TestProblemParts(t *testing.T) {
	_, err := library.Parse("a.yaml", read(t, "testdata/bad/enum-unknown.yaml"))
	var problems *scenarios.Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	want := scenarios.Problem{File: "a.yaml", Line: 16, Col: 37, Path: "campaigns[0].targets.order", What: `"sortd" is not known here`, Hint: "did you mean sorted?",
		Source: "    targets: {exposed: 2000, order: sortd, hit_rate: 0.8}"}
	if got := problems.List[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}
