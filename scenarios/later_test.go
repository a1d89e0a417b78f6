package scenarios

import (
	"errors"
	"strings"
	"testing"
)

// What is not built yet is refused word by word, and nothing else is said.
func TestLaterIsRefused(t *testing.T) {
	_, err := Parse("adaptive.yaml", read(t, "testdata/later/adaptive.yaml"))
	var problems *Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	for _, p := range problems.List {
		if !strings.HasSuffix(p.What, "not supported yet") || p.Hint == "" {
			t.Errorf("unexpected: %v", p)
		}
	}
	golden(t, "testdata/later/adaptive.txt", err.Error()+"\n")
}
