package table

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/encode/schema"
)

var update = flag.Bool("update", false, "rewrite the columns of features.md")

func infos() []schema.Info {
	return []schema.Info{Days(true).Info(), SessionRows(true).Info()}
}

const (
	page = "../../../features.md"
	mark = "<!-- columns:"
)

// The page names every column, by being made from the lists that the tables are
// written by.
func TestPageHasEveryColumn(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(text, []byte(mark))
	if at < 0 {
		t.Fatalf("%s has no mark %q", page, mark)
	}
	var b bytes.Buffer
	b.Write(text[:at+bytes.IndexByte(text[at:], '\n')+1])
	for _, info := range infos() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| column | type | counts in | meaning |\n|---|---|---|---|\n", info.Name, info.About)
		for i := range info.Columns {
			c := &info.Columns[i]
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", c.Name, c.Type, c.Origin, c.Meaning)
		}
	}
	if *update {
		if err := os.WriteFile(page, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(text, b.Bytes()) {
		t.Error("features.md is not what the code says: go test ./output/features/internal/table -run TestPage -update")
	}
}

// Every column has a type that the forms know, words, and a name of its own;
// keys come first and labels last.
func TestColumnsAreDescribed(t *testing.T) {
	name := regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	for _, info := range infos() {
		seen := map[string]bool{}
		labels := false
		for i := range info.Columns {
			c := &info.Columns[i]
			if _, ok := c.Field.Shape(); !ok || !name.MatchString(c.Name) || c.Origin == "" || !strings.HasSuffix(c.Meaning, ".") {
				t.Errorf("%s.%s: type %q, unit %q, meaning %q", info.Name, c.Name, c.Type, c.Origin, c.Meaning)
			}
			if seen[c.Name] {
				t.Errorf("%s.%s is there twice", info.Name, c.Name)
			}
			seen[c.Name] = true
			if is := strings.HasPrefix(c.Name, "label_"); is {
				labels = true
			} else if labels {
				t.Errorf("%s.%s comes after the labels", info.Name, c.Name)
			}
		}
		keys := []string{"account", "day", "session"}
		for i := range info.Columns {
			if info.Columns[i].Key && info.Columns[i].Name != keys[i] {
				t.Errorf("%s: key %s is column %d", info.Name, info.Columns[i].Name, i)
			}
		}
	}
	if a, b := Days(false).Info(), Days(true).Info(); len(b.Columns)-len(a.Columns) != 5 ||
		slices.ContainsFunc(a.Columns, func(c schema.ColumnInfo) bool { return strings.HasPrefix(c.Name, "label") }) {
		t.Error("labels are there unasked")
	}
}
