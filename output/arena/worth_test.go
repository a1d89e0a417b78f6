package arena_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/arena"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/arena/analyst"
	"github.com/breachsim/breachsim/output/arena/verdict"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// oracle says of each account that a campaign uses so at its first look-up.
func oracle(_ context.Context, p *generator.Plan) (alarm.Detector, error) {
	stolen := map[string]int64{}
	for _, a := range p.Journal().Accounts {
		stolen[p.Catalog().Accounts[a.Account].ID] = a.First
	}
	return script{func(ev *read.Event) []alarm.Alert {
		if first, is := stolen[ev.Account]; !is || ev.Action != "lookup" || ev.TS < first {
			return nil
		}
		return about(ev)
	}}, nil
}

// byChance says so of one look-up in n.
func byChance(n uint64) arena.Maker {
	return says(func(ev *read.Event) []alarm.Alert {
		if ev.Action != "lookup" || ev.Account == "" || ev.EventID%n != 0 {
			return nil
		}
		return about(ev)
	})
}

// An oracle loses fewest persons and disturbs nobody, chance is worse, and who always
// alerts disturbs most; with a budget of one look a day the latter saves hardly anybody.
func TestDetectorsOrderAsTheyShould(t *testing.T) {
	worth := func(d arena.Maker, budget int) *verdict.Verdict {
		o := atOnce("account_reset", "ip_ban")
		o.Shift = analyst.Shift{Latency: analyst.Span{Least: 300e6, Most: 300e6}, Budget: budget}
		return play(t, scenario(t), o, d).Verdict("test")
	}
	knows, chance, none := worth(oracle, 0), worth(byChance(24), 0), worth(says(never), 0)
	always, drowned := worth(byChance(1), 0), worth(byChance(1), 1)
	for _, x := range []struct {
		name string
		v    *verdict.Verdict
	}{{"oracle", knows}, {"chance", chance}, {"never", none}, {"always", always}, {"drowned", drowned}} {
		t.Logf("%s: %+v, innocents %+v, %d actions", x.name, x.v.Persons, x.v.Innocents, len(x.v.Done))
	}
	got := func(v *verdict.Verdict) int64 { return v.Persons.Exposed }
	if !(got(knows) <= got(chance) && got(chance) <= got(none) && got(knows) < got(none)/2 && got(always) < got(none)/2) {
		t.Error("persons exposed are not in order")
	}
	if none.Persons.Saved != 0 || none.Innocents.Accounts != 0 {
		t.Error("nobody is warned, and something happens")
	}
	if knows.Innocents.LockedOut != 0 || chance.Innocents.Hours >= always.Innocents.Hours || always.Innocents.LockedOut < 10 {
		t.Error("innocents are not in order")
	}
	if got(drowned) <= got(always) || drowned.Alerts.Never == 0 {
		t.Error("a budget of one look a day changes nothing")
	}
}

// What the verdict tells of persons and innocents is what its files hold.
func TestVerdictIsWhatTheFilesHold(t *testing.T) {
	o := atOnce("account_reset", "ip_ban", "step_up")
	o.Shift = analyst.Shift{Latency: analyst.Span{Least: 60e6, Most: 5400e6}}
	out := play(t, scenario(t), o, byChance(6))
	v := out.Verdict("test")
	dir := write(t, out)
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	persons, grown := int64(0), make([]int64, len(v.Curve.At))
	err = truth.Each(d, "truth/exposed_persons.jsonl", func(x *truth.Exposed) error {
		persons++
		for k, at := range v.Curve.At {
			if verdict.Stamp(int64(x.FirstExposedAt)) < at {
				grown[k]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if persons != v.Persons.Exposed || v.Persons.Saved != v.Persons.Without-persons {
		t.Errorf("%d persons in the files, the verdict says %+v", persons, v.Persons)
	}
	if last := len(grown) - 1; !slices.Equal(grown, v.Curve.Exposed) || v.Curve.Without[last] != v.Persons.Without {
		t.Errorf("the curve is %v, in the files %v", v.Curve, grown)
	}
	if end := out.Plan().Scenario().Time.End; out.Plan().Exposed(0, end)[0] != persons {
		t.Errorf("%d persons in the files, %d in the plan", persons, out.Plan().Exposed(0, end)[0])
	}
	refused, hours := refusals(t, d, out)
	if refused != v.Innocents.Accounts || refused == 0 || !near(hours, v.Innocents.Hours) {
		t.Errorf("%d accounts lose %.3f hours in the files, the verdict says %+v", refused, hours, v.Innocents)
	}
	t.Logf("%+v, %+v", v.Innocents, v.Owners)
}

func near(a, b float64) bool { return a-b < 1e-6 && b-a < 1e-6 }

// refusals counts in the files the innocent accounts that a control of the arena has
// refused something, and the hours until they were served again.
func refusals(t *testing.T, d *read.Dataset, out *arena.Outcome) (accounts int, hours float64) {
	t.Helper()
	labels := map[uint64]truth.Event{}
	for _, path := range d.Days("truth/events", ".jsonl") {
		err := truth.Each(d, "truth/events/"+filepath.Base(path), func(e *truth.Event) error {
			labels[uint64(e.EventID)] = *e
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	stolen := map[string]bool{}
	err := truth.Each(d, "truth/accounts.jsonl", func(a *truth.Account) error {
		stolen[string(a.Account)] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	log, err := d.AuditLog()
	if err != nil {
		t.Fatal(err)
	}
	since, lost := map[string]int64{}, int64(0)
	served := []string{"login", "lookup", "service_use"}
	for ev, err := range log.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		e, told := labels[ev.EventID]
		if ev.Account == "" || stolen[ev.Account] || told && (e.Label == "attack" || e.Label == "policy") {
			continue
		}
		byUs := told && e.Label == "collateral" && slices.Contains([]string{"arena-account_reset", "arena-ip_ban", "arena-step_up"}, string(e.CausedBy))
		from, known := since[ev.Account]
		switch {
		case ev.Outcome == "failure" && byUs && (!known || from == 0):
			since[ev.Account] = ev.TS
		case ev.Outcome == "success" && slices.Contains(served, ev.Action) && from != 0:
			lost += ev.TS - from
			since[ev.Account] = 0
		}
	}
	for _, from := range since {
		if from != 0 {
			lost += out.Plan().Scenario().Time.End.UnixMicro() - from
		}
	}
	return len(since), float64(lost) / 3600e6
}
