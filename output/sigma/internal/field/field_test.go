package field

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

func paris(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func moment(t *testing.T, s string) int64 {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04:05.999999Z07:00", s)
	if err != nil {
		t.Fatal(err)
	}
	return at.UnixMicro()
}

var every = []string{"network_new", "client_new", "lookup_gap_us", "lookup_ahead"}

// said is the value of a field in a line, as text.
func said(t *testing.T, name string, r *Record) string {
	t.Helper()
	f, ok := Named(name)
	if !ok {
		t.Fatal("no field ", name)
	}
	v := f.Of(r)
	return v.String()
}

func TestLocalTimes(t *testing.T) {
	teller := NewTeller(paris(t), every, nil)
	for _, c := range []struct{ at, date, hour, weekday string }{
		{"2022-03-10T22:59:59.999999Z", "2022-03-10", "23", "4"},
		{"2022-03-10T23:00:00Z", "2022-03-11", "0", "5"},
		{"2022-03-27T00:59:59.999999Z", "2022-03-27", "1", "7"}, // clocks go from 2 to 3
		{"2022-03-27T01:00:00Z", "2022-03-27", "3", "7"},
		{"2022-03-27T22:00:00Z", "2022-03-28", "0", "1"},
		{"2022-10-30T00:30:00Z", "2022-10-30", "2", "7"}, // and from 3 to 2
		{"2022-10-30T01:30:00Z", "2022-10-30", "2", "7"},
		{"2022-10-30T23:00:00Z", "2022-10-31", "0", "1"},
	} {
		r := &Record{Access: &read.Request{TS: moment(t, c.at)}}
		teller.Tell(r)
		for name, want := range map[string]string{"local_date": c.date, "local_hour": c.hour, "local_weekday": c.weekday} {
			if got := said(t, name, r); got != want {
				t.Errorf("%s at %s: %s, want %s", name, c.at, got, want)
			}
		}
	}
}

func TestWhatIsNewToAnAccount(t *testing.T) {
	teller := NewTeller(time.UTC, every, nil)
	day := moment(t, "2022-03-10T12:00:00Z")
	const next = int64(24 * time.Hour / time.Microsecond)
	for i, c := range []struct {
		ts              int64
		account         string
		asn             int64
		client          uint64
		network, unseen string
	}{
		{day, "A", 1, 1, "", ""}, // the first day tells nothing
		{day + 1, "A", 2, 1, "", ""},
		{day + next, "A", 2, 2, "0", "1"},
		{day + next, "A", 3, 2, "1", "0"},
		{day + next, "A", 3, 2, "0", "0"},
		{day + next, "B", 3, 2, "", ""},
		{day + 2*next, "B", 1, 0, "1", ""},
		{day + 2*next, "", 9, 9, "", ""},
	} {
		r := &Record{Audit: &read.Event{TS: c.ts, Account: c.account, ASN: c.asn, ClientFP: c.client}}
		teller.Tell(r)
		if n, u := said(t, "network_new", r), said(t, "client_new", r); n != c.network || u != c.unseen {
			t.Errorf("line %d: network_new %q, want %q; client_new %q, want %q", i, n, c.network, u, c.unseen)
		}
	}
}

func TestWhatWasBeforeInTheSession(t *testing.T) {
	number := map[uint64]string{1: "100", 2: "200", 3: "300"}
	teller := NewTeller(time.UTC, every, func(e *read.Event) string { return number[e.NIRRef] })
	for i, c := range []struct {
		ts         int64
		session    uint64
		person     uint64
		gap, ahead string
	}{
		{0, 7, 1, "", ""}, {5, 7, 3, "5", "1"}, {9, 7, 2, "4", "0"}, {10, 8, 3, "", ""}, {11, 7, 9, "2", ""},
		{20, 7, 3, "9", "1"}, {21, 7, 3, "1", ""}, {22, 0, 1, "", ""},
	} {
		r := &Record{Audit: &read.Event{TS: 1e15 + c.ts, Action: "lookup", SessionID: c.session, NIRRef: c.person}}
		teller.Tell(r)
		if g, a := said(t, "lookup_gap_us", r), said(t, "lookup_ahead", r); g != c.gap || a != c.ahead {
			t.Errorf("line %d: gap %q, want %q; ahead %q, want %q", i, g, c.gap, a, c.ahead)
		}
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]int64{"1": 1e6, "-1.5": -15e5, "0.000001": 1, "48.5000": 485e5, "0": 0} {
		if n, ok := ParseNumber(text); !ok || n != want {
			t.Errorf("%s: %d, %t", text, n, ok)
		}
	}
	for _, text := range []string{"", "-", ".5", "1.", "1e3", "0x1", "1.0000001", "9999999999999", "+1", "1,5"} {
		if n, ok := ParseNumber(text); ok {
			t.Errorf("%q is %d", text, n)
		}
	}
	for n, want := range map[int64]string{1: "0.000001", -15e5: "-1.5", 3e6: "3", -1: "-0.000001"} {
		v := Value{Kind: Number, N: n}
		if got := v.String(); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func TestKeysTellValuesApart(t *testing.T) {
	seen := map[Key]string{}
	for _, v := range []Value{{Kind: Text, Text: "1"}, {Kind: Number, N: 1}, {Kind: ID, N: 1}, {Kind: Text, Text: "1\x00"},
		{Kind: Text, Text: "abcdefgh"}, {Kind: Text, Text: "abcdefgh\x00"}, {Kind: Text, Text: ""}} {
		for _, w := range []Value{{Kind: Text, Text: "x"}, {Kind: Number, N: 2}, {Kind: Text, Text: "1x"}} {
			name := v.String() + "|" + w.String()
			k := Key{}.Add(&v).Add(&w)
			if other, twice := seen[k]; twice {
				t.Errorf("%q and %q have one key", name, other)
			}
			seen[k] = name
		}
	}
}
