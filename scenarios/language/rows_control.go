package language

import (
	"fmt"
	"net/netip"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

func controlRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("id", schema.Identifier(), func(k *scenarios.Control) any { return &k.ID },
			"Name of the control in the ground truth; unique. Left out: type and number.").Like("ban-1"),
		key("type", enum(controlTypes()...), func(k *scenarios.Control) any { return &k.Type },
			"Kind of control.").Decider("analyst"),
		key("at", schema.Moment(), func(k *scenarios.Control) any { return &k.At },
			"When it acts; for controls that a detection triggers and for standing ones, from when (left out: "+
				"from the start).").NeededFor("2022-03-11T16:00:00+01:00", "policy").Once("enabled_at"),
		schema.When(func(k *scenarios.Control) bool { return k.Type == scenarios.Analyst && !k.ByRule() },
			key("detected_at", schema.Moment(), func(k *scenarios.Control) any { return &k.DetectedAt },
				"When the analyst noticed; not after at. Left out: at.").Like("2022-03-11T09:00:00+01:00")),
		key("count", schema.Whole(1, 100_000), func(k *scenarios.Control) any { return &k.Count },
			"Canary persons: records of nobody, in the directory like all others, that no practitioner "+
				"treats. At most one person in twenty.").NeededFor("500", "canary"),
		schema.When((*scenarios.Control).ByRule,
			key("detect", detectRows(), func(k *scenarios.Control) any { return &k.Detect },
				"Detection that triggers it, account by account.").Like("{rule: R3, delay: 6h}")),
		key("scope", enum(word(scenarios.PerAddress, ""), word(scenarios.PerSession, ""),
			word(scenarios.PerAccountScope, "")), func(k *scenarios.Control) any { return &k.Scope },
			"What it counts by.").Like("account"),
		key("threshold", schema.Threshold(), func(k *scenarios.Control) any { return &k.Threshold },
			"Requests within a time beyond which it acts.").Like("20/5m"),
		schema.When((*scenarios.Control).Standing,
			key("false_alarms", schema.Share(0), func(k *scenarios.Control) any { return &k.FalseAlarms },
				"Share of the look-ups of ordinary users that a threshold by address hits because of others "+
					"behind the same address. Thresholds by account and by session hit who is beyond them. Left out: "+
					"0.0005 for scope: ip, 0 for the others.").Like("0.0005")),
		schema.When(isAnalyst, key("pace", schema.Duration(), func(k *scenarios.Control) any { return &k.Pace },
			"Median time between two bans of an analyst, who makes them by hand while a script resets the accounts. "+
				"0s: at once and without a slip, as a machine does; so are bans without account_reset.").Or("25s")),
		schema.When(isAnalyst, key("missed", schema.Share(0), func(k *scenarios.Control) any { return &k.Missed },
			"Share of the addresses that the analyst overlooks.").Or("0.03")),
		schema.When(isAnalyst, key("mistaken", schema.Share(0), func(k *scenarios.Control) any { return &k.Mistaken },
			"Share of the bans beside which the analyst bans somebody else's address by mistake, until that is "+
				"noticed at the help desk.").Or("0.02")),
		key("duration", schema.Duration(), func(k *scenarios.Control) any { return &k.Duration },
			"How long its effect lasts. Left out: bans, resets and what a detection triggers last, a "+
				"threshold refuses for as long as it counts, accounts are enrolled within 14d.").Like("10m"),
		schema.When(func(k *scenarios.Control) bool { return k.Disabled },
			key("disabled", schema.Boolean(), func(k *scenarios.Control) any { return &k.Disabled },
				"Nothing of it happens, and campaigns go on when their time is over. By when they are to be done is "+
					"as with the control.").Or("false")),
		key("action", setOf(enum(controlActions()...), 10), func(k *scenarios.Control) any { return &k.Actions },
			"What it does.").Needed("[ip_ban, account_reset]").Once("actions"),
	}}
}

func isAnalyst(k *scenarios.Control) bool { return k.Type == scenarios.Analyst }

func detectRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("rule", detectionRule(), func(d *scenarios.Detection) any { return &d.Rule },
			"Reference rule: R1 to R5 or R9.").Like("R3"),
		key("threshold", schema.Threshold(), func(d *scenarios.Detection) any { return &d.Volume },
			"Or: distinct persons that an account looks up within a time.").Like("150/1d"),
		key("alerts", &schema.ListOf{Of: alertRows(), Most: 100_000},
			func(d *scenarios.Detection) any { return alerts{d} },
			"Or: what a detector of your own has raised. An empty list waits for alerts that a program gives.").
			Like("[{at: 2022-03-10T11:20:00+01:00, account: PS1234567}]"),
		key("delay", schema.Duration(), func(d *scenarios.Detection) any { return &d.Delay },
			"Time from the alert to the control; for an analyst the median of a log-normal law, three times shorter "+
				"in office hours.").Or("0s"),
	}}
}

func alertRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("at", schema.Moment(), func(a *scenarios.Alert) any { return &a.At },
			"When it was raised.").Needed("2022-03-10T11:20:00+01:00"),
		key("account", accountName(), func(a *scenarios.Alert) any { return &a.Account },
			"Account that it is about, as the log calls it. The name follows from seed and scale.").
			Like("PS1234567"),
		key("ip", address(), func(a *scenarios.Alert) any { return &a.Addr },
			"Or: address that it is about, which the control bans, whoever comes from it.").Like(`"240.1.2.3"`),
		key("acts_at", schema.Moment(), func(a *scenarios.Alert) any { return &a.Acts },
			"When the control acts on it; not before at. Left out: after delay.").Like("2022-03-10T12:20:00+01:00"),
	}}
}

// address is the address of a machine, kept as netip.Addr.
func address() schema.Kind {
	parse := func(text string) (any, error) {
		a, err := netip.ParseAddr(text)
		if err != nil || a.Zone() != "" || a.Is4In6() {
			return nil, fmt.Errorf("%q is not the address of a machine", text)
		}
		return a, nil
	}
	return &schema.Scalar{
		Name: "an address", Want: "an IPv4 or IPv6 address, as the log writes it", Parse: parse, Quoted: true,
	}
}

// accountName is the name of an account in the log, kept as string.
func accountName() schema.Kind {
	s := schema.Word("the name of an account", "PS and seven digits", `^PS[0-9]{7}$`)
	s.Name = "an account"
	return s
}

func controlTypes() []schema.EnumWord {
	return []schema.EnumWord{
		word(scenarios.Analyst, "a person who bans and resets what a campaign uses"),
		word(scenarios.Policy, "a rule for everybody from a date"),
		word(scenarios.RateLimit, "refuses look-ups beyond a threshold"),
		word(scenarios.Captcha, "asks for a challenge that a program finds hard"),
		word(scenarios.StepUp, "asks for a second factor"),
		word(scenarios.IPBan, "a machine that bans addresses"),
		word(scenarios.Tarpit, "answers slowly, or with records of nobody"),
		word(scenarios.Canary, "records of nobody that nobody should look up"),
	}
}

func controlActions() []schema.EnumWord {
	return []schema.EnumWord{
		word(scenarios.BanAddresses, "the campaign's addresses get 403"),
		word(scenarios.ResetAccounts, "the campaign's accounts lose sessions and password"),
		word(scenarios.ForcePasswordChange, "every account must choose a new password"),
		word(scenarios.TooManyRequests, "the look-up is refused"),
		word(scenarios.CloseService, "look-ups of everybody get 503 for the duration"),
		word(scenarios.ChallengeClient, "the look-up gets 403 until the challenge is solved"),
		word(scenarios.AskSecondFactor, "the look-up gets 401 until the owner has said yes on the telephone"),
		word(scenarios.SlowAnswers, "answers take 5 to 30 seconds"),
		word(scenarios.GiveDecoys, "look-ups that find somebody are answered with the record of nobody"),
		word(scenarios.RaiseAlert, "an alert, and nothing else"),
		word(scenarios.RequireSecondFactor, "every account that signs in with a password is enrolled within the "+
			"duration, and then asked on the telephone at each sign-in"),
	}
}

// detectionRule is the name of a reference rule, kept as Rule.
func detectionRule() schema.Kind {
	s := schema.Word("a rule that triggers controls", "R1, R2, R3, R4, R5 or R9", `^R[1-59]$`)
	s.Name = "a detection rule"
	parse := s.Parse
	s.Parse = func(text string) (any, error) {
		if _, err := parse(text); err != nil {
			return nil, err
		}
		return scenarios.Rule(text[1] - '0'), nil // R and one digit
	}
	return s
}

// alerts keeps those of a detector outside, and that there is one, even where it
// has raised none yet.
type alerts struct{ *scenarios.Detection }

func (x alerts) Take(v any) {
	x.Outside = true
	for _, e := range v.([]*schema.Entry) {
		a := scenarios.Alert{}
		r, _ := e.Value.(*schema.Record)
		alertRows().Fill(r, &a)
		x.Alerts = append(x.Alerts, a)
	}
}

func (x alerts) Give() any {
	if !x.Outside {
		return schema.Raw("")
	}
	list := append([]scenarios.Alert{}, x.Alerts...) // none is written too: it waits for them
	return &list
}
