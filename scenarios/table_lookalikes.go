package scenarios

// lookAlikes is `none`, `default`, or a list. None of the behaviour is built
// yet; the words are settled so that files written for it can be checked by an
// editor.
func lookAlikes() kind {
	words := &enum{[]enumValue{{"none", []LookAlike(nil), ""}, {"default", nil, "all of them, at their usual frequency"}}}
	return &either{words, &list{of: lookAlikeTable(), most: 200}}
}

func lookAlikeTable() kind {
	return &group{[]field{
		{name: "type", kind: lookAlikeTypes(), required: true, decides: true, eg: "batch_rights_check", doc: "Which look-alike."},
		{name: "accounts", kind: whole(1, maxAccounts), eg: "60", doc: "Accounts that show it."},
		{name: "sites", kind: whole(1, maxAccounts), eg: "25", doc: "Sites that show it."},
		{name: "lookups", kind: span(), eg: "120-400", doc: "Look-ups each time."},
		{name: "think_time", kind: distribution(), eg: `"lognormal(median=6s, sigma=0.5)"`, doc: "Time between two look-ups."},
		{name: "duration", kind: duration(), eg: "14d", doc: "How long it lasts."},
		{name: "day", kind: moment(), eg: "2022-03-07", doc: "The day it happens."},
		{name: "schedule", kind: text(60, false), eg: `"06:30 mon-sat"`, doc: "When it runs."},
		{name: "per_month", kind: whole(1, 1000), eg: "1", doc: "Times a month and account."},
		{name: "first_seen_share", kind: share(0), eg: "0.97", doc: "Share of persons never looked up by the account before."},
		{name: "not_found_share", kind: share(0), eg: "0.25", doc: "Share of look-ups that find nobody."},
		{name: "accounts_per_ip", kind: span(), eg: "8-60", doc: "Accounts behind one address."},
		{name: "new_asn", kind: boolean(), eg: "true", doc: "Whether the network is new to the account."},
		{name: "resets", kind: boolean(), eg: "true", doc: "Whether passwords are reset."},
		{name: "authorised", kind: boolean(), eg: "true", doc: "Whether it is agreed with the operator."},
		{name: "user_agent", kind: &enum{[]enumValue{{"library", nil, ""}, {"fixed", nil, ""}, {"owner_clone", nil, ""}, {"pool", nil, ""}}}, eg: "library", doc: "How the client names itself."},
		{name: "country", kind: &list{of: country(networkCountries()), most: 50, unique: true}, eg: "[ES, GB]", doc: "Where it comes from."},
		{name: "order", kind: &enum{orders()}, eg: "sorted", doc: "Order of the persons looked up."},
		{name: "network", kind: &enum{networkKinds()}, eg: "datacentre", doc: "Kind of network it comes from."},
	}}
}

// lookAlikeTypes lists the twenty hard negatives.
func lookAlikeTypes() kind {
	return &enum{[]enumValue{
		{"batch_rights_check", nil, "rights of a whole panel before month-end invoicing"},
		{"software_polling", nil, "practice software that asks by itself every morning"},
		{"vaccination_day", nil, "hundreds of first-seen persons in a day"},
		{"locum_takeover", nil, "a stand-in on the owner's account, with another device"},
		{"practice_move", nil, "a new place, and nearly all patients new"},
		{"audit_catch_up", nil, "a Sunday spent going through old patients"},
		{"stale_list_typing", nil, "an old paper list typed in, many not found"},
		{"care_home_round", nil, "residents in room or alphabetical order"},
		{"shared_nat", nil, "many accounts behind one address"},
		{"travelling_vpn", nil, "an owner abroad or on a VPN"},
		{"network_failover", nil, "an address that changes within a session"},
		{"forgotten_password_burst", nil, "resets on the Monday after the holidays"},
		{"night_duty", nil, "a night pharmacy or an on-call doctor"},
		{"tourist_season", nil, "a coastal or ski pharmacy for eight weeks"},
		{"large_desk", nil, "a desk or laboratory that always looks up hundreds"},
		{"flash_event", nil, "an announcement that sends everybody to the portal"},
		{"browser_restart", nil, "twenty tabs at once, double clicks, retries"},
		{"pentest", nil, "an authorised test or monitoring probe"},
		{"curiosity", nil, "one to three look-ups without a reason: a breach of policy, not scraping"},
		{"twin_sites", nil, "two sites of one group with the same patients in the same hour"},
	}}
}
