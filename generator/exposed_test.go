package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// meeting is a look-up that returned a person to the attacker.
type meeting struct {
	ts    int64
	event uint64
}

// victim is a person in a campaign.
type victim struct {
	campaign uint8
	person   uint32
}

// meetings reads the exposures from the truth, and once more from the log: the
// numbers that the campaigns found, and who is found under them.
func (r *reading) meetings(t *testing.T) (truth, log map[victim]meeting, returned int) {
	t.Helper()
	truth, log = map[victim]meeting{}, map[victim]meeting{}
	for _, x := range r.exposures {
		v := victim{x.Campaign, x.Person}
		if _, there := truth[v]; there {
			t.Fatalf("person %d is exposed twice", x.Person)
		}
		truth[v] = meeting{x.TS, x.Event}
	}
	p := r.plan
	for e, tr := range r.audit() {
		if tr.Label != event.Attack || e.Result != event.Found {
			continue
		}
		holder, _ := p.FindPerson(e.NIR)
		if p.persons.Canary(holder) != 0 || tr.CausedBy != 0 {
			continue // nobody's record
		}
		house := p.Household(holder)
		if len(house) != int(e.Persons) {
			t.Fatalf("%d persons returned, the household is %v", e.Persons, house)
		}
		returned += len(house)
		for _, i := range house {
			if _, there := log[victim{tr.Campaign, i}]; !there {
				log[victim{tr.Campaign, i}] = meeting{e.TS, e.ID}
			}
		}
	}
	return truth, log, returned
}

// Each person is exposed once, by the first look-up in time that returned them.
func TestFirstLookUpExposes(t *testing.T) {
	t.Parallel()
	many := []string{"population.insured_persons=9000", "campaigns[0].targets.exposed=7000"}
	make := func(o Options, sets ...string) func(*testing.T) *Plan {
		return func(t *testing.T) *Plan { return world(t, o, append(many[:2:2], sets...)...) }
	}
	worlds := map[string]func(*testing.T) *Plan{
		"amelipro":             func(t *testing.T) *Plan { return planOf(t, "amelipro-2022", "0.01", Options{}) },
		"amelipro, undefended": func(t *testing.T) *Plan { return planOf(t, "amelipro-2022", "0.005", Options{WithoutControls: true}) },
		"near":                 make(Options{}, "campaigns[0].targets.order=random", "campaigns[0].targets.region_match=0.8"),
		"turns":                make(Options{}, "campaigns[0].rotation.accounts=least_recent", "campaigns[0].pacing={shape: burst}"),
		// So many accounts side by side that couples change places: the second in the
		// list is looked up first.
		"many accounts": make(Options{}, "population.accounts=900", "population.insured_persons=60000", "campaigns[0].access.accounts=200", "campaigns[0].access.profiles={pharmacy: 200}",
			"campaigns[0].targets.exposed=50000", "campaigns[0].targets.order=random"),
	}
	for _, order := range []string{"sorted", "random", "household", "region", "enumeration"} {
		worlds[order] = make(Options{}, "campaigns[0].targets.order="+order)
		worlds[order+", undefended"] = make(Options{WithoutControls: true}, "campaigns[0].targets.order="+order)
	}
	for name, plan := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := plan(t)
			truth, log, returned := readAudit(p).meetings(t)
			twice := returned - len(log)
			t.Logf("%d persons, %d of them returned once more", len(log), twice)
			if twice == 0 {
				t.Error("nobody was returned under both parents' numbers")
			}
			if c := &p.Scenario().Campaigns[0]; !p.options.WithoutControls && len(truth) != c.Targets.Exposed {
				t.Errorf("%d persons exposed, want %d", len(truth), c.Targets.Exposed)
			}
			sameMeetings(t, truth, log)
		})
	}
}

func sameMeetings(t *testing.T, truth, log map[victim]meeting) {
	t.Helper()
	if len(truth) != len(log) {
		t.Errorf("%d persons in the truth, %d by the log", len(truth), len(log))
	}
	for v, want := range log {
		if got := truth[v]; got != want {
			t.Fatalf("person %d: exposed by %x at %d, the log has %x at %d", v.person, got.event, got.ts, want.event, want.ts)
		}
	}
}
