package generator

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// defences are controls that act on the small world's campaign, each in a way
// of its own, with what the campaign does about them. A list of which every second
// number misses ends by chance, after so many misses in a row, rather than by a
// control: so who rests after misses has one of which every fifth does.
var defences = map[string][]string{
	"volume":            {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [ip_ban, account_reset]}]`},
	"threshold":         {`controls=[{type: analyst, detect: {threshold: 100/1h, delay: 20m}, duration: 1h, action: [ip_ban, account_reset]}]`},
	"deviation":         {`controls=[{type: analyst, detect: {rule: R3, delay: 30m}, action: [account_reset]}]`},
	"not found":         {`controls=[{type: analyst, detect: {rule: R5, delay: 10m}, action: [account_reset]}]`},
	"drift":             {`controls=[{type: analyst, detect: {rule: R9, delay: 10m}, action: [account_reset]}]`, "time.end=2022-03-13", "campaigns[0].window.stop=2022-03-12T20:00:00+01:00"},
	"machine":           {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`},
	"machine, waits":    {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, "campaigns[0].on_response.403=backoff"},
	"machine, next":     {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, "campaigns[0].on_response.403=next"},
	"ban by clock":      {`controls=[{type: ip_ban, at: 2022-03-10T13:00:00+01:00, action: [ip_ban]}]`, "campaigns[0].network.pool=40"},
	"two bans":          {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, action: [ip_ban]}, {type: analyst, at: 2022-03-10T14:00:00+01:00, action: [ip_ban, account_reset]}]`, "campaigns[0].network.pool=40"},
	"limit, backoff":    {limits("account"), "campaigns[0].on_response.429=backoff"},
	"limit, next":       {limits("account"), "campaigns[0].on_response.429=next"},
	"limit, halve":      {limits("session"), "campaigns[0].targets.exposed=3000", "campaigns[0].on_response.429=halve_rate"},
	"limit, address":    {limits("ip"), "campaigns[0].targets.exposed=4000", "campaigns[0].on_response.429=rotate_ip"},
	"limit, account":    {limits("account"), "campaigns[0].on_response.429=rotate_account"},
	"limit, dropped":    {limits("account"), "campaigns[0].on_response.429=drop_account"},
	"limit, stop":       {limits("account"), "campaigns[0].on_response.429=stop"},
	"proxies, rule":     {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [ip_ban, account_reset]}]`, proxies, "campaigns[0].rotation={ip: per_request}"},
	"proxies, machine":  {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, proxies, "campaigns[0].rotation={ip: per_request}"},
	"proxies, next":     {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, proxies, "campaigns[0].rotation={ip: sticky}", "campaigns[0].on_response.403=next"},
	"proxies, by clock": {`controls=[{type: ip_ban, at: 2022-03-10T13:00:00+01:00, action: [ip_ban]}]`, proxies, "campaigns[0].rotation={ip: per_request}"},
	"proxies, limit": {limits("ip"), "campaigns[0].network={kind: mobile_cgnat, country: [FR], pool: 20}", "campaigns[0].rotation={ip: sticky}",
		"campaigns[0].targets.exposed=4000", "campaigns[0].on_response.429=rotate_ip"},
	"proxies, limit, next": {limits("ip"), "campaigns[0].network={kind: mobile_cgnat, country: [FR], pool: 20}", "campaigns[0].rotation={ip: sticky}", "campaigns[0].targets.exposed=4000", "campaigns[0].on_response.429=next"},
	"nearby, machine":      {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, "campaigns[0].network={kind: residential_proxy, country: [FR], pool: 60, region_match: 0.9}"},
	"owner's machine":      {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, "campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}"},
	"insiders":             {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [account_reset]}]`, "campaigns[0].access.acquire={insider: 1}"},
	"got back": {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, duration: 1h, action: [account_reset]}, {type: rate_limit, scope: ip, threshold: 1000/1m, action: ["429"]}]`,
		`campaigns[0].on_response.account_reset={reacquire: 1, delay: 2h}`},

	"captcha":                  {gates("captcha", "account")},
	"captcha, never solved":    {gates("captcha", "account"), "campaigns[0].on_response.captcha={solve: 0, delay: 14s}"},
	"captcha, address":         {gates("captcha", "ip"), "campaigns[0].network={kind: mobile_cgnat, country: [FR], pool: 20}", "campaigns[0].rotation={ip: sticky}", "campaigns[0].targets.exposed=4000"},
	"captcha, session, halve":  {gates("captcha", "session"), "campaigns[0].targets.exposed=3000", "campaigns[0].on_response.captcha=halve_rate"},
	"captcha, next":            {gates("captcha", "account"), "campaigns[0].on_response.captcha=next"},
	"captcha, dropped":         {gates("captcha", "account"), "campaigns[0].on_response.captcha=drop_account"},
	"captcha by rule":          {`controls=[{type: captcha, detect: {threshold: 50/1h, delay: 2m}, duration: 6h, action: [challenge]}]`},
	"captcha by rule, waits":   {`controls=[{type: captcha, detect: {threshold: 50/1h}, duration: 1h, action: [challenge]}]`, "campaigns[0].on_response.captcha=backoff"},
	"step up":                  {gates("step_up", "account")},
	"step up by rule":          {`controls=[{type: step_up, detect: {rule: R2, delay: 10m}, action: [step_up]}]`},
	"step up, worn down":       {gates("step_up", "account"), "campaigns[0].on_response.step_up={solve: 0.4, delay: 1m}"},
	"step up, next":            {gates("step_up", "account"), "campaigns[0].on_response.step_up=next"},
	"step up, stop":            {gates("step_up", "account"), "campaigns[0].on_response.step_up=stop"},
	"step up, insiders":        {"scenario.seed=13", gates("step_up", "account"), "campaigns[0].access.acquire={insider: 1}", "campaigns[0].on_response.step_up={solve: 0}"},
	"canary":                   {canaries("[alert, account_reset]"), "campaigns[0].on_response.account_reset=drop_account"},
	"canary, ban":              {canaries("[ip_ban]"), "campaigns[0].targets.order=random"},
	"canary, challenge":        {canaries("[challenge]"), "campaigns[0].targets.skip_canaries=0.5"},
	"tarpit":                   {tarpit("account", "tarpit")},
	"tarpit, decoys":           {tarpit("account", "tarpit, decoy")},
	"tarpit, address":          {tarpit("ip", "decoy"), "campaigns[0].network={kind: mobile_cgnat, country: [FR], pool: 20}", "campaigns[0].rotation={ip: sticky}", "campaigns[0].targets.exposed=4000"},
	"tarpit, requests":         {tarpit("account", "tarpit"), proxies, "campaigns[0].rotation={ip: per_request}"},
	"tarpit by rule":           {`controls=[{type: tarpit, detect: {threshold: 50/1h, delay: 2m}, duration: 2h, action: [tarpit, decoy]}]`},
	"tarpit, noticed":          {`controls=[{type: tarpit, detect: {threshold: 50/1h}, action: [decoy]}]`, "campaigns[0].on_response.slow_answers=drop_account"},
	"canary, decoys":           {canaries("[decoy]")},
	"closed, waits":            {closed},
	"closed, stop":             {closed, "campaigns[0].on_response.service_closed=stop"},
	"closed, next":             {closed, "campaigns[0].on_response.service_closed=next"},
	"closed, other service":    {closed, "campaigns[0].on_response.service_closed=switch_endpoint"},
	"factor":                   {secondFactor("1h")},
	"factor, worn down":        {secondFactor("5m"), "campaigns[0].on_response.step_up={solve: 0.4, delay: 5m}"},
	"factor, stop":             {secondFactor("1h"), "campaigns[0].on_response.step_up=stop"},
	"factor, rotate":           {secondFactor("1h"), "campaigns[0].on_response.step_up=rotate_ip", "campaigns[0].network.pool=40"},
	"factor, backoff":          {secondFactor("1h"), "campaigns[0].on_response.step_up=backoff"},
	"factor, change":           {strings.Replace(secondFactor("2h"), "[", "[{type: policy, at: 2022-03-10T11:00:00+01:00, action: [force_password_change]}, {type: analyst, at: 2022-03-10T13:00:00+01:00, action: [account_reset]}, ", 1), "campaigns[0].on_response.step_up={solve: 0.9, delay: 5m}", `campaigns[0].on_response.account_reset={reacquire: 1, delay: 2h}`},
	"reset, pressed on":        {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [account_reset]}]`, "campaigns[0].on_response.account_reset=next"},
	"reset, knocks":            {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [account_reset]}]`, "campaigns[0].on_response.account_reset=backoff"},
	"reset by clock, knocks":   {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, action: [account_reset]}]`, "campaigns[0].on_response.account_reset=backoff"},
	"reset by clock, next":     {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, action: [account_reset]}]`, "campaigns[0].on_response.account_reset=next"},
	"theft, volume":            {`controls=[{type: analyst, detect: {threshold: 25/4h, delay: 20m}, action: [ip_ban, account_reset]}]`, theft},
	"theft, got back":          {`controls=[{type: analyst, detect: {threshold: 25/4h, delay: 5m}, duration: 2h, action: [account_reset]}]`, theft, `campaigns[0].on_response.account_reset={reacquire: 1, delay: 1h}`},
	"theft, got back, clock":   {`controls=[{type: analyst, at: 2022-03-10T10:20:00+01:00, duration: 1h, action: [account_reset]}]`, theft, `campaigns[0].on_response.account_reset={reacquire: 1, delay: 5m}`},
	"theft, reset, pressed on": {`controls=[{type: analyst, at: 2022-03-10T15:20:00+01:00, action: [account_reset]}]`, theft, "campaigns[0].on_response.account_reset=next"},
	"theft, reset, replayed":   {`controls=[{type: analyst, at: 2022-03-10T15:20:00+01:00, action: [account_reset]}]`, theft, "campaigns[0].on_response.account_reset=backoff"},
	"theft, pressed on":        {`controls=[{type: analyst, detect: {threshold: 25/4h, delay: 5m}, action: [account_reset]}]`, theft, "campaigns[0].on_response.account_reset=next"},
	"theft, replayed":          {`controls=[{type: analyst, detect: {threshold: 25/4h, delay: 5m}, action: [account_reset]}]`, theft, "campaigns[0].on_response.account_reset=backoff"},
	"theft, machine":           {`controls=[{type: ip_ban, detect: {threshold: 15/1h}, duration: 20m, action: [ip_ban]}]`, theft},
	"theft, machine, waits":    {`controls=[{type: ip_ban, detect: {threshold: 15/1h}, duration: 20m, action: [ip_ban]}]`, theft, "campaigns[0].on_response.403=backoff"},
	"theft, machine, next":     {`controls=[{type: ip_ban, detect: {threshold: 15/1h}, duration: 20m, action: [ip_ban]}]`, theft, "campaigns[0].on_response.403=next"},
	"theft, ban by clock":      {"scenario.seed=13", `controls=[{type: ip_ban, at: 2022-03-10T15:45:00+01:00, action: [ip_ban]}]`, theft, "campaigns[0].network.pool=40"},
	"theft, owner's machine":   {`controls=[{type: ip_ban, detect: {threshold: 15/1h}, duration: 20m, action: [ip_ban]}]`, theft, "campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}"},
	"theft, own limit":         {limits("ip"), theft, "campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}", "campaigns[0].on_response.429=halve_rate"},
	"theft, limit":             {limits("session"), theft, "campaigns[0].on_response.429=backoff"},
	"theft, limit, next":       {limits("account"), theft, "campaigns[0].on_response.429=next"},
	"theft, proxies, limit":    {limits("ip"), theft, proxies, "campaigns[0].rotation={ip: per_request}", "campaigns[0].network.ip_reuse=20", "campaigns[0].on_response.429=rotate_ip", "controls[0].threshold=3/10m"},
	"theft, captcha":           {gates("captcha", "session"), theft},
	"theft, step up":           {gates("step_up", "account"), theft, "campaigns[0].on_response.step_up={solve: 0.5, delay: 1m}"},
	"theft, tarpit":            {tarpit("session", "tarpit, decoy"), theft},
	"theft, canary":            {canaries("[ip_ban]"), theft},
	"theft, closed":            {afternoon, theft},
	"theft, closed, next":      {afternoon, theft, "campaigns[0].on_response.service_closed=next"},
	"theft, closed, other":     {afternoon, theft, "campaigns[0].on_response.service_closed=switch_endpoint"},
	"theft, misses":            {`controls=[{type: ip_ban, detect: {threshold: 15/1h}, duration: 20m, action: [ip_ban]}]`, theft, "campaigns[0].on_response.403=backoff", "campaigns[0].on_response.not_found=backoff", "campaigns[0].targets.hit_rate=0.5", "campaigns[0].targets.order=random"},
	"blend, misses":            {limits("account"), blend, "campaigns[0].on_response.not_found=rotate_account", "campaigns[0].targets.hit_rate=0.8", "campaigns[0].targets.order=random"},
	"theft, one shot":          {gates("captcha", "account"), theft, "campaigns[0].rotation={accounts: burn}", "campaigns[0].access.validate={}", "campaigns[0].targets.exposed=300"},
	"blend, volume":            {`controls=[{type: analyst, detect: {rule: R2, delay: 1h}, action: [ip_ban, account_reset]}]`, blend},
	"blend, machine":           {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, blend},
	"blend, machine, waits":    {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 2m, action: [ip_ban]}]`, blend, "campaigns[0].on_response.403=backoff"},
	"blend, proxies":           {`controls=[{type: ip_ban, detect: {threshold: 50/1h}, duration: 20m, action: [ip_ban]}]`, blend, proxies, "campaigns[0].rotation={ip: per_request}"},
	"blend, limit":             {limits("account"), blend, "campaigns[0].on_response.429=backoff"},
	"blend, limit, next":       {limits("account"), blend, "campaigns[0].on_response.429=next"},
	"blend, captcha":           {gates("captcha", "account"), blend},
	"blend, tarpit":            {tarpit("account", "tarpit"), blend},
	"blend, closed":            {closed, blend},
	"blend, reset by clock":    {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, action: [account_reset]}]`, blend, "campaigns[0].on_response.account_reset=backoff"},
	"blend, theft":             {`controls=[{type: analyst, detect: {threshold: 25/4h, delay: 5m}, duration: 2h, action: [ip_ban, account_reset]}]`, theft, blend, `campaigns[0].on_response.account_reset={reacquire: 1, delay: 1h}`},
}

