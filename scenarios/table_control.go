package scenarios

func controlTable() kind {
	return &group{[]field{
		{name: "type", kind: &enum{controlTypes()}, required: true, decides: true, example: "analyst", doc: "Kind of control."},
		{name: "id", kind: identifier(), example: "ban-1", doc: "Name of the control in the ground truth; unique. Left out: type and number."},
		{name: "at", kind: moment(), needs: []string{"policy"}, example: "2022-03-11T16:00:00+01:00", doc: "When it acts; for controls that a detection triggers and for standing ones, from when (left out: from the start).", formerly: []string{"enabled_at"}},
		{name: "detected_at", kind: moment(), example: "2022-03-11T09:00:00+01:00", doc: "When the analyst noticed; not after at. Left out: at."},
		{name: "action", kind: &list{of: &enum{controlActions()}, most: 10, unique: true}, required: true, example: "[ip_ban, account_reset]", doc: "What it does.", formerly: []string{"actions"}},
		{name: "scope", kind: &enum{scopes()}, example: "account", doc: "What it counts by."},
		{name: "threshold", kind: threshold(), example: "20/5m", doc: "Requests within a time beyond which it acts."},
		{name: "count", kind: whole(1, 100_000), needs: []string{"canary"}, example: "500", doc: "Canary persons: records of nobody, in the directory like all others, whom no practitioner treats. At most one person in twenty."},
		{name: "detect", kind: &group{[]field{
			{name: "rule", kind: detectionRule(), example: "R3", doc: "Reference rule: R1 to R5 or R9."},
			{name: "threshold", kind: threshold(), example: "150/1d", doc: "Or: distinct persons whom an account looks up within a time."},
			{name: "alerts", kind: &list{of: alertTable(), most: 100_000}, example: "[{at: 2022-03-10T11:20:00+01:00, account: PS1234567}]", doc: "Or: what a detector of your own has raised. An empty list waits for alerts that a program gives."},
			{name: "delay", kind: duration(), def: "0s", doc: "Time from the alert to the control; for an analyst the median of a log-normal law, three times shorter in office hours."},
		}}, example: "{rule: R3, delay: 6h}", doc: "Detection that triggers it, account by account."},
		{name: "duration", kind: duration(), example: "10m", doc: "How long its effect lasts. Left out: bans, resets and what a detection triggers last, a threshold refuses for as long as it counts, accounts are enrolled within 14d."},
		{name: "false_alarms", kind: share(0), example: "0.0005", doc: "Share of the look-ups of ordinary users that a threshold by address hits because of others behind the same address. Thresholds by account and by session hit who is beyond them. Left out: 0.0005 for scope: ip, 0 for the others."},
	}}
}

func alertTable() kind {
	return &group{[]field{
		{name: "at", kind: moment(), required: true, example: "2022-03-10T11:20:00+01:00", doc: "When it was raised."},
		{name: "account", kind: accountName(), required: true, example: "PS1234567", doc: "Account that it is about, as the log calls it. The name follows from seed and scale."},
	}}
}

// accountName is the name of an account in the log, kept as string.
func accountName() kind {
	const pattern = `^PS[0-9]{7}$`
	return &leaf{name: "an account", want: "PS and seven digits", shape: "string", regex: pattern,
		parse: func(s string) (any, error) {
			if !matches(pattern, s) {
				return nil, &fault{what: quote(s) + " is not the name of an account"}
			}
			return s, nil
		}}
}

func controlTypes() []enumValue {
	return []enumValue{
		{"analyst", Analyst, "a person who bans and resets what a campaign uses"},
		{"policy", Policy, "a rule for everybody from a date"},
		{"rate_limit", RateLimit, "refuses look-ups beyond a threshold"},
		{"captcha", Captcha, "asks for a challenge that a program finds hard"},
		{"step_up", StepUp, "asks for a second factor"},
		{"ip_ban", IPBan, "a machine that bans addresses"},
		{"tarpit", Tarpit, "answers slowly, or with records of nobody"},
		{"canary", Canary, "records of nobody, whom nobody should look up"},
	}
}

func controlActions() []enumValue {
	return []enumValue{
		{"ip_ban", BanAddresses, "the campaign's addresses get 403"},
		{"account_reset", ResetAccounts, "the campaign's accounts lose sessions and password"},
		{"force_password_change", ForcePasswordChange, "every account must choose a new password"},
		{"429", TooManyRequests, "the look-up is refused"},
		{"close_service", CloseService, "look-ups of everybody get 503 for the duration"},
		{"challenge", ChallengeClient, "the look-up gets 403 until the challenge is solved"},
		{"step_up", AskSecondFactor, "the look-up gets 401 until the owner has said yes on the telephone"},
		{"tarpit", SlowAnswers, "answers take 5 to 30 seconds"},
		{"decoy", GiveDecoys, "look-ups that find somebody are answered with the record of nobody"},
		{"alert", RaiseAlert, "an alert, and nothing else"},
		{"require_second_factor", RequireSecondFactor, "every account that signs in with a password is enrolled within the duration, and then asked on the telephone at each sign-in"},
	}
}

func aftermathTable() kind {
	return &group{[]field{
		{name: "regulator_notified", kind: moment(), example: "2022-03-16", doc: "The data-protection regulator is told."},
		{name: "complaint_filed", kind: moment(), example: "2022-03-17", doc: "A complaint is lodged."},
		{name: "made_public", kind: moment(), example: "2022-03-17", doc: "The breach is announced."},
		{name: "emails_from", kind: moment(), example: "2022-03-24", doc: "First e-mails to affected persons. Left out: none are sent."},
		{name: "letters_from", kind: moment(), example: "2022-03-31", doc: "First letters to affected persons; not before the e-mails. Left out: none are sent."},
	}}
}

func scopes() []enumValue {
	return []enumValue{{"ip", PerAddress, ""}, {"session", PerSession, ""}, {"account", PerAccountScope, ""}}
}

// detectionRule is the name of a reference rule, kept as Rule.
func detectionRule() kind {
	return &leaf{name: "a detection rule", want: "R1, R2, R3, R4, R5 or R9", shape: "string", regex: rulePattern,
		parse: func(s string) (any, error) {
			if !matches(rulePattern, s) {
				return nil, &fault{what: quote(s) + " is not a rule that triggers controls"}
			}
			return Rule(s[1] - '0'), nil // R and one digit
		}}
}
