package scenarios

import "breachsim/scenarios/internal/schema"

func controlTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "type", Kind: &schema.Enum{Words: controlTypes()}, Required: true, Decides: true, Example: "analyst", Doc: "Kind of control."},
		{Name: "id", Kind: schema.Identifier(), Example: "ban-1", Doc: "Name of the control in the ground truth; unique. Left out: type and number."},
		{Name: "at", Kind: schema.Moment(), Needs: []string{"policy"}, Example: "2022-03-11T16:00:00+01:00", Doc: "When it acts; for controls that a detection triggers and for standing ones, from when (left out: from the start).", Formerly: []string{"enabled_at"}},
		{Name: "detected_at", Kind: schema.Moment(), Example: "2022-03-11T09:00:00+01:00", Doc: "When the analyst noticed; not after at. Left out: at."},
		{Name: "action", Kind: &schema.ListOf{Of: &schema.Enum{Words: controlActions()}, Most: 10, Unique: true}, Required: true, Example: "[ip_ban, account_reset]", Doc: "What it does.", Formerly: []string{"actions"}},
		{Name: "scope", Kind: &schema.Enum{Words: scopes()}, Example: "account", Doc: "What it counts by."},
		{Name: "threshold", Kind: schema.Threshold(), Example: "20/5m", Doc: "Requests within a time beyond which it acts."},
		{Name: "count", Kind: schema.Whole(1, 100_000), Needs: []string{"canary"}, Example: "500", Doc: "Canary persons: records of nobody, in the directory like all others, whom no practitioner treats. At most one person in twenty."},
		{Name: "detect", Kind: &schema.Group{Rows: []schema.Row{
			{Name: "rule", Kind: detectionRule(), Example: "R3", Doc: "Reference rule: R1 to R5 or R9."},
			{Name: "threshold", Kind: schema.Threshold(), Example: "150/1d", Doc: "Or: distinct persons whom an account looks up within a time."},
			{Name: "alerts", Kind: &schema.ListOf{Of: alertTable(), Most: 100_000}, Example: "[{at: 2022-03-10T11:20:00+01:00, account: PS1234567}]", Doc: "Or: what a detector of your own has raised. An empty list waits for alerts that a program gives."},
			{Name: "delay", Kind: schema.Duration(), Default: "0s", Doc: "Time from the alert to the control; for an analyst the median of a log-normal law, three times shorter in office hours."},
		}}, Example: "{rule: R3, delay: 6h}", Doc: "Detection that triggers it, account by account."},
		{Name: "duration", Kind: schema.Duration(), Example: "10m", Doc: "How long its effect lasts. Left out: bans, resets and what a detection triggers last, a threshold refuses for as long as it counts, accounts are enrolled within 14d."},
		{Name: "false_alarms", Kind: schema.Share(0), Example: "0.0005", Doc: "Share of the look-ups of ordinary users that a threshold by address hits because of others behind the same address. Thresholds by account and by session hit who is beyond them. Left out: 0.0005 for scope: ip, 0 for the others."},
	}}
}

func alertTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "at", Kind: schema.Moment(), Required: true, Example: "2022-03-10T11:20:00+01:00", Doc: "When it was raised."},
		{Name: "account", Kind: accountName(), Required: true, Example: "PS1234567", Doc: "Account that it is about, as the log calls it. The name follows from seed and scale."},
	}}
}

// accountName is the name of an account in the log, kept as string.
func accountName() schema.Kind {
	s := schema.Word("the name of an account", "PS and seven digits", `^PS[0-9]{7}$`)
	s.Name = "an account"
	return s
}

func controlTypes() []schema.EnumWord {
	return []schema.EnumWord{
		word("analyst", Analyst, "a person who bans and resets what a campaign uses"),
		word("policy", Policy, "a rule for everybody from a date"),
		word("rate_limit", RateLimit, "refuses look-ups beyond a threshold"),
		word("captcha", Captcha, "asks for a challenge that a program finds hard"),
		word("step_up", StepUp, "asks for a second factor"),
		word("ip_ban", IPBan, "a machine that bans addresses"),
		word("tarpit", Tarpit, "answers slowly, or with records of nobody"),
		word("canary", Canary, "records of nobody, whom nobody should look up"),
	}
}

func controlActions() []schema.EnumWord {
	return []schema.EnumWord{
		word("ip_ban", BanAddresses, "the campaign's addresses get 403"),
		word("account_reset", ResetAccounts, "the campaign's accounts lose sessions and password"),
		word("force_password_change", ForcePasswordChange, "every account must choose a new password"),
		word("429", TooManyRequests, "the look-up is refused"),
		word("close_service", CloseService, "look-ups of everybody get 503 for the duration"),
		word("challenge", ChallengeClient, "the look-up gets 403 until the challenge is solved"),
		word("step_up", AskSecondFactor, "the look-up gets 401 until the owner has said yes on the telephone"),
		word("tarpit", SlowAnswers, "answers take 5 to 30 seconds"),
		word("decoy", GiveDecoys, "look-ups that find somebody are answered with the record of nobody"),
		word("alert", RaiseAlert, "an alert, and nothing else"),
		word("require_second_factor", RequireSecondFactor, "every account that signs in with a password is enrolled within the duration, and then asked on the telephone at each sign-in"),
	}
}

func aftermathTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "regulator_notified", Kind: schema.Moment(), Example: "2022-03-16", Doc: "The data-protection regulator is told."},
		{Name: "complaint_filed", Kind: schema.Moment(), Example: "2022-03-17", Doc: "A complaint is lodged."},
		{Name: "made_public", Kind: schema.Moment(), Example: "2022-03-17", Doc: "The breach is announced."},
		{Name: "emails_from", Kind: schema.Moment(), Example: "2022-03-24", Doc: "First e-mails to affected persons. Left out: none are sent."},
		{Name: "letters_from", Kind: schema.Moment(), Example: "2022-03-31", Doc: "First letters to affected persons; not before the e-mails. Left out: none are sent."},
	}}
}

func scopes() []schema.EnumWord {
	return []schema.EnumWord{word("ip", PerAddress, ""), word("session", PerSession, ""), word("account", PerAccountScope, "")}
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
		return Rule(text[1] - '0'), nil // R and one digit
	}
	return s
}
