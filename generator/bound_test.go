package generator

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// fullest returns how many look-ups of a campaign's account lie in any time of the bound's
// length at most, whatever the portal answers, and how many it makes in all.
func fullest(r *reading, b scenarios.Threshold) (most, all int) {
	latest := map[uint32][]int64{}
	for e, tr := range r.audit() {
		if tr.Label != event.Attack || tr.Campaign != 1 || e.Action != event.Lookup {
			continue
		}
		list := append(latest[e.Account], e.TS)
		for list[0] <= e.TS-int64(b.Per) {
			list = list[1:]
		}
		latest[e.Account], most, all = list, max(most, len(list)), all+1
	}
	return most, all
}

// boundAxes are drawn beside those of every tempo.
var boundAxes = []struct{ key, values string }{
	{"campaigns[0].pacing.at_most", "1/1m 3/10m 9/2m 49/10m 60/20m 20/1h 150/1d"},
	{"campaigns[0].client.manners", "none script human"},
	{"campaigns[0].window", "{start: 2022-03-08T09:00:00+01:00, stop: 2022-03-15T18:00:00+01:00} " +
		"{start: 2022-03-08T09:00:00+01:00, stop: 2022-03-08T18:00:00+01:00} " +
		"{start: 2022-03-08T16:20:00+01:00, stop: 2022-03-10T11:00:00+01:00}"},
	{"campaigns[0].on_response", `{account_reset: drop_account} {account_reset: drop_account, not_found: backoff} ` +
		`{account_reset: drop_account, "429": next} {account_reset: {reacquire: 1, delay: 2h}, "429": backoff}`},
}

func drawBound(t *rapid.T) (sets []string) {
	for _, s := range drawTempo(t) {
		switch {
		case strings.HasPrefix(s, "controls="):
		case strings.HasPrefix(s, "campaigns[0].rotation.accounts=") && !strings.HasSuffix(s, "least_recent"):
		default:
			sets = append(sets, s)
		}
	}
	for _, x := range boundAxes {
		values := strings.Fields(x.values)
		if strings.HasPrefix(x.values, "{") {
			values = strings.Split(strings.ReplaceAll(x.values, "} {", "}\n{"), "\n")
		}
		sets = append(sets, x.key+"="+rapid.SampledFrom(values).Draw(t, x.key))
	}
	return sets
}

// An account keeps to the bound on look-ups whatever the tempo, the manners and the answers:
// trials, repeated, mistyped, failed and refused look-ups counted. Where nobody judges what
// the log says, the number of persons is met exactly all the same, or the file is refused.
func TestEveryBoundIsKept(t *testing.T) {
	t.Parallel()
	made, refused, reached := 0, 0, 0
	controls := []string{
		unstopped,
		"controls=[{type: analyst, at: 2022-03-15T18:00:00+01:00, action: [ip_ban, account_reset]}]",
		`controls=[{type: rate_limit, scope: account, threshold: 5/2m, action: ["429"]}]`,
		"controls=[{type: captcha, scope: account, threshold: 10/10m, action: [challenge]}]",
		"controls=[{type: analyst, detect: {rule: R2, delay: 4h}, action: [account_reset]}, {type: tarpit, scope: account, threshold: 8/10m, action: [tarpit]}]",
	}
	rapid.Check(t, func(t *rapid.T) {
		sets := append(drawBound(t), rapid.SampledFrom(controls).Draw(t, "controls"))
		sc, err := library.Open("tiny", append(slices.Clone(long), sets...))
		if problems := (*scenarios.Problems)(nil); errors.As(err, &problems) {
			if !strings.Contains(err.Error(), "write ") {
				t.Fatalf("%q: the error says nothing of what to write: %v", sets, err)
			}
			refused++
			return
		}
		if err != nil {
			t.Fatalf("%q: %v", sets, err)
		}
		p, err := New(sc, Options{})
		if err != nil {
			t.Fatalf("%q: %v", sets, err)
		}
		c := &p.Scenario().Campaigns[0]
		r := readAudit(p)
		most, _ := fullest(r, c.Pacing.AtMost)
		if most > c.Pacing.AtMost.Count {
			t.Fatalf("%q: %d look-ups within a time of the bound", sets, most)
		}
		if most == c.Pacing.AtMost.Count {
			reached++
		}
		made++
		a := r.campaign(t, 1)
		if n := len(a.exposed); n != c.Targets.Exposed && (!sc.Ceiling(c) || n > c.Targets.Exposed) {
			t.Fatalf("%q: %d persons exposed, want %d", sets, n, c.Targets.Exposed)
		}
		if !sc.Ceiling(c) {
			checkTempo(t, p, sets)
		}
	})
	t.Logf("%d made, %d of these reach the bound, %d refused", made, reached, refused)
	if made > 20 && reached == 0 {
		t.Error("no campaign reaches its bound")
	}
}

// Whoever would look up more, were it not for the bound, comes up to it: with an even pace, and
// with what comes in runs.
func TestBoundIsReached(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		pacing  string
		exposed int
	}{
		"even": {"{at_most: 3/10m}", 1100},
		"runs": {"{shape: burst, at_most: 60/3h}", 900},
		"hand": {`{shape: lognormal, think_time: "lognormal(median=6s, sigma=0.9)", at_most: 9/2m}`, 900},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sets := []string{
				unstopped, "campaigns[0].pacing=" + x.pacing, fmt.Sprintf("campaigns[0].targets.exposed=%d", x.exposed),
				"campaigns[0].client={user_agent: owner_clone, tls: browser, navigation: full_flow, manners: human}",
				"campaigns[0].window={start: 2022-03-08T09:00:00+01:00, stop: 2022-03-09T06:00:00+01:00}",
			}
			p, err := longWorld(Options{}, sets...)
			if err != nil {
				t.Fatal(err)
			}
			r, b := read(p), p.Scenario().Campaigns[0].Pacing.AtMost
			most, all := fullest(r, b)
			a := r.campaign(t, 1)
			t.Logf("%d look-ups, %d of the list, %d of an account within %v at most", all, a.total(), most, time.Duration(b.Per)*time.Microsecond)
			if most != b.Count || len(a.exposed) != x.exposed {
				t.Errorf("%d look-ups within the bound's time and %d persons, want %d and %d", most, len(a.exposed), b.Count, x.exposed)
			}
			r.slicesAlone(t, everySecond(p.Windows()[24:60]))
		})
	}
}
