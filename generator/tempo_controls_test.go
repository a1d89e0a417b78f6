package generator

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// metAxes are what a campaign of any tempo may meet, and how it may come.
var metAxes = map[string][]string{
	"campaigns[0].access.acquire=": {"{mailbox_reset: 1}", "{credential_replay: 1}", "{mailbox_reset: 0.5, insider: 0.5}", "{session_theft: 0.5, mailbox_reset: 0.5}", "{session_theft: 1}"},
	"campaigns[0].network=": {"{kind: datacentre, country: [FR], pool: 8}", "{kind: vpn, country: [FR], pool: 60}", "{kind: residential_proxy, country: [FR], pool: 300}",
		"{kind: mobile_cgnat, country: [FR], pool: 20}", "{kind: owner_host}"},
	"campaigns[0].rotation.ip=":                {"per_account", "sticky", "per_request"},
	"campaigns[0].on_response.429=":            {"backoff", "next", "halve_rate", "rotate_account", "drop_account", "stop"},
	"campaigns[0].on_response.403=":            {"rotate_ip", "stop", "backoff", "next"},
	"campaigns[0].on_response.account_reset":   {"=drop_account", "=stop", "={reacquire: 1, delay: 5h}", "={reacquire: 0.5, delay: 1d}"},
	"campaigns[0].client.blend=":               {"0", "0", "0.2", "0.6"},
	"campaigns[0].client.manners=":             {"none", "script", "human", "human"},
	"campaigns[0].on_response.captcha=":        {"{solve: 0.9, delay: 14s}", "next", "backoff"},
	"campaigns[0].on_response.step_up=":        {"{solve: 0.3, delay: 5m}", "drop_account"},
	"campaigns[0].on_response.service_closed=": {"backoff", "next", "stop", "switch_endpoint"},
	"campaigns[0].on_response.not_found=":      {"next", "next", "halve_rate", "backoff", "rotate_ip", "rotate_account"},
	"portal.outages_per_month=":                {"0", "30"},
	"controls=": {
		`[{type: analyst, at: 2022-03-15T18:00:00+01:00, action: [ip_ban, account_reset]}]`,
		`[{type: analyst, at: 2022-03-11T10:00:00+01:00, action: [ip_ban, account_reset]}]`,
		`[{type: analyst, at: 2022-03-11T10:00:00+01:00, action: [account_reset], duration: 1d}]`,
		`[{type: ip_ban, at: 2022-03-11T10:00:00+01:00, action: [ip_ban], duration: 5h}]`,
		`[{type: analyst, detect: {rule: R2, delay: 1h}, action: [ip_ban, account_reset]}]`,
		`[{type: ip_ban, detect: {threshold: 15/1h}, duration: 2h, action: [ip_ban]}]`,
		`[{type: rate_limit, scope: account, threshold: 10/10m, duration: 15m, action: ["429"]}]`,
		`[{type: captcha, scope: session, threshold: 10/10m, duration: 15m, action: [challenge]}]`,
		`[{type: step_up, scope: account, threshold: 20/1h, duration: 1h, action: [step_up]}]`,
		`[{type: captcha, detect: {threshold: 15/1h}, duration: 1h, action: [challenge]}]`,
		`[{type: tarpit, scope: account, threshold: 10/10m, duration: 2h, action: [tarpit, decoy]}]`,
		`[{type: canary, count: 300, detect: {delay: 10m}, action: [ip_ban]}]`,
		`[{type: policy, at: 2022-03-11T10:00:00+01:00, duration: 1d, action: [close_service]}]`,
		`[{type: rate_limit, scope: ip, threshold: 6/20m, duration: 1h, action: ["429"]}, {type: analyst, detect: {threshold: 15/1h, delay: 1h}, duration: 1d, action: [account_reset]}]`,
		`[{type: rate_limit, scope: session, threshold: 8/20m, duration: 1h, action: ["429"]}, {type: analyst, at: 2022-03-12T10:00:00+01:00, action: [account_reset], duration: 5h}]`,
	},
}

