package dataset_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma"
)

const sigmaRules = "../readers/sigma"

// The reference rules that can be said in Sigma raise there the alerts that detect
// raises: the same entities at the same microseconds. Of R4 Sigma says the half that
// looks at the mean of the gaps, so that the other half is switched off.
func TestReferenceRulesInSigma(t *testing.T) {
	if testing.Short() {
		t.Skip("makes two datasets")
	}
	jsonl := output.Options{Formats: []string{"jsonl"}}
	raised := map[string]int{}
	for _, dir := range []string{
		datasettest.Write(t, "smash-and-grab", generator.Options{WithoutControls: true}, jsonl,
			"population.accounts=60", "campaigns[0].targets.exposed=2000"),
		datasettest.Write(t, "stale-list", generator.Options{WithoutControls: true, Scale: 20_000}, jsonl),
	} {
		data, err := read.OpenDataset(dir)
		if err != nil {
			t.Fatal(err)
		}
		// Thresholds of people with some days of work, so that there is something to compare.
		for name, change := range map[string]func(string) string{
			"r1_burst.yml":        func(s string) string { return strings.ReplaceAll(s, "gte: 30", "gte: 6") },
			"r2_many_persons.yml": func(s string) string { return strings.ReplaceAll(s, "gte: 200", "gte: 25") },
			"r4_click_speed.yml":  func(s string) string { return strings.ReplaceAll(s, "lt: 500000", "lt: 9000000") },
			"r5_stale_list.yml": func(s string) string {
				return strings.NewReplacer("gte: 40", "gte: 9", "gte: 0.1", "gte: 0.2").Replace(s)
			},
			"unchanged/r1_burst":   nil,
			"unchanged/r5_stale":   nil,
			"unchanged/r4_click":   nil,
			"unchanged/r2_persons": nil,
		} {
			rule := strings.ToUpper(filepath.Base(name)[:2])
			params := detect.Defaults()
			settings := []string{"R4.even=1000000"}
			if change == nil {
				change = func(s string) string { return s }
				name = map[string]string{"R1": "r1_burst.yml", "R2": "r2_many_persons.yml", "R4": "r4_click_speed.yml", "R5": "r5_stale_list.yml"}[rule]
			} else {
				settings = append(settings, "R1.count=6", "R2.count=25", "R4.gap=9s", "R5.lookups=9", "R5.share=0.2")
			}
			for _, s := range settings {
				if err := params.Set(s); err != nil {
					t.Fatal(err)
				}
			}
			want := detected(t, data, rule, params)
			got := inSigma(t, data, change(textOf(t, filepath.Join(sigmaRules, name))))
			raised[rule] += len(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s of %s: %d alerts in Sigma, %d of detect; %s", name, dir, len(got), len(want), differs(got, want))
			}
		}
	}
	for _, rule := range []string{"R1", "R2", "R4", "R5"} {
		if raised[rule] < 20 {
			t.Errorf("%s was compared on %d alerts only", rule, raised[rule])
		}
	}
	t.Log(raised)
}

func textOf(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func detected(t *testing.T, data *read.Dataset, rule string, p detect.Params) (list []string) {
	t.Helper()
	_, err := detect.Run(t.Context(), data, detect.Options{Rules: []string{rule}, Params: p}, func(a *detect.Alert) error {
		list = append(list, fmt.Sprintf("%d %s %s", a.T, a.Type, a.ID))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

func inSigma(t *testing.T, data *read.Dataset, text string) (list []string) {
	t.Helper()
	set, err := sigma.Parse("rule", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sigma.Run(t.Context(), data, sigma.Job{Rules: set}, func(a *sigma.Alert) error {
		list = append(list, fmt.Sprintf("%d %s %s", a.T, a.Type, a.ID))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

func differs(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("first %q in Sigma, %q of detect", got[i], want[i])
		}
	}
	return "one has more at the end"
}

// Every rule of the library can be read together with the others, and has a name of
// its own.
func TestLibraryOfSigmaRules(t *testing.T) {
	set, err := sigma.Load(sigmaRules)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(sigma.Labels(set)); n < 12 {
		t.Errorf("%d rules", n)
	}
	dir := datasettest.Tiny(t)
	data, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	stats, err := sigma.Run(t.Context(), data, sigma.Job{Rules: set}, func(*sigma.Alert) error { return nil })
	if err != nil || stats.Lines == 0 || stats.Late > 0 {
		t.Errorf("%+v, %v", stats, err)
	}
}

// Ten rules in Sigma beside ten of detect, over the same log: what counts is the ratio.
func BenchmarkSigmaBesideDetect(b *testing.B) {
	dir := datasettest.Write(b, "smash-and-grab", generator.Options{WithoutControls: true},
		output.Options{Formats: []string{"jsonl"}}, "population.accounts=60", "campaigns[0].targets.exposed=2000")
	data, err := read.OpenDataset(dir)
	if err != nil {
		b.Fatal(err)
	}
	var files []string
	for _, name := range []string{"r1_burst", "r2_many_persons", "reset_then_network", "unseen_client", "session_on_the_move",
		"accounts_of_one_address", "guessed_password", "script_client", "other_departments"} {
		files = append(files, filepath.Join(sigmaRules, name+".yml"))
	}
	set, err := sigma.Load(files...)
	if err != nil {
		b.Fatal(err)
	}
	if n := len(sigma.Labels(set)); n != 10 {
		b.Fatal(n, "rules")
	}
	b.Run("sigma", func(b *testing.B) {
		lines := int64(0)
		for b.Loop() {
			stats, err := sigma.Run(b.Context(), data, sigma.Job{Rules: set}, func(*sigma.Alert) error { return nil })
			if err != nil {
				b.Fatal(err)
			}
			lines += stats.Lines
		}
		b.ReportMetric(float64(lines)/b.Elapsed().Seconds(), "events/s")
	})
	b.Run("detect", func(b *testing.B) {
		lines := int64(0)
		o := detect.Options{Params: detect.Defaults(), Rules: []string{"R1", "R2", "R3", "R4", "R5", "R7", "R9", "R10", "R14", "R15"}}
		for b.Loop() {
			stats, err := detect.Run(b.Context(), data, o, func(*detect.Alert) error { return nil })
			if err != nil {
				b.Fatal(err)
			}
			lines += stats.Events
		}
		b.ReportMetric(float64(lines)/b.Elapsed().Seconds(), "events/s")
	})
}
