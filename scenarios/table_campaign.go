package scenarios

import (
	"breachsim/scenarios/internal/quantity"
	"breachsim/scenarios/internal/schema"
)

func campaignTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "id", Kind: schema.Identifier(), Required: true, Example: "c1", Doc: "Name of the campaign in the ground truth; unique."},
		{Name: "window", Kind: windowTable(), Required: true, Example: "{start: 2022-03-07T18:40:00+01:00, stop: 2022-03-11T16:00:00+01:00}", Doc: "When it looks persons up, validation apart."},
		{Name: "co_use", Kind: &schema.Enum{Words: []schema.EnumWord{
			word("owner_active", OwnerActive, "the owner keeps working"), word("idle", OwnerIdle, "the owner does not, from the takeover on"), word("same_session", SameSession, "in the owner's own session and only while the owner works, with session_theft")}},
			Default: "owner_active", Doc: "Whether the rightful owner uses the account meanwhile."},
		{Name: "access", Kind: accessTable(), Required: true, Example: "{accounts: 19}", Doc: "How it gets its accounts."},
		{Name: "targets", Kind: targetsTable(), Required: true, Example: "{exposed: 510000}", Doc: "Whom it looks up."},
		{Name: "pacing", Kind: pacingTable(), Default: "{}", Doc: "Its tempo."},
		{Name: "rotation", Kind: rotationTable(), Default: "{}", Doc: "How accounts and addresses take turns."},
		{Name: "network", Kind: networkTable(), Required: true, Example: "{kind: datacentre, country: [FR], pool: 25}", Doc: "Where it comes from."},
		{Name: "client", Kind: clientTable(), Default: "{}", Doc: "Its client."},
		{Name: "on_response", Kind: responseTable(), Default: "{}", Doc: "What it does about an answer."},
	}}
}

func windowTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "start", Kind: schema.Moment(), Required: true, Example: "2022-03-07T18:40:00+01:00", Doc: "First look-up at the earliest."},
		{Name: "stop", Kind: schema.Moment(), Required: true, Example: "2022-03-11T16:00:00+01:00", Doc: "No look-up from then on.", Formerly: []string{"end"}},
	}}
}

func accessTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "technique", Kind: &schema.ListOf{Of: schema.Word("an ATT&CK technique", "an ATT&CK id such as T1078 or T1589.001", `^T\d{4}(\.\d{3})?$`), Most: 50, Unique: true},
			Default: "[T1078]", Doc: "MITRE ATT&CK techniques of the access.", Formerly: []string{"techniques"}},
		{Name: "accounts", Kind: schema.Whole(1, maxAccounts), Required: true, Example: "19", Doc: "Compromised accounts."},
		{Name: "profiles", Kind: profileCounts(), Default: "{}", Doc: "How many of which class; sums to accounts. Left out: any."},
		{Name: "acquire", Kind: keyed(acquisitions(), schema.Share(0)), Default: "{credential_replay: 1}", Doc: "Share of accounts got in each way; sums to 1."},
		{Name: "validate", Kind: &schema.Group{Rows: []schema.Row{
			{Name: "lead", Kind: schema.Duration(), Default: "0s", Doc: "How long before the window the accounts are tried."},
			{Name: "lookups", Kind: schema.Whole(0, 1000), Default: "0", Doc: "Trial look-ups with each account."},
		}}, Default: "{}", Doc: "Trial use before the window."},
	}}
}

func acquisitions() []schema.EnumWord {
	return []schema.EnumWord{
		word("credential_replay", CredentialReplay, "Known credentials are replayed."),
		word("mailbox_reset", MailboxReset, "The password is reset through the owner's mailbox."),
		word("session_theft", SessionTheft, "A session cookie is stolen: the owner's sessions are used while they live."),
		word("dormant_account", DormantAccount, "An account whose owner has been silent for two to six months."),
		word("self_registration", SelfRegistration, "An account that the threat actor registered in the weeks before the scenario begins."),
		word("insider", Insider, "A delegate or the owner, from their own machine."),
	}
}

func orders() []schema.EnumWord {
	return []schema.EnumWord{
		word("sorted", Sorted, "by number"), word("random", Random, ""), word("region", ByRegion, "place by place"),
		word("household", ByHousehold, "members of a household together"), word("enumeration", Enumeration, "numbers made up one after the other"),
	}
}

func targetsTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "exposed", Kind: schema.Whole(1, maxPersons), Required: true, Example: "510000", Doc: "Distinct persons whose data the campaign gets, exactly, trial look-ups included; at most, where a control judges what the log says.", Formerly: []string{"persons"}},
		{Name: "order", Kind: &schema.Enum{Words: orders()}, Default: "random", Doc: "Order of the list."},
		{Name: "hit_rate", Kind: schema.Share(one / 1000), Default: "1", Doc: "Share of look-ups that find somebody."},
		{Name: "region_match", Kind: schema.Share(0), Default: "0", Doc: "Share of targets who live in the département of the account that looks them up, half of them among those whom it sees anyway while there are any; the others live anywhere."},
		{Name: "skip_canaries", Kind: schema.Share(0), Example: "0.5", Doc: "Share of canary persons the threat actor recognises and avoids."},
	}}
}

func pacingTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "shape", Kind: &schema.Enum{Words: []schema.EnumWord{word("constant", Constant, ""), word("poisson", PoissonShape, ""), word("lognormal", LogNormalShape, "heavy-tailed gaps"),
			word("burst", Burst, "runs of 20 to 60, then rest"), word("diurnal", Diurnal, "follows the demand of honest users"), word("owner_mimic", OwnerMimic, "follows the demand of the owner's profession")}}, Default: "constant", Doc: "Law of the gaps between look-ups."},
		{Name: "rate", Kind: schema.Rate(), Example: "0.3/s", Doc: "Look-ups: /s of all accounts together, /d an account and ordinary working day, x times the owner's own mean. Left out: such that the list is done at the stop."},
		{Name: "jitter", Kind: schema.Share(0), Default: "0", Doc: "Standard deviation of the gaps, as a share of their mean (0.41 and above: look-ups fall anywhere in their turns); for the constant shape."},
		{Name: "think_time", Kind: schema.Distribution(), Example: `"lognormal(median=25s, sigma=0.9)"`, Doc: "Law of the time between two look-ups of an account; in a burst as it is, else stretched to the rate. With lognormal, burst, diurnal, owner_mimic."},
		{Name: "active_hours", Kind: &schema.Enum{Words: []schema.EnumWord{word("all", AllHours, ""), word("office", OfficeHours, ""), word("owner", OwnerHours, "those of the account's owner")}}, Default: "all", Doc: "When it works."},
		{Name: "ramp", Kind: schema.Duration(), Default: "0s", Doc: "Time over which the rate rises from nothing."},
		{Name: "concurrency", Kind: schema.Whole(1, maxAccounts), Example: "19", Doc: "Accounts at work at once, at most. Left out: all; half of them with least_recent, one with sequential and burn."},
		{Name: "max_per_account_day", Kind: schema.Whole(1, mostPerDay), Example: "120", Doc: "Look-ups an account and day at most."},
		{Name: "shares", Kind: schema.Shares(), Default: Shares{Alpha: quantity.UsualAlpha}.String(), Doc: "How the list divides among the accounts: evenly, in proportion to what each owner usually looks up, or by a Dirichlet law with so large a concentration for each account, 1 to 1000 (12: the coefficient of variation is about 29 %)."},
	}}
}

func rotationTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "accounts", Kind: &schema.Enum{Words: []schema.EnumWord{word("parallel", Parallel, "all at once; turns as least_recent if concurrency is smaller"), word("sequential", Sequential, "one after the other"), word("least_recent", LeastRecent, "turns of 30 to 90 minutes"), word("burn", Burn, "one after the other, each once; of stolen sessions one of each account, whenever its owner has it open")}}, Default: "parallel", Doc: "How accounts take turns."},
		{Name: "ip", Kind: &schema.Enum{Words: []schema.EnumWord{word("per_account", PerAccount, "each account has its own for a while"), word("never", NeverRotate, "each account keeps its first"),
			word("sticky", Sticky, "another about every ip_lifetime, within a session too; 0s = 10m"), word("per_request", PerRequest, "another for each look-up")}}, Default: "per_account", Doc: "How addresses take turns."},
		{Name: "ip_lifetime", Kind: schema.Duration(), Default: "0s", Doc: "Time after which an account takes another address; 0s = it keeps its address, or ten minutes if sticky."},
		{Name: "duty_cycle", Kind: schema.Share(1), Default: "1", Doc: "Share of days on which an account works: one in each stretch of 1/duty_cycle days, with rests of half to one and a half times the mean."},
	}}
}

