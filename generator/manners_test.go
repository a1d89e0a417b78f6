package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
)

// conduct is what a campaign does beside its look-ups.
type conduct struct {
	sessions, single, left, pages, looks, again, mistyped int
	first, quick                                          int // first look-ups, and those at once behind a sign-in
}

// conductOf reads the conduct of the campaign of nine days from the log.
func conductOf(t *testing.T, manners string) (c conduct) {
	t.Helper()
	sets := append([]string{}, nineDays...)
	sets = append(sets, "campaigns[0].client={user_agent: pool, tls: browser, manners: "+manners+"}",
		"campaigns[0].pacing={shape: owner_mimic}")
	p := world(t, Options{}, sets...)
	since := map[uint64]int64{} // sessions, to their sign-in
	events, seen, exposed := map[uint64]int{}, map[uint64]map[uint64]bool{}, map[uint32]bool{}
	f := p.NewFiller()
	var b event.Batch
	for _, w := range p.Windows() {
		f.Fill(w, &b)
		for _, x := range b.Exposures {
			exposed[x.Person] = true
		}
		for i := range b.Audit {
			e, tr := b.AuditAt(i)
			if tr.Label != event.Attack || e.Session == 0 {
				continue
			}
			events[e.Session]++
			switch {
			case e.Action == event.Login && e.Reason == event.NoReason:
				since[e.Session] = e.TS
			case e.Action == event.Lookup && since[e.Session] != 0:
				c.first++
				if e.TS-since[e.Session] < 15*calendar.Second {
					c.quick++
				}
				delete(since, e.Session)
			}
			switch {
			case e.Action == event.Logout:
				c.left++
			case e.Action == event.ServiceUse:
				c.pages++
			case e.Action == event.Lookup && e.Result == event.BadKey:
				c.mistyped++
			case e.Action == event.Lookup && e.Result == event.Found:
				c.looks++
				if seen[e.Session] == nil {
					seen[e.Session] = map[uint64]bool{}
				}
				if seen[e.Session][e.NIRRef|uint64(e.NIR)] {
					c.again++
				}
				seen[e.Session][e.NIRRef|uint64(e.NIR)] = true
			}
		}
	}
	for _, n := range events {
		if c.sessions++; n == 1 {
			c.single++
		}
	}
	if want := p.Scenario().Campaigns[0].Targets.Exposed; len(exposed) != want {
		t.Errorf("%s: %d persons are exposed, want %d", manners, len(exposed), want)
	}
	return c
}

// Manners are what honest users have as well: sign-outs, pages, persons asked for again,
// typing errors of those who type, and hardly a session of a sign-in alone. None has nothing
// of it. Whom the campaign gets is exact in any case.
func TestManners(t *testing.T) {
	t.Parallel()
	for _, manners := range []string{"none", "script", "human"} {
		c := conductOf(t, manners)
		t.Logf("%s: %+v", manners, c)
		if manners == "none" {
			if c.left+c.pages+c.again+c.mistyped > 0 {
				t.Errorf("none: %+v", c)
			}
			continue
		}
		if c.left*100 < c.sessions*15 || c.left*100 > c.sessions*85 {
			t.Errorf("%s: %d of %d sessions are signed out of", manners, c.left, c.sessions)
		}
		if c.pages*100 < c.looks || c.again*200 < c.looks || c.single*100 > c.sessions {
			t.Errorf("%s: too few pages or persons asked for again, or sessions of one event: %+v", manners, c)
		}
		// 2 % of honest sessions begin so; half of them after 38 s.
		if c.quick*20 > c.first || c.first == 0 {
			t.Errorf("%s: %d of %d first look-ups are made at once behind the sign-in", manners, c.quick, c.first)
		}
		if (c.mistyped > 0) != (manners == "human") {
			t.Errorf("%s: %d numbers mistyped", manners, c.mistyped)
		}
	}
}
