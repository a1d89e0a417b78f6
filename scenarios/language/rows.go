// Package language is how a scenario is written: its keys, what they mean, and where
// their values are kept.
//
//	text ─► [Read] ─► a scenarios.Scenario, or every problem of the file ─► [YAML] ─► text
//
// It stands between the types of a scenario, which the engine works with, and the
// library, which finds files. Each key is one row: the checks, the JSON Schema, the
// tables of the README, and what is read and written are all made from the rows. What
// not every world of a scenario can do it does not know.
package language

import (
	"fmt"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Schema returns the JSON Schema (2020-12) of the language, made from the rows.
func Schema() []byte {
	return schema.JSONSchema(rows(), "breachsim scenario",
		"One scenario: a world of insured persons and practitioners, its benign traffic, and the campaigns and "+
			"controls in it.")
}

// rows is the top of the rows.
func rows() *schema.Group {
	return &schema.Group{Block: true, Rows: []schema.Row{
		key("version", languageVersion(), func(*scenarios.Scenario) any { return constant(int64(scenarios.Version)) },
			"Version of the scenario language.").Needed("1"),
		key("scenario", aboutRows(), func(s *scenarios.Scenario) any { return s },
			"What the scenario is called and tells.").Needed("{id: my-scenario, title: …}"),
		key("time", timeRows(), func(s *scenarios.Scenario) any { return &s.Time },
			"The simulated period.").Needed("{start: 2022-02-14, end: 2022-03-28}"),
		key("population", populationRows(), func(s *scenarios.Scenario) any { return &s.Population },
			"The size of the world.").Needed("{accounts: 20000, insured_persons: 6000000, profile_mix: {…}}"),
		key("calendar", calendarRows(), func(s *scenarios.Scenario) any { return &s.Calendar },
			"What the year does to everybody.").Or("{}"),
		key("portal", portalRows(), func(s *scenarios.Scenario) any { return &s.Portal },
			"The portal itself: limits of sessions, failures, releases.").Or("{}"),
		key("benign", benignRows(), func(s *scenarios.Scenario) any { return &s.Benign },
			"How honest users behave.").Or("{}"),
		key("background", backgroundRows(), func(s *scenarios.Scenario) any { return &s.Background },
			"What reaches the portal from the rest of the internet.").Or("{}"),
		key("campaigns", lines(campaignRows(), 100), func(s *scenarios.Scenario) any { return &s.Campaigns },
			"The threat actors' campaigns. None: a baseline.").Or("[]"),
		key("controls", lines(controlRows(), 100), func(s *scenarios.Scenario) any { return &s.Controls },
			"What the defender does.").Or("[]"),
		key("aftermath", aftermathRows(), func(s *scenarios.Scenario) any { return &s.Aftermath },
			"What happens outside the portal once a campaign is known; recorded in the ground truth, never in a "+
				"log.").Or("{}"),
		key("signals", &schema.Either{Single: setOf(signalNames(), 20), Inside: keyed(signalNames().Words, reason())},
			func(s *scenarios.Scenario) any { return &declared{&s.Signals} },
			"Families of evidence that a detector is meant to see here, each with the reason that the story gives "+
				"for it (or a list of families without reasons); a reason holds for all campaigns, and names one in "+
				"its text where it is that one's alone. Everything else must not separate attack from benign, and "+
				"`audit` tells how much each gives away.").Or("[]").
			Like(`{volume: "900 look-ups a day each", network: "25 rented servers"}`),
		key("output", outputRows(), func(s *scenarios.Scenario) any { return &s.Output },
			"How the portal logs.").Or("{}"),
		schema.When(func(s *scenarios.Scenario) bool { return !s.Delivery.Perfect() },
			key("delivery", deliveryRows(), func(s *scenarios.Scenario) any { return &s.Delivery },
				"What goes wrong with log lines on their way into the files. Left out: nothing.").
				Like("{late: {share: 0.02, window: 15m}, drop: 0.001}")),
		schema.When(func(s *scenarios.Scenario) bool { return len(s.Matrix) > 0 },
			key("matrix", schema.Matrix{Fixed: []string{"matrix", "version", "scenario.id"}},
				func(s *scenarios.Scenario) any { return &s.Matrix },
				"Values to sweep, by path: every combination is a dataset of its own.").Or("{}")),
	}}
}

func aboutRows() *schema.Group {
	return &schema.Group{Block: true, Rows: []schema.Row{
		key("id", schema.Identifier(), func(s *scenarios.Scenario) any { return &s.ID },
			"Name of the scenario on the command line.").Needed("my-scenario"),
		key("title", schema.Text(120, false), func(s *scenarios.Scenario) any { return &s.Title },
			"One line for a list.").Needed(`"What happens, in a line"`),
		key("seed", schema.Whole(0, 1<<63-1), func(s *scenarios.Scenario) any { return &s.Seed },
			"Same seed, same bytes.").Or("1"),
		key("summary", schema.Text(200, false), func(s *scenarios.Scenario) any { return &s.Summary },
			"One sentence for a list."),
		key("story", schema.Text(8000, true), func(s *scenarios.Scenario) any { return &s.Story },
			"What happened, for a reader."),
		key("sources", lines(schema.Text(400, false), 50), func(s *scenarios.Scenario) any { return &s.Sources },
			"Where the public facts come from.").Or("[]"),
		key("assumed", lines(schema.Text(400, false), 50), func(s *scenarios.Scenario) any { return &s.Assumed },
			"What no source says and this file therefore chooses.").Or("[]"),
		key("difficulty", difficultyNames(), func(s *scenarios.Scenario) any { return &s.Difficulty },
			"Measured, never declared: the least capable reference detectors that see the campaign in time."),
	}}
}

func difficultyNames() *schema.Enum {
	e := enum()
	for _, name := range []string{"easy", "medium", "hard", "open"} {
		e.Words = append(e.Words, named(name, name, ""))
	}
	return e
}

func timeRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("start", schema.Moment(), func(t *scenarios.Time) any { return &t.Start },
			"First moment. A date is its midnight in the time zone.").Needed("2022-02-14"),
		key("end", schema.Moment(), func(t *scenarios.Time) any { return &t.End },
			"First moment no longer simulated; at most ten years after start.").Needed("2022-03-28"),
		key("timezone", schema.Timezone(), func(t *scenarios.Time) any { return &t.Location },
			"IANA name of the zone in which the portal's users live.").Or("Europe/Paris"),
		key("warmup", schema.Duration(), func(t *scenarios.Time) any { return &t.Warmup },
			"Whole days before start, 730d at most, that are simulated, labelled and written too, for "+
				"detectors to learn on; what they find counts from start on. Campaigns may begin in it, and "+
				"controls that have no time are in force.").Like("120d"),
	}}
}

