package scenarios

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"breachsim/scenarios/internal/quantity"
)

// YAML writes the scenario in the language with every default written out.
// Parse reads an equal scenario from it.
func (s *Scenario) YAML() []byte {
	w := &writer{}
	w.line(0, "# yaml-language-server: $schema=./scenario.schema.json")
	w.line(0, "version: %d", Version)
	s.writeAbout(w)
	warmup := ""
	if s.Time.Warmup > 0 {
		warmup = ", warmup: " + s.Time.Warmup.String()
	}
	w.line(0, "time: {start: %s, end: %s, timezone: %s%s}", quantity.FormatTime(s.Time.Start), quantity.FormatTime(s.Time.End), s.Time.Timezone, warmup)
	w.line(0, "population:")
	w.line(1, "accounts: %d", s.Population.Accounts)
	w.line(1, "insured_persons: %d", s.Population.InsuredPersons)
	w.line(1, "profile_mix: {%s}", join(s.Population.ProfileMix, func(m ProfileShare) string {
		return m.Profile.String() + ": " + quantity.FormatMillionths(int64(m.Share))
	}))
	s.Calendar.write(w)
	s.Portal.write(w)
	w.line(0, "benign:")
	w.line(1, "credential_sharing_share: %s", quantity.FormatMillionths(int64(s.Benign.CredentialSharing)))
	w.line(1, "after_hours_share: %s", quantity.FormatMillionths(int64(s.Benign.AfterHours)))
	s.Benign.writeLookAlikes(w)
	w.list(0, "campaigns", len(s.Campaigns))
	for i := range s.Campaigns {
		s.Campaigns[i].write(w)
	}
	w.list(0, "controls", len(s.Controls))
	for i := range s.Controls {
		s.Controls[i].write(w)
	}
	s.Aftermath.write(w)
	w.line(0, "signals: [%s]", join(s.Signals, func(s Signal) string { return string(s) }))
	w.line(0, "output: {nir: %v, nir_location: %v, not_found_status: %d}", s.Output.NIR, s.Output.NIRLocation, s.Output.NotFoundStatus)
	for i, a := range s.Matrix {
		if i == 0 {
			w.line(0, "matrix:")
		}
		w.line(1, "%s: [%s]", strconv.Quote(a.Path), strings.Join(a.Values, ", "))
	}
	return []byte(w.String())
}

func (s *Scenario) writeAbout(w *writer) {
	w.line(0, "scenario:")
	w.line(1, "id: %s", strconv.Quote(s.ID)) // quoted: null and true are good ids
	w.line(1, "title: %s", strconv.Quote(s.Title))
	w.line(1, "seed: %d", s.Seed)
	if s.Summary != "" {
		w.line(1, "summary: %s", strconv.Quote(s.Summary))
	}
	w.text(1, "story", s.Story)
	for _, l := range []struct {
		key   string
		lines []string
	}{{"sources", s.Sources}, {"assumed", s.Assumed}} {
		w.list(1, l.key, len(l.lines))
		for _, text := range l.lines {
			w.line(2, "- %s", strconv.Quote(text))
		}
	}
	if s.Difficulty != "" {
		w.line(1, "difficulty: %s", s.Difficulty)
	}
}

func (c *Calendar) write(w *writer) {
	w.line(0, "calendar:")
	w.line(1, "country: %s", strconv.Quote(c.Country))
	w.line(1, "school_zones: %t", c.SchoolZones)
	w.list(1, "epidemic", len(c.Epidemics))
	for _, e := range c.Epidemics {
		w.line(2, "- {name: %s, onset: %s, peak: %s, gain: %s}", strconv.Quote(e.Name), quantity.FormatTime(e.Onset), quantity.FormatTime(e.Peak), quantity.FormatMillionths(int64(e.Gain)))
	}
}

func (k *Campaign) write(w *writer) {
	w.line(1, "- id: %s", strconv.Quote(k.ID))
	w.line(2, "window: {start: %s, stop: %s}", quantity.FormatTime(k.Window.From), quantity.FormatTime(k.Window.To))
	w.line(2, "co_use: %v", k.CoUse)
	a := &k.Access
	w.line(2, "access:")
	w.line(3, "technique: [%s]", strings.Join(a.Techniques, ", "))
	w.line(3, "accounts: %d", a.Accounts)
	w.line(3, "profiles: {%s}", join(a.Profiles, func(p ProfileCount) string { return fmt.Sprintf("%v: %d", p.Profile, p.Count) }))
	w.line(3, "acquire: {%s}", join(a.Acquire, func(q AcquireShare) string { return q.How.String() + ": " + quantity.FormatMillionths(int64(q.Share)) }))
	w.line(3, "validate: {lead: %v, lookups: %d}", a.Validate.Lead, a.Validate.LookUps)
	wary := ""
	if k.Targets.Wary > 0 {
		wary = ", skip_canaries: " + quantity.FormatMillionths(int64(k.Targets.Wary))
	}
	w.line(2, "targets: {exposed: %d, order: %v, hit_rate: %s, region_match: %s%s}",
		k.Targets.Exposed, k.Targets.Order, quantity.FormatMillionths(int64(k.Targets.HitRate)), quantity.FormatMillionths(int64(k.Targets.RegionMatch)), wary)
	k.Pacing.write(w)
	w.line(2, "rotation: {accounts: %v, ip: %v, ip_lifetime: %v, duty_cycle: %s}", k.Rotation.Accounts, k.Rotation.IP, k.Rotation.IPLifetime, quantity.FormatMillionths(int64(k.Rotation.DutyCycle)))
	w.line(2, "network: {%s}", k.Network.text())
	flow := "api_only"
	if k.Client.FullFlow {
		flow = "full_flow"
	}
	w.line(2, "client: {user_agent: %v, tls: %v, static_assets: %t, navigation: %s, blend: %s}", k.Client.UserAgent, k.Client.TLS, k.Client.StaticAssets, flow,
		quantity.FormatMillionths(int64(k.Client.Blend)))
	w.line(2, "on_response: {%s}", join(k.OnResponse, func(r Reaction) string { return strconv.Quote(r.On.String()) + ": " + r.move() }))
}

