package audit

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/audit/internal/agreement"
	"github.com/breachsim/breachsim/output/audit/internal/artefact"
	"github.com/breachsim/breachsim/output/audit/internal/background"
	"github.com/breachsim/breachsim/output/audit/internal/identifier"
	"github.com/breachsim/breachsim/output/audit/internal/learned"
	"github.com/breachsim/breachsim/output/audit/internal/registry"
	"github.com/breachsim/breachsim/output/audit/internal/session"
	"github.com/breachsim/breachsim/output/audit/internal/shortcut"
	"github.com/breachsim/breachsim/output/audit/internal/splits"
	"github.com/breachsim/breachsim/output/audit/internal/weak"
	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/read"
)

// kind is a check before it has seen a dataset.
type kind struct {
	id, title string
	make      func(w *world.World) world.Check
}

// kinds lists the checks.
func kinds() []kind {
	return []kind{
		{"A1", "each field alone against the label", shortcut.NewFields},
		{"A2", "best threshold on simple aggregates", shortcut.NewThresholds},
		{"A3", "values of one class only", shortcut.NewExclusive},
		{"A4", "order and ids within an account-day", shortcut.NewOrder},
		{"A5", "digits of time, equal gaps, clock changes", shortcut.NewClock},
		{"A6", "errors and dirt of the background", background.NewDirt},
		{"A7", "sessions that are copies of each other", session.NewAlike},
		{"A8", "copied or locked columns", shortcut.NewLocked},
		{"A9", "prevalence of the attack", agreement.NewPrevalence},
		{"A10", "where in time the attack lies", func(w *world.World) world.Check { return splits.NewPlace(w) }},
		{"A11", "labels, actors and windows", agreement.NewLabels},
		{"A12", "onset against the first evidence", agreement.NewOnset},
		{"A13", "conformance to the scenario", agreement.NewConformance},
		{"A14", "days, weeks and human gaps", background.NewCalendar},
		{"A15", "long tail across accounts", background.NewTail},
		{"A16", "causes before effects", agreement.NewCauses},
		{"A17", "what datasets have in common", func(*world.World) world.Check { return several{} }},
		{"A20", "identifiers of the fake space", identifier.NewFakeSpace},
		{"A21", "what small models learn", learned.NewLearners},
		{"A22", "provenance, and figures of real work beside", background.NewCalibration},
		{"A23", "digits, parity and spread of numbers", artefact.NewDigits},
		{"A24", "how lines are written", artefact.NewWritten},
		{"A25", "ids that have to do with each other", artefact.NewRelated},
		{"A26", "what sessions look like", session.NewShape},
		{"A27", "accounts that keep time with each other", session.NewTogether},
		{"A28", "who was taken, among the records", registry.NewRegistry},
		{"A29", "answers to the attack as to everybody", artefact.NewAnswers},
		{"A30", "what alerts, tickets and reasons tell", weak.NewWeak},
	}
}

// IDs lists the checks in the order in which they are reported.
func IDs() []string {
	var out []string
	for _, k := range kinds() {
		out = append(out, k.id)
	}
	return out
}

// Titles lists the checks as [IDs] does, each with what it looks at.
func Titles() [][2]string {
	var out [][2]string
	for _, k := range kinds() {
		out = append(out, [2]string{k.id, k.title})
	}
	return out
}

// UsageError says that a directory is no dataset that can be audited, or that a
// check is unknown.
type UsageError = world.UsageError

// Options choose what is audited.
type Options struct {
	Checks []string            // ids; none = all
	Opened func(*read.Dataset) // nil, or called with each dataset before its logs are read
}

// Run audits the dataset in dir. The error is *UsageError where there is none
// or a check is unknown; a dataset that fails its audit is no error.
func Run(ctx context.Context, dir string, o Options) (*Report, error) {
	chosen, err := choose(o.Checks)
	if err != nil {
		return nil, err
	}
	w, err := world.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	o.opened(w)
	return judge(ctx, w, chosen)
}

func (o Options) opened(w *world.World) {
	if o.Opened != nil {
		o.Opened(w.Set)
	}
}

// judge shows the days of a dataset to the chosen checks, and to others that keep what
// they see to themselves.
func judge(ctx context.Context, w *world.World, chosen []kind, others ...world.Check) (*Report, error) {
	all := len(chosen) == len(kinds())
	if all && !weak.Has(w) { // most datasets have no such files, and are not told of them
		chosen = slices.DeleteFunc(slices.Clone(chosen), func(k kind) bool { return k.id == "A30" })
	}
	checks := make([]world.Check, len(chosen))
	for i, k := range chosen {
		checks[i] = k.make(w)
	}
	rep := &Report{Dir: w.Set.Dir, Scenario: w.Set.Manifest.Scenario, Seed: w.Set.Manifest.Seed,
		Scale: cmp.Or(w.Set.Manifest.Options["scale"], "1"), Verdict: figure.NotApplicable}
	seen, err := w.Pass(ctx, slices.Concat(checks, others))
	if err != nil {
		return nil, err
	}
	rep.AuditEvents, rep.AccessLines = seen.Events, seen.Lines
	for i, c := range checks {
		figures, err := c.Finish(ctx)
		if err != nil {
			return nil, err
		}
		r := Result{ID: chosen[i].id, Title: chosen[i].title, Figures: figures}
		if _, none := c.(several); none {
			r.Reason = "takes several datasets"
		}
		r.settle()
		rep.Checks = append(rep.Checks, r)
		if r.Verdict.Rank() > rep.Verdict.Rank() {
			rep.Verdict = r.Verdict
		}
	}
	rep.Signals = []Signal{}
	if all { // a few checks would say too little
		rep.Signals = signals(w.Scenario.Signals, rep.Checks)
	}
	return rep, nil
}

func choose(ids []string) ([]kind, error) {
	all := kinds()
	if len(ids) == 0 {
		return all, nil
	}
	var out []kind
	for _, id := range ids {
		if !slices.ContainsFunc(all, func(k kind) bool { return k.id == id }) {
			return nil, world.Usagef("no check %q: there are %s", id, strings.Join(IDs(), ", "))
		}
	}
	for _, k := range all {
		if slices.Contains(ids, k.id) {
			out = append(out, k)
		}
	}
	return out, nil
}

// several is a check that sees nothing in a single dataset.
type several struct{}

func (several) Day(*world.Day) {}

func (several) Finish(context.Context) ([]figure.Figure, error) { return nil, nil }