func populationRows() *schema.Group {
	return &schema.Group{Block: true, Rows: []schema.Row{
		key("accounts", schema.Whole(1, scenarios.MaxAccounts),
			func(p *scenarios.Population) any { return &p.Accounts },
			"Practitioner accounts.").Needed("20000"),
		key("insured_persons", schema.Whole(1, scenarios.MaxPersons),
			func(p *scenarios.Population) any { return &p.InsuredPersons },
			"Insured persons, children included.").Needed("6000000"),
		key("profile_mix", keyed(profiles(), schema.Share(0)),
			func(p *scenarios.Population) any { return profileMix{p} },
			"Share of each class of account; sums to 1. The class of each account is drawn.").
			Needed("{gp: 0.55, pharmacy: 0.45}"),
		schema.When(func(p *scenarios.Population) bool { return p.Newcomers.Share > 0 },
			key("newcomers", newcomerRows(), func(p *scenarios.Population) any { return &p.Newcomers },
				"Accounts that are opened while the world runs: a new cohort, without any past. "+
					"Campaigns do not take them.").Like("{share: 0.05, from: 2022-03-28, over: 5d}")),
	}}
}

// holidayCountries are the countries whose bank holidays the calendar knows.
func holidayCountries() []string { return []string{"FR"} }

func calendarRows() *schema.Group {
	return &schema.Group{Block: true, Rows: []schema.Row{
		key("country", schema.Country(holidayCountries()), func(c *scenarios.Calendar) any { return &c.Country },
			"ISO 3166-1 code of the country whose bank holidays apply.").Or("FR"),
		key("school_zones", schema.Boolean(), func(c *scenarios.Calendar) any { return &c.SchoolZones },
			"Whether school holidays change demand, zone by zone.").Or("true"),
		key("epidemic", lines(epidemicRows(), 20), func(c *scenarios.Calendar) any { return &c.Epidemics },
			"Epidemics that raise demand.").Or("[]").Once("epidemics"),
		schema.When(func(c *scenarios.Calendar) bool { return len(c.Seasons) > 0 },
			key("season", lines(seasonRows(), 20), func(c *scenarios.Calendar) any { return &c.Seasons },
				"Times of more demand than usual.").Or("[]")),
		schema.When(func(c *scenarios.Calendar) bool { return len(c.Closings) > 0 },
			key("closing", lines(closingRows(), 20), func(c *scenarios.Calendar) any { return &c.Closings },
				"Times at which practices are shut: no honest work is done with their accounts, unless somebody "+
					"stands in.").Or("[]")),
	}}
}

func epidemicRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("name", schema.Identifier(), func(e *scenarios.Epidemic) any { return &e.Name },
			"Name of the epidemic.").Needed("influenza"),
		key("onset", schema.Moment(), func(e *scenarios.Epidemic) any { return &e.Onset },
			"Demand begins to rise.").Needed("2022-02-28"),
		key("peak", schema.Moment(), func(e *scenarios.Epidemic) any { return &e.Peak },
			"Demand is highest; it then falls back as fast as it rose.").Needed("2022-04-04"),
		key("gain", schema.Factor(quantity.One, 10*quantity.One), func(e *scenarios.Epidemic) any { return &e.Gain },
			"Demand at the peak; 1.25 is a quarter more than usual.").Needed("1.25"),
	}}
}

func portalRows() *schema.Group {
	perMonth := func(most scenarios.Share) schema.Kind { return schema.Factor(0, most*quantity.One) }
	return &schema.Group{Block: true, Rows: []schema.Row{
		key("session_idle", schema.Duration(), func(p *scenarios.Portal) any { return &p.SessionIdle },
			"A session without use for longer is closed; at least 5m. Left out: 1h where the period begins on "+
				"1 July 2022 or later, 2h (assumed) before.").Like("1h").Once("idle_timeout"),
		key("session_limit", schema.Duration(), func(p *scenarios.Portal) any { return &p.SessionLimit },
			"A session older than this is closed; not below session_idle. Left out: 4h where the period "+
				"begins on 1 July 2022 or later, 8h (assumed) before.").Like("4h"),
		key("outages_per_month", perMonth(30), func(p *scenarios.Portal) any { return &p.Outages },
			"Unplanned outages of 3 to 25 minutes, in which requests get 502 or 503. Assumed.").Or("2"),
		key("slow_downs_per_month", perMonth(30), func(p *scenarios.Portal) any { return &p.SlowDowns },
			"Times of 20 to 90 minutes in which answers take two to five times as long. Assumed.").Or("4"),
		key("maintenance_per_month", perMonth(30), func(p *scenarios.Portal) any { return &p.Maintenance },
			"Planned closures at night between two and four, 503. Assumed.").Or("2"),
		key("releases_per_month", perMonth(2), func(p *scenarios.Portal) any { return &p.Releases },
			"New versions of the pages: names of static files and sizes change, early on a Tuesday, Wednesday "+
				"or Thursday. Assumed.").Or("1.2"),
		key("ipv6", schema.Boolean(), func(p *scenarios.Portal) any { return &p.IPv6 },
			"The portal's name has an AAAA record, so that about half of its users come over IPv6 (Arcep, "+
				"mid-2022). Left out: IPv4 alone, as most portals of the administration were reached in 2022 "+
				"(assumed).").Or("false"),
		schema.When(func(p *scenarios.Portal) bool { return len(p.ReleaseOn) > 0 },
			key("release_on", &schema.ListOf{Of: schema.Moment(), Most: 20},
				func(p *scenarios.Portal) any { return &p.ReleaseOn },
				"Days on which there is a release besides: all static files and pages change.").Or("[]")),
	}}
}

