package library

import "github.com/breachsim/breachsim/scenarios"

// BuiltinInfo describes a built-in scenario without checking it.
type BuiltinInfo struct {
	ID         string
	Title      string
	Summary    string // one sentence
	Difficulty string // measured badge; empty = not measured
	YAML       []byte // the commented file
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
			YAML: data})
	}
	return all
}
