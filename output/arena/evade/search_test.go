package evade

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/draw"
)

// synthetic is a space like that of a campaign. Of its candidates those of more than 400
// accounts are refused.
func synthetic() Space {
	return Space{
		Ranges: []Range{
			{"pace", numbers(Geometric(10, 2000)), true},
			{"accounts", numbers(Geometric(5, 500)), true},
			{"turns", []string{"parallel", "sequential", "least_recent"}, false},
			{"duty", []string{"1", "0.75", "0.5", "0.25"}, true},
		},
		Settings: func(values []string) ([]string, error) {
			if n, _ := strconv.Atoi(values[1]); n > 400 {
				return nil, errors.New("too many accounts")
			}
			return []string{"pace=" + values[0], "accounts=" + values[1], "turns=" + values[2], "duty=" + values[3]}, nil
		},
	}
}

// threshold is a detector that sees an account at its 150th look-up of a day, and one that
// is used after another at once; analysts reset it an hour later. What it does not see
// goes on for ten days.
func threshold(_ context.Context, c Candidate, part float64) (float64, error) {
	pace, accounts, duty := 370.0, 19.0, 1.0 // the scenario as it is
	turns := "parallel"
	if c.Number > 0 {
		pace, _ = strconv.ParseFloat(strings.TrimPrefix(c.Sets[0], "pace="), 64)
		accounts, _ = strconv.ParseFloat(strings.TrimPrefix(c.Sets[1], "accounts="), 64)
		turns = strings.TrimPrefix(c.Sets[2], "turns=")
		duty, _ = strconv.ParseFloat(strings.TrimPrefix(c.Sets[3], "duty="), 64)
	}
	switch {
	case turns == "sequential":
		return math.Floor(accounts * (pace / 24) * part), nil
	case pace > 150:
		return math.Floor(accounts * (150 + pace/24) * part), nil
	}
	return math.Floor(accounts * pace * duty * 10 * part), nil
}

// optimum is the best that threshold lets through.
func optimum() (most float64) {
	for _, pace := range Geometric(10, 2000) {
		for _, accounts := range Geometric(5, 500) {
			if pace <= 150 && accounts <= 400 {
				most = max(most, float64(pace*accounts*10))
			}
		}
	}
	return most
}

func search(seed uint64, worlds int) Search {
	return Search{Space: synthetic(), Key: draw.New(seed), Worlds: worlds}
}

func TestFindsTheBestRegion(t *testing.T) {
	best, sum, near := optimum(), 0.0, 0
	const seeds = 60
	for seed := range uint64(seeds) {
		r, err := Run(t.Context(), search(seed, 50), threshold)
		if err != nil {
			t.Fatal(err)
		}
		sum += r.Best.Persons / best
		if r.Best.Persons >= 0.75*best {
			near++
		}
	}
	t.Logf("%.2f of the best on average; three quarters of it in %d of %d", sum/seeds, near, seeds)
	if sum/seeds < 0.8 || near < seeds*8/10 {
		t.Errorf("%.2f of the best on average; three quarters of it in %d of %d", sum/seeds, near, seeds)
	}
}

// It beats as many whole worlds of campaigns by chance.
func TestBetterThanChance(t *testing.T) {
	space, better := synthetic(), 0
	const seeds = 30
	for seed := range uint64(seeds) {
		r, err := Run(t.Context(), search(seed, 50), threshold)
		if err != nil {
			t.Fatal(err)
		}
		most := 0.0
		for i, n := uint64(0), 0; n < 50; i++ {
			sets, err := space.Settings(space.values(space.anywhere(draw.New(seed).At2(99, i))))
			if err != nil {
				continue
			}
			n++
			persons, _ := threshold(t.Context(), Candidate{Number: 1, Sets: sets}, 1) // never fails
			most = max(most, persons)
		}
		if r.Best.Persons > most {
			better++
		}
	}
	if better < seeds*8/10 {
		t.Errorf("better than chance in %d of %d", better, seeds)
	}
}