// text is the inside of the mapping; an owner's own machine is all there is to
// say of it.
func (n *Network) text() string {
	if n.Kind == OwnerHost {
		return "kind: owner_host"
	}
	text := fmt.Sprintf("kind: %v, country: [%s], pool: %d", n.Kind, join(n.Countries, strconv.Quote), n.Pool)
	if n.Reuse > 0 {
		text += ", ip_reuse: " + quantity.FormatMillionths(int64(n.Reuse))
	}
	if n.Region > 0 {
		text += ", region_match: " + quantity.FormatMillionths(int64(n.Region))
	}
	return text
}

func (p *Pacing) write(w *writer) {
	text := fmt.Sprintf("shape: %v, jitter: %s, active_hours: %v, ramp: %v, concurrency: %d",
		p.Shape, quantity.FormatMillionths(int64(p.Jitter)), p.Hours, p.Ramp, p.Concurrency)
	if p.Rate.Unit != NoRate {
		text += ", rate: " + p.Rate.String()
	}
	if p.ThinkTime.Center > 0 {
		text += ", think_time: " + strconv.Quote(p.ThinkTime.String())
	}
	if p.MaxPerDay > 0 {
		text += fmt.Sprintf(", max_per_account_day: %d", p.MaxPerDay)
	}
	text += ", shares: " + p.Shares.String()
	w.line(2, "pacing: {%s}", text)
}

func (k *Control) write(w *writer) {
	more := ""
	add := func(format string, args ...any) { more += ", " + fmt.Sprintf(format, args...) }
	switch {
	case k.Detect.Rule != 0:
		add("detect: {rule: %v, delay: %v}", k.Detect.Rule, k.Detect.Delay)
	case k.Type == Canary:
		add("count: %d, detect: {delay: %v}", k.Count, k.Detect.Delay)
	case k.Detect.Outside:
		add("detect: {alerts: [%s], delay: %v}", join(k.Detect.Alerts, func(a Alert) string {
			return fmt.Sprintf("{at: %s, account: %s}", quantity.FormatTime(a.At), a.Account)
		}), k.Detect.Delay)
	case k.ByRule():
		add("detect: {threshold: %v, delay: %v}", k.Detect.Volume, k.Detect.Delay)
	case k.Type == Analyst:
		add("detected_at: %s", quantity.FormatTime(k.DetectedAt))
	}
	if k.Standing() {
		add("scope: %v, threshold: %v, false_alarms: %s", k.Scope, k.Threshold, quantity.FormatMillionths(int64(k.FalseAlarms)))
	}
	if k.Duration > 0 {
		add("duration: %v", k.Duration)
	}
	w.line(1, "- {id: %s, type: %v, at: %s%s, action: [%s]}", strconv.Quote(k.ID), k.Type, quantity.FormatTime(k.At), more,
		join(k.Actions, func(a ControlAction) string {
			if a == TooManyRequests {
				return strconv.Quote(a.String()) // a word, not a number
			}
			return a.String()
		}))
}

func (a *Aftermath) write(w *writer) {
	var parts []string
	for _, e := range a.moments() {
		if !e.at.IsZero() {
			parts = append(parts, e.key+": "+quantity.FormatTime(e.at))
		}
	}
	w.line(0, "aftermath: {%s}", strings.Join(parts, ", "))
}

// aftermathMoment is one of the times with its key.
type aftermathMoment struct {
	key string
	at  time.Time
}

func (a *Aftermath) moments() []aftermathMoment {
	return []aftermathMoment{
		{"regulator_notified", a.RegulatorNotified}, {"complaint_filed", a.ComplaintFiled}, {"made_public", a.MadePublic},
		{"emails_from", a.EmailsFrom}, {"letters_from", a.LettersFrom},
	}
}

// writer collects indented lines.
type writer struct{ strings.Builder }

func (w *writer) line(indent int, format string, args ...any) {
	w.WriteString(strings.Repeat("  ", indent))
	fmt.Fprintf(w, format, args...)
	w.WriteByte('\n')
}

// list opens a list, or writes an empty one.
func (w *writer) list(indent int, key string, n int) {
	if n == 0 {
		w.line(indent, "%s: []", key)
	} else {
		w.line(indent, "%s:", key)
	}
}

// text writes paragraphs: as a block where every line survives one, quoted
// otherwise; nothing for no text.
func (w *writer) text(indent int, key, text string) {
	lines := strings.Split(text, "\n")
	block := len(lines) > 1
	for i, l := range lines {
		block = block && l == strings.TrimRight(l, " \t") && isPrintable(l) && (i > 0 || !strings.HasPrefix(l, " "))
	}
	switch {
	case text == "":
	case !block:
		w.line(indent, "%s: %s", key, strconv.Quote(text))
	default:
		w.line(indent, "%s: |-", key)
		for _, l := range lines {
			if l == "" {
				w.WriteByte('\n')
				continue
			}
			w.line(indent+1, "%s", l)
		}
	}
}

func isPrintable(text string) bool {
	for _, r := range text {
		if !strconv.IsPrint(r) {
			return false
		}
	}
	return true
}

// join writes the items of a flow list or mapping.
func join[T any](items []T, write func(T) string) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = write(item)
	}
	return strings.Join(parts, ", ")
}
