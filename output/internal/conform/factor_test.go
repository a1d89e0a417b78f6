package conform_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Worlds in which a policy enrols accounts too, beside whatever else was drawn:
// what holds of each world holds of them.
//
//	BREACHSIM_WORLDS=100-400 go test ./output/internal/conform -run SecondFactorComposes -v
func TestSecondFactorComposes(t *testing.T) {
	var made atomic.Int32
	t.Run("worlds", func(t *testing.T) {
		for _, n := range numbers(t) {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				text := enrolling(t, n)
				t.Cleanup(func() {
					if t.Failed() {
						t.Logf("%s", text)
					}
				})
				if why := worldOf(t, n, text); why != "" {
					t.Skip(why) // as without the policy, or it is asked for twice
				}
				made.Add(1)
			})
		}
	})
	if t.Logf("%d made as they should be", made.Load()); made.Load() == 0 {
		t.Error("no world was made")
	}
}

var period = regexp.MustCompile(`time: {start: (\S+), end: (\S+)}`)

// enrolling is a drawn world with one control more, which is drawn apart.
func enrolling(t *testing.T, n uint64) string {
	t.Helper()
	text := worldText(n)
	p := &pen{Rand: rand.New(rand.NewPCG(n, 11))}
	m := period.FindStringSubmatch(text)
	if m == nil {
		t.Fatal("no period")
	}
	p.start, _ = time.Parse(time.DateOnly, m[1])
	p.end, _ = time.Parse(time.DateOnly, m[2])
	policy := "  - " + flow([]string{"type: policy", "id: enrol", "at: " + stampOf(p.moment(p.start.AddDate(0, 0, 1), p.end)),
		"action: [require_second_factor]", "duration: " + p.of("1m 6h 1d 3d")})
	before, after, found := strings.Cut(text, "controls:\n")
	if !found {
		t.Fatal("no controls")
	}
	return before + "controls:\n" + policy + "\n" + strings.TrimPrefix(after, "  []\n")
}
