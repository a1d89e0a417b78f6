package scenarios

import (
	"fmt"

	"breachsim/scenarios/internal/schema"
	"breachsim/scenarios/internal/wording"
)

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
func language() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		{Name: "version", Kind: languageVersion(), Required: true, Example: "1", Doc: "Version of the scenario language."},
		{Name: "scenario", Kind: aboutTable(), Required: true, Example: "{id: my-scenario, title: …}", Doc: "What the scenario is called and tells."},
		{Name: "time", Kind: timeTable(), Required: true, Example: "{start: 2022-02-14, end: 2022-03-28}", Doc: "The simulated period."},
		{Name: "population", Kind: populationTable(), Required: true, Example: "{accounts: 20000, insured_persons: 6000000, profile_mix: {…}}", Doc: "The size of the world."},
		{Name: "calendar", Kind: calendarTable(), Default: "{}", Doc: "What the year does to everybody."},
		{Name: "portal", Kind: portalTable(), Default: "{}", Doc: "The portal itself: limits of sessions, failures, releases."},
		{Name: "benign", Kind: benignTable(), Default: "{}", Doc: "How honest users behave."},
		{Name: "campaigns", Kind: &schema.ListOf{Of: campaignTable(), Most: 100}, Default: "[]", Doc: "The threat actors' campaigns. None: a baseline."},
		{Name: "controls", Kind: &schema.ListOf{Of: controlTable(), Most: 100}, Default: "[]", Doc: "What the defender does."},
		{Name: "aftermath", Kind: aftermathTable(), Default: "{}", Doc: "What happens outside the portal once a campaign is known; told in the ground truth, never in a log."},
		{Name: "signals", Kind: &schema.ListOf{Of: signalNames(), Most: 20, Unique: true}, Default: "[]", Doc: "Families of evidence that a detector is meant to see here; everything else must not separate attack from benign."},
		{Name: "output", Kind: outputTable(), Default: "{}", Doc: "How the portal logs."},
		{Name: "matrix", Kind: schema.Matrix{Fixed: []string{"matrix", "version", "scenario.id"}}, Default: "{}", Doc: "Values to sweep, by path: every combination is a dataset of its own."},
	}}
}

func aboutTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "id", Kind: schema.Identifier(), Required: true, Example: "my-scenario", Doc: "Name of the scenario on the command line."},
		{Name: "title", Kind: schema.Text(120, false), Required: true, Example: `"What happens, in a line"`, Doc: "One line for a list."},
		{Name: "seed", Kind: schema.Whole(0, 1<<63-1), Default: "1", Doc: "Same seed, same bytes."},
		{Name: "summary", Kind: schema.Text(200, false), Doc: "One sentence for a list."},
		{Name: "story", Kind: schema.Text(8000, true), Doc: "What happened, for a reader."},
		{Name: "sources", Kind: &schema.ListOf{Of: schema.Text(400, false), Most: 50}, Default: "[]", Doc: "Where the public facts come from."},
		{Name: "assumed", Kind: &schema.ListOf{Of: schema.Text(400, false), Most: 50}, Default: "[]", Doc: "What no source says and this file therefore chooses."},
		{Name: "difficulty", Kind: difficultyNames(), Doc: "Measured, never declared: the least capable reference detectors that see the campaign in time."},
	}}
}

func difficultyNames() schema.Kind {
	return &schema.Enum{Words: []schema.EnumWord{word("easy", "easy", ""), word("medium", "medium", ""), word("hard", "hard", ""), word("open", "open", "")}}
}

func timeTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "start", Kind: schema.Moment(), Required: true, Example: "2022-02-14", Doc: "First moment. A date is its midnight in the time zone."},
		{Name: "end", Kind: schema.Moment(), Required: true, Example: "2022-03-28", Doc: "First moment no longer simulated; at most ten years after start."},
		{Name: "timezone", Kind: schema.Timezone(), Default: "Europe/Paris", Doc: "IANA name of the zone in which the portal's users live."},
		{Name: "warmup", Kind: schema.Duration(), Example: "120d", Doc: "Whole days before start, 730d at most, that are simulated, labelled and written too, for detectors to learn on; what they find counts from start on. Campaigns may begin in it, and controls that have no time are in force."},
	}}
}

func populationTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "accounts", Kind: schema.Whole(1, maxAccounts), Required: true, Example: "20000", Doc: "Practitioner accounts."},
		{Name: "insured_persons", Kind: schema.Whole(1, maxPersons), Required: true, Example: "6000000", Doc: "Insured persons, children included."},
		{Name: "profile_mix", Kind: profileShares(), Required: true, Example: "{gp: 0.55, pharmacy: 0.45}", Doc: "Share of each class of account; sums to 1. The class of each account is drawn."},
	}}
}

// holidayCountries are the countries whose bank holidays the calendar knows;
// networkCountries those that the network table has addresses in.
func holidayCountries() []string { return []string{"FR"} }

func networkCountries() []string {
	return []string{"FR", "NL", "DE", "GB", "BE", "ES", "IT", "CH", "LU", "RO", "PL", "US"}
}

