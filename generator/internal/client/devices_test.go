package client

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

const feb14 = 19_037 // 2022-02-14

// profileOf deals an ordinary mix of profiles out to accounts.
func profileOf(k uint32) scenarios.Profile {
	mix := [...]scenarios.Profile{
		scenarios.GP, scenarios.Pharmacy, scenarios.Nurse, scenarios.Other, scenarios.GP, scenarios.Pharmacy,
		scenarios.Nurse, scenarios.Other, scenarios.GP, scenarios.Pharmacy,
	}
	if k%100 == 99 {
		return scenarios.HospitalDesk
	}
	return mix[k%uint32(len(mix))]
}

func testDevices() *Devices {
	d := NewDevices(random.New(7), feb14)
	return &d
}

// A browser is updated and never goes back; a day apart is spent on the person's
// second device, which hospital desks do not have.
func TestClientsUpdateForward(t *testing.T) {
	d := testDevices()
	updated, second := 0, 0
	for k := range uint32(2_000) {
		ua, _ := d.Client(k, scenarios.HospitalDesk, 0, feb14)
		before, _ := d.Client(k, profileOf(k), 0, feb14)
		for day := int32(feb14 + 1); day < feb14+45; day++ {
			u, _ := d.Client(k, scenarios.HospitalDesk, 0, day)
			if u == 0 || int(u) >= len(Agents()) || u < ua {
				t.Fatalf("account %d went from %q to %q", k, Agents()[ua], Agents()[u])
			}
			if u > ua {
				updated++
				ua = u
			}
			own, _ := d.Client(k, profileOf(k), 0, day)
			if own < before {
				second++
			}
			before = own
		}
	}
	if updated < 1_000 || second < 1_000 {
		t.Errorf("%d updates, %d days on a second device", updated, second)
	}
}

func TestAgentsOfThePeriod(t *testing.T) {
	d := testDevices()
	share := map[string]int{}
	for k := range uint32(5_000) {
		ua, _ := d.Client(k, profileOf(k), 0, 19_060) // 2022-03-09
		text := Agents()[ua]
		for _, v := range []string{
			"Chrome/99.", "Chrome/98.", "Chrome/97.", "Firefox/98", "Firefox/97", "Firefox/91", "Trident",
			"Version/15.3", "Edg/9",
		} {
			if strings.Contains(text, v) {
				share[v]++
			}
		}
		if strings.Contains(text, "Chrome/10") || strings.Contains(text, "Firefox/99") {
			t.Fatalf("%q is from the future", text)
		}
	}
	for v, n := range map[string]int{
		"Chrome/99.": 800, "Chrome/98.": 300, "Firefox/97": 80, "Firefox/91": 80, "Trident": 80,
		"Version/15.3": 150, "Edg/9": 500,
	} {
		if share[v] < n {
			t.Errorf("%s: %d of 5,000", v, share[v])
		}
	}
}

func TestAgentTable(t *testing.T) {
	texts := Agents()
	seen := map[string]bool{}
	for i, text := range texts {
		if i > 0 && (text == "" || strings.Contains(text, "{}")) || strings.ContainsAny(text, "\"\\") {
			t.Errorf("agent %d: %q", i, text)
		}
		if seen[text] {
			t.Errorf("agent %d, %q, is there twice", i, text)
		}
		seen[text] = true
	}
	if texts[LibraryAgent(0)] != "python-requests/2.27.1" || !strings.HasPrefix(texts[FixedAgent(0)], "Mozilla/") {
		t.Error("agents of campaigns are not where they should be")
	}
	if LibraryAgent(0) == LibraryAgent(1) || FixedAgent(2) != FixedAgent(2+len(fixedAgents)) {
		t.Error("agents do not take turns")
	}
}

func TestClientNeedsNoMemory(t *testing.T) {
	d, k := testDevices(), uint32(0)
	if n := testing.AllocsPerRun(500, func() { d.Client(k, profileOf(k), 1, feb14); k++ }); n != 0 {
		t.Errorf("%v allocations a client", n)
	}
}

func BenchmarkClient(b *testing.B) {
	d := testDevices()
	b.ReportAllocs()
	k := uint32(0)
	for b.Loop() {
		d.Client(k, profileOf(k), 0, feb14+20)
		if k += 7; k >= 20_000 {
			k -= 20_000
		}
	}
}

// published are days on which builds came out, by their publishers' announcements.
var published = []struct {
	text string
	day  int32 // days since 1970-01-01
}{
	{"Chrome/98.0.4758.102 Safari", 19_037}, {"Chrome/99.0.4844.51 Safari", 19_052},
	{"Chrome/99.0.4844.74 Safari", 19_066}, {"Chrome/99.0.4844.84", 19_076}, {"Chrome/100.0.4896.60 Safari", 19_080},
	{"Edg/98.0.1108.56", 19_039}, {"Edg/99.0.1150.30", 19_054}, {"Edg/99.0.1150.46", 19_068},
	{"OS 15_3_1 ", 19_033}, {"OS 15_4 ", 19_065}, {"OS 15_4_1 ", 19_082}, {"Version/15.4 Safari", 19_065},
	{"Firefox/98.0", 19_059}, {"Chrome/99.0.4844.73 Mobile", 19_066}, {"SamsungBrowser/16.2", 19_094},
}

