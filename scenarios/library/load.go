// Package library finds scenarios and reads them: the built-in ones, which lie beside
// this file, and files.
//
//	id or file ─► text ─► language ─► feasible ─► a scenarios.Scenario
//
// It is the door to the language for commands and tests. What it returns is good in
// itself, and every world of it can do what it asks for; otherwise the error says all
// that is wrong. It writes no file and makes no world.
package library

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/language"
)

// Override changes a scenario file before it is checked.
type Override func(*overrides)

type overrides struct {
	language.Change
	unproven bool // whether every world can do what the file asks for is not checked
}

// Set overrides one value with an expression such as
// campaigns[0].targets.exposed=1000. The value is YAML. The last expression
// for a path wins.
func Set(expr string) Override {
	return func(o *overrides) { o.Sets = append(o.Sets, expr) }
}

// Unproven leaves out the check that every world of a file can do what it asks
// for, whatever the seed: for tests of what happens at the edge of it.
func Unproven() Override { return func(o *overrides) { o.unproven = true } }

// Seed overrides the seed.
func Seed(n uint64) Override { return Set(fmt.Sprintf("scenario.seed=%d", n)) }

// Parse reads and checks a scenario, and that every world of it can do what it asks
// for. The name stands in front of every problem. The error is *scenarios.Problems:
// all of them at once.
func Parse(name string, data []byte, opts ...Override) (*scenarios.Scenario, error) {
	var o overrides
	for _, opt := range opts {
		opt(&o)
	}
	file, err := language.Read(name, data, o.Change)
	if err != nil {
		return nil, err
	}
	if !o.unproven {
		for _, p := range feasible.Lacking(file.Scenario, file.Writes) {
			file.Add(p)
		}
	}
	if err := file.Err(); err != nil {
		return nil, err
	}
	return file.Scenario, nil
}

// Load reads and checks a scenario file. The error is *SourceError when the
// file cannot be read and *scenarios.Problems when its content is wrong.
func Load(path string) (*scenarios.Scenario, error) { return loadFile(path) }

func loadFile(path string, opts ...Override) (*scenarios.Scenario, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, &SourceError{Name: path, Err: err}
	}
	return Parse(path, data, opts...)
}

// readFile reads a little more than the limit at most: Parse then refuses the
// file, and an endless one does not fill the memory.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, language.MaxBytes+1))
}

// Open finds a scenario by built-in id or by file path, in this order, and
// applies --set expressions. The error is *SourceError when there is nothing
// to read and *scenarios.Problems when the content is wrong.
func Open(idOrFile string, sets []string, opts ...Override) (*scenarios.Scenario, error) {
	all := make([]Override, 0, len(sets)+len(opts))
	for _, expr := range sets {
		all = append(all, Set(expr))
	}
	all = append(all, opts...)
	if data, ok := builtinFile(idOrFile); ok {
		return Parse(idOrFile+".yaml", data, all...)
	}
	if !looksLikePath(idOrFile) {
		if _, err := os.Stat(idOrFile); errors.Is(err, os.ErrNotExist) {
			return nil, unknownID(idOrFile)
		}
	}
	return loadFile(idOrFile, all...)
}

// looksLikePath says that a name can only be meant as a file.
func looksLikePath(name string) bool {
	return strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}
