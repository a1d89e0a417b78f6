package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// A robot without a browser still speaks HTTP as portals do: each form is sent after its
// page was fetched, and each answer that leads elsewhere is followed.
func TestRobotsFetchFormsAndFollowRedirects(t *testing.T) {
	t.Parallel()
	p := world(t, Options{}, "campaigns[0].access.acquire={mailbox_reset: 0.5, credential_replay: 0.5}")
	pages := map[event.Path]event.Path{
		event.PathSignIn: event.PathSignIn, event.PathForgotten: event.PathForgotten, event.PathReset: event.PathReset,
	}
	const before, after = 2_000_000, 1_000_000
	fetched := map[event.Path]int64{} // when a page was fetched last
	var waits []event.Access          // answers that lead elsewhere, not followed yet
	forms, followed := 0, 0
	for a := range p.Requests(p.Scenario().Time.Start, p.Scenario().Time.End) {
		if a.Truth.Label != event.Attack || a.Status >= 400 {
			continue
		}
		if a.Method == event.GET {
			fetched[a.Path] = a.TS
			for len(waits) > 0 && a.TS-waits[0].TS > after {
				t.Fatalf("nothing follows %+v", waits[0])
			}
			if len(waits) > 0 && a.Addr == waits[0].Addr && (a.Path == event.PathHome || a.Path == event.PathSignIn) {
				waits, followed = waits[1:], followed+1
			}
			continue
		}
		if page, is := pages[a.Path]; is {
			forms++
			if ts, there := fetched[page]; !there || a.TS-ts > before {
				t.Fatalf("a form is sent without its page: %+v", a)
			}
		}
		if a.Status == 302 {
			waits = append(waits, a)
		}
	}
	if forms < 6 || followed < 6 || len(waits) > 0 {
		t.Errorf("%d forms, %d redirects followed, %d not", forms, followed, len(waits))
	}
}
