package inspect_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/inspect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

func open(t *testing.T, dir string) *read.Dataset {
	t.Helper()
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func view(t *testing.T, d *read.Dataset, q inspect.Query) *inspect.View {
	t.Helper()
	v, err := inspect.Open(t.Context(), d, q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return v
}

func textOf(t *testing.T, v *inspect.View) (string, inspect.Rest) {
	t.Helper()
	var b strings.Builder
	rest, err := v.WriteText(context.Background(), &b)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	return b.String(), rest
}

// row is a line that JSON tells of.
type row struct {
	File  string
	Line  int
	Event struct {
		EventID string `json:"event_id"`
		Account string
		IP      *string `json:"src_ip"`
		Session *string `json:"session_id"`
	}
	Truth *struct {
		Label    string
		Campaign *string
		Exposed  int
	}
}

func rowsOf(t *testing.T, v *inspect.View) (rows []row, rest inspect.Rest) {
	t.Helper()
	var b bytes.Buffer
	rest, err := v.WriteJSON(t.Context(), &b)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		var r row
		if err := json.Unmarshal([]byte(line), &r); err != nil && strings.Contains(line, `"event"`) {
			t.Fatalf("%s: %v", line, err)
		}
		if r.File != "" {
			rows = append(rows, r)
		}
	}
	return rows, rest
}

// What is shown of every account together is the log, and what it is said to have
// exposed is what the truth says.
func TestAllAccountsAreTheLog(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	log, err := d.AuditLog()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{} // where each event stands
	accounts := map[string]bool{}
	for ev, err := range log.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		file, n := log.Where()
		if ev.Account != "" {
			want[fmt.Sprintf("%016x", ev.EventID)] = fmt.Sprintf("%s %d", file, n)
			accounts[ev.Account] = true
		}
	}
	labels, exposed := map[string]string{}, map[string]int{}
	for _, day := range d.Days("truth/events", ".jsonl") {
		if err := truth.Each(d, day, func(r *truth.Event) error {
			labels[fmt.Sprintf("%016x", uint64(r.EventID))] = r.Label
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	persons := 0
	if err := truth.Each(d, "truth/exposed_persons.jsonl", func(r *truth.Exposed) error {
		exposed[r.Account]++
		persons++
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if persons == 0 || len(labels) == 0 {
		t.Fatal("nothing to tell")
	}
	for account := range accounts {
		rows, rest := rowsOf(t, view(t, d, inspect.Query{Account: account, Truth: true}))
		if rest.Left != 0 || rest.Shown != int64(len(rows)) {
			t.Errorf("%s: %+v, %d rows", account, rest, len(rows))
		}
		seen := 0
		for _, r := range rows {
			id := r.Event.EventID
			if at := fmt.Sprintf("%s %d", r.File, r.Line); want[id] != at || r.Event.Account != account {
				t.Errorf("event %s of %s at %s, want %s", id, r.Event.Account, at, want[id])
			}
			delete(want, id)
			label := labels[id]
			if label == "" {
				label = "benign"
			}
			if r.Truth == nil || r.Truth.Label != label {
				t.Errorf("event %s: %+v, want label %s", id, r.Truth, label)
			}
			seen += r.Truth.Exposed
		}
		if seen != exposed[account] {
			t.Errorf("%s exposed %d persons, the truth says %d", account, seen, exposed[account])
		}
		text, _ := textOf(t, view(t, d, inspect.Query{Account: account, Truth: true}))
		if misused := strings.Contains(text, "! misused by"); misused != (exposed[account] > 0) {
			t.Errorf("%s: misused is told: %v\n%s", account, misused, text)
		}
	}
	if len(want) > 0 {
		t.Errorf("%d events are shown of no account", len(want))
	}
}

// Without truth asked for, the truth is not opened, and nothing of it is said.
func TestNothingOfTheTruth(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	var account, ip string
	if err := truth.Each(d, "truth/sessions.jsonl", func(r *truth.Session) error {
		account, ip = string(r.Account), string(r.IP)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for i, f := range d.Manifest.Files {
		if strings.HasPrefix(f.Path, "truth/") {
			d.Manifest.Files[i].Path = "gone/" + f.Path
		}
	}
	for _, q := range []inspect.Query{{Account: account}, {IP: ip}} {
		text, rest := textOf(t, view(t, d, q))
		for _, word := range []string{"attack", "misused", "exposed", "look-alike", " c1", "\n!", "\n*", "\n+", "\n~"} {
			if strings.Contains(text, word) {
				t.Errorf("%+v tells %q:\n%s", q, word, text)
			}
		}
		rows, _ := rowsOf(t, view(t, d, q))
		if rest.Shown == 0 || len(rows) != int(rest.Shown) || rows[0].Truth != nil {
			t.Errorf("%+v: %+v, %d rows", q, rest, len(rows))
		}
	}
	v := view(t, d, inspect.Query{IP: ip, Truth: true})
	if _, err := v.WriteJSON(t.Context(), &bytes.Buffer{}); err == nil {
		t.Error("truth that is not there is told")
	}
}

// What is shown and what is left out are together all that fits, and the first lines
// are shown.
func TestLimit(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	all, _ := rowsOf(t, view(t, d, inspect.Query{}))
	rows, rest := rowsOf(t, view(t, d, inspect.Query{Limit: 7}))
	if len(rows) != 7 || rest.Shown != 7 || int(rest.Left) != len(all)-7 {
		t.Errorf("%d rows, %+v, of %d", len(rows), rest, len(all))
	}
	for _, r := range rows {
		if r.Line > 7 {
			t.Errorf("line %d is shown before the first ones", r.Line)
		}
	}
	text, _ := textOf(t, view(t, d, inspect.Query{Limit: 7}))
	if want := fmt.Sprintf("7 lines, %d left out (--limit 0 shows all)", rest.Left); !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
	if text, _ := textOf(t, view(t, d, inspect.Query{From: "2031-01-01"})); text != "no line fits\n" {
		t.Errorf("%q", text)
	}
	// Two halves are the whole, whatever the form of the moment between them.
	for _, cut := range []string{"2022-03-10T12:00", "2022-03-11", "2022-03-10T11:00:00Z"} {
		a, _ := rowsOf(t, view(t, d, inspect.Query{To: cut}))
		b, _ := rowsOf(t, view(t, d, inspect.Query{From: cut}))
		if len(a) == 0 || len(b) == 0 || len(a)+len(b) != len(all) {
			t.Errorf("%s: %d and %d of %d", cut, len(a), len(b), len(all))
		}
	}
}

// An event stands among the lines of its session, ten on each side, and is told whole.
func TestEventAmongItsSession(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	all, _ := rowsOf(t, view(t, d, inspect.Query{}))
	sessions := map[string]int{}
	for _, r := range all {
		if r.Event.Session != nil {
			sessions[*r.Event.Session]++
		}
	}
	tried := 0
	for _, r := range all {
		if r.Event.Session == nil || tried > 60 {
			continue
		}
		tried++
		v := view(t, d, inspect.Query{Event: r.Event.EventID})
		rows, rest := rowsOf(t, v)
		met := -1
		for i, o := range rows {
			if o.Event.Session == nil || *o.Event.Session != *r.Event.Session {
				t.Fatalf("event %s: a line of another session", r.Event.EventID)
			}
			if o.Event.EventID == r.Event.EventID {
				met = i
			}
		}
		n := sessions[*r.Event.Session]
		if met < 0 || met > inspect.Around || len(rows)-met-1 > inspect.Around || int(rest.Shown+rest.Left) != n {
			t.Errorf("event %s is %d of %d lines, %+v, session of %d", r.Event.EventID, met, len(rows), rest, n)
		}
		if tried == 1 {
			text, _ := textOf(t, view(t, d, inspect.Query{Event: r.Event.EventID}))
			for _, want := range []string{"event " + r.Event.EventID + "\n", "  request_id ", "\n>"} {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
		}
	}
	if tried == 0 {
		t.Error("no event with a session")
	}
}

// Look-alikes are told with their kind.
func TestLookAlikesAreTold(t *testing.T) {
	d := open(t, datasettest.Tiny(t, "benign.look_alikes=default", "population.accounts=40", "population.insured_persons=4000"))
	var one truth.LookAlike
	if err := truth.Each(d, "truth/lookalikes.jsonl", func(r *truth.LookAlike) error {
		one = *r
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if one.Account == "" {
		t.Fatal("no look-alike")
	}
	text, _ := textOf(t, view(t, d, inspect.Query{Account: string(one.Account), Truth: true}))
	if !strings.Contains(strings.Join(strings.Fields(text), " "), "~ looks like an attack and is none: "+string(one.Kind)) {
		t.Errorf("%+v is not told in\n%s", one, text)
	}
}

func TestWhatCannotBeAnswered(t *testing.T) {
	d := open(t, datasettest.Tiny(t))
	for want, q := range map[string]inspect.Query{
		`account "PS1" is not in records/accounts.csv`: {Account: "PS1"},
		`--session "1" is not a session_id`:            {Session: "1"},
		`session 00000000000000ff is not in the log`:   {Session: "00000000000000ff"},
		`event 00000000000000ff is not in the log`:     {Event: "00000000000000ff"},
		`--ip "247.0" is not an address`:               {IP: "247.0"},
		`--from "noon" is not a time`:                  {From: "noon"},
		`--from is not before --to`:                    {From: "2022-03-11", To: "2022-03-11"},
	} {
		_, err := inspect.Open(t.Context(), d, q)
		var ask *inspect.AskError
		if !errors.As(err, &ask) || err.Error() != want || ask.Instead == "" {
			t.Errorf("%+v: %v, want %s", q, err, want)
		}
	}
}
