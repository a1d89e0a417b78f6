package accounts

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// evenRanges gives every département persons in proportion to its residents.
type evenRanges struct{ cut []uint32 }

func newEvenRanges(n int) evenRanges {
	list, total := facts.Departments(), 0
	for _, d := range list {
		total += d.Population
	}
	out, run := evenRanges{cut: []uint32{0}}, 0
	for _, d := range list {
		run += d.Population
		out.cut = append(out.cut, uint32(n*run/total))
	}
	return out
}

func (r evenRanges) Len() int                            { return int(r.cut[len(r.cut)-1]) }
func (r evenRanges) DeptRange(d uint8) (from, to uint32) { return r.cut[d], r.cut[d+1] }

// defaultMix is the profile mix of the reference scenario.
var defaultMix = []scenarios.ProfileShare{
	{Profile: scenarios.GP, Share: 300_000}, {Profile: scenarios.Pharmacy, Share: 250_000},
	{Profile: scenarios.Nurse, Share: 200_000}, {Profile: scenarios.Other, Share: 235_000},
	{Profile: scenarios.HospitalDesk, Share: 10_000}, {Profile: scenarios.Lab, Share: 5_000},
}

func testScenario(accounts int) *scenarios.Scenario {
	return &scenarios.Scenario{
		Time:       scenarios.Time{Start: time.Date(2022, 2, 14, 0, 0, 0, 0, time.UTC)},
		Population: scenarios.Population{Accounts: accounts, ProfileMix: defaultMix},
		Benign:     scenarios.Benign{CredentialSharing: 250_000},
	}
}

func testAccounts(accounts, persons int) *Accounts {
	return New(random.New(7), testScenario(accounts), newEvenRanges(persons))
}

const feb14 = 19_037 // 2022-02-14

func TestOneAccountMoreLeavesTheOthersAlone(t *testing.T) {
	a, b := testAccounts(1500, 450_000), testAccounts(1501, 450_000)
	for k := range uint32(1500) {
		if *a.At(k) != *b.At(k) {
			t.Fatalf("account %d differs:\n%+v\n%+v", k, *a.At(k), *b.At(k))
		}
		for day := int32(feb14); day < feb14+40; day += 7 {
			x, xn, xp := a.Address(k, 1, day, 3)
			y, yn, yp := b.Address(k, 1, day, 3)
			if x != y || xn != yn || xp != yp {
				t.Fatalf("address of account %d on day %d differs", k, day)
			}
		}
		ua, fp := a.Client(k, 0, feb14+9)
		if ua2, fp2 := b.Client(k, 0, feb14+9); ua != ua2 || fp != fp2 {
			t.Fatalf("client of account %d differs", k)
		}
	}
}

func TestIdentifiers(t *testing.T) {
	for _, known := range []string{"10003879623", "99700218896", "99700296140", "750712184", "690781810"} {
		if Luhn(known[:len(known)-1]) != known[len(known)-1] {
			t.Errorf("Luhn of %s", known)
		}
	}
	a := testAccounts(20_000, 6_000_000)
	ids, rpps, orgs := map[string]bool{}, map[string]bool{}, map[string]uint32{}
	rising := 0
	for k := range uint32(a.Len()) {
		p := a.At(k)
		if ids[p.ID] || len(p.ID) != 9 || p.ID[:2] != "PS" {
			t.Fatalf("id %q", p.ID)
		}
		ids[p.ID] = true
		if k > 0 && p.ID > a.At(k-1).ID {
			rising++
		}
		if p.RPPS != "" {
			if rpps[p.RPPS] || len(p.RPPS) != 11 || p.RPPS[:3] != "997" || p.RPPS[3] == '0' || Luhn(p.RPPS[:10]) != p.RPPS[10] {
				t.Fatalf("RPPS %q", p.RPPS)
			}
			rpps[p.RPPS] = true
		}
		if (p.RPPS == "") != (p.Profile >= scenarios.HospitalDesk) || (p.RPPS == "") != (p.LastName == "") {
			t.Fatalf("owner of %+v", p)
		}
		if pre := p.Org[:2]; len(p.Org) != 9 || (pre != "00" && pre != "99") || Luhn(p.Org[:8]) != p.Org[8] {
			t.Fatalf("site id %q", p.Org)
		}
		if site, ok := orgs[p.Org]; ok && site != p.Site {
			t.Fatalf("site id %s for sites %d and %d", p.Org, site, p.Site)
		}
		orgs[p.Org] = p.Site
	}
	if rising < 9_700 || rising > 10_300 {
		t.Errorf("%d of 20,000 ids rise: they tell an order", rising)
	}
}

