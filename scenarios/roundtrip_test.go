package scenarios_test

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

// same compares scenarios: times by instant, zones by name, nil and empty
// lists alike.
func same(a, b *scenarios.Scenario) string {
	return cmp.Diff(a, b,
		cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
		cmp.Comparer(func(a, b netip.Addr) bool { return a == b }),
		cmp.FilterValues(func(a, b []string) bool { return len(a)+len(b) == 0 }, cmp.Ignore()))
}

// readBack writes a scenario and reads it again.
func readBack(t testing.TB, s *scenarios.Scenario) {
	t.Helper()
	text := language.YAML(s)
	again, err := library.Parse("resolved.yaml", text)
	if err != nil {
		t.Fatalf("the resolved scenario does not parse: %v\n%s", err, text)
	}
	if d := same(s, again); d != "" {
		t.Fatalf("the resolved scenario differs (-want +got):\n%s\n%s", d, text)
	}
	if got := string(language.YAML(again)); got != string(text) {
		t.Fatalf("written twice, it differs:\n%s", cmp.Diff(string(text), got))
	}
}

func TestResolvedReadsBack(t *testing.T) {
	for _, file := range append(glob(t, "testdata/good/*.yaml"), glob(t, "library/*.yaml")...) {
		t.Run(file, func(t *testing.T) {
			s, err := library.Load(file)
			if err != nil {
				t.Fatal(err)
			}
			readBack(t, s)
		})
	}
}

// Scenarios with any mixture of supported values read back.
func TestResolvedReadsBackAny(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := drawScenario(r)
		s, err := library.Parse("drawn.yaml", []byte(text))
		sets := []library.Override{}
		for tries := 0; err != nil && tries < 12; tries++ { // what its world cannot give is mended as it is told to
			sets = append(sets, mend(r, err)...)
			s, err = library.Parse("drawn.yaml", []byte(text), sets...)
		}
		if err != nil {
			r.Fatalf("%v\n%s", err, text)
		}
		again, err := library.Parse("again.yaml", language.YAML(s))
		if err != nil {
			r.Fatalf("%v\n%s", err, language.YAML(s))
		}
		if d := same(s, again); d != "" {
			r.Fatalf("%s\n%s", d, language.YAML(s))
		}
	})
}

// mend is one of the changes that the first problem says would suffice.
func mend(r *rapid.T, err error) (out []library.Override) {
	var problems *scenarios.Problems
	switch {
	case !errors.As(err, &problems) || !strings.Contains(err.Error(), "write "):
		r.Fatalf("nothing is told that would do: %v", err)
	case len(problems.List[0].Fixes) == 0: // no single key would: the message says in words what to do
		r.Skip(err)
	}
	for _, set := range rapid.SampledFrom(problems.List[0].Fixes).Draw(r, "mend") {
		out = append(out, library.Set(set))
	}
	return out
}

// drawScenario writes a scenario file that is good but for what no world of it
// can give.
func drawScenario(r *rapid.T) string {
	pick := func(name, words string) string { return rapid.SampledFrom(strings.Fields(words)).Draw(r, name) }
	num := func(name string, a, b int) int { return rapid.IntRange(a, b).Draw(r, name) }
	gp := num("gp", 1, 1_000_000-1)
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("version: 1")
	p("scenario: {id: s%d, title: %q, seed: %d, story: %q}", num("id", 0, 9),
		"t"+rapid.StringOf(rapid.RuneFrom([]rune(" abé:#'\"\\{}[]-\u2028\ufeff"))).Draw(r, "title")+"t",
		num("seed", 0, 1<<40), "a"+rapid.StringOf(rapid.RuneFrom([]rune(" abé:#\n|>-"))).Draw(r, "story")+"b")
	p("time: {start: 2022-03-%02d, end: 2022-04-%02d, timezone: %s, warmup: %dd}", num("start", 1, 9),
		num("end", 1, 30), pick("zone", "Europe/Paris UTC America/New_York Asia/Kathmandu"), num("warmup", 0, 730))
	p("population: {accounts: %d, insured_persons: %d, profile_mix: {gp: %s, lab: %s}}", num("accounts", 100, 99999),
		num("persons", 1000, 999999),
		quantity.FormatMillionths(int64(gp)), quantity.FormatMillionths(int64(1_000_000-gp)))
	p("benign: {credential_sharing_share: %s}", quantity.FormatMillionths(int64(num("sharing", 0, 1_000_000))))
	p("portal: {session_limit: %s, outages_per_month: %s, releases_per_month: %s}", pick("limit", "30m 4h 12h"),
		pick("outages", "0 0.25 30"), pick("releases", "0 1.2 2"))
	p("output: {nir: %s, nir_location: %s, not_found_status: %s}", pick("nir", "hmac clear omit"),
		pick("where", "body path query"), pick("status", "200 400 404"))
	if n := num("campaigns", 0, 2); n > 0 {
		p("campaigns:")
		for i := range n {
			p("  - id: c%d", i)
			p("    window: {start: 2022-03-1%dT%02d:00:00Z, stop: 2022-03-2%dT05:00:00.25+05:00}", num("from", 2, 9),
				num("hour", 0, 23), num("to", 1, 9))
			p("    co_use: %s", pick("co", "owner_active idle"))
			p("    access: {accounts: %d, acquire: {mailbox_reset: 1}, validate: {lead: %s, lookups: 1}}",
				num("taken", 1, 50), pick("lead", "1h 1d 3m30s 0.001s"))
			p("    targets: {exposed: %d, order: %s, hit_rate: %s}", num("exposed", 100, 1000),
				pick("order", "sorted random household region enumeration"),
				quantity.FormatMillionths(int64(num("hit", 1000, 1_000_000))))
			p("    pacing: {shape: %s, active_hours: %s, ramp: %s, shares: %s%s}",
				pick("shape", "constant poisson lognormal burst diurnal owner_mimic"), pick("hours",
					"all office owner"), pick("ramp", "0s 90m 1d"), pick("shares",
					"equal owner dirichlet(12) dirichlet(1.5)"),
				rapid.SampledFrom([]string{"", ", rate: 0.3/s", ", rate: 35/d", ", rate: 0.25x",
					", max_per_account_day: 9", ", concurrency: 1"}).Draw(r, "more"))
			p("    rotation: {accounts: %s, duty_cycle: %s, ip: %s}",
				pick("turns", "parallel sequential least_recent burn"), pick("duty", "1 0.6 0.000001"), pick("rotate",
					"per_account never sticky per_request"))
			p("    network: {kind: %s, pool: %d, country: [%s]}",
				pick("kind", "datacentre vpn residential_proxy mobile_cgnat tor"), num("pool", 1,
					65536), pick("country", "FR NL PL US"))
			p("    client: {user_agent: %s, tls: %s, blend: %s, manners: %s}", pick("agent", "fixed owner_clone pool"),
				pick("tls", "library browser mismatch"), quantity.FormatMillionths(int64(num("blend", 0,
					1_000_000*9/10))), pick("manners", "none script human"))
			p("    on_response: {429: %s, 403: %s, account_reset: %s}",
				pick("429", "next stop backoff halve_rate rotate_ip rotate_account drop_account"),
				pick("403", "rotate_ip stop drop_account next backoff"), pick("reset",
					"drop_account stop rotate_account {\"reacquire\":0.5,\"delay\":2h}"))
		}
	}
	return b.String()
}