func TestSameKeySameSearch(t *testing.T) {
	again := func(seed uint64) *Result {
		r, err := Run(t.Context(), search(seed, 20), threshold)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if a, b := again(3), again(3); !reflect.DeepEqual(a, b) {
		t.Error("the same key gives another search")
	}
	if a, b := again(3), again(4); reflect.DeepEqual(a.Trials, b.Trials) {
		t.Error("another key gives the same search")
	}
}

func TestBudget(t *testing.T) {
	for worlds := 1; worlds <= 60; worlds++ {
		for _, whole := range []bool{false, true} {
			s := search(uint64(worlds), worlds)
			s.Whole = whole
			r, err := Run(t.Context(), s, threshold)
			if err != nil {
				t.Fatal(err)
			}
			holdBudget(t, r, worlds, whole)
		}
	}
}

// holdBudget fails where more or much less is played than may be, where a campaign is
// played twice in the same part, and where the curve falls.
func holdBudget(t *testing.T, r *Result, worlds int, whole bool) {
	t.Helper()
	sum, seen := 0.0, map[string]bool{}
	for _, trial := range r.Trials {
		sum += trial.Part
		name := fmt.Sprint(trial.Part, trial.Sets)
		if seen[name] || whole && trial.Part != 1 {
			t.Errorf("%d worlds: %s is played again, or in part", worlds, name)
		}
		seen[name] = true
	}
	if sum > float64(worlds)+1e-9 || sum <= float64(worlds-1) {
		t.Errorf("%d worlds: %v were played", worlds, sum)
	}
	last := Step{}
	for _, step := range r.Curve {
		if step.Persons < last.Persons || step.Worlds <= last.Worlds || step.Tried < last.Tried {
			t.Errorf("%d worlds: the curve goes from %+v to %+v", worlds, last, step)
		}
		last = step
	}
	if last.Persons != r.Best.Persons || r.Best.Part != 1 || r.First.Persons != 3142 || r.First.Sets != nil {
		t.Errorf("%d worlds: the curve ends at %+v, best %+v, first %+v", worlds, last, r.Best, r.First)
	}
}

// What is no scenario is never played, and what cannot be played takes nobody.
func TestCandidatesThatCannotBe(t *testing.T) {
	r, err := Run(t.Context(), search(1, 30), func(ctx context.Context, c Candidate, part float64) (float64, error) {
		if slices.Contains(c.Sets, "turns=parallel") {
			return 1e9, fmt.Errorf("no: %w", ErrUnfit)
		}
		if len(c.Values) > 0 && len(c.Values[1]) == 3 && c.Values[1] > "400" {
			t.Errorf("%v is played", c)
		}
		return threshold(ctx, c, part)
	})
	if err != nil || r.Refused == 0 || r.Best.Persons > 1e8 || r.Best.Persons <= r.First.Persons {
		t.Errorf("refused %d, best %+v, %v", r.Refused, r.Best, err)
	}
}

func TestErrorsEndIt(t *testing.T) {
	broken := errors.New("broken")
	n := 0
	r, err := Run(t.Context(), search(1, 30), func(ctx context.Context, c Candidate, part float64) (float64, error) {
		if n++; n == 10 {
			return 0, broken
		}
		return threshold(ctx, c, part)
	})
	if !errors.Is(err, broken) || n != 10 || len(r.Trials) != 9 {
		t.Errorf("%v after %d, %d trials", err, n, len(r.Trials))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, search(1, 30), threshold); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := Run(t.Context(), search(1, 0), threshold); err == nil {
		t.Error("no world is enough")
	}
	if _, err := Run(t.Context(), Search{Space: Space{Ranges: []Range{{Name: "x"}}}, Worlds: 1}, threshold); err == nil {
		t.Error("a range without values is accepted")
	}
}

// A space that is smaller than the budget is searched to its end.
func TestSmallSpaces(t *testing.T) {
	s := search(1, 50)
	s.Space = Space{
		Ranges:   []Range{{"pace", []string{"10", "20", "30"}, true}, {"turns", []string{"a", "b"}, false}},
		Settings: func(v []string) ([]string, error) { return v, nil },
	}
	r, err := Run(t.Context(), s, func(_ context.Context, c Candidate, part float64) (float64, error) {
		if c.Number == 0 {
			return 0, nil
		}
		n, err := strconv.ParseFloat(c.Values[0], 64)
		if c.Values[1] == "b" {
			n++
		}
		return n * part, err
	})
	if err != nil || r.Best.Persons != 31 {
		t.Errorf("best %+v, %v", r.Best, err)
	}
}

func TestSpread(t *testing.T) {
	s := Space{Ranges: []Range{{Name: "x", Values: make([]string, 27)}, {Name: "y", Values: make([]string, 9)}, {Name: "z", Values: make([]string, 1)}}}
	count := [3][27]int{}
	for _, p := range s.spread(draw.New(5), 27) {
		for j, i := range p {
			count[j][i]++
		}
	}
	for i := range 27 {
		if count[0][i] != 1 || i < 9 && count[1][i] != 3 || i > 0 && count[2][i] != 0 {
			t.Errorf("value %d: %v", i, [3]int{count[0][i], count[1][i], count[2][i]})
		}
	}
}

func TestGeometric(t *testing.T) {
	list := Geometric(5, 500)
	if list[0] != 5 || list[len(list)-1] != 500 || !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
		t.Errorf("%v", list)
	}
	if got := Geometric(1, 1); !slices.Equal(got, []int64{1}) {
		t.Errorf("%v", got)
	}
}
