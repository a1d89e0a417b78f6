package traffic

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/scenarios"
)

// found is an ordinary look-up that found somebody.
type found struct {
	account, person uint32
	day             int32
}

// ordinary lists the look-ups of so many days that show no look-alike.
func ordinary(w *World, days int32) (out []found) {
	r := w.NewReader()
	for k := range uint32(w.Accounts.Len()) {
		for d := w.Calendar.First(); d < w.Calendar.First()+days; d++ {
			for st := range r.Day(k, d) {
				if st.Action == event.Lookup && st.Result == event.Found && !st.Again && st.Session.Ordinary() {
					out = append(out, found{k, w.Persons.Holder(st.Person), d})
				}
			}
		}
	}
	return out
}

// Nurses and pharmacies live on the old and the chronically ill.
func TestWhoNeedsCare(t *testing.T) {
	w := testWorld(t)
	var n, age, ill [scenarios.NumProfiles]float64
	for _, f := range ordinary(w, 14) {
		p, c := w.Accounts.At(f.account).Profile, w.Persons.Status.Condition(f.person)
		n[p]++
		age[p] += float64(c.Age)
		if c.ALD {
			ill[p]++
		}
	}
	for _, want := range []struct {
		profile  scenarios.Profile
		from, to float64 // mean age
		ill      float64 // share with a long-term illness, at least; a fifth of all persons have one
	}{
		{scenarios.GP, 51, 60, 0.26}, {scenarios.Pharmacy, 55, 64, 0.32}, {scenarios.Nurse, 65, 78, 0.45},
		{scenarios.Other, 48, 58, 0.22},
	} {
		p := want.profile
		if a, i := age[p]/n[p], ill[p]/n[p]; a < want.from || a > want.to || i < want.ill {
			t.Errorf("%v: persons of %.1f years, %.2f with a long-term illness; want %v to %v years, %v",
				p, a, i, want.from, want.to, want.ill)
		}
	}
}

// Those from elsewhere are neighbours for the most part; how many they are differs by
// place and day, up to nearly all.
func TestWhoComesFromElsewhere(t *testing.T) {
	w := worldOf(t, "population.accounts=1200", "population.insured_persons=300000")
	type accountDay struct {
		account uint32
		day     int32
	}
	var all, away, parisians, fromParis, around int
	days, whole := map[accountDay][2]int{}, 0
	shares := map[uint32][2]int{}
	code := func(d uint8) string { return facts.Departments()[d].Code }
	for _, f := range ordinary(w, 10) {
		own, from := w.Accounts.At(f.account).Dept, w.Persons.Dept(f.person)
		elsewhere := 0
		if all++; own != from {
			away, elsewhere = away+1, 1
		}
		if code(own) == "75" {
			if parisians++; own != from {
				fromParis++
				switch code(from) {
				case "92", "93", "94":
					around++
				}
			}
		}
		x, d := shares[f.account], days[accountDay{f.account, f.day}]
		shares[f.account] = [2]int{x[0] + elsewhere, x[1] + 1}
		days[accountDay{f.account, f.day}] = [2]int{d[0] + elsewhere, d[1] + 1}
	}
	for _, d := range days {
		if d[1] >= 4 && d[0]*5 >= d[1]*4 {
			whole++
		}
	}
	few, many := 0, 0
	for _, x := range shares {
		if x[1] >= 50 && x[0]*100 < x[1]*5 {
			few++
		}
		if x[1] >= 50 && x[0]*100 > x[1]*25 {
			many++
		}
	}
	if away*100 < all*8 || away*100 > all*25 {
		t.Errorf("%d of %d persons are from elsewhere, want 8 to 25 %%", away, all)
	}
	if fromParis*100 < parisians*15 || around*100 < fromParis*60 {
		t.Errorf("Paris: %d of %d from elsewhere, %d from next door", fromParis, parisians, around)
	}
	if whole*1000 < len(days)*5 || whole*100 > len(days)*6 {
		t.Errorf("%d of %d days of accounts with nearly everybody from elsewhere", whole, len(days))
	}
	if few < 100 || many < 60 {
		t.Errorf("%d accounts see few from elsewhere, %d many: want some hundreds and a hundred", few, many)
	}
}

// A general practitioner sees those who have declared him, few others, and nobody
// two days running.
func TestWhoSeesADoctor(t *testing.T) {
	w := worldOf(t, "population.accounts=1200", "population.insured_persons=360000")
	declared, others, none := 0, 0, 0
	last, again, next := map[[2]uint32]int32{}, 0, 0
	for _, f := range ordinary(w, 28) {
		a := w.Accounts.At(f.account)
		if a.Profile != scenarios.GP {
			continue
		}
		doctor, _ := w.Accounts.Doctor(f.person)
		switch {
		case !w.Persons.Rights(f.person).Declared:
			none++
		case doctor == a.RPPS:
			declared++
		default:
			others++
		}
		pair := [2]uint32{f.account, f.person}
		if d, seen := last[pair]; seen && d < f.day {
			again++
			if d+1 == f.day {
				next++
			}
		}
		last[pair] = f.day
	}
	all := declared + others + none
	if declared*100 < all*65 || none*100 > all*8 {
		t.Errorf("%d have declared this doctor, %d another, %d none", declared, others, none)
	}
	if again < 1000 || next*100 > again*8 {
		t.Errorf("%d of %d come back the very next day", next, again)
	}
}

// Prescriptions for four weeks bring people back after four weeks, a few days more or
// less.
func TestRenewals(t *testing.T) {
	w := worldOf(t, "population.accounts=300", "population.insured_persons=90000")
	var gaps [64]int
	last := map[[2]uint32]int32{}
	for _, f := range ordinary(w, 42) {
		switch w.Accounts.At(f.account).Profile {
		case scenarios.Pharmacy, scenarios.Nurse:
		default:
			continue
		}
		pair := [2]uint32{f.account, f.person}
		if d, seen := last[pair]; seen {
			gaps[f.day-d]++
		}
		last[pair] = f.day
	}
	around := func(days ...int) (n int) {
		for _, d := range days {
			n += gaps[d]
		}
		return n
	}
	at, near, far := gaps[28], around(26, 27, 29), around(18, 19, 20, 37, 38)/5
	if at*10 < far*11 || at*10 > near*6 || near < 3*far {
		t.Errorf("gaps around 28 days: %v", gaps[18:40])
	}
}