func benignRows() *schema.Group {
	return &schema.Group{Block: true, Rows: []schema.Row{
		key("credential_sharing_share", schema.Share(0),
			func(b *scenarios.Benign) any { return &b.CredentialSharing },
			"Share of accounts that several people use.").Or("0.25").Once("credential_sharing"),
		key("after_hours_share", schema.Share(0), func(b *scenarios.Benign) any { return &b.AfterHours },
			"Share of work done outside office hours.").Or("0.2").Once("after_hours"),
		key("look_alikes", lookAlikes(), func(b *scenarios.Benign) any { return lookAlikeList{b} },
			"Benign behaviour that looks like a campaign.").Or("none").Once("hard_negatives"),
	}}
}

func backgroundRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("level", schema.Factor(0, scenarios.MaxBackground*quantity.One),
			func(b *scenarios.Background) any { return &b.Level },
			"How many scanners, search engines, monitors, strangers and password guessers there are; 1 is usual "+
				"for a portal of this size (assumed), 0 is nobody.").Or("0"),
	}}
}

// signalNames lists the families of evidence.
func outputRows() *schema.Group {
	return &schema.Group{Rows: append([]schema.Row{
		key("nir", enum(
			word(scenarios.NIRHMAC, "keyed hash"),
			word(scenarios.NIRClear, "the synthetic number"),
			word(scenarios.NIROmit, "left out"),
		),
			func(o *scenarios.Output) any { return &o.NIR },
			"How logs carry the social-security number.").Or("hmac").Once("nir_encoding"),
		key("nir_location", enum(
			word(scenarios.NIRInBody, "in a form, which no log shows"),
			word(scenarios.NIRInPath, "GET /infopatient/assures/NUMBER"),
			word(scenarios.NIRInQuery, "GET /infopatient/assures?nir=NUMBER"),
		), func(o *scenarios.Output) any { return &o.NIRLocation },
			"Where the number travels in the request, and so whether the access log has it: there it is a "+
				"hash, the number or *** as nir says.").Or("body"),
		key("not_found_status", enum(
			named("200", 200, ""),
			named("400", 400, ""),
			named("404", 404, ""),
		),
			func(o *scenarios.Output) any { return &o.NotFoundStatus },
			"HTTP status of a look-up that finds nobody.").Or("200"),
		key("identity", schema.Boolean(), func(o *scenarios.Output) any { return &o.Identity },
			"Writes logs/identity/: what the identity provider logs of sign-ins, second factors and new "+
				"passwords, and the mail that goes out because of them.").Or("false"),
		schema.When(func(o *scenarios.Output) bool { return o.LeakedList },
			key("leaked_list", schema.Boolean(), func(o *scenarios.Output) any { return &o.LeakedList },
				"Writes records/leaked_list: the files that campaigns' lists come from (targets.source), as the "+
					"threat actors hold them.").Or("false")),
	}, weakRows()...)}
}

