package allocation

import (
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// base is a month in which campaigns of the tests take place: its keys can be set
// anew.
var base = []string{
	"controls=[]", "aftermath={}", "time={start: 2022-03-01, end: 2022-04-01, timezone: Europe/Paris}",
	people(600), window("07T08:00:00", "18T18:00:00"), access(12, "{credential_replay: 1}"),
	"campaigns[0].pacing={shares: equal}",
}

// people sets how many accounts there are, each with 300 insured persons.
func people(accounts int) string {
	const mix = "{gp: 0.3, pharmacy: 0.3, nurse: 0.3, other: 0.1}"
	persons := min(300*accounts, 6_000_000)
	return fmt.Sprintf("population={accounts: %d, insured_persons: %d, profile_mix: %s}", accounts, persons, mix)
}

// window sets from when to when in March, in winter time, the campaign works.
func window(start, stop string) string {
	return fmt.Sprintf("campaigns[0].window={start: 2022-03-%s+01:00, stop: 2022-03-%s+01:00}", start, stop)
}

// access sets how many accounts are taken over, and how.
func access(accounts int, acquire string) string {
	return fmt.Sprintf("campaigns[0].access={technique: [T1078], accounts: %d, acquire: %s}", accounts, acquire)
}

// campaignOf prepares the first campaign of the tests' scenario with some keys set
// anew.
func campaignOf(tb testing.TB, sets ...string) *Campaign {
	tb.Helper()
	sc, err := library.Open("tiny", slices.Concat(base, sets), library.Unproven())
	if err != nil {
		tb.Fatal(err)
	}
	return campaignIn(tb, sc)
}

func campaignIn(tb testing.TB, sc *scenarios.Scenario) *Campaign {
	tb.Helper()
	persons := population.NewPersons(random.New(1), sc.Population.InsuredPersons, 2022)
	accounts := accounts.New(random.New(2), sc, persons)
	cal := calendar.New(sc)
	w, err := traffic.New(random.New(3), sc, traffic.Ground{Persons: persons, Accounts: accounts, Calendar: cal})
	if err != nil {
		tb.Fatal(err)
	}
	spec := &sc.Campaigns[0]
	return &Campaign{
		World: World{Scenario: sc, Accounts: accounts, Base: w, Calendar: cal},
		Spec:  spec, Key: random.New(sc.Seed).At(9),
		From: spec.Window.From.UnixMicro(), Stop: spec.Window.To.UnixMicro(), End: sc.Time.End.UnixMicro(),
	}
}

// chosen chooses the accounts of a campaign.
func chosen(tb testing.TB, c *Campaign) []Account {
	tb.Helper()
	accounts, err := Choose(c)
	if err != nil {
		tb.Fatal(err)
	}
	return accounts
}

// office is working time from 8 to 19 o'clock UTC.
type office struct{}

const (
	opens = 8 * calendar.Hour
	shift = 11 * calendar.Hour
	daily = 24 * calendar.Hour
)

func (office) Worked(ts int64) int64 {
	return ts/daily*shift + min(max(ts%daily-opens, 0), shift)
}

func (office) Instant(worked int64) int64 { return worked/shift*daily + opens + worked%shift }

// moment is one short stretch of working time.
type moment struct{ from, length int64 }

func (m moment) Worked(ts int64) int64 { return min(max(ts-m.from, 0), m.length) }

func (m moment) Instant(worked int64) int64 { return m.from + worked }

var _ Hours = (*intensity.Intensity)(nil)

// holdSpans checks that spans are in order, not empty, inside the campaign.
func holdSpans(tb interface{ Fatalf(string, ...any) }, c *Campaign, spans []Span) {
	last := c.From
	for _, s := range spans {
		if s.From < last || s.To <= s.From || s.To > c.End {
			tb.Fatalf("span %v after %d, in a campaign from %d to %d", s, last, c.From, c.End)
		}
		last = s.To
	}
}

func stamp(ts int64) string { return time.UnixMicro(ts).UTC().Format("02 15:04:05") }

func sprint(spans []Span) (out string) {
	for _, s := range spans {
		out += fmt.Sprintf("%s-%s ", stamp(s.From), stamp(s.To))
	}
	return out
}
