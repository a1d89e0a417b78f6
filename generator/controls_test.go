package generator

import (
	"maps"
	"slices"
	"testing"
	"time"

	"breachsim/generator/event"
)

// defences are controls that act on the small world's campaign, each in a way
// of its own, with what the campaign does about them.
var defences = map[string][]string{
	"volume":         {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [ip_ban, account_reset]}]`},
	"threshold":      {`controls=[{type: analyst, detect: {threshold: 100/1h, delay: 20m}, duration: 1h, action: [ip_ban, account_reset]}]`},
	"deviation":      {`controls=[{type: analyst, detect: {rule: R3, delay: 30m}, action: [account_reset]}]`},
	"not found":      {`controls=[{type: analyst, detect: {rule: R5, delay: 10m}, action: [account_reset]}]`},
	"drift":          {`controls=[{type: analyst, detect: {rule: R9, delay: 10m}, action: [account_reset]}]`, "time.end=2022-03-13", "campaigns[0].window.stop=2022-03-12T20:00:00+01:00"},
	"machine":        {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`},
	"machine, waits": {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, "campaigns[0].on_response.403=backoff"},
	"machine, next":  {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, "campaigns[0].on_response.403=next"},
	"ban by clock":   {`controls=[{type: ip_ban, at: 2022-03-10T13:00:00+01:00, action: [ip_ban]}]`, "campaigns[0].network.pool=40"},
	"two bans":       {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, action: [ip_ban]}, {type: analyst, at: 2022-03-10T14:00:00+01:00, action: [ip_ban, account_reset]}]`, "campaigns[0].network.pool=40"},
	"limit, backoff": {limits("account"), "campaigns[0].on_response.429=backoff"},
	"limit, next":    {limits("account"), "campaigns[0].on_response.429=next"},
	"limit, halve":   {limits("session"), "campaigns[0].targets.exposed=3000", "campaigns[0].on_response.429=halve_rate"},
	"limit, address": {limits("ip"), "campaigns[0].targets.exposed=4000", "campaigns[0].on_response.429=rotate_ip"},
	"limit, account": {limits("account"), "campaigns[0].on_response.429=rotate_account"},
	"limit, dropped": {limits("account"), "campaigns[0].on_response.429=drop_account"},
	"limit, stop":    {limits("account"), "campaigns[0].on_response.429=stop"},
	"got back": {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, duration: 1h, action: [account_reset]}, {type: rate_limit, scope: ip, threshold: 1000/1m, action: ["429"]}]`,
		`campaigns[0].on_response.account_reset={reacquire: 1, delay: 2h}`},
}

func limits(scope string) string {
	return `controls=[{type: rate_limit, scope: ` + scope + `, threshold: 30/10m, duration: 15m, false_alarms: 0.01, action: ["429"]}]`
}

// busy is the small world with a campaign that is fast enough to be noticed.
func busy(t *testing.T, o Options, sets ...string) *Plan {
	t.Helper()
	return world(t, o, slices.Concat([]string{"population.insured_persons=9000", "campaigns[0].targets.exposed=2000", "population.accounts=90"}, sets)...)
}

// each runs a test for each defence.
func eachDefence(t *testing.T, do func(t *testing.T, sets []string)) {
	for _, name := range slices.Sorted(maps.Keys(defences)) {
		t.Run(name, func(t *testing.T) { do(t, defences[name]) })
	}
}

// attackOf collects the campaign's lines.
func attackOf(p *Plan) (lines []line, persons map[uint32]int64) {
	f := p.NewFiller()
	var b event.Batch
	persons = map[uint32]int64{}
	for _, w := range p.Windows() {
		f.Fill(w, &b)
		for i := range b.AuditOrder {
			if e, tr := b.AuditAt(i); tr.Label == event.Attack {
				lines = append(lines, line{audit: *e, truth: *tr})
			}
		}
		for _, x := range b.Exposures {
			persons[x.Person] = x.TS
		}
	}
	return lines, persons
}

