package scenarios

func campaignTable() kind {
	return &group{[]field{
		{name: "id", kind: identifier(), required: true, example: "c1", doc: "Name of the campaign in the ground truth; unique."},
		{name: "window", kind: windowTable(), required: true, example: "{start: 2022-03-07T18:40:00+01:00, stop: 2022-03-11T16:00:00+01:00}", doc: "When it looks persons up, validation apart."},
		{name: "co_use", kind: &enum{[]enumValue{
			{"owner_active", OwnerActive, "the owner keeps working"}, {"idle", OwnerIdle, "the owner does not, from the takeover on"}, {"same_session", SameSession, "in the owner's own session and only while the owner works, with session_theft"}}},
			def: "owner_active", doc: "Whether the rightful owner uses the account meanwhile."},
		{name: "access", kind: accessTable(), required: true, example: "{accounts: 19}", doc: "How it gets its accounts."},
		{name: "targets", kind: targetsTable(), required: true, example: "{exposed: 510000}", doc: "Whom it looks up."},
		{name: "pacing", kind: pacingTable(), def: "{}", doc: "Its tempo."},
		{name: "rotation", kind: rotationTable(), def: "{}", doc: "How accounts and addresses take turns."},
		{name: "network", kind: networkTable(), required: true, example: "{kind: datacentre, country: [FR], pool: 25}", doc: "Where it comes from."},
		{name: "client", kind: clientTable(), def: "{}", doc: "Its client."},
		{name: "on_response", kind: responseTable(), def: "{}", doc: "What it does about an answer."},
	}}
}

func windowTable() kind {
	return &group{[]field{
		{name: "start", kind: moment(), required: true, example: "2022-03-07T18:40:00+01:00", doc: "First look-up at the earliest."},
		{name: "stop", kind: moment(), required: true, example: "2022-03-11T16:00:00+01:00", doc: "No look-up from then on.", formerly: []string{"end"}},
	}}
}

func accessTable() kind {
	return &group{[]field{
		{name: "technique", kind: &list{of: word("an ATT&CK technique", "an ATT&CK id such as T1078 or T1589.001", techniquePat), most: 50, unique: true},
			def: "[T1078]", doc: "MITRE ATT&CK techniques of the access.", formerly: []string{"techniques"}},
		{name: "accounts", kind: whole(1, maxAccounts), required: true, example: "19", doc: "Compromised accounts."},
		{name: "profiles", kind: profileCounts(), def: "{}", doc: "How many of which class; sums to accounts. Left out: any."},
		{name: "acquire", kind: keyed(acquisitions(), share(0)), def: "{credential_replay: 1}", doc: "Share of accounts got in each way; sums to 1."},
		{name: "validate", kind: &group{[]field{
			{name: "lead", kind: duration(), def: "0s", doc: "How long before the window the accounts are tried."},
			{name: "lookups", kind: whole(0, 1000), def: "0", doc: "Trial look-ups with each account."},
		}}, def: "{}", doc: "Trial use before the window."},
	}}
}

func acquisitions() []enumValue {
	return []enumValue{
		{"credential_replay", CredentialReplay, "Known credentials are replayed."},
		{"mailbox_reset", MailboxReset, "The password is reset through the owner's mailbox."},
		{"session_theft", SessionTheft, "A session cookie is stolen: the owner's sessions are used while they live."},
		{"dormant_account", DormantAccount, "An account whose owner has been silent for two to six months."},
		{"self_registration", SelfRegistration, "An account that the threat actor registered in the weeks before the scenario begins."},
		{"insider", Insider, "A delegate or the owner, from their own machine."},
	}
}

func orders() []enumValue {
	return []enumValue{
		{"sorted", Sorted, "by number"}, {"random", Random, ""}, {"region", ByRegion, "place by place"},
		{"household", ByHousehold, "members of a household together"}, {"enumeration", Enumeration, "numbers made up one after the other"},
	}
}

