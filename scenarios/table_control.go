package scenarios

func controlTable() kind {
	return &group{[]field{
		{name: "type", kind: &enum{controlTypes()}, required: true, decides: true, eg: "analyst", doc: "Kind of control."},
		{name: "id", kind: identifier(), eg: "ban-1", doc: "Name of the control in the ground truth; unique. Left out: type and number."},
		{name: "at", kind: moment(), needs: []string{"analyst", "policy"}, eg: "2022-03-11T16:00:00+01:00", doc: "When it acts; for standing controls, from when.", was: []string{"enabled_at"}},
		{name: "detected_at", kind: moment(), eg: "2022-03-11T09:00:00+01:00", doc: "When the analyst noticed; not after at. Left out: at."},
		{name: "action", kind: &list{of: &enum{controlActions()}, most: 10, unique: true}, required: true, eg: "[ip_ban, account_reset]", doc: "What it does.", was: []string{"actions"}},
		{name: "scope", kind: &enum{[]enumValue{{"ip", nil, ""}, {"session", nil, ""}, {"account", nil, ""}}}, eg: "account", doc: "What it counts by."},
		{name: "threshold", kind: threshold(), eg: "20/5m", doc: "Requests within a time beyond which it acts."},
		{name: "count", kind: whole(1, maxPersons), eg: "500", doc: "Canary persons."},
		{name: "detect", kind: &group{[]field{
			{name: "rule", kind: word("a detection rule", "a reference rule such as R3", rulePattern), required: true, eg: "R3", doc: "Reference rule."},
			{name: "delay", kind: duration(), eg: "6h", doc: "Time from the alert to the control."},
		}}, eg: "{rule: R3, delay: 6h}", doc: "Detection that triggers it."},
		{name: "duration", kind: duration(), eg: "10m", doc: "How long its effect lasts."},
	}}
}

func controlTypes() []enumValue {
	return []enumValue{
		{"analyst", Analyst, "a person who bans and resets what a campaign uses"}, {"policy", Policy, "a rule for everybody from a date"},
		{"rate_limit", RateLimit, ""}, {"captcha", Captcha, ""}, {"step_up", StepUp, ""}, {"ip_ban", IPBan, ""}, {"tarpit", Tarpit, "slow answers"}, {"canary", Canary, "persons nobody should look up"},
	}
}

func controlActions() []enumValue {
	return []enumValue{
		{"ip_ban", BanAddresses, "the campaign's addresses get 403"}, {"account_reset", ResetAccounts, "the campaign's accounts lose sessions and password"},
		{"force_password_change", ForcePasswordChange, "every account must choose a new password"},
		{"429", nil, ""}, {"challenge", nil, ""}, {"step_up", nil, ""}, {"tarpit", nil, ""}, {"alert", nil, ""},
	}
}

func aftermathTable() kind {
	return &group{[]field{
		{name: "regulator_notified", kind: moment(), eg: "2022-03-16", doc: "The data-protection regulator is told."},
		{name: "complaint_filed", kind: moment(), eg: "2022-03-17", doc: "A complaint is lodged."},
		{name: "made_public", kind: moment(), eg: "2022-03-17", doc: "The breach is announced."},
		{name: "emails_from", kind: moment(), eg: "2022-03-24", doc: "First e-mails to affected persons. Left out: none are sent."},
		{name: "letters_from", kind: moment(), eg: "2022-03-31", doc: "First letters to affected persons; not before the e-mails. Left out: none are sent."},
	}}
}
