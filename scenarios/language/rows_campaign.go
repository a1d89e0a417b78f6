package language

import (
	"fmt"
	"strconv"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

func campaignRows() *schema.Group {
	return &schema.Group{Block: true, Rows: []schema.Row{
		key("id", schema.Identifier(), func(k *scenarios.Campaign) any { return &k.ID },
			"Name of the campaign in the ground truth; unique.").Needed("c1"),
		key("window", windowRows(), func(k *scenarios.Campaign) any { return &k.Window },
			"When it looks persons up, validation apart.").
			Needed("{start: 2022-03-07T18:40:00+01:00, stop: 2022-03-11T16:00:00+01:00}"),
		key("co_use", enum(
			word(scenarios.OwnerActive, "the owner keeps working"),
			word(scenarios.OwnerIdle, "the owner does not, from the takeover on"),
			word(scenarios.SameSession, "in the owner's own session and only while the owner works, with "+
				"session_theft"),
		),
			func(k *scenarios.Campaign) any { return &k.CoUse },
			"Whether the rightful owner uses the account meanwhile.").Or("owner_active"),
		key("access", accessRows(), func(k *scenarios.Campaign) any { return &k.Access },
			"How it gets its accounts.").Needed("{accounts: 19}"),
		key("targets", targetsRows(), func(k *scenarios.Campaign) any { return &k.Targets },
			"The persons that it looks up.").Needed("{exposed: 510000}"),
		key("pacing", pacingRows(), func(k *scenarios.Campaign) any { return &k.Pacing },
			"Its tempo.").Or("{}"),
		key("rotation", rotationRows(), func(k *scenarios.Campaign) any { return &k.Rotation },
			"How accounts and addresses take turns.").Or("{}"),
		key("network", networkRows(), func(k *scenarios.Campaign) any { return &k.Network },
			"Where it comes from.").Needed("{kind: datacentre, country: [FR], pool: 25}"),
		key("client", clientRows(), func(k *scenarios.Campaign) any { return &k.Client },
			"Its client.").Or("{}"),
		key("on_response", responseRows(), func(k *scenarios.Campaign) any { return reactions{k} },
			"What it does about an answer.").Or("{}"),
	}}
}

func windowRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("start", schema.Moment(), func(s *scenarios.Span) any { return &s.From },
			"First look-up at the earliest.").Needed("2022-03-07T18:40:00+01:00"),
		key("stop", schema.Moment(), func(s *scenarios.Span) any { return &s.To },
			"No look-up from then on.").Needed("2022-03-11T16:00:00+01:00").Once("end"),
	}}
}

func accessRows() *schema.Group {
	return &schema.Group{Block: true, Rows: []schema.Row{
		key("technique", setOf(technique(), 50), func(a *scenarios.AccountAccess) any { return &a.Techniques },
			"MITRE ATT&CK techniques of the access.").Or("[T1078]").Once("techniques"),
		key("accounts", schema.Whole(1, scenarios.MaxAccounts),
			func(a *scenarios.AccountAccess) any { return &a.Accounts },
			"Compromised accounts.").Needed("19"),
		key("profiles", keyed(profiles(), schema.Whole(0, scenarios.MaxAccounts)),
			func(a *scenarios.AccountAccess) any { return profileCounts{a} },
			"How many of which class; sums to accounts. Left out: any.").Or("{}"),
		key("acquire", keyed(acquisitions(), schema.Share(0)),
			func(a *scenarios.AccountAccess) any { return acquireMix{a} },
			"Share of accounts got in each way; sums to 1.").Or("{credential_replay: 1}"),
		key("validate", validateRows(), func(a *scenarios.AccountAccess) any { return &a.Validate },
			"Trial use before the window.").Or("{}"),
		key("success", schema.Share(quantity.One/1000), func(a *scenarios.AccountAccess) any { return &a.Success },
			"Share of the accounts tried with replayed credentials that are taken; the sign-ins at the others are "+
				"refused. Of mailboxes two in three open the account. At most a quarter of the other accounts is tried. "+
				"1: whatever is tried is taken.").Or("0.05"),
	}}
}

