package conform_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// worldsVar draws other worlds than the few of every run, such as 100-400.
const worldsVar = "BREACHSIM_WORLDS"

// Whatever a scenario file asks for, within the language: it is refused with
// what to write instead; or its dataset is what the file says, the truth and the
// logs agree, slices alone are the whole, nothing but a control changes what
// came before the first control, and no campaign changes a line of another.
//
//	BREACHSIM_WORLDS=100-400 go test ./output/internal/conform -run AxesCompose -v
func TestAxesCompose(t *testing.T) {
	made, refused, mu := 0, map[string]int{}, sync.Mutex{}
	t.Run("worlds", func(t *testing.T) {
		for _, n := range numbers(t) {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				why := world(t, n)
				mu.Lock()
				defer mu.Unlock()
				if why != "" {
					refused[why]++
				} else if !t.Failed() {
					made++
				}
			})
		}
	})
	t.Logf("%d made as they should be", made)
	for _, why := range slices.Sorted(maps.Keys(refused)) {
		t.Logf("%d × %s", refused[why], why)
		if !instead.MatchString(why) {
			t.Errorf("refused without a word on what to write: %s", why)
		}
	}
}

// instead is what a refusal says to do.
var instead = regexp.MustCompile(`: (write|ask for|raise|remove)|; (write|remove|raise|add|change|make|ask for)|: raise`)

// once lists worlds in which something was wrong, and what.
func once() []uint64 {
	return []uint64{
		122,  // trial look-ups in a session that a closure of the portal had outlived
		137,  // a session revoked by a reset of another account
		153,  // known credentials that worked after a reset
		160,  // a forced change that a ban had put off, left out of what an owner did in a stolen session
		161,  // a robot that kept its password beyond the forced change
		407,  // an account taken over from a banned address
		436,  // two accounts in fifteen for a share of three
		500,  // misses rounded up lane by lane
		577,  // pauses that made a campaign faster, and more persons exposed than asked for
		740,  // look-ups sent on into a session that was never opened
		1224, // a question on the phone answered behind the sign-out
		2007, // lines of homes abroad asked to be honest users' too
		2052, // a neighbour banned at the sign-in of the forced change, who kept the old password
		2099, // more carriers' addresses asked to be shared than honest users had on those days
		2676, // a weekend, on which hardly anybody has a carrier's address
		3620, // a ban of an address behind which the owner of an account was at work that was stolen later
	}
}

// numbers lists the worlds of a run.
func numbers(t *testing.T) []uint64 {
	s := os.Getenv(worldsVar)
	if s == "" {
		return once()
	}
	var from, to uint64
	if _, err := fmt.Sscanf(s, "%d-%d", &from, &to); err != nil {
		t.Fatalf("%s=%q: write two numbers, such as 100-400: %v", worldsVar, s, err)
	}
	var out []uint64
	for n := from; n <= to; n++ {
		out = append(out, n)
	}
	return out
}

// number is what differs between two refusals of one kind.
var number = regexp.MustCompile(`\d[\d.:T+-]*`)

// world makes one world and reports why it was refused, if it was.
func world(t *testing.T, n uint64) string { return worldOf(t, n, worldText(n)) }

// worldOf is world of a text that was drawn by its number.
func worldOf(t *testing.T, n uint64, text string) string {
	path := filepath.Join(t.TempDir(), "world.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	sc, err := library.Load(path)
	if problems := (*scenarios.Problems)(nil); errors.As(err, &problems) {
		t.Logf("%v", err)
		return "file: " + number.ReplaceAllString(problems.List[0].What+"; "+problems.List[0].Hint, "N")
	}
	if err != nil {
		t.Fatal(err)
	}
	defended, err := generator.New(sc, generator.Options{})
	if err != nil {
		t.Logf("refused: %v", err)
		return "plan: " + number.ReplaceAllString(err.Error(), "N")
	}
	undefended, err := generator.New(sc, generator.Options{WithoutControls: true})
	if err != nil { // what would do less than was asked for in peace, and does not have to under a control
		t.Logf("refused undefended: %v", err)
		return "undefended: " + number.ReplaceAllString(err.Error(), "N")
	}
	a, b := tell(t, defended), tell(t, undefended)
	a.agrees(t, defended)
	b.agrees(t, undefended)
	a.begins(t, b)
	alone(t, n, defended)
	apart(t, sc, b)
	written(t, n, defended)
	return ""
}

// written writes the dataset and has it judged by its files alone.
func written(t *testing.T, n uint64, p *generator.Plan) {
	formats := [][]string{{"jsonl"}, {"jsonl", "ecs", "nginx"}, {"jsonl", "csv", "w3c"}, {"jsonl", "ocsf", "combined"}, {"jsonl", "parquet"}, {"jsonl", "rfc5424", "combined"}}
	dir := t.TempDir()
	o := output.Options{Dir: dir, Force: true, Formats: formats[n%6], Persons: "exposed", TruthFull: n%4 == 0}
	if _, err := output.Write(t.Context(), dataset.Source(p, "test"), o); err != nil {
		t.Fatalf("writing: %v", err)
	}
	v, err := output.Verify(dir)
	if err != nil || !v.Good() {
		t.Errorf("verify: %v, %v", err, v)
	}
	d, sc := opened(t, dir)
	list, err := conform.Check(t.Context(), d, sc)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if !f.OK {
			t.Errorf("conform: %v", f)
		}
	}
	r, err := audit.Run(t.Context(), dir, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Checks {
		audited(t, &r.Checks[i])
	}
}

// statistical are the checks that measure what is seen of a campaign, or of days
// of the week, which in a drawn world of a few accounts and days can be anything;
// so can the share of errors, where the portal is often down.
var statistical = []string{"A1", "A2", "A4", "A5", "A14"}

func audited(t *testing.T, c *audit.Result) {
	for _, f := range c.Figures {
		if f.Verdict != figure.Fail {
			continue
		}
		text := fmt.Sprintf("%s %s: %g, want %s, n %d, p %.1g, %s", c.ID, f.Name, f.Value, f.Bound, f.N, f.P, f.Example)
		if slices.Contains(statistical, c.ID) || f.Name == "share of look-ups in error" {
			t.Logf("note: %s", text)
		} else {
			t.Errorf("audit: %s", text)
		}
	}
}
