package check_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/check"
	"github.com/breachsim/breachsim/output/internal/state"
)

// rewrite edits the fields of each row of a table, below its header, and has the manifest
// agree: what is wrong then is wrong in itself.
func rewrite(t *testing.T, dir, path string, edit func(row int, v []string)) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	for i := range lines[1:] {
		v := strings.Split(lines[i+1], ",")
		edit(i, v)
		lines[i+1] = strings.Join(v, ",")
	}
	text := strings.Join(lines, "\n") + "\n"
	if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	m, err := state.ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range m.Files {
		if f := &m.Files[i]; f.Path == path {
			sum := sha256.Sum256([]byte(text))
			f.Bytes, f.SHA256 = int64(len(text)), hex.EncodeToString(sum[:])
		}
	}
	if b, err = m.Render(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, state.ManifestName), b, 0o666); err != nil {
		t.Fatal(err)
	}
}

// column finds a column of a table.
func column(t *testing.T, dir, path, name string) int {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(b), "\n")
	for i, c := range strings.Split(head, ",") {
		if c == name {
			return i
		}
	}
	t.Fatalf("%s has no column %s", path, name)
	return 0
}

// A row that names what is not there, or comes before it, is found, and what is wrong with
// it said.
func TestVerifyHoldsWeakLabelsAgainstTheLog(t *testing.T) {
	sets := []string{"output.alerts=true", "output.tickets=true", "output.reasons=true", "output.alerts_false=0.2"}
	const alerts, tickets, reasons = "logs/alerts.csv", "logs/tickets.csv", "records/reasons.csv"
	for _, x := range []struct{ path, column, value, want string }{
		{alerts, "event_id", "00000000000000aa", "event 00000000000000aa is not in the audit log"},
		{alerts, "account", "PS0000000", "not PS0000000"},
		{alerts, "session_id", "00000000000000aa", "is of another session"},
		{alerts, "last_event_at", "2022-03-10T06:00:00.000000Z", "times are not in order"},
		{alerts, "ts", "2022-03-09T06:00:00.000000Z", "times are not in order"},
		{alerts, "alert_id", "00000000000000aa", "is there twice"},
		{alerts, "events", "many", `"many": want a number`},
		{tickets, "event_id", "00000000000000aa", "is not in the audit log"},
		{tickets, "opened_at", "2022-03-09T06:00:00.000000Z", "is not in logs/alerts.csv, or later"},
		{tickets, "closed_at", "2022-03-09T06:00:00.000000Z", "times are not in order"},
		{tickets, "alert_id", "00000000000000aa", "alert 00000000000000aa is not in logs/alerts.csv"},
		{tickets, "verdict", "", "is closed and has none"},
		{tickets, "ticket_id", "00000000000000aa", "is there twice"},
		{reasons, "event_id", "00000000000000aa", "is not in the audit log, or not in this order"},
		{reasons, "nir_ref", "00000000000000aa", "of another account, person or time"},
		{reasons, "reason_at", "2030-01-01T00:00:00.000000Z", "on the wrong side of it"},
	} {
		t.Run(x.path+" "+x.column, func(t *testing.T) {
			dir := datasettest.Tiny(t, sets...)
			if r, err := check.Verify(dir, nil); err != nil || !r.Good() {
				t.Fatalf("before: %v %v", err, r.Problems)
			}
			at := column(t, dir, x.path, x.column)
			rewrite(t, dir, x.path, func(_ int, v []string) { v[at] = x.value })
			r, err := check.Verify(dir, nil)
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			for _, p := range r.Problems {
				if p.Path == x.path && strings.Contains(p.What, x.want) {
					found++
				}
			}
			if found == 0 || found > 3 {
				t.Errorf("%d times %q in %v", found, x.want, r.Problems)
			}
		})
	}
}
