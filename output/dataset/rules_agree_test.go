package dataset_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// alarmed is what a dataset says of alerts: by its truth, and by its log alone.
type alarmed struct {
	dir      string
	data     *read.Dataset
	truth    map[string]int64   // by account: the first alert in truth/responses
	attack   map[string][]int64 // by account: attack events, in order
	sessions map[string]string  // account of each session
	lines    map[int64][]string // accounts of the look-ups at an instant
	looks    map[string][]read.Event
	refused  int // look-ups of the campaign that were
}

func openAlarmed(t *testing.T, dir string) *alarmed {
	t.Helper()
	data, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	a := &alarmed{dir: dir, data: data, truth: map[string]int64{}, attack: map[string][]int64{}, sessions: map[string]string{}, lines: map[int64][]string{}, looks: map[string][]read.Event{}}
	label := map[uint64]string{}
	files, err := filepath.Glob(filepath.Join(dir, "truth/events/*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of truth, %v", len(files), err)
	}
	for _, name := range files {
		for _, e := range rowsOf[truth.Event](t, name) {
			label[uint64(e.EventID)] = e.Label
		}
	}
	for _, r := range rowsOf[truth.Response](t, filepath.Join(dir, "truth/responses.jsonl")) {
		account := string(r.Account)
		if _, known := a.truth[account]; r.Action == truth.Alerted && !known {
			a.truth[account] = int64(r.TS)
		}
	}
	log, err := data.AuditLog()
	if err != nil {
		t.Fatal(err)
	}
	for ev, err := range log.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		attack := label[ev.EventID] == "attack"
		if attack {
			a.attack[ev.Account] = append(a.attack[ev.Account], ev.TS)
		}
		if ev.Action != "lookup" {
			continue
		}
		if attack && (ev.Reason == "rate_limit" || ev.Reason == "ip_ban") {
			a.refused++
		}
		a.sessions[fmt.Sprintf("%016x", ev.SessionID)] = ev.Account
		a.lines[ev.TS] = append(a.lines[ev.TS], ev.Account)
		a.looks[ev.Account] = append(a.looks[ev.Account], *ev)
	}
	return a
}

func rowsOf[R any](t *testing.T, name string) (rows []R) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() // only read
	for r, err := range truth.Read[R](f) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}

// counts reports whether an alert on an account is one that a control answers:
// not before the campaign has begun there, nor later than a day behind its last
// event.
func (a *alarmed) counts(account string, ts int64) bool {
	all := a.attack[account]
	n, _ := slices.BinarySearch(all, ts+1)
	return n > 0 && ts-all[n-1] <= int64(24*time.Hour/time.Microsecond)
}

