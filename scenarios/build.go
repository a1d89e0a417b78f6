package scenarios

import (
	"fmt"
	"time"

	"breachsim/scenarios/internal/schema"
)

// build makes the Scenario of a file without problems.
func build(top *schema.Record) *Scenario {
	loc := schema.Get[*time.Location](top, "time", "timezone")
	s := &Scenario{
		ID:         schema.Get[string](top, "scenario", "id"),
		Title:      schema.Get[string](top, "scenario", "title"),
		Summary:    schema.Get[string](top, "scenario", "summary"),
		Story:      schema.Get[string](top, "scenario", "story"),
		Sources:    schema.List[string](top.Group("scenario"), "sources"),
		Assumed:    schema.List[string](top.Group("scenario"), "assumed"),
		Difficulty: schema.Get[string](top, "scenario", "difficulty"),
		Seed:       uint64(schema.Get[int64](top, "scenario", "seed")),
		Time: Time{
			Start: schema.Get[time.Time](top, "time", "start"), End: schema.Get[time.Time](top, "time", "end"),
			Timezone: loc.String(), Location: loc, Warmup: schema.Get[Micros](top, "time", "warmup"),
		},
		Population: Population{
			Accounts:       top.Count("population", "accounts"),
			InsuredPersons: top.Count("population", "insured_persons"),
			ProfileMix:     profileMix(top.Group("population").Group("profile_mix")),
		},
		Calendar: buildCalendar(top.Group("calendar")),
		Portal:   buildPortal(top),
		Benign: Benign{
			CredentialSharing: schema.Get[Share](top, "benign", "credential_sharing_share"),
			AfterHours:        schema.Get[Share](top, "benign", "after_hours_share"),
			LookAlikes:        buildLookAlikes(top, top.Count("population", "accounts")),
		},
		Signals: schema.List[Signal](top, "signals"),
		Output:  Output{NIR: schema.Get[NIRMode](top, "output", "nir"), NIRLocation: schema.Get[NIRLocation](top, "output", "nir_location"), NotFoundStatus: schema.Get[int](top, "output", "not_found_status")},
	}
	s.Benign.UsualLookAlikes = schema.Get[lookAlikeWord](top, "benign", "look_alikes") == usualLookAlikes
	for _, r := range top.Items("campaigns") {
		s.Campaigns = append(s.Campaigns, buildCampaign(r))
	}
	s.Controls = buildControls(top)
	s.Aftermath = Aftermath{
		RegulatorNotified: schema.Get[time.Time](top, "aftermath", "regulator_notified"),
		ComplaintFiled:    schema.Get[time.Time](top, "aftermath", "complaint_filed"),
		MadePublic:        schema.Get[time.Time](top, "aftermath", "made_public"),
		EmailsFrom:        schema.Get[time.Time](top, "aftermath", "emails_from"),
		LettersFrom:       schema.Get[time.Time](top, "aftermath", "letters_from"),
	}
	s.Matrix = schema.Get[[]Axis](top, "matrix")
	return s
}

func buildCalendar(r *schema.Record) Calendar {
	cal := Calendar{Country: schema.Get[string](r, "country"), SchoolZones: schema.Get[bool](r, "school_zones")}
	for _, e := range r.Items("epidemic") {
		cal.Epidemics = append(cal.Epidemics, Epidemic{
			Name: schema.Get[string](e, "name"), Onset: schema.Get[time.Time](e, "onset"), Peak: schema.Get[time.Time](e, "peak"), Gain: schema.Get[Share](e, "gain"),
		})
	}
	return cal
}

// profileMix lists the shares of profiles in order.
func profileMix(r *schema.Record) []ProfileShare {
	return mix(r, profiles(), func(v any, s Share) ProfileShare { return ProfileShare{v.(Profile), s} })
}

// acquireMix lists the shares of the ways to an account in order.
func acquireMix(r *schema.Record) []AcquireShare {
	return mix(r, acquisitions(), func(v any, s Share) AcquireShare { return AcquireShare{v.(Acquisition), s} })
}

// mix lists the shares of a group in the order of its values, without those of
// nothing. What rounding to millionths left over or short goes to the largest.
func mix[T any](r *schema.Record, values []schema.EnumWord, entry func(value any, s Share) T) []T {
	var named []schema.EnumWord
	var shares []Share
	left, largest := Share(one), 0
	for _, v := range values {
		s := schema.Get[Share](r, v.Name)
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
		out = append(out, entry(v.Value, s))
	}
	return out
}

func profileAsks(r *schema.Record) (asks []ProfileCount) {
	for _, p := range profiles() {
		if n := r.Count(p.Name); n > 0 {
			asks = append(asks, ProfileCount{p.Value.(Profile), n})
		}
	}
	return asks
}

func buildControls(top *schema.Record) (controls []Control) {
	numbers := map[string]int{}
	for _, r := range top.Items("controls") {
		word := r.Entry("type").Node.Text
		numbers[word]++
		k := Control{
			ID: schema.Get[string](r, "id"), Type: schema.Get[ControlType](r, "type"),
			At: schema.Get[time.Time](r, "at"), DetectedAt: schema.Get[time.Time](r, "detected_at"), Actions: schema.List[ControlAction](r, "action"),
			Detect: Detection{
				Rule: schema.Get[Rule](r, "detect", "rule"), Volume: schema.Get[Threshold](r, "detect", "threshold"), Delay: schema.Get[Micros](r, "detect", "delay"),
			},
			Scope: schema.Get[Scope](r, "scope"), Threshold: schema.Get[Threshold](r, "threshold"), Duration: schema.Get[Micros](r, "duration"),
			FalseAlarms: schema.Get[Share](r, "false_alarms"), Count: r.Count("count"),
		}
		_, k.Detect.Outside = schema.Value[[]*schema.Entry](r, "detect", "alerts")
		for _, a := range r.Items("detect", "alerts") {
			k.Detect.Alerts = append(k.Detect.Alerts, Alert{At: schema.Get[time.Time](a, "at"), Account: schema.Get[string](a, "account")})
		}
		if k.At.IsZero() {
			k.At = begin(schema.Get[time.Time](top, "time", "start"), schema.Get[Micros](top, "time", "warmup"))
		}
		if k.Standing() {
			if _, given := schema.Value[Share](r, "false_alarms"); !given && k.Scope == PerAddress {
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
