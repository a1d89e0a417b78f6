package identity

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// words are those of the catalogue that the lines of the tests name.
func words() *event.Catalog {
	return &event.Catalog{
		Accounts:   []event.AccountText{{ID: "PS0412233", Address: `o"hara@boite.example`, Types: event.ByAddress}},
		UserAgents: []string{"", "Mozilla/5.0"},
	}
}

// A line has every column, in its order, and null for what does not apply.
func TestLineHasEveryColumn(t *testing.T) {
	x := NewEncoder(words())
	full := event.Identity{
		TS: 1_646_899_200_123_456, Event: 7, Session: 8, ClientFP: 9, Addr: event.Addr{Lo: 1<<32 | 3}, Account: 0, UserAgent: 1,
		Type: event.SignedIn, Outcome: event.Failure, Reason: event.BadCredentials, Auth: event.Password,
		Typed: event.ByAddress, Mail: event.ResetLink, Device: event.NewDevice,
	}
	empty := event.Identity{TS: full.TS, Event: 7, Account: event.NoAccount, Type: event.MailSent, Outcome: event.Success}
	for _, l := range []event.Identity{full, empty} {
		line := x.Append(nil, &l)
		var keys []string
		row := map[string]any{}
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		for _, f := range Fields() {
			keys = append(keys, f.Name)
			v, there := row[f.Name]
			needed := slices.Contains([]string{"ts", "type", "outcome", "event_id"}, f.Name)
			if !there || (v == nil) == (needed || l.Account == 0) {
				t.Errorf("%s is %v in %s", f.Name, v, line)
			}
		}
		if len(row) != len(keys) {
			t.Errorf("%d keys, want %d", len(row), len(keys))
		}
	}
	var row struct {
		TS         string
		Identifier string
	}
	if err := json.Unmarshal(x.Append(nil, &full), &row); err != nil || row.Identifier != `o"hara@boite.example` ||
		row.TS != "2022-03-10T08:00:00.123456Z" {
		t.Errorf("%+v %v", row, err)
	}
}

// Encoding allocates nothing once the buffer has room.
func TestEncodingAllocatesNothing(t *testing.T) {
	cat := words()
	cat.Accounts[0].Address = "o.hara@boite.example"
	x, buf := NewEncoder(cat), make([]byte, 0, 4096)
	l := event.Identity{TS: 1_646_899_200_123_456, Event: 7, Type: event.SignedIn, Outcome: event.Success, Typed: event.ByAddress}
	if n := testing.AllocsPerRun(100, func() { x.Append(buf, &l) }); n != 0 {
		t.Errorf("%v allocations a line", n)
	}
}

func BenchmarkAppend(b *testing.B) {
	x, buf := NewEncoder(words()), make([]byte, 0, 4096)
	l := event.Identity{TS: 1_646_899_200_123_456, Event: 7, Session: 8, ClientFP: 9, UserAgent: 1,
		Type: event.SignedIn, Outcome: event.Success, Auth: event.Password, Typed: event.ByNumber}
	for b.Loop() {
		buf = x.Append(buf[:0], &l)
	}
}
