package truth

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
)

// played reports whether a campaign did anything.
func (b *bundler) played(c uint8) bool {
	return slices.ContainsFunc(b.journal.Accounts, func(a event.AccountInterval) bool { return a.Campaign == c }) ||
		slices.ContainsFunc(b.journal.Campaigns, func(e event.CampaignEntry) bool { return e.Campaign == c })
}

// campaignObjects enters a campaign with all that belongs to it.
func (b *bundler) campaignObjects(c uint8) {
	name := b.cat.Campaigns[c-1]
	var told CampaignStory
	if int(c) <= len(b.story.Campaigns) {
		told = b.story.Campaigns[c-1]
	}
	span := b.span(c)
	times := func(o object) object {
		o["first_seen"], o["last_seen"] = stixTime(span.first), stixTime(span.last)
		return o
	}
	actor := b.add(
		"threat-actor",
		times(object{"name": "Threat actor of " + name, "threat_actor_types": []string{"criminal"}}),
	)
	campaign := object{
		"name": name,
		"description": fmt.Sprintf("%s. %d look-ups were answered, %d persons exposed, through %d accounts.",
			b.story.Title, span.lookups, span.exposed, span.accounts),
	}
	if told.Objective != "" {
		campaign["objective"] = told.Objective
	}
	id := b.add("campaign", times(campaign))
	b.relate(id, "attributed-to", actor)
	b.relate(id, "targets", b.portal)
	b.patterns(c, id, told.Techniques)
	b.infrastructure(c, id, told.Network)
	b.takenOver(c, id)
	b.report(c, id, &span)
	b.sightings(c, id)
}

// span is what a campaign's accounts and steps add up to.
type span struct {
	first, last      int64
	lookups, exposed int64
	accounts         int
}

func (b *bundler) span(c uint8) span {
	var s span
	widen := func(from, to int64) {
		if from > 0 && (s.first == 0 || from < s.first) {
			s.first = from
		}
		s.last = max(s.last, from, to)
	}
	for i := range b.journal.Accounts {
		if a := &b.journal.Accounts[i]; a.Campaign == c {
			widen(a.First, a.Last)
			s.lookups, s.exposed, s.accounts = s.lookups+a.LookUps, s.exposed+a.Exposed, s.accounts+1
		}
	}
	for i := range b.journal.Campaigns {
		if e := &b.journal.Campaigns[i]; e.Campaign == c {
			widen(e.TS, e.TS)
		}
	}
	return s
}

// patterns enters the known ways of attack; controls are said to be against
// scraping and against the use of accounts.
func (b *bundler) patterns(c uint8, campaign string, techniques []string) {
	acquired := map[string]bool{}
	for i := range b.journal.Accounts {
		if a := &b.journal.Accounts[i]; a.Campaign == c {
			acquired[a.Acquired] = true
		}
	}
	list := automatedThreats(acquired)
	for _, t := range techniques {
		list = append(list, attack(t))
	}
	for i, o := range list {
		id := b.add("attack-pattern", o)
		b.relate(campaign, "uses", id)
		for _, control := range b.controls {
			if i == 0 { // scraping
				b.relate(control, "mitigates", id)
			}
		}
	}
}

// infrastructure enters the campaign's addresses as one infrastructure.
func (b *bundler) infrastructure(c uint8, campaign, network string) {
	kind := "unknown"
	if slices.Contains([]string{"vpn", "residential_proxy", "mobile_cgnat", "tor"}, network) {
		kind = "anonymization"
	}
	o := object{"name": "Addresses of " + b.cat.Campaigns[c-1], "infrastructure_types": []string{kind}}
	if network != "" {
		o["description"] = "Kind of network: " + network + "."
	}
	id := ""
	for i := range b.journal.Addresses {
		a := &b.journal.Addresses[i]
		if a.Campaign != c {
			continue
		}
		if id == "" {
			id = b.add("infrastructure", o)
			b.add("relationship", related(campaign, "uses", id))
		}
		r := during(related(id, "consists-of", b.byAddr[a.Addr]), a.First, a.Last)
		if a.Banned > 0 {
			r["description"] = "Banned at " + stixTime(a.Banned) + "."
		}
		b.add("relationship", r)
	}
}

