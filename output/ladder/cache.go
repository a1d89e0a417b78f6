package ladder

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/language"
)

// resultsForm counts the forms of the results: a change of what is kept, or of when a
// rule works, adds one.
const resultsForm = 2

// results are what was measured of one scenario in one kind of world: the rungs by the
// rule and its edition, so that a rule that changes is measured anew and no other.
type results struct {
	Short      bool
	Small      bool
	Prevalence float64
	Attainable float64         // share of the exposure that alerts at once would avert; below 0 = nobody is exposed
	Rungs      map[string]Rung // by [edition]; all rules together by that of all
}

// edition names a rule in a state in which it fires on the same lines.
func edition(rule string) string { return fmt.Sprintf("%s/%d", rule, detect.Edition(rule)) }

// together names rules, each tuned to its part of the budget.
func together(rules []string) string {
	var list []string
	for _, r := range rules {
		list = append(list, edition(r))
	}
	return "all " + strings.Join(list, " ")
}

// missing lists the rules that are not measured; all are where they were not measured
// together.
func (r *results) missing(rules []string) (list []string) {
	for _, rule := range rules {
		if _, known := r.Rungs[edition(rule)]; !known {
			list = append(list, rule)
		}
	}
	if _, known := r.Rungs[together(rules)]; !known && len(list) == 0 {
		return rules
	}
	return list
}

// stair is what was measured with some rules, all of which are known.
func (r *results) stair(sc *scenarios.Scenario, rules []string) *Stair {
	s := &Stair{Scenario: sc, Short: r.Short, Small: r.Small, Prevalence: r.Prevalence, Attainable: r.Attainable}
	for _, rule := range rules {
		s.Rungs = append(s.Rungs, r.Rungs[edition(rule)])
	}
	all := r.Rungs[together(rules)]
	s.Together = &all
	return s
}

// file is where the results of a scenario lie: its name follows from all that they
// depend on but the rules.
func (o *Options) file(sc *scenarios.Scenario) string {
	text := world(sc)
	key := fmt.Sprintf("%s\n%d %d %v %v %d form %d", text, generator.DatasetVersion, o.Seeds, o.Scale, o.Budget,
		o.Resamples, resultsForm)
	return filepath.Join(o.Cache, sc.ID+"-"+textHash([]byte(key))[:16]+".json")
}

// world tells a scenario but for its badge, which follows from what is measured.
func world(sc *scenarios.Scenario) []byte {
	one := *sc
	one.Difficulty = ""
	return language.YAML(&one)
}

func textHash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// results reads what was measured of a scenario before; without a cache that is nothing.
func (o *Options) results(sc *scenarios.Scenario) (*results, error) {
	r := &results{}
	err := o.recall(o.file(sc), r)
	if r.Rungs == nil {
		r.Rungs = map[string]Rung{}
	}
	return r, err
}

// recall reads a file of the cache; what is not there leaves v as it is.
func (o *Options) recall(name string, v any) error {
	if o.Cache == "" {
		return nil
	}
	b, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fault.Usage("the result kept in %q cannot be read (%v): remove it", name, err)
	}
	return nil
}

// keep writes a file of the cache, whole or not at all.
func (o *Options) keep(name string, v any) error {
	if o.Cache == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(name+".part", append(b, '\n'), 0o666); err != nil {
		return err
	}
	return os.Rename(name+".part", name)
}
