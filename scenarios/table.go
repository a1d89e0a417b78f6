package scenarios

// The field table is the language: the walk, the JSON Schema and the tables of
// the README are all made from it.

// Limits of the world, far above any country. Names of accounts and sites reach
// so far and no farther.
const (
	maxAccounts = 1_000_000
	maxPersons  = 70_000_000
	mostPerDay  = 10_000_000 // look-ups of an account
	mostPool    = 65_536     // addresses of a campaign
)

// language is the top of the field table.
func language() *group {
	return &group{[]field{
		{name: "version", kind: languageVersion(), required: true, example: "1", doc: "Version of the scenario language."},
		{name: "scenario", kind: aboutTable(), required: true, example: "{id: my-scenario, title: …}", doc: "What the scenario is called and tells."},
		{name: "time", kind: timeTable(), required: true, example: "{start: 2022-02-14, end: 2022-03-28}", doc: "The simulated period."},
		{name: "population", kind: populationTable(), required: true, example: "{accounts: 20000, insured_persons: 6000000, profile_mix: {…}}", doc: "The size of the world."},
		{name: "calendar", kind: calendarTable(), def: "{}", doc: "What the year does to everybody."},
		{name: "portal", kind: portalTable(), def: "{}", doc: "The portal itself: limits of sessions, failures, releases."},
		{name: "benign", kind: benignTable(), def: "{}", doc: "How honest users behave."},
		{name: "campaigns", kind: &list{of: campaignTable(), most: 100}, def: "[]", doc: "The threat actors' campaigns. None: a baseline."},
		{name: "controls", kind: &list{of: controlTable(), most: 100}, def: "[]", doc: "What the defender does."},
		{name: "aftermath", kind: aftermathTable(), def: "{}", doc: "What happens outside the portal once a campaign is known; told in the ground truth, never in a log."},
		{name: "signals", kind: &list{of: signalNames(), most: 20, unique: true}, def: "[]", doc: "Families of evidence that a detector is meant to see here; everything else must not separate attack from benign."},
		{name: "output", kind: outputTable(), def: "{}", doc: "How the portal logs."},
		{name: "matrix", kind: sweep{}, def: "{}", doc: "Values to sweep, by path: every combination is a dataset of its own."},
	}}
}

func aboutTable() kind {
	return &group{[]field{
		{name: "id", kind: identifier(), required: true, example: "my-scenario", doc: "Name of the scenario on the command line."},
		{name: "title", kind: text(120, false), required: true, example: `"What happens, in a line"`, doc: "One line for a list."},
		{name: "seed", kind: whole(0, 1<<63-1), def: "1", doc: "Same seed, same bytes."},
		{name: "summary", kind: text(200, false), doc: "One sentence for a list."},
		{name: "story", kind: text(8000, true), doc: "What happened, for a reader."},
		{name: "sources", kind: &list{of: text(400, false), most: 50}, def: "[]", doc: "Where the public facts come from."},
		{name: "assumed", kind: &list{of: text(400, false), most: 50}, def: "[]", doc: "What no source says and this file therefore chooses."},
		{name: "difficulty", kind: difficultyNames(), doc: "Measured, never declared: the least capable reference detectors that see the campaign in time."},
	}}
}

func difficultyNames() kind {
	return &enum{[]enumValue{{"easy", "easy", ""}, {"medium", "medium", ""}, {"hard", "hard", ""}, {"open", "open", ""}}}
}

func timeTable() kind {
	return &group{[]field{
		{name: "start", kind: moment(), required: true, example: "2022-02-14", doc: "First moment. A date is its midnight in the time zone."},
		{name: "end", kind: moment(), required: true, example: "2022-03-28", doc: "First moment no longer simulated; at most ten years after start."},
		{name: "timezone", kind: timezone(), def: "Europe/Paris", doc: "IANA name of the zone in which the portal's users live."},
		{name: "warmup", kind: duration(), example: "120d", doc: "Whole days before start, 730d at most, that are simulated, labelled and written too, for detectors to learn on; what they find counts from start on. Campaigns may begin in it, and controls that have no time are in force."},
	}}
}

