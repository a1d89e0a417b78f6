package scenarios_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/library"
)

// unfit lists the files that are good but for what not every world can give.
func unfit(t *testing.T) (files []string) { return glob(t, "testdata/bad/feasible-*.yaml") }

// Each change that a message names makes its file good.
func TestFixesSuffice(t *testing.T) {
	without := []string{} // files whose message names no change
	for _, file := range unfit(t) {
		_, err := library.Parse(file, read(t, file))
		var problems *scenarios.Problems
		if !errors.As(err, &problems) {
			t.Fatalf("%s is good", file)
		}
		p := &problems.List[0]
		if len(p.Fixes) == 0 {
			without = append(without, file)
		}
		if p.Line == 0 || p.Col == 0 || p.Source == "" {
			t.Errorf("%s: the place is not told: %v", file, p)
		}
		for _, fix := range p.Fixes {
			if _, err := library.Parse(file, read(t, file), sets(fix)...); err != nil {
				t.Errorf("%s with %v: %v", file, fix, err)
			}
		}
	}
	if len(without) > 0 {
		t.Errorf("no change is named for %v", without)
	}
}

func sets(fix scenarios.Fix) (out []library.Override) {
	for _, set := range fix {
		out = append(out, library.Set(set))
	}
	return out
}

// A change is the smallest: a step less of a whole number does not do.
func TestFixesAreSmallest(t *testing.T) {
	tried := 0
	for _, file := range unfit(t) {
		_, err := library.Parse(file, read(t, file))
		var problems *scenarios.Problems
		if !errors.As(err, &problems) {
			t.Fatal(file)
		}
		for _, fix := range problems.List[0].Fixes {
			path, text, _ := strings.Cut(fix[0], "=")
			n, err := strconv.Atoi(text)
			if err != nil || len(fix) > 1 || strings.HasPrefix(path, "portal.") {
				continue
			}
			more := strings.HasSuffix(path, "exposed") && !strings.Contains(file, "least") ||
				strings.HasSuffix(path, "lookups") || strings.HasSuffix(path, "sites") ||
				strings.HasSuffix(path, ".accounts") && !strings.HasPrefix(path, "population") ||
				strings.HasSuffix(path, "count")
			step := -1
			if more {
				step = 1
			}
			if path == "campaigns[0].rotation.duty_cycle" || path == "campaigns[0].targets.region_match" ||
				path == "campaigns[0].network.ip_reuse" {
				continue
			}
			tried++
			if _, err := library.Parse(file, read(t, file),
				library.Set(fmt.Sprintf("%s=%d", path, n+step))); err == nil {
				t.Errorf("%s: %s would do with %d too", file, path, n+step)
			}
		}
	}
	if tried < 20 {
		t.Errorf("only %d changes were tried", tried)
	}
}

// Moments in messages are of the file's own zone.
func TestMomentsAreLocal(t *testing.T) {
	text := string(read(t, "testdata/bad/feasible-window-outage.yaml"))
	text = strings.Replace(text, "time: {", "time: {timezone: America/New_York, ", 1)
	_, err := library.Parse("a", []byte(text))
	if err == nil || !strings.Contains(err.Error(),
		"between 2022-03-07T12:40:00-05:00 and 2022-03-07T13:05:00-05:00") || !strings.Contains(err.Error(),
		"write window.stop: 2022-03-07T13:09:00-05:00") {
		t.Errorf("got %v", err)
	}
}

// Every built-in scenario works at every scale down to a hundredth, or is
// refused with the smallest one that works: a little less does not.
func TestBuiltinScales(t *testing.T) {
	for _, b := range library.Builtins() {
		s, err := library.Builtin(b.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, keep := range []scenarios.Keep{scenarios.KeepAccounts, scenarios.KeepRates} {
			for _, f := range []scenarios.Scale{10_000, 20_000, 50_000, 100_000, 200_000, 350_000, 500_000,
				1_000_000} {
				scaled, err := feasible.ScaledKeeping(s, f, keep)
				var no *feasible.ScaleError
				switch {
				case err == nil:
					if err := feasible.Check(scaled); err != nil {
						t.Errorf("%s at %v, %v kept: %v", b.ID, f, keep, err)
					}
				case !errors.As(err, &no) || no.Works <= f:
					t.Errorf("%s at %v, %v kept: %v", b.ID, f, keep, err)
				default:
					if _, err := feasible.ScaledKeeping(s, no.Works, keep); err != nil {
						t.Errorf("%s at %v, %v kept, should work at %v: %v", b.ID, f, keep, no.Works, err)
					}
					if _, err := feasible.ScaledKeeping(s,
						scenarios.Scale(threeDigits(int64(no.Works)-int64(no.Works)/1000-1)), keep); err == nil {
						t.Errorf("%s, %v kept, works below %v too", b.ID, keep, no.Works)
					}
				}
			}
		}
	}
}

// Keeping rates, accounts become fewer and each does what it did.
func TestKeepRates(t *testing.T) {
	s, err := library.Open("amelipro-2022", []string{"campaigns[0].pacing.rate=1.92/s",
		"campaigns[0].pacing.max_per_account_day=9000"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ scale, want string }{
		{"0.5", "10000 3000000 [{pharmacy 8} {other 2}] 10 268421 1.010526/s 9000 10"},
		{"0.1", "2000 600000 [{pharmacy 2} {other 1}] 3 80526 0.303157/s 9000 3"},
		{"0.02", "400 120000 [{pharmacy 1} {other 1}] 2 53684 0.202105/s 9000 2"},
		{"2", "40000 12000000 [{pharmacy 30} {other 8}] 38 1020000 3.84/s 9000 38"},
	} {
		out, err := feasible.AtScale(s, c.scale, "rates")
		if err != nil {
			t.Error(err)
			continue
		}
		k := out.Campaigns[0]
		got := fmt.Sprint(out.Population.Accounts, out.Population.InsuredPersons, k.Access.Profiles,
			k.Access.Accounts, k.Targets.Exposed, k.Pacing.Rate, k.Pacing.MaxPerDay, k.Pacing.Concurrency)
		if got = strings.ReplaceAll(got, "] ", "] "); got != c.want {
			t.Errorf("scale %s: got %s, want %s", c.scale, got, c.want)
		}
		readBack(t, out)
	}
	if slices.ContainsFunc(s.Campaigns, func(k scenarios.Campaign) bool {
		return k.Access.Accounts != 19 ||
			k.Targets.Exposed != 510_000
	}) {
		t.Error("scaling changed the scenario it was asked of")
	}
	if _, err := feasible.AtScale(s, "0.5", "pace"); err == nil ||
		!strings.Contains(err.Error(), "write accounts or rates") {
		t.Errorf("an unknown way to scale: %v", err)
	}
}

// threeDigits cuts off all digits but the first three.
func threeDigits(n int64) int64 {
	step := int64(1)
	for n/step >= 1000 {
		step *= 10
	}
	return n / step * step
}

// Each built-in scenario holds what it asks for at its small scale.
func TestSmallScale(t *testing.T) {
	for id, want := range map[string]string{"amelipro-2022": "0.01", "baseline": "0.01", "tiny": "1"} {
		s, err := library.Builtin(id)
		if err != nil {
			t.Fatal(err)
		}
		if got := feasible.SmallScale(s).String(); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
		if _, err := feasible.Scaled(s, feasible.SmallScale(s)); err != nil {
			t.Error(err)
		}
	}
}
