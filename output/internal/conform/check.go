package conform

import (
	"context"
	"path/filepath"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios"
)

// Check holds a dataset against a scenario, which is scaled as the dataset is (see
// [Scenario]), and reads its log once. Everything that was compared is in the
// result, good or bad; an error means that the dataset could not be read.
func Check(ctx context.Context, d *read.Dataset, sc *scenarios.Scenario) ([]Finding, error) {
	c, err := New(d, sc)
	if err != nil {
		return nil, err
	}
	log, err := d.AuditLog()
	if err != nil {
		return nil, err
	}
	labels, l := map[uint64]truth.Event{}, Line{}
	for ev, err := range log.All(ctx) {
		if err != nil {
			return nil, err
		}
		file, number := log.Where()
		if file != l.File {
			l.File = file
			if labels, err = labelsOf(d, file); err != nil {
				return nil, err
			}
		}
		said := labels[ev.EventID]
		l.Event, l.Said, l.Number = ev, &said, number
		c.See(&l)
	}
	return c.Findings(ctx)
}

// labelsOf reads the truth of the day of a log file.
func labelsOf(d *read.Dataset, file string) (map[uint64]truth.Event, error) {
	date := filepath.Base(file)[:len("2006-01-02")]
	labels := map[uint64]truth.Event{}
	return labels, truth.Each(d, "truth/events/"+date+".jsonl", func(e *truth.Event) error {
		labels[uint64(e.EventID)] = *e
		return nil
	})
}

// New returns a checker that has seen no line yet.
func New(d *read.Dataset, sc *scenarios.Scenario) (*Checker, error) {
	of := d.Manifest.Options
	acting := *sc
	acting.Controls = sc.Acting()
	c := &Checker{sc: &acting, set: d, partial: of["from"] != "" || of["to"] != ""}
	c.defended = of["without_controls"] == "" && !sc.Undefended()
	c.facts, c.secrets = newFacts(c.sc), newSecrets(c.sc)
	if c.partial {
		return c, nil
	}
	var err error
	c.period, err = readPeriod(d)
	return c, err
}

// See takes up one line of the log. Lines come in the order of the log.
func (c *Checker) See(l *Line) {
	if c.partial {
		return
	}
	c.facts.see(l, c.period)
	c.secrets.see(l)
}

// Findings compares, when the whole log was seen.
func (c *Checker) Findings(ctx context.Context) ([]Finding, error) {
	if err := c.population(ctx); err != nil || c.partial {
		return c.list, err
	}
	c.time()
	c.campaigns()
	c.tallies()
	c.controls()
	c.answers()
	c.policies()
	c.lookAlikes()
	return c.list, nil
}

// population compares the accounts and their mix.
func (c *Checker) population(ctx context.Context) error {
	c.of = map[string]string{}
	mix, n := map[string]int{}, 0
	if c.set.Has(accountsFile) {
		accounts, err := c.set.Accounts(ctx)
		if err != nil {
			return err
		}
		n = len(accounts)
		for _, a := range accounts {
			c.of[a.ID] = a.Profile
			mix[a.Profile]++
		}
	}
	c.exactly("accounts", n, c.sc.Population.Accounts, accountsFile)
	for _, m := range c.sc.Population.ProfileMix {
		c.add(drawn("share of profile "+m.Profile.String(), ratio(m.Share), mix[m.Profile.String()],
			c.sc.Population.Accounts), accountsFile)
	}
	return nil
}

const accountsFile = "records/accounts.csv"

// time compares the time of the logs.
func (c *Checker) time() { c.none("events outside the scenario's time", c.facts.outside) }
