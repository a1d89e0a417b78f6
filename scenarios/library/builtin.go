package library

import (
	_ "embed"
	"strings"

	"github.com/breachsim/breachsim/scenarios"
)

// BuiltinInfo describes a built-in scenario without checking it.
type BuiltinInfo struct {
	ID         string
	Title      string
	Summary    string // one sentence
	Difficulty string // measured badge; empty = not measured
	YAML       []byte // the commented file

	// Grep lists the fields of the audit log that have one value in at least half of the
	// malicious lines and in hardly any other, as measured in a small world without
	// controls: a grep finds the campaign. Empty = there is no such field.
	Grep []string
}

// Builtin returns a built-in scenario. The error is *SourceError when there is
// none of this id.
func Builtin(id string) (*scenarios.Scenario, error) {
	data, ok := builtinFile(id)
	if !ok {
		return nil, unknownID(id)
	}
	return Parse(id+".yaml", data)
}

// Builtins lists the built-in scenarios by id.
func Builtins() []BuiltinInfo {
	var all []BuiltinInfo
	for _, id := range builtinIDs() {
		data, _ := builtinFile(id)
		s, err := Parse(id+".yaml", data)
		if err != nil {
			continue // a test holds every file of the library good
		}
		all = append(all, BuiltinInfo{ID: id, Title: s.Title, Summary: s.Summary, Difficulty: s.Difficulty,
			YAML: data, Grep: grepOf(id)})
	}
	return all
}

// grepTable has a line for each scenario with a campaign: its id and, after a tab, fields.
// A test of package generator measures it.
//
//go:embed greps.tsv
var grepTable string

func grepOf(id string) []string {
	for line := range strings.Lines(grepTable) {
		if of, fields, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t"); of == id && fields != "" {
			return strings.Split(fields, ", ")
		}
	}
	return nil
}