func TestNobodyHasABuildBeforeItIsOut(t *testing.T) {
	d := testDevices()
	agents := Agents()
	seen := map[string]int{}
	for day := int32(feb14); day < feb14+75; day++ {
		for k := range uint32(3_000) {
			ua, _ := d.Client(k, profileOf(k), uint8(k%3), day)
			for _, p := range published {
				if !strings.Contains(agents[ua], p.text) {
					continue
				}
				seen[p.text]++
				if day <= p.day {
					t.Fatalf("day %d: %q is seen, which came out on %d", day, agents[ua], p.day)
				}
			}
		}
	}
	for _, p := range published {
		if seen[p.text] == 0 {
			t.Errorf("nobody ever has %q", p.text)
		}
	}
}

// A build reaches a few of its users on the next morning, and four in five after two
// weeks, as counters of browsers have it: it was three quarters after nine days before.
// What slow machines take longer for is in the bounds.
func TestBuildsRollOutOverDays(t *testing.T) {
	d := testDevices()
	share := func(day int32) int {
		with, all := 0, 0
		for k := range uint32(6_000) {
			ua, _ := d.Client(k, profileOf(k), 0, day)
			text := Agents()[ua]
			if !strings.Contains(text, "Windows NT 10.0") || !strings.Contains(text, "Chrome/9") ||
				strings.Contains(text, "Edg/") {
				continue
			}
			if all++; strings.Contains(text, "98.0.4758.102") {
				with++
			}
		}
		return with * 100 / all
	}
	const out = feb14 // the next build came out on 1 March
	next, half, done := share(out+1), share(out+7), share(out+15)
	if next < 3 || next > 14 || half < 35 || half > 55 || done < 75 || done > 88 {
		t.Errorf("%d %% on the first day, %d %% after a week, %d %% after two", next, half, done)
	}
}

// Chrome 98 came out as three builds for Windows, of which .82 was the commonest, and
// as .80 for others. Machines keep theirs.
func TestBuildsSideBySide(t *testing.T) {
	d, held := testDevices(), map[string]int{}
	for k := range uint32(4_000) {
		ua, _ := d.Client(k, profileOf(k), 0, feb14-1)
		desk, _ := d.Client(k, scenarios.HospitalDesk, 0, feb14-1) // without second devices
		same, _ := d.Client(k, scenarios.HospitalDesk, 0, feb14)
		if text := Agents()[same]; same != desk && strings.Contains(text, "Chrome/98.0.4758.8") &&
			strings.Contains(Agents()[desk], "Chrome/98.0.4758.8") && !strings.Contains(text, "Edg/") {
			t.Errorf("account %d went from %q to %q", k, Agents()[desk], text)
		}
		text := Agents()[ua]
		_, rest, found := strings.Cut(text, "Chrome/98.0.4758.")
		if !found || strings.Contains(text, "Edg/") || strings.Contains(text, "Android") {
			continue
		}
		build, _, _ := strings.Cut(rest, " ")
		if strings.Contains(text, "Windows") {
			build += " Windows"
		}
		held[build]++
	}
	most, windows := held["82 Windows"], held["80 Windows"]+held["81 Windows"]+held["82 Windows"]
	if most*2 < windows || most*10 > windows*8 || held["80 Windows"]*10 < windows || held["81 Windows"]*20 < windows {
		t.Errorf("on Windows: %v", held)
	}
	if held["80"] == 0 || len(held) != 4 {
		t.Errorf("elsewhere: %v", held)
	}
}

// Chrome for Android names the telephone and its build until version 109, and then
// neither.
func TestTelephonesOfTheirTime(t *testing.T) {
	models := map[string]bool{}
	for _, text := range Agents() {
		_, rest, found := strings.Cut(text, "Chrome/")
		if !strings.Contains(text, "Android") || !found {
			continue
		}
		major := majorOf(rest)
		reduced := strings.Contains(text, "Android 10; K)")
		if !strings.Contains(text, "SamsungBrowser") && reduced != (major >= 110) {
			t.Errorf("%q", text)
		}
		if reduced && !strings.Contains(rest, ".0.0.0 ") {
			t.Errorf("%q names its build", text)
		}
		model, _, _ := strings.Cut(text, ")")
		models[model] = true
	}
	if len(models) < 15 {
		t.Errorf("%d kinds of telephone", len(models))
	}
}
