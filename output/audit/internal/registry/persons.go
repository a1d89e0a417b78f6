package registry

import (
	"context"
	"slices"
	"strconv"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
	"github.com/breachsim/breachsim/scenarios"
)

// registry is A28: who was taken, among the records.
//
// Accounts that a campaign took over are held against the others by the place of their row
// and the day of the month on which they were opened: rank tests, AUC ≤ 0.55. Persons that
// were exposed are held against those whom honest users found, in columns that no thief can
// choose by: parity of the row, the last digit of the number and of the birth date,
// letters of names; AUC ≤ 0.55. Yes and no columns (sex,
// rights, a doctor declared) may differ by a factor of five either way, since lists and
// patients are different people; a value that a twentieth of one class has and not a
// hundredth of the other fails. All with p < 1e-4.
//
// Both classes are drawn by a hash of nir_ref, some twenty thousand of each. Logs that name
// no nir_ref (nir: clear or omit) have nothing to hold against.
type registry struct {
	w             *world.World
	honest, taken refs
}

// NewRegistry returns A28 before it has seen a dataset.
func NewRegistry(w *world.World) world.Check {
	return &registry{w: w, honest: newRefs(), taken: newRefs()}
}

func (x *registry) Day(d *world.Day) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return
	}
	for i := range d.Rows {
		if r := &d.Rows[i]; r.Person != 0 && r.Persons > 0 {
			switch r.Mark.Label {
			case world.Benign:
				x.honest.add(r.Person)
			case world.Attack:
				x.taken.add(r.Person)
			}
		}
	}
}

// Rows of columns that are told by a number or by yes and no.
var columns = []string{"nir_ref", "nir", "birth_date", "birth_name", "referring_doctor", "sex", "c2s", "ame",
	"full_coverage", "ald"}

// trait is what a row of the records says, as a number.
type trait struct {
	name string
	of   func(line int, v []string) (float64, bool)
}

func digit(text string, fromEnd int) (float64, bool) {
	at := len(text) - fromEnd
	if at < 0 || text[at] < '0' || text[at] > '9' {
		return 0, false
	}
	return float64(text[at] - '0'), true
}

func numbers() []trait {
	last := func(column, fromEnd int) func(int, []string) (float64, bool) {
		return func(_ int, v []string) (float64, bool) { return digit(v[column], fromEnd) }
	}
	row := func(modulus int) func(int, []string) (float64, bool) {
		return func(line int, _ []string) (float64, bool) { return float64(line % modulus), true }
	}
	return []trait{
		{"parity of the row of insured_persons.csv", row(2)},
		{"last digit of the row of insured_persons.csv", row(10)},
		{"last digit of nir", last(1, 1)},
		{"last digit of birth_date", last(2, 1)},
		{"letters of birth_name", func(_ int, v []string) (float64, bool) { return float64(len(v[3])), true }},
	}
}

func flags() []trait {
	is := func(column int, no ...string) func(int, []string) (float64, bool) {
		return func(_ int, v []string) (float64, bool) {
			if slices.Contains(no, v[column]) {
				return 0, true
			}
			return 1, true
		}
	}
	return []trait{{sex, is(5, "M")}, {"referring_doctor", is(4, "")}, {"c2s", is(6, "", "false")},
		{"ame", is(7, "", "false")}, {"full_coverage", is(8, "", "false")}, {"ald", is(9, "", "false")}}
}

const sex = "sex is F"

// counted reports whether a campaign counts numbers through: they begin with the sex, so
// that those that are reached may be all of one.
func counted(w *world.World) bool {
	return slices.ContainsFunc(w.Scenario.Campaigns, func(c scenarios.Campaign) bool {
		return c.Targets.Order == scenarios.Enumeration
	})
}

func (x *registry) Finish(ctx context.Context) ([]figure.Figure, error) {
	if len(x.w.Scenario.Campaigns) == 0 {
		return nil, nil
	}
	out := accounts(x.w)
	if !x.w.Set.Has("records/insured_persons.csv") {
		return out, nil
	}
	ranks, shares := make([]*stats.Sketch, len(numbers())), make([][2]count, len(flags()))
	for i := range ranks {
		ranks[i] = stats.NewSketch()
	}
	for row, err := range x.w.Set.Table(ctx, "insured_persons", columns...) {
		if err != nil {
			return nil, err
		}
		ref, err := strconv.ParseUint(row.Values[0], 16, 64)
		if err != nil {
			continue // the table's own checks say so
		}
		taken, honest := x.taken.has(ref), x.honest.has(ref)
		if !taken && !honest {
			continue
		}
		for i, t := range numbers() {
			if v, ok := t.of(row.Line, row.Values); ok {
				ranks[i].Add(v, taken)
			}
		}
		for i, t := range flags() {
			if v, ok := t.of(row.Line, row.Values); ok {
				shares[i][class(taken)].add(v)
			}
		}
	}
	for i, t := range numbers() {
		out = append(out, figure.Nuisance(t.name, ranks[i], whoWasTaken))
	}
	for i, t := range flags() {
		f := apart(t.name, shares[i])
		if t.name == sex && counted(x.w) {
			f.Verdict = figure.NotApplicable
		}
		out = append(out, f)
	}
	return out, nil
}

func class(taken bool) int {
	if taken {
		return 1
	}
	return 0
}

// count is how many of some persons have a trait.
type count struct{ yes, of float64 }

func (c *count) add(v float64) { c.yes, c.of = c.yes+v, c.of+1 }

func (c count) share() float64 { return c.yes / max(c.of, 1) }

// apart judges a trait that both classes should have.
func apart(name string, of [2]count) figure.Figure {
	const times, many = 5, 0.05
	a, b := of[0].share(), of[1].share()
	hi, lo := max(a, b), min(a, b)
	f := figure.Figure{Name: name + ", exposed", Value: b, Bound: "a fifth to five times " + figure.Num(a),
		N: int64(of[1].of), P: stats.TwoShares(of[1].yes, of[1].of, of[0].yes, of[0].of), Verdict: figure.Pass}
	switch {
	case of[0].of == 0 || of[1].of == 0:
		f.Verdict = figure.NotApplicable
	case (hi >= many && lo < hi/times || 1-lo >= many && 1-hi < (1-lo)/times) && f.P < stats.Chance:
		f.Verdict, f.Example = figure.Fail, name+" tells who is on the list"
	}
	return f
}
