package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// gateAction is as much of an action as a runner needs that only knows shell steps.
type gateAction struct {
	Inputs map[string]struct {
		Required bool
		Default  string
	}
	Outputs map[string]struct{ Value string }
	Runs    struct{ Steps []gateStep }
}

type gateStep struct {
	Name, ID, If, Uses, Shell, Run string
	Env, With                      map[string]string
}

// runner runs the steps of an action as a runner of GitHub does: one shell each, with the
// inputs and the outputs of earlier steps in expressions. What "uses" another action is
// noted and not run.
type runner struct {
	t       *testing.T
	action  gateAction
	inputs  map[string]string
	outputs map[string]string // by STEP.NAME
	temp    string            // RUNNER_TEMP
	work    string
	log     strings.Builder
	summary string
	used    []string
	failed  string // name of the step that failed
}

func newRunner(t *testing.T, inputs map[string]string) *runner {
	t.Helper()
	for _, tool := range []string{"bash", "jq", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s", tool)
		}
	}
	text, err := os.ReadFile(filepath.Join(repository(t), ".github/actions/gate/action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	r := &runner{t: t, inputs: map[string]string{}, outputs: map[string]string{}, temp: t.TempDir(), work: t.TempDir()}
	if err := yaml.Unmarshal(text, &r.action); err != nil {
		t.Fatal(err)
	}
	for name, in := range r.action.Inputs {
		value, given := inputs[name]
		if !given && in.Required {
			t.Fatalf("no input %s", name)
		}
		if r.inputs[name] = in.Default; given {
			r.inputs[name] = value
		}
	}
	return r
}

var (
	expression = regexp.MustCompile(`\$\{\{ ([a-z_.]+) \}\}`)
	emptyInput = regexp.MustCompile(`^inputs\.([a-z]+) == ''$`)
)

// value puts in what the expressions of a text stand for.
func (r *runner) value(text string) string {
	return expression.ReplaceAllStringFunc(text, func(e string) string {
		name := expression.FindStringSubmatch(e)[1]
		part := strings.Split(name, ".")
		switch {
		case name == "github.action_path":
			return filepath.Join(repository(r.t), ".github/actions/gate")
		case name == "runner.temp":
			return r.temp
		case len(part) == 2 && part[0] == "inputs":
			if v, known := r.inputs[part[1]]; known {
				return v
			}
		case len(part) == 4 && part[0] == "steps" && part[2] == "outputs":
			return r.outputs[part[1]+"."+part[3]]
		}
		r.t.Fatalf("no runner knows %s", e)
		return ""
	})
}

// run runs the steps until one fails.
func (r *runner) run() {
	r.t.Helper()
	r.log.Reset()
	r.used, r.failed, r.summary = nil, "", filepath.Join(r.t.TempDir(), "summary.md")
	for i, s := range r.action.Runs.Steps {
		if s.If != "" {
			m := emptyInput.FindStringSubmatch(s.If)
			if m == nil {
				r.t.Fatalf("step %q: the runner does not know the condition %s", s.Name, s.If)
			}
			if r.inputs[m[1]] != "" {
				continue
			}
		}
		if s.Uses != "" {
			used := s.Uses
			for _, name := range []string{"path", "key"} {
				used += " " + r.value(s.With[name])
			}
			r.used = append(r.used, used)
			continue
		}
		if s.Shell != "bash" || strings.Contains(s.Run, "${{") {
			r.t.Fatalf("step %q: want bash, and inputs through env alone", s.Name)
		}
		if err := r.step(i, s); err != nil {
			fmt.Fprintf(&r.log, "%v\n", err)
			r.failed = s.Name
			return
		}
	}
}

func (r *runner) step(i int, s gateStep) error {
	script := filepath.Join(r.temp, fmt.Sprintf("step-%d.sh", i))
	outputs := filepath.Join(r.temp, fmt.Sprintf("output-%d", i))
	if err := os.WriteFile(script, []byte(s.Run), 0o666); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(outputs, nil, 0o666); err != nil {
		r.t.Fatal(err)
	}
	cmd := exec.CommandContext(r.t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", script)
	cmd.Dir, cmd.Stdout, cmd.Stderr = r.work, &r.log, &r.log
	cmd.Env = append(os.Environ(), "GITHUB_OUTPUT="+outputs, "GITHUB_STEP_SUMMARY="+r.summary, "RUNNER_TEMP="+r.temp)
	for name, value := range s.Env {
		cmd.Env = append(cmd.Env, name+"="+r.value(value))
	}
	err := cmd.Run()
	text, readErr := os.ReadFile(outputs)
	if readErr != nil {
		r.t.Fatal(readErr)
	}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "="); ok && s.ID != "" {
			r.outputs[s.ID+"."+name] = value
		}
	}
	return err
}

// read reads a file of the work folder, or an absolute one.
func (r *runner) read(name string) string {
	if !filepath.IsAbs(name) {
		name = filepath.Join(r.work, name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		r.t.Error(err)
	}
	return string(text)
}

func (r *runner) wants(text string, parts ...string) {
	r.t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			r.t.Errorf("no %q in\n%s", part, text)
		}
	}
}

// program is this test as breachsim: TestMain runs main where a script calls it so.
func program(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "breachsim")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", name, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return name
}