// weakRows say what is written of what a real team has in place of the truth.
func weakRows() []schema.Row {
	share := func(name string, place func(o *scenarios.Weak) any, doc string) schema.Row {
		return key(name, schema.Share(0), func(o *scenarios.Output) any { return place(&o.Weak) }, doc)
	}
	alerts := func(o *scenarios.Output) bool { return o.Weak.Alerts }
	reasons := func(o *scenarios.Output) bool { return o.Weak.Reasons }
	rows := []schema.Row{
		key("tickets", schema.Boolean(), func(o *scenarios.Output) any { return &o.Weak.Tickets },
			"Writes logs/tickets: calls and complaints at the help desk, and with alerts the analysts' cases "+
				"with their verdicts.").Or("false"),
		key("alerts", schema.Boolean(), func(o *scenarios.Output) any { return &o.Weak.Alerts },
			"Writes logs/alerts: what a WAF and a SIEM with simple rules raised at the time.").Or("false"),
		key("reasons", schema.Boolean(), func(o *scenarios.Output) any { return &o.Weak.Reasons },
			"Writes records/reasons: why a person was looked up, as far as appointments, card readings, invoices, "+
				"referrals and admissions say.").Or("false"),
		schema.When(alerts, share("alerts_missed", func(w *scenarios.Weak) any { return &w.AlertsMissed },
			"Share of the alerts due that are not raised, by rule, account or address, and day (assumed).").Or("0.15")),
		schema.When(alerts, share("alerts_false", func(w *scenarios.Weak) any { return &w.AlertsFalse },
			"Share of the hours with look-ups of an account in which a stale baseline makes a rule fire whatever "+
				"was done (assumed).").Or("0.0005")),
		schema.When(alerts, share("verdicts_wrong", func(w *scenarios.Weak) any { return &w.VerdictsWrong },
			"Share of wrong verdicts among the analysts' cases that come to one (assumed).").Or("0.1")),
		schema.When(reasons, share("reasons_by_chance", func(w *scenarios.Weak) any { return &w.ReasonsChance },
			"Share of a thief's look-ups of persons who happen to have a reason at that account (assumed).").Or("0.003")),
	}
	for i, on := range []func(w *scenarios.Weak) bool{
		func(w *scenarios.Weak) bool { return w.Tickets },
		func(w *scenarios.Weak) bool { return w.Alerts },
		func(w *scenarios.Weak) bool { return w.Reasons },
	} {
		rows[i] = schema.When(func(o *scenarios.Output) bool { return on(&o.Weak) }, rows[i])
	}
	return rows
}

func aftermathRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("regulator_notified", schema.Moment(), func(a *scenarios.Aftermath) any { return &a.RegulatorNotified },
			"The data-protection regulator is notified.").Like("2022-03-16"),
		key("complaint_filed", schema.Moment(), func(a *scenarios.Aftermath) any { return &a.ComplaintFiled },
			"A complaint is lodged.").Like("2022-03-17"),
		key("made_public", schema.Moment(), func(a *scenarios.Aftermath) any { return &a.MadePublic },
			"The breach is announced.").Like("2022-03-17"),
		key("emails_from", schema.Moment(), func(a *scenarios.Aftermath) any { return &a.EmailsFrom },
			"First e-mails to affected persons. Left out: none are sent.").Like("2022-03-24"),
		key("letters_from", schema.Moment(), func(a *scenarios.Aftermath) any { return &a.LettersFrom },
			"First letters to affected persons; not before the e-mails. Left out: none are sent.").Like("2022-03-31"),
	}}
}

// languageVersion is the one version there is.
func languageVersion() schema.Kind {
	s := schema.Whole(scenarios.Version, scenarios.Version)
	s.Name, s.Want = "integer 1", fmt.Sprint(scenarios.Version)
	parse := s.Parse
	s.Parse = func(text string) (any, error) {
		v, err := parse(text)
		if err != nil {
			return nil, &wording.Fault{What: wording.Quote(text) +
				" is not the version of the language that this program reads"}
		}
		return v, nil
	}
	return s
}
