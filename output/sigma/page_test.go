package sigma

import (
	"os"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
)

// The page lists the fields that there are. UPDATE=1 writes the list anew.
func TestPageListsTheFields(t *testing.T) {
	const page, from, to = "README.md", "<!-- fields -->\n", "<!-- end of the fields -->"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), from)
	_, after, closed := strings.Cut(rest, to)
	if !ok || !closed {
		t.Fatal("the page has no place for the list")
	}
	var b strings.Builder
	b.WriteString("| field | in ECS | log | kind | about |\n|---|---|---|---|---|\n")
	kinds := map[field.Kind]string{field.Text: "text", field.Number: "number", field.ID: "id", field.Address: "address", field.Time: "time"}
	logs := map[field.Service]string{field.Audit: "audit", field.Access: "access", field.Any: "both"}
	for _, f := range field.All() {
		about := f.About
		if f.Made {
			about = "*made*: " + about
		}
		ecs := ""
		if f.ECS != "" {
			ecs = "`" + f.ECS + "`"
		}
		b.WriteString("| `" + f.Name + "` | " + ecs + " | " + logs[f.In] + " | " + kinds[f.Kind] + " | " + about + " |\n")
	}
	want := before + from + b.String() + to + after
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(text) {
		t.Error("README.md is not what the fields say: UPDATE=1 go test ./output/sigma -run Page")
	}
}

// The rule of the page can be run as it stands.
func TestRuleOfThePage(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```yaml\n")
	rule, _, _ := strings.Cut(rest, "```")
	if set, err := Parse("README.md", []byte(rule)); err != nil || len(Labels(set)) != 1 {
		t.Error(err)
	}
}
