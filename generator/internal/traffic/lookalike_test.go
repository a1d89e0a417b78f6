package traffic

import (
	"fmt"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// lookAlikeWorld is a world of 1,500 accounts with look-alikes, as YAML says them.
func lookAlikeWorld(t *testing.T, list string) *World {
	t.Helper()
	return worldOf(t, "population.accounts=1500", "population.insured_persons=450000", "portal.ipv6=true",
		"benign.look_alikes="+list)
}

func TestNamesOfLookAlikes(t *testing.T) {
	names := event.BenignTypes()
	if len(names) != int(scenarios.NumLookAlikes)+int(scenarios.NumBackground)+1 {
		t.Fatalf("%d names for %d kinds", len(names), scenarios.NumLookAlikes)
	}
	for k := range scenarios.NumLookAlikes {
		if names[event.LookAlike(k)] != k.String() || len(k.Fools()) == 0 {
			t.Errorf("kind %v is labelled %q and fools %v", k, names[event.LookAlike(k)], k.Fools())
		}
	}
}

// Every kind occurs at its usual frequency, inside the period, and its sessions
// are what the truth says.
func TestUsualLookAlikes(t *testing.T) {
	w := lookAlikeWorld(t, "default")
	seen := map[event.BenignType]int{}
	for _, r := range w.LookAlikes() {
		seen[r.Kind]++
		short := r.Kind == event.LookAlike(scenarios.Curiosity)
		if r.From < w.From || r.To > w.Until+course.Longest || r.From >= r.To && !short {
			t.Errorf("%v of account %d from %d to %d", r.Kind, r.Account, r.From, r.To)
		}
	}
	for k := range scenarios.NumLookAlikes {
		if seen[event.LookAlike(k)] == 0 {
			t.Errorf("no %v", k)
		}
	}
	for k := range uint32(w.Accounts.Len()) {
		for day := w.Shown.First; day <= w.Shown.Last; day++ {
			for _, s := range w.Sessions(k, day, nil) {
				if s.End-s.Start > 4*calendar.Hour {
					t.Fatalf("account %d: a session of %d minutes", k, (s.End-s.Start)/calendar.Minute)
				}
				if s.Extra() && s.Ordinary() {
					t.Fatalf("account %d: an extra session of no look-alike", k)
				}
				holdScript(t, &s, w.Moments(&s, nil))
			}
		}
	}
}

// asked returns what the look-ups of a session are about.
func asked(w *World, s *Session) (persons []uint32, found, missing, bad int) {
	detail := w.Details(s)
	for _, st := range w.Steps(s, nil) {
		if st.Kind != LookUp {
			continue
		}
		switch st.Result {
		case event.NotFound:
			missing++
			continue
		case event.BadKey:
			bad++
		default:
			found++
		}
		persons = append(persons, w.Person(s, &st, detail))
	}
	return persons, found, missing, bad
}

// extraIn lists the sessions of the period that look-alikes have added.
func extraIn(w *World) (out []Session) {
	for k := range uint32(w.Accounts.Len()) {
		for day := w.Shown.First; day <= w.Shown.Last; day++ {
			for _, s := range w.Sessions(k, day, nil) {
				if s.Extra() {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

func TestParametersOfExtraSessions(t *testing.T) {
	for _, c := range []struct {
		yaml             string
		accounts         int
		least, most      int // look-ups of an account's day
		missing          int // in a hundred, at least
		medianMS, around int64
	}{
		{`{type: batch_rights_check, accounts: 7, per_month: 1, lookups: 120-140, think_time: "constant(4s)"}`,
			7, 100, 160, 0, 4000, 5},
		{`{type: software_polling, accounts: 3, schedule: "05:10 mon-fri", lookups: 80-90,
			think_time: "normal(mean=2s, sd=0.05s)"}`, 3, 78, 92, 0, 2000, 30},
		{"{type: stale_list_typing, accounts: 9, per_month: 2, lookups: 60-70, not_found_share: 0.4}",
			9, 55, 90, 30, 24_000, 9000},
		{"{type: vaccination_day, accounts: 2, lookups: 900-1000}", 2, 800, 1010, 0, 0, 0},
		{"{type: curiosity, accounts: 5, per_month: 3, lookups: 2-2}", 5, 1, 4, 0, 0, 0},
		{`{type: pentest, accounts: 1, lookups: 500-500, think_time: "exponential(mean=1s)"}`,
			1, 490, 550, 20, 700, 200},
		{"{type: night_duty, accounts: 4, per_month: 4, lookups: 20-20}", 4, 1, 24, 0, 0, 0},
	} {
		w := lookAlikeWorld(t, "["+c.yaml+"]")
		days, missing, all := map[string]int{}, 0, 0
		who := map[uint32]bool{}
		var gaps []int64
		for _, s := range extraIn(w) {
			persons, _, m, _ := asked(w, &s)
			days[fmt.Sprint(s.Account, s.Day)] += len(persons) + m
			who[s.Account] = true
			missing, all = missing+m, all+len(persons)+m
			var last int64
			for _, st := range w.Steps(&s, nil) {
				if st.Kind == LookUp && last != 0 {
					gaps = append(gaps, (st.TS-last)/1000)
				}
				last = st.TS
			}
		}
		if len(who) != c.accounts {
			t.Errorf("%s: %d accounts", c.yaml, len(who))
		}
		for at, n := range days {
			if n < c.least || n > c.most {
				t.Errorf("%s: %d look-ups on a day (%s)", c.yaml, n, at)
			}
		}
		if missing*100 < c.missing*all {
			t.Errorf("%s: %d of %d find nobody", c.yaml, missing, all)
		}
		slices.Sort(gaps)
		if mid := gaps[len(gaps)/2]; c.medianMS > 0 && (mid < c.medianMS-c.around || mid > c.medianMS+c.around) {
			t.Errorf("%s: median gap %d ms", c.yaml, mid)
		}
	}
}

func TestCareHomeIsSorted(t *testing.T) {
	w := lookAlikeWorld(t, "[{type: care_home_round, accounts: 6, lookups: 40-60}]")
	rounds := 0
	first := map[uint32][]uint32{}
	for _, s := range extraIn(w) {
		detail := w.Details(&s)
		var last nir.NIR
		up, down := 0, 0
		var home []uint32
		for _, st := range w.Steps(&s, nil) {
			if st.Kind != LookUp || st.Result != event.Found {
				continue
			}
			p := w.Person(&s, &st, detail)
			home = append(home, p)
			if age := w.Persons.Age(p); age < 72 {
				t.Fatalf("a resident aged %d", age)
			}
			if n := w.Persons.NIR(p); nir.Compare(n, last) >= 0 {
				up++
				last = n
			} else {
				down++
				last = n
			}
		}
		if rounds++; down > 1 || up < 30 { // a retry can run over the list's end
			t.Errorf("%d up, %d down", up, down)
		}
		if before := first[s.Account]; before != nil && before[5] != home[5] {
			common := 0
			for _, p := range home {
				if slices.Contains(before, p) {
					common++
				}
			}
			if common < 30 {
				t.Errorf("two rounds of one home have %d residents in common", common)
			}
		}
		first[s.Account] = home
	}
	if rounds < 12 {
		t.Errorf("%d rounds", rounds)
	}
}

func TestChangesOfHabits(t *testing.T) {
	w := lookAlikeWorld(t, `[{type: locum_takeover, accounts: 20, duration: 14d, first_seen_share: 0},
		{type: practice_move, accounts: 8, duration: 20d}, {type: tourist_season, accounts: 9},
		{type: travelling_vpn, accounts: 30, country: [ES]}, {type: network_failover, accounts: 25},
		{type: shared_nat, sites: 3, accounts_per_ip: 8-20}, {type: large_desk, accounts: 5, lookups: 500-600}]`)
	type tally struct{ sessions, moved, outside, all int }
	got := map[event.BenignType]*tally{}
	addresses := map[event.Addr]map[uint32]bool{}
	for k := range uint32(w.Accounts.Len()) {
		usual, _, _ := w.Accounts.Address(k, 0, w.Shown.First, 0)
		for day := w.Shown.First; day <= w.Shown.Last; day++ {
			looked := 0
			for _, s := range w.Sessions(k, day, nil) {
				v := w.Visit(&s)
				if v.Truth.Benign == event.Ordinary {
					continue
				}
				c := got[v.Truth.Benign]
				if c == nil {
					c = &tally{}
					got[v.Truth.Benign] = c
				}
				c.sessions++
				if v.Addr != usual {
					c.moved++
				}
				if v.Truth.Benign == event.LookAlike(scenarios.SharedNAT) {
					if addresses[v.Addr] == nil {
						addresses[v.Addr] = map[uint32]bool{}
					}
					addresses[v.Addr][k] = true
				}
				persons, _, _, _ := asked(w, &s)
				looked += len(persons)
				from, to := w.Persons.DeptRange(w.Accounts.At(k).Dept)
				for _, p := range persons {
					c.all++
					if p < from || p >= to {
						c.outside++
					}
				}
			}
			if looked > 680 { // retries and households counted
				t.Errorf("account %d: %d look-ups on a day", k, looked)
			}
		}
	}
	of := func(k scenarios.LookAlikeKind) *tally {
		if got[event.LookAlike(k)] == nil {
			t.Fatalf("no session under %v", k)
		}
		return got[event.LookAlike(k)]
	}
	if c := of(scenarios.LocumTakeover); c.moved != c.sessions {
		t.Errorf("locums: %d of %d sessions from another network", c.moved, c.sessions)
	}
	if c := of(scenarios.TouristSeason); c.outside*100 < c.all*50 || c.outside*100 > c.all*75 {
		t.Errorf("tourists: %d of %d persons from elsewhere", c.outside, c.all)
	}
	if c := of(scenarios.LargeDesk); c.all < 5*40*350 {
		t.Errorf("large desks: %d look-ups", c.all)
	}
	shared := 0
	for _, who := range addresses {
		if len(who) >= 4 {
			shared++
		}
	}
	if shared < 3 {
		t.Errorf("%d addresses are shared by four accounts or more", shared)
	}
}

// One look-alike more leaves the days of the accounts that do not show it as
// they were, and those of the other look-alikes too.
func TestOneLookAlikeMore(t *testing.T) {
	some := `{type: night_duty, accounts: 5}, {type: locum_takeover, accounts: 6}, {type: large_desk, accounts: 2},
		{type: twin_sites, sites: 4}`
	a := lookAlikeWorld(t, "["+some+"]")
	b := lookAlikeWorld(t, "[{type: audit_catch_up, accounts: 3}, {type: tourist_season, accounts: 3}, "+
		"{type: travelling_vpn, accounts: 9}, "+some+"]")
	changed := map[uint32]bool{}
	for i := range uint32(b.Shown.Len()) {
		switch b.Shown.At(i).Spec.Kind {
		case scenarios.AuditCatchUp, scenarios.TouristSeason, scenarios.TravellingVPN:
			changed[b.Shown.At(i).Account] = true
		}
	}
	same := 0
	for k := range uint32(a.Accounts.Len()) {
		if changed[k] {
			continue
		}
		for day := a.Shown.First; day <= a.Shown.Last; day++ {
			x, y := a.Sessions(k, day, nil), b.Sessions(k, day, nil)
			if len(x) != len(y) {
				t.Fatalf("account %d, day %d: %d sessions, %d with more look-alikes", k, day, len(x), len(y))
			}
			for i := range x {
				va, vb := a.Visit(&x[i]), b.Visit(&y[i])
				if va != vb || x[i].Start != y[i].Start || x[i].End != y[i].End {
					t.Fatalf("account %d, day %d: session %d differs", k, day, i)
				}
				same++
			}
		}
	}
	if len(changed) != 15 || same < 10_000 {
		t.Errorf("%d accounts changed, %d sessions compared", len(changed), same)
	}
}

func TestTooManyLookAlikes(t *testing.T) {
	list := "benign.look_alikes=[{type: night_duty, accounts: 100}]"
	sc, err := library.Open("tiny", []string{list}, library.Unproven())
	if err != nil {
		t.Fatal(err)
	}
	_, err = New(random.New(3), sc, groundOf(sc))
	want := "benign.look_alikes: night_duty asks for 100 accounts, but only 10 are left: " +
		"ask for fewer, or raise population.accounts"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}
