package language

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

// The resolved scenario mentions every key.
func TestResolvedIsComplete(t *testing.T) {
	file, err := Read("everything", read(t, "../testdata/good/everything.yaml"), Change{})
	if err != nil {
		t.Fatal(err)
	}
	root := tree.Decode(YAML(file.Scenario), &tree.Report{})
	eachKey(func(_ *schema.Row, at string) {
		if !holds(root, strings.Split(at, ".")) && !strings.Contains(at, "profiles") {
			t.Errorf("%s is not in the resolved scenario", at)
		}
	})
}

// holds says whether a tree has a key at a pattern, in any item of a list.
func holds(n *tree.Node, steps []string) bool {
	if n == nil || len(steps) == 0 {
		return n != nil
	}
	name, in := strings.CutSuffix(steps[0], "[]")
	n = n.Get(name)
	if n == nil || !in {
		return holds(n, steps[1:])
	}
	for _, item := range n.Items {
		if holds(item, steps[1:]) {
			return true
		}
	}
	return false
}