// technique is a MITRE ATT&CK id.
func technique() schema.Kind {
	return schema.Word("an ATT&CK technique", "an ATT&CK id such as T1078 or T1589.001", `^T\d{4}(\.\d{3})?$`)
}

func validateRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("lead", schema.Duration(), func(v *scenarios.Validate) any { return &v.Lead },
			"How long before the window the accounts are tried.").Or("0s"),
		key("lookups", schema.Whole(0, 1000), func(v *scenarios.Validate) any { return &v.LookUps },
			"Trial look-ups with each account.").Or("0"),
	}}
}

func orders() []schema.EnumWord {
	return []schema.EnumWord{
		word(scenarios.Sorted, "by number"),
		word(scenarios.Random, ""),
		word(scenarios.ByRegion, "place by place"),
		word(scenarios.ByHousehold, "members of a household together"),
		word(scenarios.Enumeration, "numbers made up one after the other"),
		word(scenarios.ByLaboratory, "laboratory by laboratory, as the leaked file has them"),
	}
}

func targetsRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("exposed", schema.Whole(0, scenarios.MaxPersons), func(t *scenarios.Targets) any { return &t.Exposed },
			"Distinct persons whose data the campaign gets, exactly, trial look-ups included; at most, where "+
				"a control judges what the log says. 0: it takes accounts and looks nobody up.").Needed("510000").Once("persons"),
		key("order", enum(orders()...), func(t *scenarios.Targets) any { return &t.Order },
			"Order of the list.").Or("random"),
		key("hit_rate", schema.Share(quantity.One/1000), func(t *scenarios.Targets) any { return &t.HitRate },
			"Share of look-ups that find somebody.").Or("1"),
		key("region_match", schema.Share(0), func(t *scenarios.Targets) any { return &t.RegionMatch },
			"Share of targets who live in the département of the account that looks them up, half of them "+
				"among those that it sees anyway while there are any, all as often as such persons come to it; the "+
				"others live anywhere.").Or("0"),
		key("cover", schema.Share(0), func(t *scenarios.Targets) any { return &t.Cover },
			"Share of the persons who are only there to hide the others, at most 0.95: those that the account's own "+
				"users have found in the sixteen weeks before and who come again by then, looked up among those who are "+
				"wanted, to which region_match then applies alone. They count in exposed, for their data are seen. "+
				"Left out: none.").Like("0.75"),
		key("skip_canaries", schema.Share(0), func(t *scenarios.Targets) any { return &t.Wary },
			"Share of canary persons the threat actor recognises and avoids.").Like("0.5"),
		schema.When(func(t *scenarios.Targets) bool { return t.Source.Known() },
			key("source", sourceRows(), func(t *scenarios.Targets) any { return &t.Source },
				"The leaked file that the list comes from: patients of medical laboratories, about one in three of "+
					"those who live around each.").
				Like(`{laboratories: 28, departments: ["56", "27"], visits_from: 2015-01-01, visits_to: 2020-11-01}`)),
		schema.When(func(t *scenarios.Targets) bool { return len(t.Relations) > 0 },
			key("relations", keyed(relations(), schema.Share(0)),
				func(t *scenarios.Targets) any { return relationMix{t} },
				"Share of targets of each kind that an account's own user knows; sums to 1. Where the user knows no "+
					"more of a kind, the next kind is taken. The ground truth says the kind as purpose.").
				Like("{family: 0.77, colleague: 0.13, neighbour: 0.1}")),
	}}
}

func pacingRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("shape", enum(
			word(scenarios.Constant, ""),
			word(scenarios.PoissonShape, ""),
			word(scenarios.LogNormalShape, "heavy-tailed gaps"),
			word(scenarios.Burst, "runs of 20 to 60, then rest"),
			word(scenarios.Diurnal, "follows the demand of honest users"),
			word(scenarios.OwnerMimic,
				"follows the demand of the owner's profession, in visits as its users make them"),
		),
			func(p *scenarios.Pacing) any { return &p.Shape },
			"Law of the gaps between look-ups.").Or("constant"),
		key("jitter", schema.Share(0), func(p *scenarios.Pacing) any { return &p.Jitter },
			"Standard deviation of the gaps, as a share of their mean (0.41 and above: look-ups fall anywhere "+
				"in their turns); for the constant shape.").Or("0"),
		key("active_hours", enum(
			word(scenarios.AllHours, ""),
			word(scenarios.OfficeHours, ""),
			word(scenarios.OwnerHours, "those of the account's owner: with lognormal and owner_mimic of its own door, "+
				"where accounts work side by side without a rate, a cap a day or a duty cycle, an insider's only on days "+
				"on which somebody works there; else those usual in its class"),
		),
			func(p *scenarios.Pacing) any { return &p.Hours },
			"When it works.").Or("all"),
		key("ramp", schema.Duration(), func(p *scenarios.Pacing) any { return &p.Ramp },
			"Time over which the rate rises from nothing.").Or("0s"),
		key("concurrency", schema.Whole(1, scenarios.MaxAccounts),
			func(p *scenarios.Pacing) any { return &p.Concurrency },
			"Accounts at work at once, at most. Left out: all; half of them with least_recent, one with "+
				"sequential and burn.").Like("19"),
		key("rate", schema.Rate(), func(p *scenarios.Pacing) any { return &p.Rate },
			"Look-ups: /s of all accounts together, /d an account and ordinary working day, x times the "+
				"owner's own mean. Left out: such that the list is done at the stop.").Like("0.3/s"),
		key("think_time", schema.Distribution(), func(p *scenarios.Pacing) any { return &p.ThinkTime },
			"Law of the time between two look-ups of an account in a row: in a burst, else in visits of some "+
				"look-ups with pauses between them, so that the rate is met. With lognormal, burst, diurnal, "+
				"owner_mimic.").Like(`"lognormal(median=25s, sigma=0.9)"`),
		key("visit", schema.Whole(1, 200), func(p *scenarios.Pacing) any { return &p.Visit },
			"Look-ups to a visit, on average; of shapes that come in visits: owner_mimic, and lognormal and diurnal "+
				"with a think_time. Left out: as many as the account's own users make.").Like("2"),
		key("max_per_account_day", schema.Whole(1, scenarios.MaxPerDay),
			func(p *scenarios.Pacing) any { return &p.MaxPerDay },
			"Look-ups an account and day at most.").Like("120"),
		key("at_most", schema.Threshold(), func(p *scenarios.Pacing) any { return &p.AtMost },
			"Look-ups that the campaign makes with an account in any time of that length, at most: repeated, "+
				"mistyped, failed and refused ones counted, the owner's own not. It holds at every scale.").
			Like("49/10m"),
		key("shares", schema.Shares(), func(p *scenarios.Pacing) any { return &p.Shares },
			"How the list divides among the accounts: evenly, in proportion to what each owner usually looks "+
				"up, or by a Dirichlet law with so large a concentration for each account, 1 to 1000 (12: the "+
				"coefficient of variation is about 29 %).").Or(scenarios.Shares{Alpha: quantity.UsualAlpha}.String()),
	}}
}

func rotationRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("accounts", enum(
			word(scenarios.Parallel, "all at once; turns as least_recent if concurrency is smaller"),
			word(scenarios.Sequential, "one after the other"),
			word(scenarios.LeastRecent, "turns of 30 to 90 minutes"),
			word(scenarios.Burn, "one after the other, each once; of stolen sessions one of each account, whenever "+
				"its owner has it open"),
		),
			func(r *scenarios.Rotation) any { return &r.Accounts },
			"How accounts take turns.").Or("parallel"),
		key("ip", enum(
			word(scenarios.PerAccount, "each account has its own for a while"),
			word(scenarios.NeverRotate, "each account keeps its first"),
			word(scenarios.Sticky, "another about every ip_lifetime, within a session too; 0s = 10m"),
			word(scenarios.PerRequest, "another for each look-up"),
		),
			func(r *scenarios.Rotation) any { return &r.IP },
			"How addresses take turns.").Or("per_account"),
		key("ip_lifetime", schema.Duration(), func(r *scenarios.Rotation) any { return &r.IPLifetime },
			"Time after which an account takes another address; 0s = it keeps its address, or ten minutes if "+
				"sticky.").Or("0s"),
		key("duty_cycle", schema.Share(1), func(r *scenarios.Rotation) any { return &r.DutyCycle },
			"Share of days on which an account works: one in each stretch of 1/duty_cycle days, with rests of "+
				"half to one and a half times the mean.").Or("1"),
	}}
}

func networkRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("kind", enum(networkKinds()...), func(n *scenarios.Network) any { return &n.Kind },
			"Kind of network.").Needed("datacentre"),
		// the owner's own machine is where it is
		schema.When(func(n *scenarios.Network) bool { return n.Kind != scenarios.OwnerHost },
			key("country", setOf(schema.Country(networkCountries()), 12),
				func(n *scenarios.Network) any { return &n.Countries },
				"ISO 3166-1 codes of the countries the addresses are in.").Or("[FR]").Once("countries")),
		key("pool", schema.Whole(1, scenarios.MaxPool), func(n *scenarios.Network) any { return &n.Pool },
			"Distinct addresses; needed but for owner_host.").Like("25"),
		key("ip_reuse", schema.Factor(quantity.One, 1_000_000*quantity.One),
			func(n *scenarios.Network) any { return &n.Reuse },
			"Mean number of times an address is taken; it makes the addresses in use fewer than the pool.").
			Like("2.2"),
		key("region_match", schema.Share(0), func(n *scenarios.Network) any { return &n.Region },
			"Share of addresses of the account's own département, or of its carrier's gateway; of "+
				"residential_proxy and mobile_cgnat.").Like("0.85"),
		key("provider_match", schema.Share(0), func(n *scenarios.Network) any { return &n.Provider },
			"Share of the addresses near the account that are of its owner's own provider, as services sell that let "+
				"customers choose the autonomous system; of residential_proxy, with region_match.").Like("0.9"),
	}}
}

func clientRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("user_agent", enum(
			word(scenarios.LibraryAgent, "that of an HTTP library"),
			word(scenarios.FixedAgent, "one browser for all"),
			word(scenarios.OwnerClone, "that of the owner"),
			word(scenarios.AgentPool, "many browsers"),
		),
			func(c *scenarios.Client) any { return &c.UserAgent },
			"How the client names itself.").Or("library"),
		key("tls", enum(
			word(scenarios.LibraryTLS, ""),
			word(scenarios.BrowserTLS, ""),
			word(scenarios.MismatchTLS, "not that of the named client"),
		),
			func(c *scenarios.Client) any { return &c.TLS },
			"Whose TLS handshake it shows.").Or("library"),
		key("static_assets", schema.Boolean(), func(c *scenarios.Client) any { return &c.StaticAssets },
			"Whether it fetches style sheets, scripts and images.").Or("false"),
		key("navigation", enum(
			named("api_only", false, "the look-up alone"),
			named("full_flow", true, "page by page"),
		),
			func(c *scenarios.Client) any { return &c.FullFlow },
			"Which requests it makes.").Or("api_only"),
		key("blend", schema.Share(0), func(c *scenarios.Client) any { return &c.Blend },
			"Share of its requests that are for other services, as cover; at most 0.9.").Or("0"),
		key("manners", enum(
			word(scenarios.NoManners, "sign-ins and look-ups alone"),
			word(scenarios.ScriptManners, "signs out, opens other pages, asks for a person again now and then"),
			word(scenarios.HumanManners, "as the account's own users, typing errors among it"),
		),
			func(c *scenarios.Client) any { return &c.Manners },
			"What it does beside its look-ups, whose number stays. Left out: human for an insider, script with "+
				"full_flow, else none.").Like("human"),
	}}
}