// takenOver relates the campaign to its accounts.
func (b *bundler) takenOver(c uint8, campaign string) {
	for i := range b.journal.Accounts {
		a := &b.journal.Accounts[i]
		if a.Campaign != c {
			continue
		}
		r := during(related(campaign, "related-to", b.account(a.Account)), a.First, a.Last)
		r["description"] = fmt.Sprintf(
			"Account taken over by %s; %d look-ups answered, %d persons exposed.",
			a.Acquired,
			a.LookUps,
			a.Exposed,
		)
		b.add("relationship", r)
	}
}

// report is the breach as the defender's files know it. (An incident would say
// the same; the published schema of bundles does not accept one.)
func (b *bundler) report(c uint8, campaign string, s *span) {
	var steps []string
	for i := range b.journal.Responses {
		if r := &b.journal.Responses[i]; r.Control == 0 {
			steps = append(steps, r.Action.String()+" "+stixTime(r.TS))
		}
	}
	about := fmt.Sprintf("%d persons exposed between %s and %s.", s.exposed, stixTime(s.first), stixTime(s.last))
	if len(steps) > 0 {
		about += " Afterwards: " + strings.Join(steps, ", ") + "."
	}
	b.add(
		"report",
		object{"name": "Breach by " + b.cat.Campaigns[c-1], "description": about, "report_types": []string{"campaign"},
			"published": b.made, "object_refs": append([]string{campaign, b.portal}, b.controls...)},
	)
}

// sightings says for each phase of the campaign what of it was observed.
func (b *bundler) sightings(c uint8, campaign string) {
	phases := b.observed(c)
	for _, p := range slices.Sorted(maps.Keys(phases)) {
		s := phases[p]
		o := object{
			"sighting_of_ref":    campaign,
			"first_seen":         stixTime(s.first),
			"last_seen":          stixTime(s.last),
			"count":              s.count,
			"where_sighted_refs": []string{b.portal},
			"summary":            true,
			"labels":             []string{"phase:" + p.String()},
		}
		if len(s.refs) > 0 {
			o["observed_data_refs"] = s.refs
		}
		b.add("sighting", o)
	}
}

// seen is what was observed of a phase.
type seen struct {
	first, last int64
	count       int64 // audit events in sessions, and steps outside them
	refs        []string
}

// observed makes the observed data: one object a session with events of the
// campaign, and one for each step by which an account was acquired.
func (b *bundler) observed(c uint8) map[event.Phase]*seen {
	phases := map[event.Phase]*seen{}
	note := func(p event.Phase, first, last, n int64, refs []string) {
		s := phases[p]
		if s == nil {
			s = &seen{first: first}
			phases[p] = s
		}
		s.first, s.last, s.count = min(s.first, first), max(s.last, last), s.count+n
		if len(refs) == 0 {
			return
		}
		s.refs = append(
			s.refs,
			b.add("observed-data", object{"first_observed": stixTime(first), "last_observed": stixTime(last),
				"number_observed": n, "object_refs": refs}),
		)
	}
	steps := map[uint32][]event.CampaignEntry{}
	for i := range b.journal.Campaigns {
		e := &b.journal.Campaigns[i]
		if e.Campaign != c {
			continue
		}
		steps[e.Account] = append(steps[e.Account], *e)
		if e.Phase != event.Scrape && e.Phase != event.Validate { // the sessions tell of these
			note(e.Phase, e.TS, e.TS, 1, b.refs(e.Account, e.Addr))
		}
	}
	for i := range b.journal.Sessions {
		s := &b.journal.Sessions[i]
		if s.Campaign == c && s.Attack > 0 {
			note(phaseOf(steps[s.Account], s.To), s.From, s.To, s.Attack, b.refs(s.Account, s.Addr))
		}
	}
	return phases
}

// phaseOf is the phase in which a session ended: that of the last step of its
// account by then that is no more than an end or a reaction.
func phaseOf(steps []event.CampaignEntry, at int64) event.Phase {
	p := event.Scrape
	for i := range steps {
		if e := &steps[i]; e.TS <= at && e.Phase != event.Stop && e.Phase != event.Adapt {
			p = e.Phase
		}
	}
	return p
}

// refs lists the observables of an account and an address.
func (b *bundler) refs(account uint32, a event.Addr) (refs []string) {
	if account != event.NoAccount {
		refs = append(refs, b.account(account))
	}
	if id := b.byAddr[a]; id != "" {
		refs = append(refs, id)
	}
	return refs
}
