package detect

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// tuneOn is a log of forty accounts over ten days, one of which asks for 120
// persons a day: 400 practitioner-days and ten incidents of R2 or none.
func tuneOn() world {
	return world{accounts: 40, days: 10, daily: 20, greedy: 1, extra: 120, seed: 9}
}

func TestTuneFindsTheLoosestThreshold(t *testing.T) {
	sister := tuneOn().write(t, "")
	for _, budget := range []float64{0, 5, 25} {
		p, tuned, err := Tune(t.Context(), sister, Options{Params: Defaults()}, budget)
		if err != nil {
			t.Fatal(err)
		}
		if len(tuned) != len(Rules()) {
			t.Fatalf("%d rules are tuned", len(tuned))
		}
		for i, x := range tuned {
			if x.Rule != Rules()[i] || !x.Met || x.Per1000 > budget || x.Value != p.value(x.Parameter) {
				t.Errorf("budget %v: %+v", budget, x)
			}
		}
		// One step looser is over the budget.
		looser := p
		looser.R2.Count--
		if p.R2.Count > 10 && false1000(t, sister.Dir, looser) <= budget {
			t.Errorf("budget %v: R2.count %d could be looser", budget, p.R2.Count)
		}
	}
}

// false1000 counts R2 alone, without the code of the search.
func false1000(t *testing.T, dir string, p Params) float64 {
	t.Helper()
	d := reopen(t, dir)
	starts := map[string]int64{}
	incidents := 0
	s, err := Run(t.Context(), d, Options{Rules: []string{"R2"}, Params: p}, func(a *Alert) error {
		if last, ok := starts[a.ID]; !ok || a.T-last >= 24*time.Hour.Microseconds() {
			starts[a.ID] = a.T
			incidents++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return 1000 * float64(incidents) / float64(s.AccountDays)
}

func TestTuneLeavesOtherRulesAlone(t *testing.T) {
	o := only("R2")
	o.Params.R5.Share = 0.33
	p, tuned, err := Tune(t.Context(), tuneOn().write(t, ""), o, 1)
	if err != nil || len(tuned) != 1 || p.R5.Share != 0.33 || p.R3 != Defaults().R3 {
		t.Errorf("%+v %+v %v", p, tuned, err)
	}
}

func TestSistersThatWillNotDo(t *testing.T) {
	unfit := &SisterError{}
	with := tuneOn().write(t, "campaigns:\n  - id: c1\n")
	if _, _, err := Tune(t.Context(), with, Options{Params: Defaults()}, 1); !errors.As(err, &unfit) || !strings.Contains(err.Error(), "--without-campaigns") {
		t.Error(err)
	}
	empty := world{accounts: 1, days: 0, seed: 2}.write(t, "")
	if _, _, err := Tune(t.Context(), empty, Options{Params: Defaults()}, 1); err == nil {
		t.Error("tuned on nothing")
	}
	a := tuneOn().write(t, "")
	if err := read.CheckSister(a, tuneOn().write(t, "")); !errors.As(err, &unfit) || !strings.Contains(err.Error(), "--seed") {
		t.Error(err)
	}
	if err := read.CheckSister(a, small().write(t, "")); err != nil {
		t.Error(err)
	}
}

func TestDialsRunFromLooseToStrict(t *testing.T) {
	for _, d := range dials() {
		loose, strict := Defaults(), Defaults()
		d.set(&loose, 0)
		d.set(&strict, d.steps)
		if !slices.Contains(All(), d.rule) || loose.value(d.name) == "" || loose.value(d.name) == strict.value(d.name) {
			t.Errorf("%s goes from %q to %q", d.name, loose.value(d.name), strict.value(d.name))
		}
	}
}

func TestSettings(t *testing.T) {
	p := Defaults()
	for _, good := range []string{"R1.count=12", "r1.window=90s", "R3.z=2.5", "R5.share=0.2", " R9.h = 7 "} {
		if err := p.Set(good); err != nil {
			t.Error(err)
		}
	}
	if p.R1.Count != 12 || p.R1.Window != 90*time.Second || p.R3.Z != 2.5 || p.R5.Share != 0.2 || p.R9.H != 7 {
		t.Errorf("%+v", p)
	}
	for bad, want := range map[string]string{"R2": "want RULE.PARAMETER=VALUE", "R2.cuont=1": "there are R1.count", "R2.count=x": "a whole number",
		"R2.count=0": "a whole number", "R3.z=NaN": "above 0", "R3.z=-1": "above 0", "R4.gap=5": "length of time", "R1.window=-1s": "length of time"} {
		if err := p.Set(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", bad, err, want)
		}
	}
	for _, s := range p.Settings() { // every value can be given back
		if err := p.Set(s.Name + "=" + s.String()); err != nil {
			t.Error(err)
		}
	}
	if err := CheckRules([]string{"R1", "R1"}); err == nil {
		t.Error("a rule given twice")
	}
}