func drawMet(t *rapid.T) []string {
	sets := slices.DeleteFunc(drawTempo(t), func(s string) bool { return strings.HasPrefix(s, "controls=") })
	for _, key := range slices.Sorted(func(yield func(string) bool) {
		for k := range metAxes {
			if !yield(k) {
				return
			}
		}
	}) {
		sets = append(sets, key+rapid.SampledFrom(metAxes[key]).Draw(t, key))
	}
	return sets
}

// Whatever the tempo, the turns, the targets, the way in, the addresses and the
// controls: it is refused with a reason; or the undefended world is the same
// until the first control acts, no more persons are exposed than were asked for,
// exactly as many where no control judges what the log says, no account makes
// more look-ups a day than it may, and a slice alone is the slice of the whole.
func TestTempoUnderControls(t *testing.T) {
	t.Parallel()
	made, refused, exact := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		sets := drawMet(t)
		p, err := longWorld(Options{}, sets...)
		if problems := (*scenarios.Problems)(nil); errors.As(err, &problems) {
			return
		}
		if err != nil {
			refused++
			return
		}
		made++
		free, err := longWorld(Options{WithoutControls: true}, sets...)
		if err != nil { // less than was asked for in peace, which it may be under a control
			made, refused = made-1, refused+1
			return
		}
		c := &p.Scenario().Campaigns[0]
		r := readAudit(p)
		a, b := r.campaign(t, 1), campaignOf(t, free, 1)
		if n := len(a.exposed); n > c.Targets.Exposed || n < c.Targets.Exposed && !p.Scenario().Ceiling(c) {
			t.Fatalf("%v: %d persons exposed, want %d", sets, n, c.Targets.Exposed)
		}
		if got := p.Exposed(0, p.Scenario().Time.End); got[0] != int64(len(a.exposed)) {
			t.Fatalf("%v: %d exposed by the plan, %d in the lines", sets, got[0], len(a.exposed))
		}
		if len(a.exposed) == c.Targets.Exposed {
			exact++
		}
		if what := r.served(); what != "" {
			t.Fatalf("%v: %s", sets, what)
		}
		acted := r.firstControl()
		for account, list := range a.lookUps {
			if !slices.IsSorted(list) {
				t.Fatalf("%v: account %d goes back in time", sets, account)
			}
			n, _ := slices.BinarySearch(list, acted)
			m, _ := slices.BinarySearch(b.lookUps[account], acted)
			if !slices.Equal(list[:n], b.lookUps[account][:m]) {
				t.Fatalf("%v: account %d works otherwise before the first control", sets, account)
			}
			if n, most := a.busiestDay(p, account), c.Pacing.MaxPerDay; most > 0 && n > most {
				t.Fatalf("%v: account %d makes %d look-ups on a day", sets, account, n)
			}
		}
		ws := p.Windows()
		from := int(rapid.IntRange(30, len(ws)-1).Draw(t, "slice"))
		f, g := p.NewFiller(), p.NewFiller()
		var whole, alone event.Batch
		for _, w := range ws[from-20 : from+1] {
			f.Fill(w, &whole)
		}
		g.Fill(ws[from], &alone)
		if !slices.Equal(whole.Audit, alone.Audit) || !slices.Equal(whole.Exposures, alone.Exposures) {
			t.Fatalf("%v: slice %d alone differs", sets, from)
		}
	})
	t.Logf("%d made, %d with all persons, %d refused", made, exact, refused)
}

// firstControl is when a control acts first, or limits a look-up.
func (r *reading) firstControl() int64 {
	acted := r.plan.Scenario().Time.End.UnixMicro()
	for _, x := range r.plan.Journal().Responses {
		if x.Control != 0 && x.Action != event.Alerted && x.Action != event.Noticed {
			acted = min(acted, x.TS)
		}
	}
	for e := range r.audit() {
		if e.Reason == event.RateLimited {
			return min(acted, e.TS)
		}
	}
	return acted
}
