package origin

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/detect/rule/ruletest"
	"github.com/breachsim/breachsim/output/read"
)

const hour = 60 * minute

// from is where and with what lines are sent.
type from struct {
	asn      int64
	client   uint64
	lat, lon float64
	session  uint64
}

var (
	office = from{100, 1, 48.8, 2.3, 1}
	abroad = from{200, 2, 43.3, 5.4, 2} // 659 km away
)

// lookups returns n look-ups of P, a minute apart.
func lookups(f from, start int64, n int) (evs []read.Event) {
	for i := range n {
		evs = append(evs, read.Event{TS: start + int64(i)*minute, Action: "lookup", Account: "P", SessionID: f.session,
			ASN: f.asn, ClientFP: f.client, Lat: f.lat, Lon: f.lon})
	}
	return evs
}

// tenDays are ten days of a look-up at the office.
func tenDays(t *testing.T) (evs []read.Event) {
	for d := range 10 {
		evs = append(evs, lookups(office, ruletest.At(t, fmt.Sprintf("2022-02-%02d 09:00:00", 1+d)), 1)...)
	}
	return evs
}

func TestR7NewNetwork(t *testing.T) {
	p := StrangeDefaults()
	run := func(parts ...[]read.Event) []ruletest.Raised {
		return ruletest.Run(t, &p, ruletest.World{}, parts...)
	}
	past, start := tenDays(t), ruletest.At(t, "2022-02-14 10:00:00")
	net := abroad
	net.client = office.client
	got := run(past, lookups(net, start, 30))
	ruletest.Times(t, "the twentieth", got, start+19*minute)
	if got[0].Why != "20 points since 2022-02-14T09:00:00Z: network AS200 new at 2022-02-14T09:00:00Z" || got[0].From != start {
		t.Errorf("%+v", got[0])
	}
	ruletest.Times(t, "nineteen", run(past, lookups(net, start, 19)))
	ruletest.Times(t, "twice as many", run(past, lookups(net, start, 40)), start+19*minute, start+39*minute)
	ruletest.Times(t, "nine days", run(past[1:], lookups(net, start, 30)))
	ruletest.Times(t, "with the client", run(past, lookups(abroad, start, 10)), start+9*minute)
	ruletest.Times(t, "nine with the client", run(past, lookups(abroad, start, 9)))
	// It is new for a day, and new again ninety days after its last line.
	known := lookups(net, ruletest.At(t, "2022-02-09 10:00:00"), 1)
	ruletest.Times(t, "five days old", run(past, known, lookups(net, start, 30)))
	late := known[0].TS + 90*24*hour
	ruletest.Times(t, "ninety days later", run(past, known, lookups(net, late, 30)))
	ruletest.Times(t, "more than ninety", run(past, known, lookups(net, late+1, 30)), late+1+19*minute)
	halves := append(lookups(net, start, 10), lookups(net, start+24*hour-9*minute, 10)...)
	ruletest.Times(t, "a day's worth", run(past, halves)) // the last comes a day after the first
	halves = append(lookups(net, start, 11), lookups(net, start+24*hour-9*minute, 10)...)
	ruletest.Times(t, "twenty within the day", run(past, halves), start+24*hour-minute)
}

func TestR7NewClient(t *testing.T) {
	p := StrangeDefaults()
	past, start := tenDays(t), ruletest.At(t, "2022-02-14 10:00:00")
	run := func(f from) []ruletest.Raised {
		return ruletest.Run(t, &p, ruletest.World{}, past, lookups(f, start, 20))
	}
	release := office
	release.client = 7
	ruletest.Times(t, "a new browser at the desk", run(release))
	release.lat += 0.5
	got := run(release)
	ruletest.Times(t, "and at a new place", got, start+19*minute)
	if !strings.Contains(got[0].Why, "client 0000000000000007 new at 2022-02-14T09:00:00Z") {
		t.Errorf("%+v", got[0])
	}
	moved := office
	moved.lat += 0.5
	ruletest.Times(t, "a new place alone", run(moved))
}

// Two networks in one session: from the second look-up at the new one on, each counts
// ten.
func TestR7Shared(t *testing.T) {
	p := StrangeDefaults()
	past, start := tenDays(t), ruletest.At(t, "2022-02-14 10:00:00")
	thief := abroad
	thief.session, thief.client, thief.lat, thief.lon = office.session, office.client, office.lat, office.lon
	turns := slices.Concat(lookups(office, start, 1), lookups(thief, start+minute, 1), lookups(office, start+2*minute, 1),
		lookups(thief, start+3*minute, 2))
	got := ruletest.Run(t, &p, ruletest.World{}, past, turns)
	ruletest.Times(t, "1 and twice 10", got, start+4*minute)
	if !strings.HasPrefix(got[0].Why, "21 points ") || !strings.Contains(got[0].Why, "a session takes turns") {
		t.Errorf("%+v", got[0])
	}
	ruletest.Times(t, "1 and once 10", ruletest.Run(t, &p, ruletest.World{}, past, turns[:4]))
	away := slices.Concat(lookups(office, start, 1), lookups(thief, start+minute, 19))
	ruletest.Times(t, "gone for good", ruletest.Run(t, &p, ruletest.World{}, past, away))
}