func TestMixAndVolumes(t *testing.T) {
	a := testAccounts(20_000, 6_000_000)
	var count [scenarios.NumProfiles]int
	var gpPanelSum, shared, password int
	var volumes []int64
	houses := map[uint32]int{}
	for k := range uint32(a.Len()) {
		p := a.At(k)
		count[p.Profile]++
		from, to := a.ranges.from[p.Dept], a.ranges.to[p.Dept]
		for _, q := range []Panel{p.Panel, p.Seen} {
			if q.Start < from || q.Start >= to || q.Len == 0 || q.Len > to-from {
				t.Fatalf("panel %+v of account %d outside [%d, %d)", q, k, from, to)
			}
			if last := a.PanelPerson(k, q, q.Len-1); last < from || last >= to {
				t.Fatalf("last person %d of account %d outside [%d, %d)", last, k, from, to)
			}
		}
		if p.Profile == scenarios.GP {
			gpPanelSum += int(p.Panel.Len)
			volumes = append(volumes, p.MeanMilli)
			houses[p.Site]++
		}
		if p.Humans > 1 {
			shared++
		}
		if p.Humans < 1 || p.Humans > 6 {
			t.Fatalf("%d humans", p.Humans)
		}
		if p.Auth == event.Password {
			password++
		}
	}
	for _, m := range defaultMix {
		want := float64(m.Share) / 1e6 * 20_000
		if dev := math.Abs(float64(count[m.Profile]) - want); dev > 4*math.Sqrt(want) {
			t.Errorf("%s: %d accounts, want about %.0f", profileNames[m.Profile], count[m.Profile], want)
		}
	}
	slices.Sort(volumes)
	if m := volumes[len(volumes)/2]; m < 5_500 || m > 6_500 {
		t.Errorf("median volume of a GP %d, want about 6,000", m)
	}
	if mean := gpPanelSum / count[scenarios.GP]; mean < 820 || mean > 920 {
		t.Errorf("mean panel %d, want about 870: 1,060 less where doctors crowd", mean)
	}
	if shared < 4_700 || shared > 5_400 {
		t.Errorf("%d accounts shared, want about 5,000", shared)
	}
	if password < 8_000 || password > 10_000 {
		t.Errorf("%d accounts with a password, want about 9,000", password)
	}
}

func TestDoctorIsNear(t *testing.T) {
	a := testAccounts(20_000, 6_000_000)
	load, covered, far := map[string]int{}, 0, 0
	byRPPS := map[string]*Account{}
	for k := range uint32(a.Len()) {
		byRPPS[a.At(k).RPPS] = a.At(k)
	}
	const step, total = 601, 6_000_000
	for i := uint32(0); i < total; i += step {
		rpps, ok := a.Doctor(i)
		p := byRPPS[rpps]
		if !ok || p == nil || p.Profile != scenarios.GP {
			t.Fatalf("doctor of %d: %q", i, rpps)
		}
		load[rpps]++
		from, to := a.ranges.from[p.Dept], a.ranges.to[p.Dept]
		if i < from || i >= to {
			far++
			continue
		}
		centre := a.PanelPerson(p.Index, p.Panel, p.Panel.Len/2)
		if ringDistance(centre, i, to-from) <= (p.Panel.Len+1)/2 {
			covered++
		}
	}
	n := total/step + 1
	if far > n/100 {
		t.Errorf("%d of %d have a doctor elsewhere", far, n)
	}
	if covered < n/2 {
		t.Errorf("%d of %d are in their doctor's panel", covered, n)
	}
	if len(load) < 4_000 {
		t.Errorf("only %d doctors have patients", len(load))
	}
}

