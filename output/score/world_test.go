package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/output/score/report"
)

// world is a tiny dataset, written by hand: what scoring reads and no more.
type world struct {
	zone     string
	accounts []string
	options  map[string]string
	lines    []line
	exposed  []exposure
	uses     []string // rows of truth/accounts.jsonl
	ips      []string
	alike    []string
	seed     int
	persons  int
	fromDay  string
	untilDay string
	nirMode  string
}

type line struct {
	t                   time.Time
	account, action     string
	label, kind, by     string
	session, ip, nirRef string
	id                  int
}

type exposure struct {
	t             time.Time
	account, by   string
	person, event int
}

func at(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return t
}

func newWorld(accounts int, from, until string) *world {
	w := &world{zone: "UTC", options: map[string]string{}, fromDay: from, untilDay: until, nirMode: "hmac", seed: 7}
	for i := range accounts {
		w.accounts = append(w.accounts, fmt.Sprintf("PS%07d", i+1))
	}
	return w
}

// days lists the dates.
func (w *world) days() (list []string) {
	zone, err := time.LoadLocation(w.zone)
	if err != nil {
		panic(err)
	}
	for d := at(w.fromDay + " 12:00").In(zone); ; d = d.AddDate(0, 0, 1) {
		list = append(list, d.Format(time.DateOnly))
		if list[len(list)-1] >= w.untilDay {
			return list
		}
	}
}

// benign adds an event of an account on each day.
func (w *world) benign(clock string) *world {
	for _, d := range w.days() {
		for _, a := range w.accounts {
			w.add(line{t: at(d + " " + clock), account: a, action: "service_use", label: "benign"})
		}
	}
	return w
}

func (w *world) add(l line) int {
	l.id = len(w.lines) + 1
	w.lines = append(w.lines, l)
	return l.id
}

// attack adds a look-up of a campaign that exposes so many persons.
func (w *world) attack(by, account string, t time.Time, persons int) {
	id := w.add(line{t: t, account: account, action: "lookup", label: "attack", by: by, ip: "240.0.0.9",
		session: fmt.Sprintf("%016x", 0xabc0+len(account)), nirRef: fmt.Sprintf("%016x", w.persons+1)})
	for range persons {
		w.persons++
		w.exposed = append(w.exposed, exposure{t, account, by, w.persons, id})
	}
}

func (w *world) use(by, account string, first, last time.Time) {
	w.uses = append(w.uses, fmt.Sprintf(`{"account":%q,"campaign":%q,"acquired":"x","acquired_at":%q,"first_event_at":%q,"last_event_at":%q,"lookups":1,"exposed":1,"owner_active":true}`,
		account, by, rfc(first), rfc(first), rfc(last)))
}

func rfc(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

func quotedOrNull(s string) string {
	if s == "" {
		return "null"
	}
	return fmt.Sprintf("%q", s)
}

// write makes the directory.
func (w *world) write(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]*bytes.Buffer{}
	file := func(name string) *bytes.Buffer {
		if files[name] == nil {
			files[name] = &bytes.Buffer{}
		}
		return files[name]
	}
	fmt.Fprintf(file("scenario.yaml"), "time: {timezone: %s}\noutput: {nir: %s}\n", w.zone, w.nirMode)
	fmt.Fprintf(file("records/accounts.csv"), "account,profile\n%s,gp\n", strings.Join(w.accounts, ",gp\n"))
	slices.SortStableFunc(w.lines, func(a, b line) int { return a.t.Compare(b.t) })
	slices.SortStableFunc(w.exposed, func(a, b exposure) int { return a.t.Compare(b.t) })
	for _, d := range w.days() {
		file("logs/audit/" + d + ".jsonl")
		file("truth/events/" + d + ".jsonl")
	}
	zone, _ := time.LoadLocation(w.zone)
	for _, l := range w.lines {
		d := l.t.In(zone).Format(time.DateOnly)
		fmt.Fprintf(file("logs/audit/"+d+".jsonl"), `{"event_id":"%016x","ts":%q,"action":%q,"account":%s,"session_id":%s,"src_ip":%s,"nir_ref":%s}`+"\n",
			l.id, rfc(l.t), l.action, quotedOrNull(l.account), quotedOrNull(l.session), quotedOrNull(l.ip), quotedOrNull(l.nirRef))
		if l.label != "benign" || l.kind != "" {
			fmt.Fprintf(file("truth/events/"+d+".jsonl"), `{"event_id":"%016x","label":%q,"benign_type":%s,"campaign":%s}`+"\n", l.id, l.label, quotedOrNull(l.kind), quotedOrNull(l.by))
		}
	}
	for _, x := range w.exposed {
		fmt.Fprintf(file("truth/exposed_persons.jsonl"), `{"nir_ref":"%016x","first_exposed_at":%q,"event_id":"%016x","account":%q,"campaign":%q}`+"\n", x.person, rfc(x.t), x.event, x.account, x.by)
	}
	for name, rows := range map[string][]string{"accounts": w.uses, "ips": w.ips, "lookalikes": w.alike, "exposed_persons": nil} {
		b := file("truth/" + name + ".jsonl")
		for _, r := range rows {
			b.WriteString(r + "\n")
		}
	}
	w.manifest(t, dir, files)
	return dir
}

func (w *world) manifest(t testing.TB, dir string, files map[string]*bytes.Buffer) {
	m := map[string]any{"tool": "breachsim", "dataset_version": 1, "scenario": "by-hand", "seed": w.seed, "options": w.options}
	var list []map[string]any
	for name, b := range files {
		list = append(list, map[string]any{"path": name, "bytes": b.Len()})
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m["files"] = list
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "manifest.json"), b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// alertOf writes a line of a file of alerts on an account.
func alertOf(t time.Time, account string, score float64) string {
	return alertOn(t, "account", account, score)
}

func alertOn(t time.Time, kind, id string, score float64) string {
	return fmt.Sprintf(`{"t":%q,"entity":{"type":%q,"id":%q},"score":%g,"rule":"r"}`+"\n", rfc(t), kind, id, score)
}

// scored scores alerts on a dataset, without resamples.
func scored(t testing.TB, dir, alerts string) *report.Report {
	t.Helper()
	r, err := Score(t.Context(), []Input{{Dir: dir, Name: "alerts.jsonl", Alerts: strings.NewReader(alerts)}}, Options{Resamples: -1, DeploymentPrevalence: 0.01})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func durationOf(n int) time.Duration { return time.Duration(n) }
