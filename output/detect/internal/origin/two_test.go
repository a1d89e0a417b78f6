package origin

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/detect/rule/ruletest"
	"github.com/breachsim/breachsim/output/read"
)

const minute = 60_000_000

// session returns lines of one session a minute apart, one for each letter: A and B
// are clients at addresses of their own, a is client A at the address of B.
func session(id uint64, start int64, letters string) []read.Event {
	home, other := netip.MustParseAddr("240.0.0.1"), netip.MustParseAddr("240.0.0.2")
	var evs []read.Event
	for i, c := range letters {
		ev := read.Event{TS: start + int64(i)*minute, Action: "lookup", Account: "P", SessionID: id, ClientFP: 1, SrcIP: home}
		switch c {
		case 'B':
			ev.ClientFP, ev.SrcIP = 2, other
		case 'a':
			ev.SrcIP = other
		case '?':
			ev.ClientFP, ev.SrcIP = 0, netip.Addr{}
		}
		evs = append(evs, ev)
	}
	return evs
}

func TestR14(t *testing.T) {
	start := ruletest.At(t, "2022-03-07 10:00:00")
	p := TwoDefaults()
	run := func(parts ...[]read.Event) []ruletest.Raised {
		return ruletest.Run(t, &p, ruletest.World{}, parts...)
	}
	ruletest.Times(t, "one of each", run(session(1, start, "AAABBB")))
	got := run(session(1, start, "AAABBBA"))
	ruletest.Times(t, "back again", got, start+6*minute)
	if a := got[0]; a.ID != "P" || a.From != start || !strings.Contains(a.Why, "2 changes, 2 of the client, 2 of the address") {
		t.Errorf("%+v", a)
	}
	got = run(session(1, start, "AaA"))
	ruletest.Times(t, "the address alone", got, start+2*minute)
	if !strings.Contains(got[0].Why, "0 of the client, 2 of the address") {
		t.Errorf("%+v", got[0])
	}
	// Changes 2, 4 and 8 of nine.
	ruletest.Times(t, "on and on", run(session(1, start, "ABABABABAB")), start+2*minute, start+4*minute, start+8*minute)
	ruletest.Times(t, "two sessions", run(session(1, start, "AAAA"), session(2, start+1, "BBBB")))
	ruletest.Times(t, "no session", run(session(0, start, "ABABAB")))
	ruletest.Times(t, "unknown in between", run(session(1, start, "A?A?A")))
	// A change after more than an hour is no change; after an hour it is one.
	late := func(pause int64) []read.Event {
		evs := session(1, start, "ABA")
		evs[2].TS = evs[1].TS + pause
		return evs
	}
	ruletest.Times(t, "an hour later", run(late(60*minute)), start+61*minute)
	ruletest.Times(t, "more than an hour later", run(late(60*minute+1)))
	p.Changes = 3
	ruletest.Times(t, "one short of three", run(session(1, start, "ABA")))
	ruletest.Times(t, "three", run(session(1, start, "ABAB")), start+3*minute)
}

// A session lives over midnight and is forgotten on the second day without a line.
func TestR14Forgets(t *testing.T) {
	p := TwoDefaults()
	evs := session(1, ruletest.At(t, "2022-03-07 23:58:30"), "ABABA")
	ruletest.Times(t, "over midnight", ruletest.Run(t, &p, ruletest.World{}, evs), evs[2].TS, evs[4].TS)
	late := session(1, ruletest.At(t, "2022-03-09 00:00:00"), "A")
	p.Within = 72 * 60 * minute * 1000
	ruletest.Times(t, "two days later", ruletest.Run(t, &p, ruletest.World{}, session(1, ruletest.At(t, "2022-03-07 23:00:00"), "AB"), late))
}
