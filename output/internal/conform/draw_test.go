package conform_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// pen writes a random scenario file over the whole language. The same number
// writes the same file.
type pen struct {
	*rand.Rand
	start, end time.Time
	stolen     bool // a campaign steals sessions, or covers its look-ups: no control that judges the log beside it
}

// worldText is the scenario file number n.
func worldText(n uint64) string {
	p := &pen{Rand: rand.New(rand.NewPCG(n, 7))}
	p.start = time.Date(2022, 3, p.between(1, 24), 0, 0, 0, 0, time.UTC)
	if p.chance(25) { // the tighter limits of sessions, and the other change of the clock
		p.start = time.Date(2022, 10, p.between(1, 28), 0, 0, 0, 0, time.UTC)
	}
	p.end = p.start.AddDate(0, 0, p.between(5, 12))
	campaigns := p.campaigns()
	top := []string{
		"version: 1",
		fmt.Sprintf("scenario: {id: world, title: Drawn, seed: %d}", p.Uint32()),
		fmt.Sprintf("time: {start: %s, end: %s}", p.start.Format(time.DateOnly), p.end.Format(time.DateOnly)),
		fmt.Sprintf("population: {accounts: %d, insured_persons: %d, profile_mix: %s}", p.between(60, 300), p.between(20_000, 60_000), p.mix()),
		"benign: " + p.benign(),
		"portal: " + p.portal(),
		"output: " + p.maybes("nir", "hmac clear omit", "nir_location", "body path query", "not_found_status", "200 400 404"),
		"campaigns:", campaigns, "controls:", p.controls(),
		"signals: [volume, rhythm, network, user_agent, errors, novelty, geography, hour, sequence, coherence]",
		"background: " + p.maybes("level", "0.5 1 3"),
	}
	return strings.Join(top, "\n") + "\n"
}

// between draws a whole number, both ends included.
func (p *pen) between(a, b int) int { return a + p.IntN(b-a+1) }

func (p *pen) chance(percent int) bool { return p.IntN(100) < percent }

// of draws one of some words.
func (p *pen) of(words string) string {
	all := strings.Fields(words)
	return all[p.IntN(len(all))]
}

// maybes is a mapping of keys, each there half of the time, to one of its words.
func (p *pen) maybes(keysAndWords ...string) string {
	var in []string
	for i := 0; i < len(keysAndWords); i += 2 {
		if p.chance(50) {
			in = append(in, keysAndWords[i]+": "+p.of(keysAndWords[i+1]))
		}
	}
	return flow(in)
}

func flow(in []string) string { return "{" + strings.Join(in, ", ") + "}" }

// mix is the make-up of the accounts, to a hundredth.
func (p *pen) mix() string {
	left, in := 100, []string{}
	for _, name := range strings.Fields("pharmacy nurse other hospital_desk lab vaccination") {
		n := p.between(0, min(left-20, 25))
		if name == "hospital_desk" || name == "lab" || name == "vaccination" {
			n = p.between(0, min(left-20, 3))
		}
		if left -= n; n > 0 {
			in = append(in, fmt.Sprintf("%s: 0.%02d", name, n))
		}
	}
	return flow(append(in, fmt.Sprintf("gp: 0.%02d", left)))
}

func (p *pen) benign() string {
	in := []string{"look_alikes: " + p.lookAlikes()}
	if p.chance(30) {
		in = append(in, fmt.Sprintf("credential_sharing_share: 0.%d, after_hours_share: 0.%d", p.IntN(10), p.IntN(10)))
	}
	return flow(in)
}

func (p *pen) lookAlikes() string {
	switch p.IntN(3) {
	case 0:
		return "none"
	case 1:
		return "default"
	}
	kinds := strings.Fields("batch_rights_check software_polling vaccination_day locum_takeover practice_move audit_catch_up stale_list_typing care_home_round " +
		"travelling_vpn network_failover forgotten_password_burst night_duty tourist_season large_desk browser_restart pentest curiosity")
	p.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	var in []string
	for _, kind := range kinds[:p.between(1, 5)] {
		in = append(in, fmt.Sprintf("{type: %s, accounts: %d}", kind, p.between(1, 4)))
	}
	if p.chance(40) {
		in = append(in, fmt.Sprintf("{type: %s, sites: %d}", p.of("shared_nat twin_sites"), 2))
	}
	if p.chance(30) {
		in = append(in, "{type: flash_event}")
	}
	return "[" + strings.Join(in, ", ") + "]"
}

func (p *pen) portal() string {
	return p.maybes("session_idle", "15m 30m 1h 2h", "session_limit", "2h 4h 9h", "outages_per_month", "0 2 12", "slow_downs_per_month", "0 10 30",
		"maintenance_per_month", "0 15 30", "releases_per_month", "0 1.2 2")
}
