package export

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output/score/alert"
)

// Product is how a product writes alerts. Lists of fields are in order of
// preference.
type Product struct {
	Name string // of the option
	From string // which file it is
	Time []Moment
	// Begin is when what the alert speaks of began; it may be missing.
	Begin []Moment
	// Entity are the fields that may name whom the alert is about.
	Entity []Field
	// Score are numbers, or words of severity; without any the score is 1.
	Score []string
	Rule  []string

	unwrap func(v any) ([]document, error) // the alerts in a value of the file
	pairs  func(d document) []Pair         // fields that the alert itself names; may be nil
	said   string                          // by pairs, for people
	hint   string                          // what to do where there is no time
}

// Field is a field that may name an entity.
type Field struct {
	Path string
	Kind alert.Kind
}

// Pair is a field that an alert names itself, with its value.
type Pair struct{ Field, Value string }

// fill reads one alert.
func (p *Product) fill(a *alert.Alert, d document) (err error) {
	for _, path := range p.Rule {
		if a.Rule == "" {
			a.Rule = text(first(d, path))
		}
	}
	if a.Rule == "" {
		return fmt.Errorf("no rule, so this is no alert of %s: write %s", p.From, strings.Join(p.Rule, " or "))
	}
	if a.T, err = moment(d, p.Time); err != nil {
		return err
	}
	if a.T == 0 {
		return fmt.Errorf("no time: write one of %s%s", momentPaths(p.Time), p.hint)
	}
	if a.From, err = moment(d, p.Begin); err != nil {
		return err
	}
	if a.From > a.T {
		return fmt.Errorf("begins after the alert itself: %s are later than %s", momentPaths(p.Begin),
			momentPaths(p.Time))
	}
	if a.Score, err = p.score(d); err != nil {
		return err
	}
	return p.entity(a, d)
}

// moment is the latest time at the first path that has any; 0 = none has.
func moment(d document, fields []Moment) (latest int64, err error) {
	for _, m := range fields {
		for _, s := range texts(d, m.Path) {
			ts, err := m.micros(s)
			if err != nil {
				return 0, err
			}
			latest = max(latest, ts)
		}
		if latest != 0 {
			return latest, nil
		}
	}
	return 0, nil
}

func momentPaths(fields []Moment) string {
	var paths []string
	for _, m := range fields {
		paths = append(paths, m.Path)
	}
	return strings.Join(paths, ", ")
}

// severities are the words of severity that products and Sigma use.
var severities = map[string]float64{
	"info": 1, "informational": 1, "low": 2, "medium": 3, "high": 4, "critical": 5, "fatal": 6,
	"unknown": 0,
}

func (p *Product) score(d document) (float64, error) {
	for _, path := range p.Score {
		s := text(first(d, path))
		if s == "" || s == "99" && path == "severity_id" { // OCSF's "other"
			continue
		}
		if v, ok := severities[strings.ToLower(s)]; ok {
			return v, nil
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || v != v || v-v != 0 {
			return 0, fmt.Errorf("%s is %q: write a number, or low, medium, high or critical", path, s)
		}
		return v, nil
	}
	return 1, nil
}

// entity finds whom an alert is about: by the fields that it names itself, an account
// before a session, an address and a person, then by those of the list.
func (p *Product) entity(a *alert.Alert, d document) error {
	var unfit []string
	try := func(path, value string, kind alert.Kind) bool {
		id, err := alert.CheckID(kind, value)
		if err != nil {
			unfit = append(unfit, fmt.Sprintf("%s %q is no %s", path, value, nouns[kind]))
			return false
		}
		a.Kind, a.ID = kind, id
		return true
	}
	if p.pairs != nil {
		named := p.pairs(d)
		for _, pair := range named {
			if _, ok := kindOf(pair.Field); !ok {
				unfit = append(unfit, fmt.Sprintf("%s %q is none", pair.Field, pair.Value))
			}
		}
		for _, kind := range preferred {
			for _, pair := range named {
				if k, ok := kindOf(pair.Field); ok && k == kind && try(pair.Field, pair.Value, kind) {
					return nil
				}
			}
		}
	}
	for _, f := range p.Entity {
		values := texts(d, f.Path)
		if len(values) == 1 && try(f.Path, values[0], f.Kind) {
			return nil
		}
		if len(values) > 1 {
			unfit = append(unfit, fmt.Sprintf("%s has %d values", f.Path, len(values)))
		}
	}
	return p.nobody(unfit)
}

// nobody says where an entity was looked for, and what was found there.
func (p *Product) nobody(unfit []string) error {
	var fields []string
	for _, f := range p.Entity {
		fields = append(fields, f.Path)
	}
	where := strings.Join(fields, ", ")
	if p.said != "" {
		where = strings.TrimSuffix(p.said+", "+where, ", ")
	}
	found := ""
	if len(unfit) > 0 {
		found = " (" + strings.Join(unfit, "; ") + ")"
	}
	return fmt.Errorf("names no account, session or address%s: write one as it stands in the log into one of %s, "+
		"or take the alert out", found, where)
}