func targetsTable() kind {
	return &group{[]field{
		{name: "exposed", kind: whole(1, maxPersons), required: true, example: "510000", doc: "Distinct persons whose data the campaign gets, exactly, trial look-ups included; at most, where a control judges what the log says.", formerly: []string{"persons"}},
		{name: "order", kind: &enum{orders()}, def: "random", doc: "Order of the list."},
		{name: "hit_rate", kind: share(one / 1000), def: "1", doc: "Share of look-ups that find somebody."},
		{name: "region_match", kind: share(0), def: "0", doc: "Share of targets who live in the département of the account that looks them up, half of them among those whom it sees anyway while there are any; the others live anywhere."},
		{name: "skip_canaries", kind: share(0), example: "0.5", doc: "Share of canary persons the threat actor recognises and avoids."},
	}}
}

func pacingTable() kind {
	return &group{[]field{
		{name: "shape", kind: &enum{[]enumValue{{"constant", Constant, ""}, {"poisson", PoissonShape, ""}, {"lognormal", LogNormalShape, "heavy-tailed gaps"},
			{"burst", Burst, "runs of 20 to 60, then rest"}, {"diurnal", Diurnal, "follows the demand of honest users"}, {"owner_mimic", OwnerMimic, "follows the demand of the owner's profession"}}}, def: "constant", doc: "Law of the gaps between look-ups."},
		{name: "rate", kind: rate(), example: "0.3/s", doc: "Look-ups: /s of all accounts together, /d an account and ordinary working day, x times the owner's own mean. Left out: such that the list is done at the stop."},
		{name: "jitter", kind: share(0), def: "0", doc: "Standard deviation of the gaps, as a share of their mean (0.41 and above: look-ups fall anywhere in their turns); for the constant shape."},
		{name: "think_time", kind: distribution(), example: `"lognormal(median=25s, sigma=0.9)"`, doc: "Law of the time between two look-ups of an account; in a burst as it is, else stretched to the rate. With lognormal, burst, diurnal, owner_mimic."},
		{name: "active_hours", kind: &enum{[]enumValue{{"all", AllHours, ""}, {"office", OfficeHours, ""}, {"owner", OwnerHours, "those of the account's owner"}}}, def: "all", doc: "When it works."},
		{name: "ramp", kind: duration(), def: "0s", doc: "Time over which the rate rises from nothing."},
		{name: "concurrency", kind: whole(1, maxAccounts), example: "19", doc: "Accounts at work at once, at most. Left out: all; half of them with least_recent, one with sequential and burn."},
		{name: "max_per_account_day", kind: whole(1, mostPerDay), example: "120", doc: "Look-ups an account and day at most."},
		{name: "shares", kind: sharesOfList(), def: Shares{Alpha: usualAlpha}.String(), doc: "How the list divides among the accounts: evenly, in proportion to what each owner usually looks up, or by a Dirichlet law with so large a concentration for each account, 1 to 1000 (12: the coefficient of variation is about 29 %)."},
	}}
}

func rotationTable() kind {
	return &group{[]field{
		{name: "accounts", kind: &enum{[]enumValue{{"parallel", Parallel, "all at once; turns as least_recent if concurrency is smaller"}, {"sequential", Sequential, "one after the other"}, {"least_recent", LeastRecent, "turns of 30 to 90 minutes"}, {"burn", Burn, "one after the other, each once; of stolen sessions one of each account, whenever its owner has it open"}}}, def: "parallel", doc: "How accounts take turns."},
		{name: "ip", kind: &enum{[]enumValue{{"per_account", PerAccount, "each account has its own for a while"}, {"never", NeverRotate, "each account keeps its first"},
			{"sticky", Sticky, "another about every ip_lifetime, within a session too; 0s = 10m"}, {"per_request", PerRequest, "another for each look-up"}}}, def: "per_account", doc: "How addresses take turns."},
		{name: "ip_lifetime", kind: duration(), def: "0s", doc: "Time after which an account takes another address; 0s = it keeps its address, or ten minutes if sticky."},
		{name: "duty_cycle", kind: share(1), def: "1", doc: "Share of days on which an account works: one in each stretch of 1/duty_cycle days, with rests of half to one and a half times the mean."},
	}}
}

