package persons

import (
	"context"
	"errors"
	"fmt"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// homes are the départements of the accounts' sites.
func homes(ctx context.Context, w rule.World) (map[string]string, error) {
	list, err := w.Accounts(ctx)
	if err != nil {
		return nil, fmt.Errorf("it asks where an account's site is: %w", err)
	}
	home := make(map[string]string, len(list))
	for i := range list {
		home[list[i].ID] = list[i].Dept
	}
	return home, nil
}

// named refuses a log that does not tell persons apart.
func named(w rule.World) error {
	if w.NIRMode() == "omit" {
		return errors.New("it tells persons apart, and this log omits their numbers (output.nir: omit): " +
			"leave the rule out, or generate with output.nir hmac or clear")
	}
	return nil
}

// today counts the distinct persons of an account's local day.
type today struct {
	day     int32
	first   int64 // look-up
	seen    set
	persons int
	placed  int // of them with a known département
	away    int // of those elsewhere
}

// begin goes on to the day of a line; it reports whether that is another one.
func (t *today) begin(l *rule.Line) bool {
	if t.first != 0 && t.day == l.Day {
		return false
	}
	seen := t.seen
	seen.reset()
	*t = today{day: l.Day, first: l.TS, seen: seen}
	return true
}

// add counts a person and reports whether the day had not seen them.
func (t *today) add(l *rule.Line, home string) bool {
	if !t.seen.add(short(l.Person)) {
		return false
	}
	t.persons++
	if l.PatientDept != "" && home != "" {
		t.placed++
		if l.PatientDept != home {
			t.away++
		}
	}
	return true
}
