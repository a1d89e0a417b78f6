package client

import (
	"strings"
	"testing"

	"breachsim/generator/internal/random"
	"breachsim/scenarios"
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
		if seen[text] && !strings.Contains(text, "Firefox") { // extended support names itself alike
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