// detected runs a reference rule over the log and returns the first alert that
// counts for each account.
func (a *alarmed) detected(t *testing.T, rule string) map[string]int64 {
	t.Helper()
	first := map[string]int64{}
	note := func(account string, ts int64) {
		if _, known := first[account]; !known && a.counts(account, ts) {
			first[account] = ts
		}
	}
	_, err := detect.Run(t.Context(), a.data, detect.Options{Rules: []string{rule}, Params: detect.Defaults()}, func(x *detect.Alert) error {
		switch x.Type {
		case detect.Account:
			note(x.ID, x.T)
		case detect.Session:
			note(a.sessions[x.ID], x.T)
		default: // an address: the account whose look-up it was
			for _, account := range a.lines[x.T] {
				note(account, x.T)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return first
}

// reached returns when each account has found so many persons within a time for
// the first time since the campaign began there.
func (a *alarmed) reached(count int, per time.Duration) map[string]int64 {
	first := map[string]int64{}
	for account, looks := range a.looks {
		last, queue := map[uint64]int64{}, []read.Event(nil)
		for _, ev := range looks {
			if ev.Result != "found" && ev.Result != "not_found" && ev.Result != "no_rights" || ev.Person() == 0 {
				continue
			}
			for len(queue) > 0 && queue[0].TS <= ev.TS-per.Microseconds() {
				if last[queue[0].Person()] == queue[0].TS {
					delete(last, queue[0].Person())
				}
				queue = queue[1:]
			}
			last[ev.Person()] = ev.TS
			queue = append(queue, ev)
			if _, known := first[account]; !known && len(last) >= count && a.counts(account, ev.TS) {
				first[account] = ev.TS
			}
		}
	}
	return first
}

// agree holds the alerts of the truth against those computed from the log.
func (a *alarmed) agree(t *testing.T, computed map[string]int64) {
	t.Helper()
	at := func(ts int64, there bool) string {
		if !there {
			return "none"
		}
		return time.UnixMicro(ts).UTC().Format("2006-01-02T15:04:05.000000")
	}
	for account := range a.attack {
		want, there := computed[account]
		got, said := a.truth[account]
		if there != said || want != got {
			t.Errorf("account %s: the first alert of the truth is %s, of the log %s", account, at(got, said), at(want, there))
		}
	}
	t.Logf("%d accounts, %d alerts, %d look-ups refused", len(a.attack), len(computed), a.refused)
}

// watched is a world of a few pharmacies with one campaign that a detection
// watches, and what else refuses its look-ups.
func watched(detection, exposed, pacing, more, warmup string) string {
	return fmt.Sprintf(`version: 1
scenario: {id: watched, title: A campaign that a rule watches, seed: 11}
time: {start: 2022-03-07, end: 2022-03-19, timezone: Europe/Paris, warmup: %s}
population: {accounts: 30, insured_persons: 60000, profile_mix: {pharmacy: 0.6, gp: 0.4}}
campaigns:
  - id: c1
    window: {start: 2022-03-08T09:00:00+01:00, stop: 2022-03-17T20:00:00+01:00}
    access: {accounts: 8, acquire: {mailbox_reset: 0.5, credential_replay: 0.5}, validate: {lead: 1d, lookups: 2}}
    targets: {exposed: %s, order: random, hit_rate: 0.8}
    pacing: %s
    network: {kind: datacentre, country: [FR], pool: 40}
    on_response: {"429": next, "403": rotate_ip, account_reset: drop_account}
controls:
  - {id: watch, type: analyst, detect: {%s, delay: 30m}, action: [account_reset]}
%s`, warmup, exposed, pacing, detection, more)
}

const (
	limited = "  - {id: limit, type: rate_limit, scope: account, threshold: 12/1m, duration: 20s, action: [\"429\"]}\n"
	shut    = "  - {id: limit, type: rate_limit, scope: account, threshold: 12/1m, duration: 1h, action: [\"429\"]}\n"
	banned  = "  - {id: ban, type: ip_ban, at: 2022-03-09T11:00:00+01:00, duration: 6h, action: [ip_ban]}\n"
)

// What triggers a control is what a reference rule finds in the written log, to
// the microsecond, look-ups that were refused among it.
func TestControlsActOnWhatDetectorsFind(t *testing.T) {
	const fast, slow = "{shape: constant, jitter: 0.3, rate: 4.2/s, active_hours: office}", "{shape: diurnal}"
	for _, c := range []struct{ name, detection, exposed, pacing, more, warmup string }{
		{"R1", "rule: R1", "9000", "{shape: lognormal, rate: 5/s, active_hours: office}", "", "1d"},
		{"R1, refused", "rule: R1", "9000", fast, limited, "1d"},
		{"R2", "rule: R2", "20000", slow, "", "1d"},
		{"R2, refused", "rule: R2", "20000", "{shape: lognormal, rate: 4/s, active_hours: office}", limited + banned, "1d"},
		{"R3", "rule: R3", "3000", slow, "", "70d"},
		{"R4", "rule: R4", "9000", "{shape: lognormal, rate: 24/s, active_hours: office}", "", "1d"},
		{"R4, evenly, refused", "rule: R4", "9000", "{shape: constant, jitter: 0.05, rate: 3/s, active_hours: all}", shut, "1d"},
		{"R5", "rule: R5", "9000", "{shape: lognormal, rate: 4/s, active_hours: office}", limited + banned, "1d"},
		{"R9", "rule: R9", "2500", slow, banned, "70d"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := writtenAlarmed(t, watched(c.detection, c.exposed, c.pacing, c.more, c.warmup))
			computed := a.detected(t, strings.TrimPrefix(c.detection, "rule: "))
			a.agree(t, computed)
			if len(computed) < 4 || c.more != "" && a.refused == 0 {
				t.Errorf("%d alerts, %d look-ups of the campaign refused: the test shows too little", len(computed), a.refused)
			}
		})
	}
}

// A count of persons within a time begins with what the owner did before the
// account was taken over.
func TestCountsBeginBeforeTheTakeover(t *testing.T) {
	for _, c := range []struct {
		threshold string
		count     int
		per       time.Duration
	}{{"60/4h", 60, 4 * time.Hour}, {"150/1d", 150, 24 * time.Hour}, {"500/7d", 500, 7 * 24 * time.Hour}} {
		t.Run(c.threshold, func(t *testing.T) {
			t.Parallel()
			a := writtenAlarmed(t, strings.Replace(watched("threshold: "+c.threshold, "9000", "{shape: diurnal}", banned, "10d"), "2022-03-08T09:00:00+01:00", "2022-03-08T00:30:00+01:00", 1))
			computed := a.reached(c.count, c.per)
			a.agree(t, computed)
			if len(computed) < 4 {
				t.Errorf("%d alerts: the test shows too little", len(computed))
			}
		})
	}
}

func writtenAlarmed(t *testing.T, text string) *alarmed {
	t.Helper()
	file := filepath.Join(t.TempDir(), "watched.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return openAlarmed(t, datasettest.Write(t, file, generator.Options{}, output.Options{TruthFull: true}))
}
