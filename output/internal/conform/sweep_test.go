package conform_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/library"
)

// What is accepted is planned, for every seed: whatever a file asks for is either
// refused by its words alone, at a place and with what to write instead, or the
// plan lays it out to the person.
//
// Each run tries a few drawn worlds and a few built-in scenarios at small scales.
// Others, by their numbers, and other scales:
//
//	BREACHSIM_SWEEP=400:200 go test ./output/internal/conform -run Sweep -v
//	BREACHSIM_SWEEP=0:80 BREACHSIM_SWEEP_SCALES='0.3 1' go test ./output/internal/conform -run SweepOfBuiltIns -v
const (
	sweepVar  = "BREACHSIM_SWEEP"        // the first number and how many; numbers start over behind the last
	scalesVar = "BREACHSIM_SWEEP_SCALES" // of built-in scenarios
)

// swept returns the numbers of a run, of so many that there are.
func swept(t *testing.T, usual string, all uint64) (out []uint64) {
	t.Helper()
	s := os.Getenv(sweepVar)
	if s == "" {
		s = usual
	}
	var from, count uint64
	if _, err := fmt.Sscanf(s, "%d:%d", &from, &count); err != nil {
		t.Fatalf("%s=%q: write two numbers, such as 400:200: %v", sweepVar, s, err)
	}
	for n := range count {
		out = append(out, (from+n)%all)
	}
	return out
}

// outcomes is what became of the plans of a row of the table.
type outcomes struct {
	planned, refused, failed int
	slowest                  time.Duration
	which                    string // took so long
}

// table counts outcomes by row.
type table map[string]*outcomes

func (x table) row(name string) *outcomes {
	if x[name] == nil {
		x[name] = &outcomes{}
	}
	return x[name]
}

func (x table) print(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-40s %8s %8s %7s %8s\n", "", "planned", "refused", "failed", "slowest")
	names := make([]string, 0, len(x))
	for name := range x {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		o := x[name]
		fmt.Fprintf(&b, "%-40s %8d %8d %7d %7.1fs %s\n", name, o.planned, o.refused, o.failed, o.slowest.Seconds(), o.which)
	}
	t.Log("\n" + b.String())
}

// patience is how long a plan may take on a slow machine.
const patience = 3 * time.Minute

// plan makes a plan, and one of the world without controls if there are any. Any
// error, panic or endless loop is one.
func (o *outcomes) plan(name string, sc *scenarios.Scenario, opt generator.Options) error {
	done, begun := make(chan error, 1), time.Now()
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("panic: %v", r)
			}
		}()
		_, err := generator.New(sc, opt)
		if err == nil && len(sc.Controls) > 0 {
			opt.WithoutControls = true
			if _, err = generator.New(sc, opt); err != nil {
				err = fmt.Errorf("without controls: %w", err)
			}
		}
		done <- err
	}()
	select {
	case err := <-done:
		if took := time.Since(begun); took > o.slowest {
			o.slowest, o.which = took, name
		}
		return err
	case <-time.After(patience):
		return fmt.Errorf("not planned after %v", patience)
	}
}

// add plans a scenario and counts how that went.
func (o *outcomes) add(t *testing.T, name string, sc *scenarios.Scenario, opt generator.Options) bool {
	t.Helper()
	if err := o.plan(name, sc, opt); err != nil {
		o.failed++
		t.Errorf("%s is accepted and not planned: %v", name, err)
		return false
	}
	o.planned++
	return true
}

// readable checks that a refusal of a file says where and what to write.
func readable(t *testing.T, name string, err error) *scenarios.Problems {
	t.Helper()
	var problems *scenarios.Problems
	if !errors.As(err, &problems) {
		t.Errorf("%s: %T instead of *Problems: %v", name, err, err)
		return nil
	}
	for _, p := range problems.List {
		if p.Line == 0 && p.Set == "" || p.Hint == "" {
			t.Errorf("%s is refused without a place or without what to write: %v", name, p)
		}
	}
	return problems
}