// The action makes datasets, judges rules, a detector or alerts, and tells of it before it fails.
func TestGateAction(t *testing.T) {
	breachsim := program(t)
	rules := filepath.Join(repository(t), "output/readers/sigma/script_client.yml")

	t.Run("rules that do", func(t *testing.T) {
		r := newRunner(t, map[string]string{"scenario": "tiny", "seeds": "7 8", "rules": rules,
			"min": "exposure_averted_4h>=0.5", "program": breachsim})
		r.run()
		if r.failed != "" || r.outputs["judge.met"] != "true" || r.outputs["make.made"] != "2" {
			t.Fatalf("failed at %q, outputs %v\n%s", r.failed, r.outputs, &r.log)
		}
		r.wants(r.read(r.summary), "## breachsim gate: tiny", "| exposure_averted_4h>=0.5: ", "| yes |", "| script client | 4 | 0 |",
			"Seeds: 7, 8.")
		r.wants(r.read("breachsim-gate.xml"), "<testsuite", `failures="0"`)
		r.wants(r.read(r.outputs["judge.json"]), `"schema": "breachsim.test/1"`)
		key := r.outputs["key.key"]
		if len(r.used) != 1 || !strings.HasPrefix(r.used[0], "actions/cache@v4 "+r.outputs["key.datasets"]+" "+key) || !strings.HasSuffix(key, "-7-8") {
			t.Errorf("it uses %q", r.used)
		}

		// What an earlier run left is taken, and what is damaged is made again.
		r.run()
		if r.failed != "" || r.outputs["make.made"] != "0" {
			t.Errorf("failed at %q, made %s again", r.failed, r.outputs["make.made"])
		}
		if err := os.Remove(filepath.Join(r.outputs["key.datasets"], "8/truth/accounts.jsonl")); err != nil {
			t.Fatal(err)
		}
		r.run()
		if r.failed != "" || r.outputs["make.made"] != "1" {
			t.Errorf("failed at %q, made %s again", r.failed, r.outputs["make.made"])
		}

		// Another scale is another key and another folder.
		r.inputs["scale"], r.inputs["scenario"] = "0.02", "smash-and-grab"
		r.run()
		if r.outputs["key.key"] == key {
			t.Error("two scenarios have one key")
		}
	})

	t.Run("rules that do not", func(t *testing.T) {
		r := newRunner(t, map[string]string{"scenario": "tiny", "rules": rules, "min": "exposure_averted_24h>=0.99,entity_recall>=0.5",
			"program": breachsim})
		r.run()
		if r.failed != "Fail where a demand is not met" || r.outputs["judge.met"] != "false" {
			t.Fatalf("failed at %q, outputs %v\n%s", r.failed, r.outputs, &r.log)
		}
		r.wants(r.log.String(), "::error title=breachsim gate::exposure_averted_24h>=0.99: 0.", "off by")
		r.wants(r.read(r.summary), "| **no** |")
		r.wants(r.read("breachsim-gate.xml"), `failures="1"`)
	})

	t.Run("a detector", func(t *testing.T) {
		r := newRunner(t, map[string]string{"scenario": "tiny", "seeds": "7 9", "min": "entity_recall>=0.9,false_alerts_per_1000<=5",
			"detector": breachsim + ` detect "$DATASET" --rules R5 -q -o "$ALERTS"`, "program": breachsim, "junit": "gate.xml"})
		r.run()
		if r.failed != "" {
			t.Fatalf("failed at %q\n%s", r.failed, &r.log)
		}
		r.wants(r.read(r.summary), "| accounts found | 100 % |", "| false alerts per 1,000 practitioner-days | 0 |", "Seeds: 7, 9.")
		r.wants(r.read("gate.xml"), "<testsuite")
	})

	t.Run("a detector that breaks", func(t *testing.T) {
		r := newRunner(t, map[string]string{"scenario": "tiny", "min": "entity_recall>=0.9", "detector": "no-such-program", "program": breachsim})
		r.run()
		if r.failed != "Judge the detector" {
			t.Errorf("failed at %q\n%s", r.failed, &r.log)
		}
	})

	t.Run("alerts that fit nothing", func(t *testing.T) {
		r := newRunner(t, map[string]string{"scenario": "tiny", "min": "entity_recall>=0.9", "alerts": "alerts-{seed}.jsonl", "program": breachsim})
		if err := os.WriteFile(filepath.Join(r.work, "alerts-own.jsonl"), []byte("{\"t\":1}\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		r.run()
		if r.failed != "Judge the detector" {
			t.Errorf("failed at %q\n%s", r.failed, &r.log)
		}
		r.wants(r.log.String(), "::error title=breachsim gate::the detector could not be judged")
	})

	for name, inputs := range map[string]map[string]string{
		"give one of rules":    {"rules": "a", "detector": "b", "min": "x>=1"},
		"0 are given":          {"min": "x>=1"},
		"give min":             {"rules": "a", "min": ""},
		"write numbers with":   {"rules": "a", "min": "x>=1", "seeds": "1,2"},
		"write numbers with b": {"rules": "a", "min": "x>=1", "seeds": "$(id)"},
	} {
		inputs["scenario"], inputs["program"] = "tiny", breachsim
		r := newRunner(t, inputs)
		r.run()
		if r.failed != "Look at the inputs" {
			t.Errorf("%s: failed at %q", name, r.failed)
		}
		r.wants(r.log.String(), name)
	}
}