func TestR7Reset(t *testing.T) {
	p := StrangeDefaults()
	past, start := tenDays(t), ruletest.At(t, "2022-02-14 03:00:00")
	renewed := []read.Event{{TS: start, Action: "password_reset", Outcome: "success", Account: "P", ASN: 200, Lat: 43.3, Lon: 5.4}}
	thief := abroad
	thief.client = office.client
	got := ruletest.Run(t, &p, ruletest.World{}, past, renewed, lookups(thief, start+hour, 2))
	ruletest.Times(t, "twice 10", got, start+hour+minute)
	if !strings.Contains(got[0].Why, "new password at 2022-02-14T02:00:00Z") {
		t.Errorf("%+v", got[0])
	}
	ruletest.Times(t, "once 10", ruletest.Run(t, &p, ruletest.World{}, past, renewed, lookups(thief, start+hour, 1)))
	renewed[0].Outcome = "failure"
	ruletest.Times(t, "refused", ruletest.Run(t, &p, ruletest.World{}, past, renewed, lookups(thief, start+hour, 2)))
	renewed[0].Outcome, renewed[0].ASN = "success", office.asn
	ruletest.Times(t, "within thirty hours", ruletest.Run(t, &p, ruletest.World{}, past, renewed, lookups(thief, start+30*hour-2*minute, 2)),
		start+30*hour-minute)
	ruletest.Times(t, "thirty hours later", ruletest.Run(t, &p, ruletest.World{}, past, renewed, lookups(thief, start+30*hour-minute, 2)))
	ruletest.Times(t, "the owner", ruletest.Run(t, &p, ruletest.World{}, past, renewed, lookups(office, start+hour, 19)))
}

// 659 km take 49 minutes at 800 km/h.
func TestR7Journey(t *testing.T) {
	p := StrangeDefaults()
	past, start := tenDays(t), ruletest.At(t, "2022-02-14 10:00:00")
	past = append(past, lookups(abroad, ruletest.At(t, "2022-02-08 10:00:00"), 1)...) // known, and not usual
	run := func(took int64, there from, n int) []ruletest.Raised {
		return ruletest.Run(t, &p, ruletest.World{}, past, lookups(office, start, 1), lookups(there, start+took, n))
	}
	got := run(49*minute, abroad, 20)
	ruletest.Times(t, "too fast", got, start+68*minute)
	if !strings.Contains(got[0].Why, "km too fast at 2022-02-14T09:49:00Z") {
		t.Errorf("%+v", got[0])
	}
	ruletest.Times(t, "nineteen", run(49*minute, abroad, 19))
	ruletest.Times(t, "by aeroplane", run(50*minute, abroad, 20))
	near := abroad
	near.lat, near.lon = 45.0, 4.0 // 440 km
	ruletest.Times(t, "at once, but near", run(minute, near, 20))
	home := ruletest.Run(t, &p, ruletest.World{}, past, lookups(abroad, start, 1), lookups(office, start+minute, 30))
	ruletest.Times(t, "back to where it mostly is", home)
}

// Who knocks without being let in makes no network known.
func TestR7Knocking(t *testing.T) {
	p := StrangeDefaults()
	past, start := tenDays(t), ruletest.At(t, "2022-02-14 10:00:00")
	knock := read.Event{TS: start - 30*hour, Action: "login", Outcome: "failure", Account: "P", ASN: 200, ClientFP: 2}
	got := ruletest.Run(t, &p, ruletest.World{}, past, []read.Event{knock}, lookups(abroad, start, 10))
	ruletest.Times(t, "a guess the day before", got, start+9*minute)
}

func TestKnownIsBounded(t *testing.T) {
	var k known
	for n := range uint64(100) {
		k.see(n, int64(n), 1000)
	}
	if len(k.list) != mostKnown || k.of(99) == nil || k.of(68) == nil || k.of(67) != nil {
		t.Errorf("%d are known", len(k.list))
	}
	if x := k.see(80, 1079, 1000); x.first != 80 {
		t.Errorf("forgotten too early: %+v", x)
	}
	if x := k.see(81, 1082, 1000); x.first != 1082 {
		t.Errorf("not forgotten: %+v", x)
	}
}
