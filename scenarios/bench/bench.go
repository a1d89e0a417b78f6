// Package bench says which scenarios a suite of benchmarks is made of, and how many
// worlds of each. It makes none.
//
// It stands beside package library: a suite names scenarios, built-in or files.
package bench

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/scenarios/cause"
)

//go:embed v1.yaml
var files embed.FS

// Suite is a list of scenarios and the number of worlds of each.
type Suite struct {
	Name      string   `yaml:"name"`
	Canary    string   `yaml:"canary"`    // text that no training data should have
	Worlds    int      `yaml:"worlds"`    // of each scenario, 1 to MostWorlds
	Accounts  int      `yaml:"accounts"`  // in each world; 0 = as the scenario says
	Scenarios []string `yaml:"scenarios"` // built-in ids or files
}

// MostWorlds is how many worlds of a scenario a suite has at most.
const MostWorlds = 1000

// Names lists the built-in suites.
func Names() []string { return []string{"v1"} }

// Open reads a suite: one that is built in, or a file.
func Open(nameOrFile string) (*Suite, error) {
	name := nameOrFile + ".yaml"
	text, err := files.ReadFile(name)
	if err != nil {
		if name = nameOrFile; !strings.ContainsAny(name, "./") {
			known := strings.Join(Names(), ", ")
			return nil, fmt.Errorf("no suite is called %q: there is %s, or give a file", name, known)
		}
		if text, err = os.ReadFile(name); err != nil {
			return nil, fmt.Errorf("suite %q: %w", name, cause.Of(err))
		}
	}
	s := &Suite{}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(s); err != nil {
		return nil, fmt.Errorf("suite %q: %w", name, err)
	}
	switch {
	case s.Name == "" || s.Canary == "" || len(s.Scenarios) == 0:
		return nil, fmt.Errorf("suite %q: want name, canary and scenarios", name)
	case s.Worlds < 1 || s.Worlds > MostWorlds || s.Accounts < 0:
		return nil, fmt.Errorf("suite %q: want worlds from 1 to %d, and accounts not below 0", name, MostWorlds)
	}
	return s, nil
}
