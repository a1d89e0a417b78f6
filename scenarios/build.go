package scenarios

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"breachsim/scenarios/internal/schema"
)

// build makes the Scenario of a file without problems: the rows put each value in
// its place, and what follows from other values is completed.
func build(top *schema.Record) *Scenario {
	s := &Scenario{}
	language().Fill(top, s)
	s.Time.Timezone = s.Time.Location.String()
	s.Portal.complete(s.Time.Start)
	s.Benign.complete(s.Population.Accounts)
	for i := range s.Campaigns {
		s.Campaigns[i].complete()
	}
	numbers := map[ControlType]int{}
	for i, r := range top.Items("controls") {
		k := &s.Controls[i]
		numbers[k.Type]++
		if k.ID == "" {
			k.ID = fmt.Sprintf("%v-%d", k.Type, numbers[k.Type])
		}
		_, alarms := schema.Value[Share](r, "false_alarms")
		k.complete(s.Time.Begin(), alarms)
	}
	return s
}

// YAML writes the scenario in the language with every default written out.
// Parse reads an equal scenario from it.
func (s *Scenario) YAML() []byte {
	return []byte("# yaml-language-server: $schema=./scenario.schema.json\n" + language().Write(s))
}

// complete sets the limits of sessions that the file leaves open: they became
// tighter on a day, and neither is given against the other.
func (p *Portal) complete(start time.Time) {
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

// complete sets how many accounts show each look-alike where the file does not say.
func (b *Benign) complete(accounts int) {
	if b.UsualLookAlikes {
		b.LookAlikes = usual(accounts)
	}
	for i := range b.LookAlikes {
		b.LookAlikes[i].count(accounts)
	}
}

// complete sets how many accounts work at once unless the file says it: all, half
// of them where they take turns, one where they come one after the other.
func (k *Campaign) complete() {
	if k.Pacing.Concurrency > 0 {
		return
	}
	switch n := k.Access.Accounts; k.Rotation.Accounts {
	case Sequential, Burn:
		k.Pacing.Concurrency = 1
	case LeastRecent:
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
	usualEnrolment = 14 * wholeDay
)

// complete sets the times of a control that the file leaves open, and its false
// alarms where they are not given. The logs begin at begin.
func (k *Control) complete(begin time.Time, alarmsGiven bool) {
	if k.At.IsZero() {
		k.At = begin
	}
	if k.DetectedAt.IsZero() {
		k.DetectedAt = k.At
	}
	if k.Standing() && !alarmsGiven && k.Scope == PerAddress {
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

// profileMix keeps the shares of profiles in their order.
type profileMix struct{ *Population }

func (x profileMix) Take(v any) {
	for w, s := range shares(v, profiles()) {
		x.ProfileMix = append(x.ProfileMix, ProfileShare{profileOf(w), s})
	}
}

func (x profileMix) Give() any {
	return mapping(x.ProfileMix, func(m ProfileShare) (string, string) { return m.Profile.String(), m.Share.String() })
}

// acquireMix keeps the shares of the ways to an account in their order.
type acquireMix struct{ *AccountAccess }

func (x acquireMix) Take(v any) {
	for w, s := range shares(v, acquisitions()) {
		how, _ := w.Value.(Acquisition)
		x.Acquire = append(x.Acquire, AcquireShare{how, s})
	}
}

func (x acquireMix) Give() any {
	return mapping(x.Acquire, func(a AcquireShare) (string, string) { return a.How.String(), a.Share.String() })
}

// profileCounts keeps the numbers of accounts of profiles in their order.
type profileCounts struct{ *AccountAccess }

func (x profileCounts) Take(v any) {
	r, _ := v.(*schema.Record)
	for _, w := range profiles() {
		if n := r.Count(w.Name); n > 0 {
			x.Profiles = append(x.Profiles, ProfileCount{profileOf(w), n})
		}
	}
}

func (x profileCounts) Give() any {
	return mapping(x.Profiles, func(p ProfileCount) (string, string) {
		return p.Profile.String(), strconv.Itoa(p.Count)
	})
}

func profileOf(w schema.EnumWord) Profile {
	p, _ := w.Value.(Profile)
	return p
}

// shares lists the shares of a mapping in the order of its words, without those of
// nothing. What rounding to millionths left over or short goes to the largest.
func shares(v any, words []schema.EnumWord) func(yield func(schema.EnumWord, Share) bool) {
	r, _ := v.(*schema.Record)
	left, largest := Share(one), ""
	for _, w := range words {
		s := schema.Get[Share](r, w.Name)
		left -= s
		if largest == "" || s > schema.Get[Share](r, largest) {
			largest = w.Name
		}
	}
	return func(yield func(schema.EnumWord, Share) bool) {
		for _, w := range words {
			s := schema.Get[Share](r, w.Name)
			if s == 0 {
				continue
			}
			if w.Name == largest {
				s += left
			}
			if !yield(w, s) {
				return
			}
		}
	}
}

// mapping writes a mapping on one line.
func mapping[T any](items []T, text func(T) (key, value string)) schema.Raw {
	parts := make([]string, len(items))
	for i, item := range items {
		key, value := text(item)
		parts[i] = key + ": " + value
	}
	return schema.Raw("{" + strings.Join(parts, ", ") + "}")
}

// reactions keeps what a campaign does about each reply, in the order of replies.
type reactions struct{ *Campaign }

func (x reactions) Take(v any) {
	r, _ := v.(*schema.Record)
	for on := OnNotFound; on <= OnSlowAnswers; on++ {
		a := Reaction{On: on}
		if move, ok := schema.Value[Move](r, on.String()); ok {
			a.Move = move
		} else if way := r.Group(on.String()); way != nil {
			a.Move, a.Share, a.Delay = Solve, schema.Get[Share](way, "solve"), schema.Get[Micros](way, "delay")
			if again, ok := schema.Value[Share](way, "reacquire"); ok {
				a.Move, a.Share = Reacquire, again
			}
		} else {
			continue
		}
		x.OnResponse = append(x.OnResponse, a)
	}
}

func (x reactions) Give() any {
	return mapping(x.OnResponse, func(a Reaction) (string, string) { return strconv.Quote(a.On.String()), a.text() })
}

// text is the move as the language writes it.
func (r *Reaction) text() string {
	switch r.Move {
	case Solve:
		return fmt.Sprintf("{solve: %v, delay: %v}", r.Share, r.Delay)
	case Reacquire:
		return fmt.Sprintf("{reacquire: %v, delay: %v}", r.Share, r.Delay)
	}
	return r.Move.String()
}

// alerts keeps those of a detector outside, and that there is one, even where it
// has raised none yet.
type alerts struct{ *Detection }

func (x alerts) Take(v any) {
	x.Outside = true
	for _, e := range v.([]*schema.Entry) {
		a := Alert{}
		r, _ := e.Value.(*schema.Record)
		alertRows().Fill(r, &a)
		x.Alerts = append(x.Alerts, a)
	}
}

func (x alerts) Give() any {
	if !x.Outside {
		return schema.Raw("")
	}
	return &x.Alerts
}

// lookAlikeList keeps the look-alikes, each with the usual values that the file
// does not change, or that all of them are the usual ones.
type lookAlikeList struct{ *Benign }

func (x lookAlikeList) Take(v any) {
	x.UsualLookAlikes = v == usualLookAlikes
	entries, _ := v.([]*schema.Entry)
	rows := lookAlikeRows()
	for _, e := range entries {
		r, _ := e.Value.(*schema.Record)
		l := usualOf(schema.Get[LookAlikeKind](r, "type"))
		rows.Fill(r, &l)
		x.LookAlikes = append(x.LookAlikes, l)
	}
}

func (x lookAlikeList) Give() any {
	switch {
	case x.UsualLookAlikes:
		return schema.Raw("default")
	case len(x.LookAlikes) == 0:
		return schema.Raw("none")
	}
	return &x.LookAlikes
}
