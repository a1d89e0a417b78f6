package traffic

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/socket"
)

// Ports are those of the client's system, but where a network puts others in their
// place; what follows within a few seconds mostly comes over the same connection, and
// nothing does after two minutes.
func TestSourcePorts(t *testing.T) {
	w := worldOf(t, "population.accounts=400", "population.insured_persons=120000", "benign.look_alikes=none")
	events, _ := emitted(w, [2]int32{w.Shown.First, w.Shown.First + 4}, Stage{})
	all := make([]event.Event, 0, len(events))
	for _, e := range events {
		if e.Port != 0 && e.Session != 0 {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b event.Event) int {
		return cmp.Or(cmp.Compare(a.Session, b.Session), cmp.Compare(a.TS, b.TS))
	})
	translations, high, mobile := network.Translations(), 0, 0
	soon, soonKept, late, lateKept := 0, 0, 0, 0
	for i, e := range all {
		windows := strings.Contains(client.Agents()[e.UserAgent], "Windows")
		switch translations[e.Net] {
		case socket.Preserved:
			if windows && e.Port < 49_152 || e.Port < 32_768 {
				t.Fatalf("port %d of %q by network %d", e.Port, client.Agents()[e.UserAgent], e.Net)
			}
			high++
		case socket.Shared:
			mobile++
		}
		if i == 0 || all[i-1].Session != e.Session || all[i-1].Addr != e.Addr || all[i-1].UserAgent != e.UserAgent {
			continue
		}
		kept := all[i-1].Port == e.Port
		switch gap := e.TS - all[i-1].TS; {
		case gap < 15_000_000:
			soon, soonKept = soon+1, soonKept+one(kept)
		case gap > 120_000_000:
			late, lateKept = late+1, lateKept+one(kept)
		}
	}
	if high*100 < len(all)*75 || mobile == 0 {
		t.Errorf("of %d requests %d come with the port of their system, %d over a carrier", len(all), high, mobile)
	}
	// Before: none of 9,438 within five seconds.
	if soonKept*100 < soon*70 || soonKept*100 > soon*95 || lateKept*100 > late {
		t.Errorf("the same port in %d of %d within 15 s, in %d of %d after two minutes", soonKept, soon, lateKept, late)
	}
}