// Schema returns the JSON Schema (2020-12) of the language, made from the field
// table.
func Schema() []byte {
	return schema.JSONSchema(language(), "breachsim scenario",
		"One scenario: a world of insured persons and practitioners, its benign traffic, and the campaigns and controls in it.")
}

// languageVersion is the one version there is.
func languageVersion() schema.Kind {
	s := schema.Whole(Version, Version)
	s.Name, s.Want = "integer 1", fmt.Sprint(Version)
	parse := s.Parse
	s.Parse = func(text string) (any, error) {
		v, err := parse(text)
		if err != nil {
			return nil, &wording.Fault{What: wording.Quote(text) + " is not the version of the language that this program reads"}
		}
		return v, nil
	}
	return s
}

// profiles names the classes of account, in canonical order.
func profiles() []schema.EnumWord {
	return []schema.EnumWord{
		word("gp", GP, "General practitioners."),
		word("pharmacy", Pharmacy, "Pharmacies."),
		word("nurse", Nurse, "Self-employed nurses."),
		word("other", Other, "Other practitioners: specialists, physiotherapists, midwives, dentists."),
		word("hospital_desk", HospitalDesk, "Admission desks of hospitals."),
		word("lab", Lab, "Medical laboratories."),
		word("vaccination", Vaccination, "Vaccination sites."),
	}
}

func profileShares() schema.Kind { return keyed(profiles(), schema.Share(0)) }

func profileCounts() schema.Kind { return keyed(profiles(), schema.Whole(0, maxAccounts)) }

// keyed is a mapping from words of a list to values of one kind.
func keyed(words []schema.EnumWord, of schema.Kind) schema.Kind {
	g := &schema.Group{}
	for _, w := range words {
		g.Rows = append(g.Rows, schema.Row{Name: w.Name, Kind: of, Doc: w.Doc})
	}
	return g
}

func calendarTable() schema.Kind {
	epidemic := &schema.Group{Rows: []schema.Row{
		{Name: "name", Kind: schema.Identifier(), Required: true, Example: "influenza", Doc: "Name of the epidemic."},
		{Name: "onset", Kind: schema.Moment(), Required: true, Example: "2022-02-28", Doc: "Demand begins to rise."},
		{Name: "peak", Kind: schema.Moment(), Required: true, Example: "2022-04-04", Doc: "Demand is highest; it then falls back as fast as it rose."},
		{Name: "gain", Kind: schema.Factor(one, 10*one), Required: true, Example: "1.25", Doc: "Demand at the peak; 1.25 is a quarter more than usual."},
	}}
	return &schema.Group{Rows: []schema.Row{
		{Name: "country", Kind: schema.Country(holidayCountries()), Default: "FR", Doc: "ISO 3166-1 code of the country whose bank holidays apply."},
		{Name: "school_zones", Kind: schema.Boolean(), Default: "true", Doc: "Whether school holidays change demand, zone by zone."},
		{Name: "epidemic", Kind: &schema.ListOf{Of: epidemic, Most: 20}, Default: "[]", Doc: "Epidemics that raise demand.", Formerly: []string{"epidemics"}},
	}}
}

func benignTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "credential_sharing_share", Kind: schema.Share(0), Default: "0.25", Doc: "Share of accounts that several people use.", Formerly: []string{"credential_sharing"}},
		{Name: "after_hours_share", Kind: schema.Share(0), Default: "0.2", Doc: "Share of work done outside office hours.", Formerly: []string{"after_hours"}},
		{Name: "look_alikes", Kind: lookAlikes(), Default: "none", Doc: "Benign behaviour that looks like a campaign.", Formerly: []string{"hard_negatives"}},
	}}
}

// signalNames lists the families of evidence.
func signalNames() schema.Kind {
	e := &schema.Enum{}
	for _, name := range []string{"volume", "rhythm", "network", "user_agent", "errors", "novelty", "geography", "sequence", "coherence", "hour"} {
		e.Words = append(e.Words, word(name, Signal(name), ""))
	}
	return e
}

func outputTable() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		{Name: "nir", Kind: &schema.Enum{Words: []schema.EnumWord{word("hmac", NIRHMAC, "keyed hash"), word("clear", NIRClear, "the synthetic number"), word("omit", NIROmit, "left out")}},
			Default: "hmac", Doc: "How logs carry the social-security number.", Formerly: []string{"nir_encoding"}},
		{Name: "nir_location", Kind: &schema.Enum{Words: nirLocations()}, Default: "body", Doc: "Where the number travels in the request, and so whether the access log has it: there it is a hash, the number or *** as nir says."},
		{Name: "not_found_status", Kind: &schema.Enum{Words: []schema.EnumWord{word("200", 200, ""), word("400", 400, ""), word("404", 404, "")}}, Default: "200", Doc: "HTTP status of a look-up that finds nobody."},
	}}
}

// word is one word of the language, what it stands for, and its meaning.
func word(name string, value any, doc string) schema.EnumWord {
	return schema.EnumWord{Name: name, Value: value, Doc: doc}
}