func populationTable() kind {
	return &group{[]field{
		{name: "accounts", kind: whole(1, maxAccounts), required: true, example: "20000", doc: "Practitioner accounts."},
		{name: "insured_persons", kind: whole(1, maxPersons), required: true, example: "6000000", doc: "Insured persons, children included."},
		{name: "profile_mix", kind: profileShares(), required: true, example: "{gp: 0.55, pharmacy: 0.45}", doc: "Share of each class of account; sums to 1. The class of each account is drawn."},
	}}
}

// holidayCountries are the countries whose bank holidays the calendar knows;
// networkCountries those that the network table has addresses in.
func holidayCountries() []string { return []string{"FR"} }

func networkCountries() []string {
	return []string{"FR", "NL", "DE", "GB", "BE", "ES", "IT", "CH", "LU", "RO", "PL", "US"}
}

// profiles names the classes of account, in canonical order.
func profiles() []enumValue {
	return []enumValue{
		{"gp", GP, "General practitioners."},
		{"pharmacy", Pharmacy, "Pharmacies."},
		{"nurse", Nurse, "Self-employed nurses."},
		{"other", Other, "Other practitioners: specialists, physiotherapists, midwives, dentists."},
		{"hospital_desk", HospitalDesk, "Admission desks of hospitals."},
		{"lab", Lab, "Medical laboratories."},
		{"vaccination", Vaccination, "Vaccination sites."},
	}
}

func profileShares() kind { return keyed(profiles(), share(0)) }

func profileCounts() kind { return keyed(profiles(), whole(0, maxAccounts)) }

// keyed is a mapping from words of a list to values of one kind.
func keyed(words []enumValue, of kind) kind {
	g := &group{}
	for _, w := range words {
		g.fields = append(g.fields, field{name: w.name, kind: of, doc: w.doc})
	}
	return g
}

func calendarTable() kind {
	epidemic := &group{[]field{
		{name: "name", kind: identifier(), required: true, example: "influenza", doc: "Name of the epidemic."},
		{name: "onset", kind: moment(), required: true, example: "2022-02-28", doc: "Demand begins to rise."},
		{name: "peak", kind: moment(), required: true, example: "2022-04-04", doc: "Demand is highest; it then falls back as fast as it rose."},
		{name: "gain", kind: factor(one, 10*one), required: true, example: "1.25", doc: "Demand at the peak; 1.25 is a quarter more than usual."},
	}}
	return &group{[]field{
		{name: "country", kind: country(holidayCountries()), def: "FR", doc: "ISO 3166-1 code of the country whose bank holidays apply."},
		{name: "school_zones", kind: boolean(), def: "true", doc: "Whether school holidays change demand, zone by zone."},
		{name: "epidemic", kind: &list{of: epidemic, most: 20}, def: "[]", doc: "Epidemics that raise demand.", formerly: []string{"epidemics"}},
	}}
}

func benignTable() kind {
	return &group{[]field{
		{name: "credential_sharing_share", kind: share(0), def: "0.25", doc: "Share of accounts that several people use.", formerly: []string{"credential_sharing"}},
		{name: "after_hours_share", kind: share(0), def: "0.2", doc: "Share of work done outside office hours.", formerly: []string{"after_hours"}},
		{name: "look_alikes", kind: lookAlikes(), def: "none", doc: "Benign behaviour that looks like a campaign.", formerly: []string{"hard_negatives"}},
	}}
}

// signalNames lists the families of evidence.
func signalNames() kind {
	e := &enum{}
	for _, name := range []string{"volume", "rhythm", "network", "user_agent", "errors", "novelty", "geography", "sequence", "coherence", "hour"} {
		e.values = append(e.values, enumValue{name, Signal(name), ""})
	}
	return e
}

func outputTable() kind {
	return &group{[]field{
		{name: "nir", kind: &enum{[]enumValue{{"hmac", NIRHMAC, "keyed hash"}, {"clear", NIRClear, "the synthetic number"}, {"omit", NIROmit, "left out"}}},
			def: "hmac", doc: "How logs carry the social-security number.", formerly: []string{"nir_encoding"}},
		{name: "nir_location", kind: &enum{nirLocations()}, def: "body", doc: "Where the number travels in the request, and so whether the access log has it: there it is a hash, the number or *** as nir says."},
		{name: "not_found_status", kind: &enum{[]enumValue{{"200", 200, ""}, {"400", 400, ""}, {"404", 404, ""}}}, def: "200", doc: "HTTP status of a look-up that finds nobody."},
	}}
}