// TestDeclaredPanels holds the patients who declare a practitioner against the
// published deciles (198, 532, 731, …, 1,844; median 1,020).
func TestDeclaredPanels(t *testing.T) {
	a := testAccounts(20_000, 6_000_000)
	const step = 7
	load := map[string]int{}
	for i := uint32(0); i < 6_000_000; i += step {
		rpps, _ := a.Doctor(i)
		load[rpps] += step
	}
	var sizes []int
	for k := range uint32(a.Len()) {
		if p := a.At(k); p.Profile == scenarios.GP {
			sizes = append(sizes, load[p.RPPS])
		}
	}
	slices.Sort(sizes)
	at := func(percent int) int { return sizes[(len(sizes)-1)*percent/100] }
	if at(10) < 100 || at(10) > 300 || at(50) < 700 || at(50) > 1_150 ||
		at(90) < 1_700 || at(90) > 2_300 || at(99) > 4_500 {
		t.Errorf("declared patients: tenth %d, median %d, nine tenths %d, 99 %% %d", at(10), at(50), at(90), at(99))
	}
}

func TestSmallWorld(t *testing.T) {
	a := testAccounts(12, 40)
	for i := range uint32(40) {
		a.Doctor(i)
	}
	empty := testAccounts(0, 40)
	if _, ok := empty.Doctor(3); ok || empty.Len() != 0 {
		t.Error("a world without accounts has a doctor")
	}
}

func TestRecordsAgreeWithAccounts(t *testing.T) {
	a := testAccounts(300, 90_000)
	k := uint32(0)
	for r := range a.Practitioners() {
		p := a.At(k)
		if r.Account != p.ID || r.RPPS != p.RPPS || r.Site != p.Org ||
			r.SiteName == "" || r.ProfessionName == "" || r.Commune == "" {
			t.Fatalf("practitioner %+v of %+v", r, p)
		}
		k++
	}
	k = 0
	for r := range a.Records() {
		if r.ID != a.At(k).ID || r.CreatedOn.Year < 2010 || r.CreatedOn.Year > 2022 || r.Profile == "" {
			t.Fatalf("account %+v", r)
		}
		k++
	}
	var c event.Catalog
	a.FillCatalog(&c)
	for d, f := range facts.Departments() {
		if c.Departments[d] != f.Code {
			t.Fatalf("département %d is %s, want %s", d, c.Departments[d], f.Code)
		}
	}
	if len(c.Accounts) != 300 || len(c.Networks) != 33 || c.UserAgents[0] != "" {
		t.Fatalf("catalog: %d accounts, %d networks", len(c.Accounts), len(c.Networks))
	}
}

func TestSitesAreOnePlace(t *testing.T) {
	a := testAccounts(20_000, 6_000_000)
	type place struct{ name, dept, commune, phone string }
	sites, shared := map[string]place{}, 0
	for r := range a.Practitioners() {
		p := place{r.SiteName, r.Dept, r.Commune, r.Phone}
		if have, ok := sites[r.Site]; ok {
			shared++
			if have != p {
				t.Fatalf("site %s is %+v and %+v", r.Site, have, p)
			}
		}
		sites[r.Site] = p
	}
	if shared < 4_000 {
		t.Errorf("only %d accounts join a site", shared)
	}
}

func BenchmarkNewAccounts20000(b *testing.B) {
	sc, r := testScenario(20_000), newEvenRanges(6_000_000)
	b.ReportAllocs()
	for b.Loop() {
		New(random.New(7), sc, r)
	}
}

func BenchmarkDoctor(b *testing.B) {
	a := testAccounts(20_000, 6_000_000)
	i := uint32(0)
	for b.Loop() {
		a.Doctor(i)
		if i += 601; i >= 6_000_000 {
			i -= 6_000_000
		}
	}
}