// What turns the small world's campaign into a theft of sessions, or covers its
// look-ups.
const (
	theft = "campaigns[0].access.acquire={session_theft: 1}"
	blend = "campaigns[0].client.blend=0.4"
)

func tarpit(scope, actions string) string {
	return `controls=[{type: tarpit, scope: ` + scope + `, threshold: 30/10m, duration: 90m, false_alarms: 0.02, action: [` + actions + `]}]`
}

func canaries(action string) string {
	return `controls=[{type: canary, count: 300, detect: {delay: 10m}, action: ` + action + `}]`
}

const closed = `controls=[{type: policy, at: 2022-03-10T11:00:00+01:00, duration: 90m, action: [close_service]}]`

func secondFactor(over string) string {
	return `controls=[{type: policy, at: 2022-03-10T10:30:00+01:00, duration: ` + over + `, action: [require_second_factor]}]`
}

const afternoon = `controls=[{type: policy, at: 2022-03-10T14:50:00+01:00, duration: 45m, action: [close_service]}]`

func gates(what, scope string) string {
	action := map[string]string{"captcha": "challenge", "step_up": "step_up"}[what]
	return `controls=[{type: ` + what + `, scope: ` + scope + `, threshold: 30/10m, duration: 15m, false_alarms: 0.02, action: [` + action + `]}]`
}

