package scenarios

import (
	"fmt"
	"time"
)

// build makes the Scenario of a file without problems.
func build(top *record) *Scenario {
	loc := get[*time.Location](top, "time", "timezone")
	c := clock{loc}
	s := &Scenario{
		ID:         get[string](top, "scenario", "id"),
		Title:      get[string](top, "scenario", "title"),
		Summary:    get[string](top, "scenario", "summary"),
		Story:      get[string](top, "scenario", "story"),
		Sources:    words[string](top.group("scenario"), "sources"),
		Assumed:    words[string](top.group("scenario"), "assumed"),
		Difficulty: get[string](top, "scenario", "difficulty"),
		Seed:       uint64(get[int64](top, "scenario", "seed")),
		Time: Time{
			Start: c.get(top, "time", "start"), End: c.get(top, "time", "end"),
			Timezone: loc.String(), Location: loc, Warmup: get[Micros](top, "time", "warmup"),
		},
		Population: Population{
			Accounts:       top.count("population", "accounts"),
			InsuredPersons: top.count("population", "insured_persons"),
			ProfileMix:     profileMix(top.group("population").group("profile_mix")),
		},
		Calendar: buildCalendar(c, top.group("calendar")),
		Portal:   buildPortal(c, top),
		Benign: Benign{
			CredentialSharing: get[Share](top, "benign", "credential_sharing_share"),
			AfterHours:        get[Share](top, "benign", "after_hours_share"),
			LookAlikes:        buildLookAlikes(c, top, top.count("population", "accounts")),
		},
		Signals: words[Signal](top, "signals"),
		Output:  Output{NIR: get[NIRMode](top, "output", "nir"), NIRLocation: get[NIRLocation](top, "output", "nir_location"), NotFoundStatus: get[int](top, "output", "not_found_status")},
	}
	s.Benign.UsualLookAlikes = get[lookAlikeWord](top, "benign", "look_alikes") == usualLookAlikes
	for _, r := range top.items("campaigns") {
		s.Campaigns = append(s.Campaigns, buildCampaign(c, r))
	}
	s.Controls = buildControls(c, top)
	s.Aftermath = Aftermath{
		RegulatorNotified: c.get(top, "aftermath", "regulator_notified"),
		ComplaintFiled:    c.get(top, "aftermath", "complaint_filed"),
		MadePublic:        c.get(top, "aftermath", "made_public"),
		EmailsFrom:        c.get(top, "aftermath", "emails_from"),
		LettersFrom:       c.get(top, "aftermath", "letters_from"),
	}
	s.Matrix = get[[]Axis](top, "matrix")
	return s
}

// group is a nested group; nil when absent or wrong, which reads as empty.
func (r *record) group(key string) *record { return get[*record](r, key) }

func buildCalendar(c clock, r *record) Calendar {
	cal := Calendar{Country: get[string](r, "country"), SchoolZones: get[bool](r, "school_zones")}
	for _, e := range r.items("epidemic") {
		cal.Epidemics = append(cal.Epidemics, Epidemic{
			Name: get[string](e, "name"), Onset: c.get(e, "onset"), Peak: c.get(e, "peak"), Gain: get[Share](e, "gain"),
		})
	}
	return cal
}

// profileMix lists the shares of profiles in order.
func profileMix(r *record) []ProfileShare {
	return mix(r, profiles(), func(v any, s Share) ProfileShare { return ProfileShare{v.(Profile), s} })
}

// acquireMix lists the shares of the ways to an account in order.
func acquireMix(r *record) []AcquireShare {
	return mix(r, acquisitions(), func(v any, s Share) AcquireShare { return AcquireShare{v.(Acquisition), s} })
}

// mix lists the shares of a group in the order of its values, without those of
// nothing. What rounding to millionths left over or short goes to the largest.
func mix[T any](r *record, values []enumValue, entry func(value any, s Share) T) []T {
	var named []enumValue
	var shares []Share
	left, largest := Share(one), 0
	for _, v := range values {
		s := get[Share](r, v.name)
		if s <= 0 {
			continue
		}
		named, shares = append(named, v), append(shares, s)
		left -= s
		if s > shares[largest] {
			largest = len(shares) - 1
		}
	}
	var out []T
	for i, v := range named {
		s := shares[i]
		if i == largest {
			s += left
		}
		out = append(out, entry(v.value, s))
	}
	return out
}

func profileAsks(r *record) (asks []ProfileCount) {
	for _, p := range profiles() {
		if n := r.count(p.name); n > 0 {
			asks = append(asks, ProfileCount{p.value.(Profile), n})
		}
	}
	return asks
}

func buildControls(c clock, top *record) (controls []Control) {
	numbers := map[string]int{}
	for _, r := range top.items("controls") {
		word := r.entry("type").n.text
		numbers[word]++
		k := Control{
			ID: get[string](r, "id"), Type: get[ControlType](r, "type"),
			At: c.get(r, "at"), DetectedAt: c.get(r, "detected_at"), Actions: words[ControlAction](r, "action"),
			Detect: Detection{
				Rule: get[Rule](r, "detect", "rule"), Volume: get[Threshold](r, "detect", "threshold"), Delay: get[Micros](r, "detect", "delay"),
			},
			Scope: get[Scope](r, "scope"), Threshold: get[Threshold](r, "threshold"), Duration: get[Micros](r, "duration"),
			FalseAlarms: get[Share](r, "false_alarms"), Count: r.count("count"),
		}
		_, k.Detect.Outside = value[[]*entry](r, "detect", "alerts")
		for _, a := range r.items("detect", "alerts") {
			k.Detect.Alerts = append(k.Detect.Alerts, Alert{At: c.get(a, "at"), Account: get[string](a, "account")})
		}
		if k.At.IsZero() {
			k.At = begin(c.get(top, "time", "start"), get[Micros](top, "time", "warmup"))
		}
		if k.Standing() {
			if _, given := value[Share](r, "false_alarms"); !given && k.Scope == PerAddress {
				k.FalseAlarms = usualFalseAlarms
			}
			if k.Duration == 0 {
				k.Duration = k.Threshold.Per
			}
		}
		if k.Enrols() && k.Duration == 0 {
			k.Duration = 14 * wholeDay
		}
		if k.ID == "" {
			k.ID = fmt.Sprintf("%s-%d", word, numbers[word])
		}
		if k.DetectedAt.IsZero() {
			k.DetectedAt = k.At
		}
		controls = append(controls, k)
	}
	return controls
}

// usualFalseAlarms is the share of ordinary look-ups that a limit by address
// refuses, because others behind the same address use it up: one in two thousand, the middle of 0.01 to 0.1 % (an assumption).
const usualFalseAlarms = 500
