package dataset_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/encode/identity"
	"github.com/breachsim/breachsim/scenarios/library"
)

// identityLine is what the tests read of a line of the identity provider.
type identityLine struct {
	TS         string `json:"ts"`
	Type       string `json:"type"`
	Outcome    string `json:"outcome"`
	Reason     string `json:"reason"`
	EventID    string `json:"event_id"`
	Account    string `json:"account"`
	Identifier string `json:"identifier"`
	Kind       string `json:"identifier_kind"`
	Mail       string `json:"mail"`
	SessionID  string `json:"session_id"`
	Addr       string `json:"src_ip"`
	ClientFP   string `json:"client_fp"`
}

// auditLine is what they read of an audit event.
type auditLine struct {
	TS        string `json:"ts"`
	EventID   string `json:"event_id"`
	Action    string `json:"action"`
	Outcome   string `json:"outcome"`
	Reason    string `json:"reason"`
	Account   string `json:"account"`
	SessionID string `json:"session_id"`
	Addr      string `json:"src_ip"`
	ClientFP  string `json:"client_fp"`
	Auth      string `json:"auth_method"`
	Path      string `json:"path"`
	Sent      int    `json:"req_bytes"`
}

// linesOf reads all lines of the files of a pattern, in order.
func linesOf[T any](t *testing.T, pattern string) (list []T) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s (%v)", pattern, err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		for sc := bufio.NewScanner(f); sc.Scan(); {
			var row T
			if err := json.Unmarshal(sc.Bytes(), &row); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			list = append(list, row)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// stolenMailboxes is a small world in which passwords are taken through mailboxes, and
// owners call the help desk.
func stolenMailboxes(t *testing.T, sets ...string) string {
	t.Helper()
	return datasettest.Write(t, "mailbox-reset", generator.Options{Scale: 1_000_000 / 50}, output.Options{}, sets...)
}

// What the identity provider logs is right.
func TestIdentityLog(t *testing.T) {
	dir := stolenMailboxes(t, "output.identity=true")
	t.Run("is a view of the audit log", func(t *testing.T) { isAView(t, dir) })
	t.Run("links are mailed before they are used", func(t *testing.T) { linksAreMailed(t, dir) })
	t.Run("requests are as long as what is typed", func(t *testing.T) { requestsAreAsLong(t, dir) })
	t.Run("changes nothing else", func(t *testing.T) { changesNothingElse(t, dir) })
}

// Each step of an identity in the audit log has its line, and says the same; nothing else
// has one but the mail and what the owner does with it.
func isAView(t *testing.T, dir string) {
	if n := holdTo(t, identity.Schema(), filepath.Join(dir, "logs/identity/*.jsonl")); n < 1000 {
		t.Errorf("only %d lines", n)
	}
	typeOf := map[string]string{
		"login": "sign_in", "logout": "sign_out", "mfa_challenge": "second_factor",
		"password_reset_request": "reset_requested", "password_reset": "password_changed",
		"password_reset_forced": "access_revoked", "account_lock": "access_revoked", "account_unlock": "access_restored",
	}
	views := map[string]identityLine{}
	audit := map[string]bool{}
	lines := linesOf[identityLine](t, filepath.Join(dir, "logs/identity/*.jsonl"))
	if !slices.IsSortedFunc(lines, func(a, b identityLine) int { return strings.Compare(a.TS, b.TS) }) {
		t.Error("the lines are not in the order of their times")
	}
	for _, l := range lines {
		if slices.Contains([]string{"mail_sent", "mail_opened", "link_used", "address_changed"}, l.Type) {
			continue
		}
		if _, twice := views[l.EventID]; twice {
			t.Errorf("two lines for event %s", l.EventID)
		}
		views[l.EventID] = l
	}
	for _, e := range linesOf[auditLine](t, filepath.Join(dir, "logs/audit/*.jsonl")) {
		audit[e.EventID] = true
		atProxy := e.Reason == "ip_ban" || e.Reason == "upstream_error" || e.Action == "logout" && e.Outcome == "failure"
		want, l := typeOf[e.Action], views[e.EventID]
		if want == "" || atProxy || e.Outcome == "failure" && strings.HasPrefix(e.Action, "password_reset") {
			if l.Type != "" {
				t.Errorf("%s of %s has a line: %+v", e.Action, e.EventID, l)
			}
			continue
		}
		e.Sent, e.Path, e.Action = 0, "", want
		got := auditLine{TS: l.TS, EventID: l.EventID, Action: l.Type, Outcome: l.Outcome, Reason: l.Reason,
			Account: l.Account, SessionID: l.SessionID, Addr: l.Addr, ClientFP: l.ClientFP, Auth: e.Auth}
		if want == "second_factor" { // no client asks
			got.ClientFP = e.ClientFP
		}
		if want == "reset_requested" { // why it is asked for is its name
			got.Reason = e.Reason
		}
		if strings.HasPrefix(want, "access") { // nor does one here
			got.Addr = e.Addr
		}
		if got != e {
			t.Errorf("audit %+v\nidentity %+v", e, l)
		}
	}
	for _, l := range lines {
		if !audit[l.EventID] {
			t.Errorf("a line of no audit event: %+v", l)
		}
	}
}

