package detect

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/read"
)

// further lists the parameters of the rules beyond [Rules], in their order. What
// is set through the list is set in p.
func (p *Params) further() []rule.Params {
	return []rule.Params{&p.R6, &p.R7, &p.R8, &p.R10, &p.R11, &p.R12, &p.R13, &p.R14, &p.R15}
}

// All lists all rules in their order: after those of [Rules], the ones that read
// more of a line than its time and its answer.
func All() []string {
	list := Rules()
	for _, r := range new(Params).further() {
		list = append(list, r.Name())
	}
	return list
}

// Further describes the rules of [All] that are not among [Rules]: name and what
// each finds.
func Further() (list [][2]string) {
	for _, r := range new(Params).further() {
		list = append(list, [2]string{r.Name(), r.What()})
	}
	return list
}

// CheckRules reports rules that are unknown or given twice.
func CheckRules(rules []string) error {
	for i, r := range rules {
		if !slices.Contains(All(), r) {
			return fmt.Errorf("no rule %q; there are %s; all of them are \"all\"", r, strings.Join(All(), ", "))
		}
		if slices.Contains(rules[:i], r) {
			return fmt.Errorf("rule %s is given twice", r)
		}
	}
	return nil
}

// named is a rule that sees every line, and what it is called.
type named struct {
	name string
	rule.Rule
}

// alert is what the rule says at a line.
func (n *named) alert(ev *read.Event, s *rule.Said) Alert {
	return Alert{Type: s.Type, ID: s.ID, Score: s.Score, From: s.From, Why: s.Why, Rule: n.name, T: ev.TS, To: ev.TS}
}

// start makes the rules that see every line, of those that are asked for.
func (p *Params) start(ctx context.Context, rules []string, w rule.World) (list []named, err error) {
	for _, p := range p.further() {
		if !slices.Contains(rules, p.Name()) {
			continue
		}
		r, err := p.New(ctx, w)
		if err != nil {
			return nil, fmt.Errorf("rule %s: %w", p.Name(), err)
		}
		list = append(list, named{p.Name(), r})
	}
	return list, nil
}

// outside is a dataset as far as rules may look beside the log. Its records are read
// once, when a rule first asks.
type outside struct {
	data     *read.Dataset
	accounts []read.Account
	kin      map[uint64]rule.Kin
}

func (w *outside) Zone() *time.Location { return w.data.Zone }
func (w *outside) NIRMode() string      { return w.data.NIRMode }
func (w *outside) HistoryDays() int     { return w.data.HistoryDays() }

func (w *outside) Accounts(ctx context.Context) ([]read.Account, error) {
	var err error
	if w.accounts == nil {
		w.accounts, err = w.data.Accounts(ctx)
	}
	return w.accounts, err
}

func (w *outside) Kin(ctx context.Context) (map[uint64]rule.Kin, error) {
	if w.kin != nil || !w.data.Has("records/insured_persons.csv") {
		return w.kin, nil
	}
	kin := map[uint64]rule.Kin{}
	for p, err := range w.data.Persons(ctx) {
		if err != nil {
			return nil, err
		}
		doctor, err := strconv.ParseUint(p.ReferringDoctor, 10, 64)
		if err != nil {
			doctor = 0 // none is declared
		}
		kin[p.Key(w.data.NIRMode)] = rule.Kin{Household: p.Household(), Doctor: doctor}
	}
	w.kin = kin
	return kin, nil
}

func (w *outside) History(ctx context.Context) iter.Seq2[*read.Acquaintance, error] {
	if w.data.HistoryDays() == 0 {
		return func(func(*read.Acquaintance, error) bool) {}
	}
	return w.data.History(ctx)
}
