package generator

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// What happens outside the portal happens when offices are open, and what comes in
// afterwards is counted day by day.
func TestTheDaysAfter(t *testing.T) {
	t.Parallel()
	p := plan(t, "campaigns[0].targets.exposed=700", "population.insured_persons=5000")
	loc, sums := time.FixedZone("", 3600), map[event.Measure]int64{}
	for _, r := range p.Journal().Responses {
		when := time.UnixMicro(r.TS).In(loc)
		sums[r.Action] += r.Persons
		switch r.Action {
		case event.RegulatorNotified, event.ComplaintFiled, event.MadePublic:
			if when.Hour() < 9 || when.Hour() >= 19 || when.Second()+when.Minute() == 0 {
				t.Errorf("%v at %v", r.Action, when)
			}
		case event.HelpLineCalls, event.LettersReturned, event.PhishingReported:
			if when.Weekday()%6 == 0 || r.Persons < 1 {
				t.Errorf("%v: %d on %v", r.Action, r.Persons, when)
			}
		}
	}
	if calls, letters := sums[event.HelpLineCalls], sums[event.LettersReturned]; calls != 17 || letters != 7 {
		t.Errorf("%d calls and %d letters returned of 700 persons, want 17 and 7", calls, letters)
	}
}

// An analyst bans by hand: seconds to minutes apart, some addresses are overlooked, and
// somebody else's is banned by mistake and freed; a machine does it at once. Accounts are
// reset by a script either way, and nothing is got any more.
func TestTheAnalystIsAPerson(t *testing.T) {
	t.Parallel()
	sets := []string{
		"time.end=2022-03-16", "population.accounts=120", "population.insured_persons=20000", "aftermath={}",
		"population.profile_mix={pharmacy: 1}", "campaigns[0].access={accounts: 20, validate: {lead: 3h, lookups: 1}}",
		"campaigns[0].targets.exposed=900", "campaigns[0].network.pool=40",
	}
	analyst := func(more string) string {
		return "controls=[{type: analyst, at: 2022-03-10T16:20:00+01:00, action: [ip_ban, account_reset]" + more + "}]"
	}
	type ban struct{ first, last, bans, mistaken, freed, gaps int64 }
	of := func(more string) (b ban) {
		p := plan(t, append(sets, analyst(more))...)
		prior, at := int64(0), p.Scenario().Controls[0].At.UnixMicro()
		for _, r := range p.Journal().Responses {
			switch r.Action {
			case event.AddressBanned:
				b.bans, b.last = b.bans+1, r.TS-at
				if prior == 0 {
					b.first = r.TS - at
				} else if r.TS-prior > 5*1_000_000 {
					b.gaps++
				}
				prior = r.TS
				if r.Detail == "by mistake" {
					b.mistaken++
				}
			case event.AddressFreed:
				b.freed++
			case event.AccountReset:
				if r.TS-at > 31*1_000_000 {
					t.Errorf("%s: an account is reset %d s behind", more, (r.TS-at)/1_000_000)
				}
			}
		}
		if _, persons := readAudit(p).attack(); len(persons) != 900 {
			t.Errorf("%s: %d persons are exposed, want 900", more, len(persons))
		}
		return b
	}
	const second = 1_000_000
	machine, person := of(", pace: 0s"), of(", missed: 0, mistaken: 0")
	careless := of(", missed: 0.4, mistaken: 0.4")
	t.Logf("machine %+v, person %+v, careless %+v", machine, person, careless)
	if machine.last > second || machine.gaps != 0 {
		t.Errorf("the machine: %+v", machine)
	}
	if person.bans != machine.bans || person.gaps < person.bans/2 || person.last < 2*60*second || person.first < 2*second {
		t.Errorf("the person: %+v", person)
	}
	if n := careless.bans - careless.mistaken; n >= person.bans*9/10 || n < person.bans/3 {
		t.Errorf("%d of %d addresses are banned where four in ten are overlooked", n, person.bans)
	}
	if careless.mistaken < 2 || careless.freed != careless.mistaken {
		t.Errorf("%d are banned by mistake, %d freed", careless.mistaken, careless.freed)
	}
}