// responseRows are kept as a list: see reactions.
func responseRows() *schema.Group {
	row := func(on scenarios.Reply, kind schema.Kind, def, doc string) schema.Row {
		return schema.Row{Name: on.String(), Kind: kind, Default: def, Doc: doc}
	}
	move := enum()
	for m := scenarios.Next; m <= scenarios.SwitchEndpoint; m++ {
		move.Words = append(move.Words, word(m, ""))
	}
	solved := &schema.Either{Single: move, Inside: solving()}
	return &schema.Group{Rows: []schema.Row{
		row(scenarios.OnNotFound, move, "next", "The look-up found nobody."),
		row(scenarios.On429, move, "backoff", "Too many requests."),
		row(scenarios.On403, move, "rotate_ip", "The address is banned."),
		row(scenarios.OnCaptcha, solved, "{solve: 0.9}", "A challenge."),
		row(scenarios.OnStepUp, solved, "drop_account", "A second factor is asked for."),
		row(scenarios.OnAccountReset, &schema.Either{Single: move, Inside: reacquiring()}, "drop_account",
			"The account was reset."),
		row(scenarios.OnServiceClosed, move, "backoff", "The service is closed for everybody."),
		row(scenarios.OnSlowAnswers, move, "next", "The answers of a tarpit, noticed after about 100 look-ups."),
	}}
}

// solving is a move that succeeds sometimes, after a while.
func solving() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		key("solve", schema.Share(0), func(r *scenarios.Reaction) any { return &r.Share },
			"Share of challenges solved.").Needed("0.9"),
		key("delay", schema.Duration(), func(r *scenarios.Reaction) any { return &r.Delay },
			"Time it takes.").Or("14s"),
	}}
}

// reacquiring is the way back to an account that was reset.
func reacquiring() schema.Kind {
	return &schema.Group{Rows: []schema.Row{
		key("reacquire", schema.Share(0), func(r *scenarios.Reaction) any { return &r.Share },
			"Share of accounts got back, by another reset through the mailbox.").Needed("0.2"),
		key("delay", schema.Duration(), func(r *scenarios.Reaction) any { return &r.Delay },
			"Time it takes.").Or("1d"),
	}}
}

// reactions keeps what a campaign does about each reply, in the order of replies.
type reactions struct{ *scenarios.Campaign }

func (x reactions) Take(v any) {
	r, _ := v.(*schema.Record)
	for on := scenarios.OnNotFound; on <= scenarios.OnSlowAnswers; on++ {
		a := scenarios.Reaction{On: on}
		if move, ok := schema.Value[scenarios.Move](r, on.String()); ok {
			a.Move = move
		} else if way := r.Group(on.String()); way != nil {
			a.Move, a.Share, a.Delay = scenarios.Solve, schema.Get[scenarios.Share](way,
				"solve"), schema.Get[scenarios.Micros](way, "delay")
			if again, ok := schema.Value[scenarios.Share](way, "reacquire"); ok {
				a.Move, a.Share = scenarios.Reacquire, again
			}
		} else {
			continue
		}
		x.OnResponse = append(x.OnResponse, a)
	}
}

func (x reactions) Give() any {
	return mapping(x.OnResponse, func(a scenarios.Reaction) (string, string) {
		return strconv.Quote(a.On.String()), moveOf(&a)
	})
}

// moveOf is the move as the language writes it.
func moveOf(r *scenarios.Reaction) string {
	switch r.Move {
	case scenarios.Solve:
		return fmt.Sprintf("{solve: %v, delay: %v}", r.Share, r.Delay)
	case scenarios.Reacquire:
		return fmt.Sprintf("{reacquire: %v, delay: %v}", r.Share, r.Delay)
	}
	return r.Move.String()
}