const proxies = "campaigns[0].network={kind: residential_proxy, country: [FR], pool: 300}"

func limits(scope string) string {
	return `controls=[{type: rate_limit, scope: ` + scope + `, threshold: 30/10m, duration: 15m, false_alarms: 0.01, action: ["429"]}]`
}

// busy is the small world with a campaign that is fast enough to be noticed.
func busy(t *testing.T, o Options, sets ...string) *Plan {
	t.Helper()
	return world(t, o, slices.Concat([]string{"population.insured_persons=9000", "campaigns[0].targets.exposed=2000", "population.accounts=90"}, sets)...)
}

// eachDefence runs a test for each defence, two at a time where there are two
// processors.
func eachDefence(t *testing.T, do func(t *testing.T, sets []string)) {
	for _, name := range slices.Sorted(maps.Keys(defences)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			do(t, defences[name])
		})
	}
}

// situation is a defence in its three worlds, each planned and read once for all
// that is held of it.
type situation struct{ defended, undefended, peaceful *reading }

// TestUnderEachDefence holds everything that is true whatever a control does and a
// campaign does about it.
func TestUnderEachDefence(t *testing.T) {
	t.Parallel()
	eachDefence(t, func(t *testing.T, sets []string) {
		s := &situation{
			read(busy(t, Options{}, sets...)), read(busy(t, Options{WithoutControls: true}, sets...)), read(busy(t, Options{WithoutCampaigns: true}, sets...)),
		}
		t.Run("until the first control", s.untilTheFirstControl)
		t.Run("counterfactuals", s.counterfactuals)
		t.Run("slices alone", s.slicesAlone)
		t.Run("journal", s.defended.journalTells)
		t.Run("first look-up exposes", s.firstLookUpExposes)
		t.Run("curve of exposures", s.curveOfExposures)
		t.Run("nobody is served while banned", s.nobodyIsServedWhileBanned)
	})
}