// A link that is used was mailed before; of a mail that is opened the same holds, and the
// link is used behind it. Who has a mail told is who has an address.
func linksAreMailed(t *testing.T, dir string) {
	type state struct{ mailed, opened, used bool }
	of := map[string]*state{}
	seen := map[string]int{}
	for _, l := range linesOf[identityLine](t, filepath.Join(dir, "logs/identity/*.jsonl")) {
		s := of[l.Account]
		if s == nil {
			s = &state{}
			of[l.Account] = s
		}
		what := l.Type + " " + l.Mail
		seen[what]++
		switch {
		case what == "mail_sent reset_link":
			*s = state{mailed: true}
		case l.Type == "mail_opened":
			if !s.mailed || s.used {
				t.Errorf("opened before it was sent, or after its link: %+v", l)
			}
			s.opened = true
		case l.Type == "link_used":
			if !s.mailed {
				t.Errorf("a link that nobody mailed: %+v", l)
			}
			s.used = true
		case l.Type == "password_changed" && l.Reason != "password_change_required":
			if !s.used {
				t.Errorf("a password without a link: %+v", l)
			}
			s.mailed, s.used = false, false
		}
	}
	for _, what := range []string{"mail_sent reset_link", "mail_opened reset_link", "link_used ", "mail_sent new_device",
		"mail_sent password_changed", "mail_sent access_revoked", "address_changed ", "mail_sent address_changed"} {
		if seen[what] == 0 {
			t.Errorf("no line %q", what)
		}
	}
}

// What is typed has the length that the request's size says.
func requestsAreAsLong(t *testing.T, dir string) {
	typed := map[string]string{}
	kinds := map[string]int{}
	for _, l := range linesOf[identityLine](t, filepath.Join(dir, "logs/identity/*.jsonl")) {
		if l.Type == "reset_requested" {
			typed[l.EventID] = l.Identifier
			kinds[l.Kind]++
		}
	}
	if kinds["address"] == 0 || kinds["number"] == 0 {
		t.Errorf("identifiers of those who ask for a link: %v", kinds)
	}
	size := -1
	for _, e := range linesOf[auditLine](t, filepath.Join(dir, "logs/audit/*.jsonl")) {
		if text := typed[e.EventID]; text != "" {
			if rest := e.Sent - len(text); size >= 0 && rest != size {
				t.Errorf("%d bytes with %q, of others %d are not of the identifier", e.Sent, text, size)
			} else {
				size = rest
			}
		}
	}
}

// The lines of the identity provider change no byte of any other log, record or truth,
// and are the same where shards are merged.
func changesNothingElse(t *testing.T, with string) {
	without := stolenMailboxes(t)
	for _, file := range datasetFiles(t, with) {
		if strings.HasPrefix(file, "logs/identity/") || !strings.Contains(file, "/") {
			continue
		}
		a, errA := os.ReadFile(filepath.Join(without, file))
		b, errB := os.ReadFile(filepath.Join(with, file))
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Errorf("%s is not the same (%v, %v)", file, errA, errB)
		}
	}
	source := func(output.ShardInfo) (output.Source, error) {
		sc, err := library.Open("mailbox-reset", []string{"output.identity=true"})
		if err != nil {
			return nil, err
		}
		p, err := generator.New(sc, generator.Options{Scale: 1_000_000 / 50})
		return dataset.Source(p, "test"), err
	}
	var shards []string
	for i := range 2 {
		src, err := source(output.ShardInfo{})
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "shard")
		o := output.Options{Dir: dir, Shard: output.Shard{Index: i + 1, Count: 2}}
		if _, err := output.Write(t.Context(), src, o); err != nil {
			t.Fatal(err)
		}
		shards = append(shards, dir)
	}
	merged := filepath.Join(t.TempDir(), "merged")
	if _, err := output.Merge(t.Context(), shards, output.Options{Dir: merged}, source); err != nil {
		t.Fatal(err)
	}
	for _, file := range datasetFiles(t, with) {
		a, errA := os.ReadFile(filepath.Join(merged, file))
		b, errB := os.ReadFile(filepath.Join(with, file))
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Errorf("%s of the merged shards is another (%v, %v)", file, errA, errB)
		}
	}
}

// datasetFiles lists the files of a dataset.
func datasetFiles(t *testing.T, dir string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(at string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(dir, at) // below dir by its making
			list = append(list, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
