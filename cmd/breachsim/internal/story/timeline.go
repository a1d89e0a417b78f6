package story

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// timeline lists what happens when, in order.
func timeline(sc *scenarios.Scenario) []happening {
	all := []happening{{sc.Time.Begin(), "the logs begin"}, {sc.Time.End, "the logs end"}}
	if sc.Time.Warmup > 0 {
		all[0].what += fmt.Sprintf(" with %s to learn on, the warm-up", term.Count(int64(sc.Time.WarmupDays()), "day"))
		all = append(all, happening{sc.Time.Start, "the warm-up ends: detectors are scored from now on"})
	}
	for i := range sc.Campaigns {
		all = append(all, campaignSteps(&sc.Campaigns[i])...)
	}
	for _, c := range sc.Controls {
		all = append(all, controlSteps(c)...)
	}
	all = append(all, usualSteps(sc)...)
	all = append(all, aftermathSteps(sc.Aftermath)...)
	all = slices.DeleteFunc(all, func(h happening) bool { return h.at.IsZero() })
	slices.SortStableFunc(all, func(a, b happening) int { return cmp.Compare(a.at.UnixMicro(), b.at.UnixMicro()) })
	return all
}

// printTimeline tells what happens when, in the scenario's own time.
func printTimeline(w io.Writer, sc *scenarios.Scenario) {
	fmt.Fprintf(w, "\nTimeline (%s)\n", sc.Time.Timezone)
	for _, h := range timeline(sc) {
		term.Hang(w, "  "+term.Moment(h.at.In(sc.Time.Location))+"  ", h.what)
	}
}

func campaignSteps(c *scenarios.Campaign) []happening {
	k, v := c.Targets, c.Access.Validate
	if k.Exposed == 0 {
		return []happening{
			{c.Window.From, fmt.Sprintf("%s: accounts are tried, and %d of them taken; nobody is looked up", c.ID,
				c.Access.Accounts)},
			{c.Window.To, c.ID + ": is over by now"},
		}
	}
	steps := []happening{
		{c.Window.From, fmt.Sprintf("%s: look-ups begin, for %s through %s", c.ID,
			term.Count(int64(k.Exposed), "person"), term.Count(int64(c.Access.Accounts), "account"))},
		{c.Window.To, c.ID + ": look-ups have ended by now"},
	}
	if v.LookUps > 0 {
		lead := time.Duration(v.Lead) * time.Microsecond
		steps = append(steps, happening{c.Window.From.Add(-lead),
			fmt.Sprintf("%s: trial look-ups, %d an account", c.ID, v.LookUps)})
	}
	return steps
}

func controlSteps(c scenarios.Control) []happening {
	names := make([]string, len(c.Actions))
	for i, a := range c.Actions {
		names[i] = a.String()
	}
	steps := []happening{{c.At, fmt.Sprintf("%v: %s%s", c.Type, strings.Join(names, ", "), standing(&c))}}
	if c.DetectedAt.Before(c.At) {
		steps = append(steps, happening{c.DetectedAt, fmt.Sprintf("%v: notices", c.Type)})
	}
	return steps
}

// standing says what a control that goes by no clock waits for; "" for others.
func standing(c *scenarios.Control) string {
	switch {
	case c.Type == scenarios.Canary:
		return fmt.Sprintf(", from now on: %v after a look-up of one of %d canaries", c.Detect.Delay, c.Count)
	case c.Enrols():
		return fmt.Sprintf(", of one account after another within %v", c.Duration)
	case c.Closes():
		return fmt.Sprintf(", for %v", c.Duration)
	case c.Standing():
		return fmt.Sprintf(", from now on: beyond %v, by %v, for %v", c.Threshold, c.Scope, c.Duration)
	case c.Detect.Rule != 0:
		return fmt.Sprintf(", from now on: %v after an alert of %v on an account", c.Detect.Delay, c.Detect.Rule)
	case c.Detect.Outside:
		return fmt.Sprintf(", from now on: %v after an alert of a detector outside on an account", c.Detect.Delay)
	case c.ByRule():
		return fmt.Sprintf(
			", from now on: %v after an account has looked %v persons up",
			c.Detect.Delay,
			c.Detect.Volume,
		)
	}
	return ""
}

func aftermathSteps(a scenarios.Aftermath) []happening {
	return []happening{
		{a.RegulatorNotified, "aftermath: the regulator is notified"},
		{a.ComplaintFiled, "aftermath: a complaint is lodged"},
		{a.MadePublic, "aftermath: the breach is made public"},
		{a.EmailsFrom, "aftermath: e-mails to affected persons begin"},
		{a.LettersFrom, "aftermath: letters to affected persons begin"},
	}
}

// daysOf counts the local days of slices, which are in order.
func daysOf(windows []event.Window) (n int) {
	for i, w := range windows {
		if i == 0 || w.Day != windows[i-1].Day {
			n++
		}
	}
	return n
}