// Drawn worlds are planned or refused; a refused one is planned with what the
// refusal says.
func TestSweepOfWorlds(t *testing.T) {
	x := table{}
	for i, n := range swept(t, "0:16", 1<<40) {
		name, text := fmt.Sprintf("world %d", n), worldText(n)
		sc, err := library.Parse(name, []byte(text))
		if err != nil {
			x.row("drawn").refused++
			mend(t, x.row("drawn, mended"), n, text, readable(t, name, err))
			continue
		}
		if x.row("drawn").add(t, name, sc, generator.Options{}) && i%16 == 0 {
			judged(t, n, sc)
		}
	}
	x.print(t)
}

// mend makes the changes that refusals name until nothing is refused, and plans
// what comes of it.
func mend(t *testing.T, o *outcomes, n uint64, text string, problems *scenarios.Problems) {
	t.Helper()
	var sets []library.Override
	var told []string
	for range 12 {
		if problems == nil || len(problems.List[0].Fixes) == 0 {
			o.refused++ // what to write takes thought
			return
		}
		fixes := problems.List[0].Fixes
		for _, set := range fixes[n%uint64(len(fixes))] {
			sets, told = append(sets, library.Set(set)), append(told, set)
		}
		name := fmt.Sprintf("world %d with %s", n, strings.Join(told, " "))
		sc, err := library.Parse(name, []byte(text), sets...)
		if err == nil {
			o.add(t, name, sc, generator.Options{})
			return
		}
		problems = readable(t, name, err)
	}
	o.failed++
	t.Errorf("world %d is refused still with %s", n, strings.Join(told, " "))
}

// judged writes a world and has it judged by its files alone.
func judged(t *testing.T, n uint64, sc *scenarios.Scenario) {
	t.Run(fmt.Sprint(n), func(t *testing.T) {
		p, err := generator.New(sc, generator.Options{})
		if err != nil {
			t.Fatal(err)
		}
		written(t, n, p)
	})
}

// trials are the built-in scenarios by scale and seed, 0 = the file's own; all
// scenarios first, then all scales.
type trials struct {
	ids    []string
	scales []string
}

const seeds = 40

func (x *trials) len() uint64 { return uint64(len(x.ids)*len(x.scales)) * seeds }

func (x *trials) at(n uint64) (id, scale string, seed uint64) {
	ids, scales := uint64(len(x.ids)), uint64(len(x.scales))
	return x.ids[n%ids], x.scales[n/ids%scales], n / ids / scales
}

// Built-in scenarios are planned at every scale at which they are not refused, and
// at the one that a refusal names.
func TestSweepOfBuiltIns(t *testing.T) {
	all := &trials{scales: []string{"0.01", "0.02", "0.05", "0.1", "0.2"}}
	if s := os.Getenv(scalesVar); s != "" {
		all.scales = strings.Fields(s)
	}
	for _, info := range library.Builtins() {
		all.ids = append(all.ids, info.ID)
	}
	x, named := table{}, map[string]bool{}
	for _, n := range swept(t, "0:20", all.len()) {
		id, scale, seed := all.at(n)
		name := fmt.Sprintf("%s at scale %s, seed %d", id, scale, seed)
		var sets []string
		if seed > 0 {
			sets = append(sets, fmt.Sprintf("scenario.seed=%d", seed))
		}
		sc, err := library.Open(id, sets)
		if err != nil {
			t.Fatal(err)
		}
		factor, err := scenarios.ParseScale(scale)
		if err != nil {
			t.Fatal(err)
		}
		var refusal *feasible.ScaleError
		_, err = feasible.Scaled(sc, factor)
		switch {
		case err == nil:
		case !errors.As(err, &refusal):
			t.Errorf("%s: %T instead of *ScaleError: %v", name, err, err)
			continue
		case refusal.Works == 0:
			t.Errorf("%s is refused without a scale that works: %v", name, err)
			continue
		default:
			x.row(id+" "+scale).refused++
			if name = fmt.Sprintf("%s at scale %v, seed %d", id, refusal.Works, seed); named[name] {
				continue
			}
			named[name], factor = true, refusal.Works
			x.row(id+" smallest").add(t, name, sc, generator.Options{Scale: factor})
			continue
		}
		x.row(id+" "+scale).add(t, name, sc, generator.Options{Scale: factor})
	}
	x.print(t)
}