// untilTheFirstControl: until the first control acts, the campaign is the same as
// where nobody defends; then it gets no more than that.
func (s *situation) untilTheFirstControl(t *testing.T) {
	got, persons := s.defended.attack()
	all, more := s.undefended.attack()
	acted, what := int64(0), map[string]int{}
	for _, r := range s.defended.plan.Journal().Responses {
		if what[r.Action.String()]++; acted == 0 && r.Control != 0 && r.Action != event.Alerted && r.Action != event.Noticed {
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
	for _, c := range s.defended.plan.Journal().Campaigns {
		moves[c.Action.String()]++
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
}

// counterfactuals: everything that a control does to the innocent is in the
// interference.
func (s *situation) counterfactuals(t *testing.T) {
	s.defended.exactFrom(t, s.peaceful)
	s.defended.exactFrom(t, s.undefended)
}

// slicesAlone: every second hour of the day of the campaign is made by itself.
func (s *situation) slicesAlone(t *testing.T) {
	s.defended.slicesAlone(t, everySecond(s.defended.plan.Windows()[8:28]))
}

// firstLookUpExposes: each person is exposed by the first look-up in time that
// returned them, and no more of them than were asked for.
func (s *situation) firstLookUpExposes(t *testing.T) {
	truth, log, _ := s.defended.meetings(t)
	sameMeetings(t, truth, log)
	if c := &s.defended.plan.Scenario().Campaigns[0]; len(truth) > c.Targets.Exposed {
		t.Errorf("%d persons exposed, more than the ceiling of %d", len(truth), c.Targets.Exposed)
	}
}

// curveOfExposures: the curve is that of the lines, and needs none of them.
func (s *situation) curveOfExposures(t *testing.T) {
	p := s.defended.plan
	begins := p.Begins(0)
	at := []time.Time{begins, begins.Add(time.Hour), begins.Add(4 * time.Hour), p.Scenario().Time.End}
	_, persons := s.defended.attack()
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
}

// nobodyIsServedWhileBanned: no address is served while it is banned, and nobody is
// shown a record by a service that is closed.
func (s *situation) nobodyIsServedWhileBanned(t *testing.T) {
	if what := s.defended.served(); what != "" {
		t.Fatal(what)
	}
}

// An address ban alone costs a campaign that takes another address a minute,
// and nobody is spared.
func TestBanAloneSparesNobody(t *testing.T) {
	p := busy(t, Options{}, append(slices.Clone(defences["ban by clock"]), "campaigns[0].rotation.ip_lifetime=0s")...)
	if _, persons := readAudit(p).attack(); len(persons) != p.Scenario().Campaigns[0].Targets.Exposed {
		t.Errorf("%d persons exposed, want %d", len(persons), p.Scenario().Campaigns[0].Targets.Exposed)
	}
}

// Look-ups that a refusal puts off keep to a pace whose hours weigh unequally.
func TestPutOffInARhythm(t *testing.T) {
	t.Parallel()
	for _, shape := range []scenarios.Shape{scenarios.OwnerMimic, scenarios.Burst, scenarios.LogNormalShape} {
		for _, move := range []string{"halve_rate", "backoff", "next", "rotate_account"} {
			t.Run(shape.String()+", "+move, func(t *testing.T) {
				t.Parallel()
				sc, err := library.Open("tiny", append(slices.Clone(small), "population.insured_persons=9000", "campaigns[0].targets.exposed=2000", "population.accounts=90",
					limits("account"), "campaigns[0].on_response.429="+move))
				if err != nil {
					t.Fatal(err)
				}
				sc.Campaigns[0].Pacing.Shape = shape
				p, err := New(sc, Options{})
				if err != nil {
					t.Fatal(err)
				}
				r := read(p)
				r.journalTells(t)
				r.slicesAlone(t, everySecond(p.Windows()[8:28]))
				if _, persons := r.attack(); len(persons) == 0 {
					t.Error("nobody exposed")
				}
			})
		}
	}
}
