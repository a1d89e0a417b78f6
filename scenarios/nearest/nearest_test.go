package nearest

import (
	"strings"
	"testing"
)

func TestWord(t *testing.T) {
	known := []string{"accounts", "acquire", "order", "hit_rate", "look_alikes"}
	for word, want := range map[string]string{
		"acounts": "accounts", "Accounts": "accounts", "hitrate": "hit_rate", "hit-rate": "hit_rate",
		"odrer":      "order",
		"look_alike": "look_alikes", "colour": "", "429": "", strings.Repeat("a", 1000): "", "": "",
	} {
		if got := Word(word, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}
