package language

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// build makes the Scenario of a file without problems: the rows put each value in
// its place, and what follows from other values is completed.
func build(top *schema.Record) *scenarios.Scenario {
	s := &scenarios.Scenario{}
	rows().Fill(top, s)
	s.Time.Timezone = s.Time.Location.String()
	completePortal(&s.Portal, s.Time.Start)
	completeDelivery(&s.Delivery)
	completeLookAlikes(&s.Benign, s.Population.Accounts)
	for i := range s.Campaigns {
		completeCampaign(&s.Campaigns[i])
	}
	numbers := map[scenarios.ControlType]int{}
	for i, r := range top.Items("controls") {
		k := &s.Controls[i]
		numbers[k.Type]++
		if k.ID == "" {
			k.ID = fmt.Sprintf("%v-%d", k.Type, numbers[k.Type])
		}
		_, alarms := schema.Value[scenarios.Share](r, "false_alarms")
		completeControl(k, s.Time.Begin(), alarms)
	}
	return s
}

// YAML writes the scenario in the language with every default written out.
// [Read] reads an equal scenario from it.
func YAML(s *scenarios.Scenario) []byte {
	return []byte("# yaml-language-server: $schema=./scenario.schema.json\n" + rows().Write(s))
}

// completePortal sets the limits of sessions that the file leaves open: they became
// tighter on a day, and neither is given against the other.
func completePortal(p *scenarios.Portal, start time.Time) {
	idle, limit := idleBefore, limitBefore
	if !start.Before(hardened()) {
		idle, limit = idleSince, limitSince
	}
	switch {
	case p.SessionIdle == 0 && p.SessionLimit == 0:
		p.SessionIdle, p.SessionLimit = idle, limit
	case p.SessionIdle == 0:
		p.SessionIdle = min(idle, p.SessionLimit)
	case p.SessionLimit == 0:
		p.SessionLimit = max(limit, p.SessionIdle)
	}
}

// completeLookAlikes sets how many accounts show each look-alike where the file does not say.
func completeLookAlikes(b *scenarios.Benign, accounts int) {
	if b.UsualLookAlikes {
		b.LookAlikes = scenarios.UsualLookAlikes(accounts)
	}
	for i := range b.LookAlikes {
		b.LookAlikes[i].Count(accounts)
	}
}

// completeCampaign sets how many accounts work at once unless the file says it: all, half
// of them where they take turns, one where they come one after the other.
func completeCampaign(k *scenarios.Campaign) {
	if k.Pacing.Concurrency > 0 {
		return
	}
	switch n := k.Access.Accounts; k.Rotation.Accounts {
	case scenarios.Sequential, scenarios.Burn:
		k.Pacing.Concurrency = 1
	case scenarios.LeastRecent:
		k.Pacing.Concurrency = (n + 1) / 2
	default:
		k.Pacing.Concurrency = n
	}
}

const (
	// usualFalseAlarms is the share of ordinary look-ups that a limit by address
	// refuses, because others behind the same address use it up: one in two
	// thousand, the middle of 0.01 to 0.1 % (an assumption).
	usualFalseAlarms = 500
	// usualEnrolment is the time in which accounts are enrolled.
	usualEnrolment = 14 * quantity.Day
)

// completeControl sets the times of a control that the file leaves open, and its false
// alarms where they are not given. The logs begin at begin.
func completeControl(k *scenarios.Control, begin time.Time, alarmsGiven bool) {
	if k.At.IsZero() {
		k.At = begin
	}
	if k.DetectedAt.IsZero() {
		k.DetectedAt = k.At
	}
	if k.Standing() && !alarmsGiven && k.Scope == scenarios.PerAddress {
		k.FalseAlarms = usualFalseAlarms
	}
	switch {
	case k.Duration > 0:
	case k.Standing():
		k.Duration = k.Threshold.Per
	case k.Enrols():
		k.Duration = usualEnrolment
	}
}

// Limits of sessions. An hour without use and four hours in all are public
// (Le Quotidien du pharmacien, on the rules from 1 July 2022). What held before
// is not: the values are assumptions.
const (
	idleBefore  = scenarios.Micros(2 * time.Hour / time.Microsecond)
	limitBefore = scenarios.Micros(8 * time.Hour / time.Microsecond)
	idleSince   = scenarios.Micros(time.Hour / time.Microsecond)
	limitSince  = scenarios.Micros(4 * time.Hour / time.Microsecond)
	idleLeast   = scenarios.Micros(5 * time.Minute / time.Microsecond)
)

// hardened is when the portal's limits became tighter: 1 July 2022 in Paris.
func hardened() time.Time {
	return time.Date(2022, time.July, 1, 0, 0, 0, 0, time.FixedZone("CEST", 2*3600))
}