func networkKinds() []schema.EnumWord {
	return []schema.EnumWord{
		word("datacentre", Datacentre, "rented servers"), word("vpn", VPN, "a commercial VPN"), word("residential_proxy", ResidentialProxy, "other people's connections"),
		word("mobile_cgnat", MobileCGNAT, "carrier addresses shared by many"), word("tor", Tor, "an anonymity network"), word("owner_host", OwnerHost, "the owner's own machine"),
	}
}

func networkTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "kind", Kind: &schema.Enum{Words: networkKinds()}, Required: true, Example: "datacentre", Doc: "Kind of network."},
		{Name: "country", Kind: &schema.ListOf{Of: schema.Country(networkCountries()), Most: 12, Unique: true}, Default: "[FR]", Doc: "ISO 3166-1 codes of the countries the addresses are in.", Formerly: []string{"countries"}},
		{Name: "pool", Kind: schema.Whole(1, mostPool), Example: "25", Doc: "Distinct addresses; needed but for owner_host."},
		{Name: "ip_reuse", Kind: schema.Factor(one, 1_000_000*one), Example: "2.2", Doc: "Mean number of times an address is taken; it makes the addresses in use fewer than the pool."},
		{Name: "region_match", Kind: schema.Share(0), Example: "0.85", Doc: "Share of addresses of the account's own département, or of its carrier's gateway; of residential_proxy and mobile_cgnat."},
	}}
}

func clientTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "user_agent", Kind: &schema.Enum{Words: []schema.EnumWord{word("library", LibraryAgent, "that of an HTTP library"), word("fixed", FixedAgent, "one browser for all"),
			word("owner_clone", OwnerClone, "that of the owner"), word("pool", AgentPool, "many browsers")}}, Default: "library", Doc: "How the client names itself."},
		{Name: "tls", Kind: &schema.Enum{Words: []schema.EnumWord{word("library", LibraryTLS, ""), word("browser", BrowserTLS, ""), word("mismatch", MismatchTLS, "not that of the named client")}}, Default: "library", Doc: "Whose TLS handshake it shows."},
		{Name: "static_assets", Kind: schema.Boolean(), Default: "false", Doc: "Whether it fetches style sheets, scripts and images."},
		{Name: "navigation", Kind: &schema.Enum{Words: []schema.EnumWord{word("api_only", false, "the look-up alone"), word("full_flow", true, "page by page")}}, Default: "api_only", Doc: "Which requests it makes."},
		{Name: "blend", Kind: schema.Share(0), Example: "0.25", Doc: "Share of its requests that are for other services, as cover; at most 0.9."},
	}}
}

func responseTable() schema.Kind {
	move := func(name, def, doc string) schema.Row {
		return schema.Row{Name: name, Kind: &schema.Enum{Words: moves()}, Default: def, Doc: doc}
	}
	or := func(f schema.Row, way schema.Kind) schema.Row {
		f.Kind = &schema.Either{Single: f.Kind, Inside: way}
		return f
	}
	return &schema.Group{Rows: []schema.Row{
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

func moves() []schema.EnumWord {
	return []schema.EnumWord{
		word("next", Next, ""), word("stop", StopMove, ""), word("backoff", Backoff, ""), word("halve_rate", HalveRate, ""), word("rotate_ip", RotateIP, ""),
		word("rotate_account", RotateAccount, ""), word("drop_account", DropAccount, ""), word("switch_endpoint", SwitchEndpoint, ""),
	}
}

// solving is a move that succeeds sometimes, after a while.
func solving() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "solve", Kind: schema.Share(0), Required: true, Example: "0.9", Doc: "Share of challenges solved."},
		{Name: "delay", Kind: schema.Duration(), Default: "14s", Doc: "Time it takes."},
	}}
}

// reacquiring is the way back to an account that was reset.
func reacquiring() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "reacquire", Kind: schema.Share(0), Required: true, Example: "0.2", Doc: "Share of accounts got back, by another reset through the mailbox."},
		{Name: "delay", Kind: schema.Duration(), Default: "1d", Doc: "Time it takes."},
	}}
}
