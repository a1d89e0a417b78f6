package audit_test

import (
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// oneClock brings each look-up of the attack to within three milliseconds of the one before
// it, where that is another account's and of the same second.
func oneClock(c *copied) {
	before, account := time.Time{}, ""
	moved := map[string]string{}
	c.audit(func(l string) string {
		if !c.attack(l) || get(l, "action") != "lookup" {
			return l
		}
		at, err := time.Parse(stamp, get(l, "ts"))
		c.check(err)
		if account != "" && account != get(l, "account") && at.Truncate(time.Second).Equal(before.Truncate(time.Second)) {
			from := get(l, "ts")
			at = before.Add(3*time.Millisecond + 117*time.Microsecond)
			if at.Truncate(time.Second).Equal(before.Truncate(time.Second)) {
				moved[get(l, "event_id")+" "+from] = at.Format(stamp)
				l = set(l, "ts", quote(at.Format(stamp)))
			}
		}
		before, account = at, get(l, "account")
		return l
	})
	c.everywhere(func(l string) string {
		for _, key := range []string{"ts", "first_exposed_at", "last_event_at", "first_event_at"} {
			if from, to := value(l, key); to > from {
				if at := moved[get(l, "event_id")+" "+get(l, key)]; at != "" {
					l = set(l, key, quote(at))
				}
			}
		}
		return l
	})
	for _, date := range c.dates() {
		lines := c.read("logs/audit/" + date + ".jsonl")
		sortByTime(lines)
		c.write("logs/audit/"+date+".jsonl", lines)
	}
}

// pairedBits makes two bytes of an event id agree in their highest bit.
func pairedBits(n uint64) uint64 {
	if n>>63 != n>>55&1 {
		n ^= 1 << 55
	}
	return n
}

// Checks of sessions see what is wrong with sessions; what they are planted in would trip
// other checks as well.
func TestSessionChecksSee(t *testing.T) {
	dirs := bases(t)
	for _, f := range []fault{
		{"A26", "no session of the attack is signed out of, all others are", "plain", allSignOut, ""},
		{"A7", "the attack's sessions are copies", "plain", copiedSessions, ""},
	} {
		c := copyOf(t, dirs[f.base])
		for _, spoilt := range []bool{false, true} {
			if spoilt {
				f.spoil(c)
			}
			r, err := audit.Run(t.Context(), c.dir, audit.Options{Checks: []string{f.check}})
			if err != nil {
				t.Fatal(err)
			}
			failed := false
			for _, x := range r.Checks[0].Figures {
				failed = failed || x.Verdict == figure.Fail && (f.check == "A7" || x.Name == "signed out of")
			}
			if failed != spoilt {
				t.Errorf("%s: spoilt %v, seen %v: %+v", f.name, spoilt, failed, r.Checks[0].Figures)
			}
		}
	}
}

// allSignOut gives every benign session a sign-out, in place of its last event.
func allSignOut(c *copied) {
	last := map[string]string{}
	c.audit(func(l string) string {
		last[get(l, "session_id")] = get(l, "event_id")
		return l
	})
	c.audit(func(l string) string {
		switch {
		case c.attack(l) && get(l, "action") == "logout":
			return ""
		case !c.attack(l) && last[get(l, "session_id")] == get(l, "event_id"):
			return set(l, "action", `"logout"`)
		}
		return l
	})
}

// copiedSessions makes sessions of eight look-ups of the attack, each of the same course.
func copiedSessions(c *copied) {
	n := 0
	c.audit(func(l string) string {
		if !c.attack(l) {
			return l
		}
		n++
		l = set(l, "session_id", quote(strings.Repeat("0", 8)+hexOf(c, "0", func(uint64) uint64 { return uint64(n/8 + 1) })[8:]))
		l = set(l, "action", `"lookup"`)
		l = set(l, "service", quote([]string{"infopatient", "messages"}[n%2]))
		return set(l, "result", `"found"`)
	})
}