// Until the first control acts, the campaign is the same as where nobody
// defends; then it gets no more than that.
func TestDefendedUntilTheFirstControl(t *testing.T) {
	eachDefence(t, func(t *testing.T, sets []string) {
		p, free := busy(t, Options{}, sets...), busy(t, Options{WithoutControls: true}, sets...)
		got, persons := attackOf(p)
		all, more := attackOf(free)
		acted, what := int64(0), map[string]int{}
		for _, r := range p.Journal().Responses {
			if what[r.Action]++; acted == 0 && r.Control != 0 && r.Action != "alert" && r.Action != "noticed" {
				acted = r.TS
			}
		}
		refused := map[event.Reason]int{}
		for _, l := range got {
			if l.audit.Result == event.ResultError {
				refused[l.audit.Reason]++
				if l.audit.Reason == event.RateLimited && (acted == 0 || l.audit.TS < acted) {
					acted = l.audit.TS
				}
			}
		}
		moves := map[string]int{}
		for _, c := range p.Journal().Campaigns {
			moves[c.Action]++
		}
		t.Logf("%d persons, %d undefended; %v; refused %v; moves %v", len(persons), len(more), what, refused, moves)
		if acted == 0 {
			t.Fatal("no control acted")
		}
		same := func(ls []line) (out []line) {
			for _, l := range ls {
				if l.audit.TS < acted {
					out = append(out, l)
				}
			}
			return out
		}
		if a, b := same(got), same(all); !slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%d and %d lines before the first control, or other ones", len(a), len(b))
		}
		if len(persons) > len(more) || slices.Equal(got, all) {
			t.Errorf("%d persons and %d lines defended, %d and %d undefended", len(persons), len(got), len(more), len(all))
		}
	})
}

// Everything that a control does to the innocent is in the interference.
func TestCounterfactualsOfControls(t *testing.T) {
	eachDefence(t, func(t *testing.T, sets []string) {
		p := busy(t, Options{}, sets...)
		exactFrom(t, p, busy(t, Options{WithoutCampaigns: true}, sets...))
		exactFrom(t, p, busy(t, Options{WithoutControls: true}, sets...))
	})
}

// exactFrom fails where two worlds differ in a line of honest users that the
// interference of neither tells.
func exactFrom(t *testing.T, p, other *Plan) {
	t.Helper()
	with, overlay := innocent(p)
	without, theirs := innocent(other)
	for id, ls := range with {
		if overlay[id] == 0 && theirs[id] == 0 && !slices.Equal(ls, without[id]) {
			t.Fatalf("event %016x differs and no interference is listed:\n%v\n%v", id, ls, without[id])
		}
	}
	for id := range without {
		if _, ok := with[id]; !ok && overlay[id] != event.Suppressed && theirs[id] == 0 {
			t.Fatalf("event %016x is missing and not listed as suppressed", id)
		}
	}
	for id, e := range overlay {
		if _, there := with[id]; there == (e == event.Suppressed) {
			t.Errorf("event %016x is listed with effect %v, and present: %v", id, e, there)
		}
	}
}

func TestSlicesAloneUnderControls(t *testing.T) {
	eachDefence(t, func(t *testing.T, sets []string) {
		p := busy(t, Options{}, sets...)
		want := lines(p, p.Windows())
		for _, w := range p.Windows()[8:28] {
			sameLines(t, "a slice alone", want, lines(p, []event.Window{w}))
		}
	})
}

func TestJournalUnderControls(t *testing.T) {
	eachDefence(t, func(t *testing.T, sets []string) { journalTells(t, busy(t, Options{}, sets...)) })
}

func TestFirstLookUpExposesUnderControls(t *testing.T) {
	eachDefence(t, func(t *testing.T, sets []string) {
		p := busy(t, Options{}, sets...)
		truth, log, _ := exposures(t, p)
		sameMeetings(t, truth, log)
		if c := &p.Scenario().Campaigns[0]; len(truth) > c.Targets.Exposed {
			t.Errorf("%d persons exposed, more than the ceiling of %d", len(truth), c.Targets.Exposed)
		}
	})
}

// An address ban alone costs a campaign that takes another address a minute,
// and nobody is spared.
func TestBanAloneSparesNobody(t *testing.T) {
	p := busy(t, Options{}, append(defences["ban by clock"], "campaigns[0].rotation.ip_lifetime=0s")...)
	if _, persons := attackOf(p); len(persons) != p.Scenario().Campaigns[0].Targets.Exposed {
		t.Errorf("%d persons exposed, want %d", len(persons), p.Scenario().Campaigns[0].Targets.Exposed)
	}
}

// The curve of exposures is that of the lines, and needs none of them.
func TestExposedAgreesWithTheLines(t *testing.T) {
	eachDefence(t, func(t *testing.T, sets []string) {
		p := busy(t, Options{}, sets...)
		begins := p.Begins(0)
		at := []time.Time{begins, begins.Add(time.Hour), begins.Add(4 * time.Hour), p.Scenario().Time.End}
		_, persons := attackOf(p)
		for i, got := range p.Exposed(0, at...) {
			want := int64(0)
			for _, ts := range persons {
				if ts < at[i].UnixMicro() {
					want++
				}
			}
			if got != want || i == 3 && want == 0 {
				t.Errorf("%d persons before %s, the lines say %d", got, at[i], want)
			}
		}
	})
}