func networkKinds() []enumValue {
	return []enumValue{
		{"datacentre", Datacentre, "rented servers"}, {"vpn", VPN, "a commercial VPN"}, {"residential_proxy", ResidentialProxy, "other people's connections"},
		{"mobile_cgnat", MobileCGNAT, "carrier addresses shared by many"}, {"tor", Tor, "an anonymity network"}, {"owner_host", OwnerHost, "the owner's own machine"},
	}
}

func networkTable() kind {
	return &group{[]field{
		{name: "kind", kind: &enum{networkKinds()}, required: true, example: "datacentre", doc: "Kind of network."},
		{name: "country", kind: &list{of: country(networkCountries()), most: 12, unique: true}, def: "[FR]", doc: "ISO 3166-1 codes of the countries the addresses are in.", formerly: []string{"countries"}},
		{name: "pool", kind: whole(1, mostPool), example: "25", doc: "Distinct addresses; needed but for owner_host."},
		{name: "ip_reuse", kind: factor(one, 1_000_000*one), example: "2.2", doc: "Mean number of times an address is taken; it makes the addresses in use fewer than the pool."},
		{name: "region_match", kind: share(0), example: "0.85", doc: "Share of addresses of the account's own département, or of its carrier's gateway; of residential_proxy and mobile_cgnat."},
	}}
}

func clientTable() kind {
	return &group{[]field{
		{name: "user_agent", kind: &enum{[]enumValue{{"library", LibraryAgent, "that of an HTTP library"}, {"fixed", FixedAgent, "one browser for all"},
			{"owner_clone", OwnerClone, "that of the owner"}, {"pool", AgentPool, "many browsers"}}}, def: "library", doc: "How the client names itself."},
		{name: "tls", kind: &enum{[]enumValue{{"library", LibraryTLS, ""}, {"browser", BrowserTLS, ""}, {"mismatch", MismatchTLS, "not that of the named client"}}}, def: "library", doc: "Whose TLS handshake it shows."},
		{name: "static_assets", kind: boolean(), def: "false", doc: "Whether it fetches style sheets, scripts and images."},
		{name: "navigation", kind: &enum{[]enumValue{{"api_only", false, "the look-up alone"}, {"full_flow", true, "page by page"}}}, def: "api_only", doc: "Which requests it makes."},
		{name: "blend", kind: share(0), example: "0.25", doc: "Share of its requests that are for other services, as cover; at most 0.9."},
	}}
}

func responseTable() kind {
	move := func(name, def, doc string) field {
		return field{name: name, kind: &enum{moves()}, def: def, doc: doc}
	}
	or := func(f field, way kind) field {
		f.kind = &either{f.kind, way}
		return f
	}
	return &group{[]field{
		move("not_found", "next", "The look-up found nobody."),
		move("429", "backoff", "Too many requests."),
		move("403", "rotate_ip", "The address is banned."),
		or(move("captcha", "{solve: 0.9}", "A challenge."), solving()),
		or(move("step_up", "drop_account", "A second factor is asked for."), solving()),
		or(move("account_reset", "drop_account", "The account was reset."), reacquiring()),
		move("service_closed", "backoff", "The service is closed for everybody."),
		move("slow_answers", "next", "The answers of a tarpit, noticed after about 100 look-ups."),
	}}
}

func moves() []enumValue {
	return []enumValue{
		{"next", Next, ""}, {"stop", StopMove, ""}, {"backoff", Backoff, ""}, {"halve_rate", HalveRate, ""}, {"rotate_ip", RotateIP, ""},
		{"rotate_account", RotateAccount, ""}, {"drop_account", DropAccount, ""}, {"switch_endpoint", SwitchEndpoint, ""},
	}
}

// solving is a move that succeeds sometimes, after a while.
func solving() kind {
	return &group{[]field{
		{name: "solve", kind: share(0), required: true, example: "0.9", doc: "Share of challenges solved."},
		{name: "delay", kind: duration(), def: "14s", doc: "Time it takes."},
	}}
}

// reacquiring is the way back to an account that was reset.
func reacquiring() kind {
	return &group{[]field{
		{name: "reacquire", kind: share(0), required: true, example: "0.2", doc: "Share of accounts got back, by another reset through the mailbox."},
		{name: "delay", kind: duration(), def: "1d", doc: "Time it takes."},
	}}
}
