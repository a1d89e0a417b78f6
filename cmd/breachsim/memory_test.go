package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/output/sigma"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// TestRulesInMemoryAreWorthTheSame: the rules of the library, run on a plan without a
// file, are worth what the command says of its dataset on disk, to the last figure.
func TestRulesInMemoryAreWorthTheSame(t *testing.T) {
	march := func(day int) time.Time { return time.Date(2022, time.March, day, 0, 0, 0, 0, time.UTC) }
	library := filepath.Join(repository(t), "output", "readers", "sigma")
	for _, c := range []struct {
		scenario, scale string
		o               generator.Options
	}{
		{"tiny", "1", generator.Options{WithoutControls: true}},
		{"smash-and-grab", "0.005", generator.Options{WithoutControls: true, From: march(8), To: march(10)}},
	} {
		t.Run(c.scenario, func(t *testing.T) {
			plan := planned(t, c.scenario, c.scale, c.o)
			dir := t.TempDir()
			o := output.Options{Dir: dir, Force: true}
			if _, err := output.Write(t.Context(), dataset.Source(plan, "test"), o); err != nil {
				t.Fatal(err)
			}
			want := tested(t, library, dir)
			data, err := dataset.InMemory(plan)
			if err != nil {
				t.Fatal(err)
			}
			rules, err := sigma.Load(library)
			if err != nil {
				t.Fatal(err)
			}
			alerts, err := sigma.Alerts(t.Context(), data, rules)
			if err != nil {
				t.Fatal(err)
			}
			all, err := score.Alerts(t.Context(), data, alerts)
			if err != nil {
				t.Fatal(err)
			}
			if all.Exposed == 0 || all.Saved4h == 0 || all.Incidents.True == 0 {
				t.Errorf("nothing to compare: %+v", all)
			}
			same(t, "all together", *all, want.Together)
			for _, w := range want.Rules {
				one, err := score.Alerts(t.Context(), data, alerts, w.Rule)
				if err != nil {
					t.Fatal(err)
				}
				one.Rule, one.File = w.Rule, w.File
				same(t, w.Rule, *one, w)
			}
		})
	}
}

// planned is a plan of a built-in scenario.
func planned(t *testing.T, scenario, scale string, o generator.Options) *generator.Plan {
	t.Helper()
	sc, err := library.Builtin(scenario)
	if err != nil {
		t.Fatal(err)
	}
	if o.Scale, err = scenarios.ParseScale(scale); err != nil {
		t.Fatal(err)
	}
	plan, err := generator.New(sc, o)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// verdict is what the command test prints for programs.
type verdict struct {
	Rules    []report.Worth
	Together report.Worth
}

func tested(t *testing.T, rules, dir string) (v verdict) {
	t.Helper()
	s, out, said := fakeStreams()
	if code := run(t.Context(), []string{"test", rules, "--on", dir, "--json"}, s); code != term.ExitGood {
		t.Fatalf("exit code %d: %s", code, said)
	}
	if err := json.Unmarshal(out.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// same compares two verdicts as their JSON has them, but for alerts that are not scored.
func same(t *testing.T, of string, got, want report.Worth) {
	t.Helper()
	want.AlertsNowhere = 0
	a, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("%s in memory:\n%s\nwant\n%s", of, a, b)
	}
}
