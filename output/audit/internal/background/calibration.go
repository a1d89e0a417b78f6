package background

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// calibration is A22: some fixed statistics of the background beside figures of real
// work and real logs, each with its source or the word "assumed". The values are told,
// not judged: that is what A6, A14 and package fidelity do. What fails is a figure
// without a source, here or on the card that the dataset's README.md holds: nobody could
// tell what such a dataset stands for. What the scenario names is told beside it.
//
// All are of benign look-ups but the sign-ins that are refused, of benign sign-ins.
type calibration struct {
	w                *world.World
	weekdays         [7]float64
	days             [7]float64
	hours            [24]float64
	lookUps, errors  float64
	signIns, refused float64
	gaps             stats.Pearson // only its first column is used
	last             map[uint64]int64
	agents           map[world.Sym]bool
}

// NewCalibration returns A22 before it has seen a dataset.
func NewCalibration(w *world.World) world.Check {
	return &calibration{w: w, last: map[uint64]int64{}, agents: map[world.Sym]bool{}}
}

func (x *calibration) Day(d *world.Day) {
	weekday := time.UnixMicro(d.Start).In(x.w.Loc).Weekday()
	x.days[weekday]++
	clear(x.last)
	before := x.lookUps
	for i := range d.Rows {
		r := &d.Rows[i]
		if r.Mark.Label != world.Benign {
			continue
		}
		switch r.Of(world.Action) {
		case x.w.Words.Login:
			x.signIns++
			if r.Of(world.Outcome) == x.w.Words.Failure {
				x.refused++
			}
		case x.w.Words.LookUp:
			x.lookUp(r)
		}
	}
	x.weekdays[weekday] += x.lookUps - before
}

func (x *calibration) lookUp(r *world.Row) {
	x.lookUps++
	x.hours[r.Hour]++
	if agent := r.Of(world.Agent); !x.agents[agent] {
		x.agents[agent] = true
	}
	if r.Of(world.Outcome) == x.w.Words.Failure {
		x.errors++
	}
	if r.Session == 0 {
		return
	}
	if before, known := x.last[r.Session]; known && r.TS-before <= measure.Hour {
		x.gaps.Add(float64(r.TS-before), 0)
	}
	x.last[r.Session] = r.TS
}

// told is a statistic of the card.
type told struct {
	name   string
	value  float64
	n      float64 // look-ups, sign-ins, gaps, … that it rests on
	real   string  // what is known of it
	source string  // a publication, or "assumed"
}

func (x *calibration) card() []told {
	const (
		cnam  = "CNAM, Point stat 33: work of general practitioners"
		peers = "two public access logs, in Shellforge's table of peers"
	)
	week := x.week()
	return []told{
		{"share of Mondays in a week's look-ups", week[time.Monday], x.lookUps, "0.2", cnam},
		{"share of Sundays in a week's look-ups", week[time.Sunday], x.lookUps, "0.01, and on duty more", cnam},
		{"share of look-ups before 8:00 or after 19:00", x.outOfHours(), x.lookUps, "0.24 of the time spent in records",
			"Arndt and others 2017, Annals of Family Medicine 15(5)"},
		{"gaps between look-ups, deviation over mean", x.gaps.Variation(), x.gaps.Count(), "1 to 3",
			"Radicchi 2009; Barford and Crovella 1998 (SURGE)"},
		{"user agents that look people up", float64(len(x.agents)), x.lookUps, "230 to 680 of a site for everybody",
			peers},
		{"share of look-ups in error", x.errors / max(x.lookUps, 1), x.lookUps, "0.01 to 0.1", "assumed"},
		{"share of sign-ins refused", x.refused / max(x.signIns, 1), x.signIns, "0.03 to 0.06", "assumed"},
	}
}

// week is the part of each day of the week in a mean week; zeros in less than a week.
func (x *calibration) week() (parts [7]float64) {
	total := 0.0
	for i, n := range x.weekdays {
		if x.days[i] == 0 {
			return [7]float64{}
		}
		parts[i] = n / x.days[i]
		total += parts[i]
	}
	for i := range parts {
		parts[i] /= max(total, 1e-9)
	}
	return parts
}

func (x *calibration) outOfHours() float64 {
	out := 0.0
	for hour, n := range x.hours {
		if hour < 8 || hour >= 19 {
			out += n
		}
	}
	return out / max(x.lookUps, 1)
}

func (x *calibration) Finish(context.Context) ([]figure.Figure, error) {
	written, err := x.readCard()
	if err != nil {
		return nil, err
	}
	card := x.card()
	out := []figure.Figure{named(x.w.Scenario.Sources, x.w.Scenario.Assumed), sourced(append(written, card...))}
	for _, t := range card {
		f := figure.Figure{Name: t.name, Value: t.value, Bound: "told; real: " + t.real, N: int64(t.n),
			Source: t.source, Verdict: figure.Pass}
		if t.n == 0 {
			f.Verdict = figure.NotApplicable
		}
		out = append(out, f)
	}
	return out, nil
}

// named tells how much a scenario says of where its figures come from.
func named(lists ...[]string) figure.Figure {
	n := 0
	for _, list := range lists {
		n += len(list)
	}
	f := figure.Figure{Name: "sources and assumptions that the scenario names", Value: float64(n), Bound: "told",
		N: int64(n), Verdict: figure.Pass}
	if n == 0 {
		f.Verdict, f.Example = figure.NotApplicable, "scenario.yaml has neither scenario.sources nor "+
			"scenario.assumed: write where the figures come from, or what is assumed"
	}
	return f
}

// cardFile is where a dataset tells its figures beside published ones, in tables whose
// last column is the source.
const cardFile = "README.md"

// cardOf reads the rows of those tables.
func cardOf(text string) (card []told) {
	within := false
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		last := strings.TrimSpace(cells[len(cells)-1])
		switch {
		case !strings.HasPrefix(line, "|"):
			within = false
		case last == "source":
			within = true
		case within && strings.Trim(last, "-:") != "" || within && last == "":
			card = append(card, told{name: strings.TrimSpace(cells[min(1, len(cells)-1)]), source: last})
		}
	}
	return card
}

// readCard reads the card of the dataset; it has none where the file was left out.
func (x *calibration) readCard() (card []told, err error) {
	if !x.w.Set.Has(cardFile) {
		return nil, nil
	}
	f, _, err := x.w.Set.OpenFile(cardFile)
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read
	text, err := io.ReadAll(io.LimitReader(f, 16<<20))
	return cardOf(string(text)), err
}

// sourced judges whether each figure of the card has a source.
func sourced(card []told) figure.Figure {
	without := figure.Violations{Of: int64(len(card))}
	for _, t := range card {
		if strings.TrimSpace(t.source) == "" {
			without.Add(func() string { return fmt.Sprintf("%q", t.name) })
		}
	}
	return figure.None("figures of the card without a source", without)
}
