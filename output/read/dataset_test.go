package read

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const scenario = "time: {start: 2022-03-01T00:00:00+01:00, timezone: Europe/Paris}\noutput: {nir: clear}\ncampaigns:\n  - id: \"c1\"\n"

// dataset writes a directory with the given files and a manifest that names them.
func dataset(t testing.TB, files map[string]string, options map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	m := Manifest{Tool: "breachsim", Scenario: "test", Seed: 5, Options: options}
	put := func(name string, b []byte) {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o777), os.WriteFile(at, b, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		m.Files = append(m.Files, File{Path: name, Bytes: int64(len(text))})
		put(name, pack(t, name, text))
	}
	if files["scenario.yaml"] == "" {
		put("scenario.yaml", []byte(scenario))
	}
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	put("manifest.json", b)
	return dir
}

func pack(t testing.TB, name, text string) []byte {
	var b bytes.Buffer
	switch filepath.Ext(name) {
	case ".gz":
		w := gzip.NewWriter(&b)
		if _, err := w.Write([]byte(text)); err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	case ".zst":
		e, err := zstd.NewWriter(nil)
		if err != nil {
			t.Fatal(err)
		}
		return e.EncodeAll([]byte(text), nil)
	}
	return []byte(text)
}

func open(t testing.TB, files map[string]string) *Dataset {
	t.Helper()
	d, err := OpenDataset(dataset(t, files, nil))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// audit is a log of n lines whose ids count from first.
func audit(first, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"event_id":"%016x","ts":"2022-03-08T07:15:01.000042Z"}`+"\n", first+i)
	}
	return b.String()
}

func TestDaysComeInOrderWhateverTheirCompression(t *testing.T) {
	d := open(t, map[string]string{
		"logs/audit/2022-03-03.jsonl.gz": audit(2001, 700), "logs/audit/2022-03-01.jsonl": audit(1, 1300), "logs/audit/2022-03-02.jsonl.zst": audit(1301, 700),
		"logs/audit/2022-03-04.jsonl": "", "logs/audit/ecs/2022-03-01.jsonl": "x", "logs/audit/notes.jsonl": "x", "truth/events/2022-03-01.jsonl": "x",
	})
	log, err := d.AuditLog()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a log can be read again
		n := uint64(0)
		for ev, err := range log.All(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; ev.EventID != n {
				t.Fatalf("event %d is %d", n, ev.EventID)
			}
			if file, line := log.Where(); n == 1999 && (line != 699 || filepath.Base(file) != "2022-03-02.jsonl.zst") {
				t.Errorf("event 1999 is said to be at %s:%d", file, line)
			}
		}
		if n != 2700 {
			t.Errorf("%d events", n)
		}
	}
	if d.Zone.String() != "Europe/Paris" || d.NIRMode != "clear" || fmt.Sprint(d.Campaigns) != "[c1]" || d.AttackFree() {
		t.Errorf("%+v", d)
	}
}

func TestErrorsNameFileAndLine(t *testing.T) {
	d := open(t, map[string]string{"logs/audit/2022-03-01.jsonl": audit(1, 600), "logs/audit/2022-03-02.jsonl": audit(1, 2) + "{\n", "logs/access/2022-03-01.log.gz": "x\n"})
	log, _ := d.AuditLog()
	n := 0
	var last error
	for _, err := range log.All(t.Context()) {
		if last = err; err == nil {
			n++
		}
	}
	want := filepath.Join(d.Dir, "logs", "audit", "2022-03-02.jsonl") + ":3: not a flat JSON object"
	if n != 602 || last == nil || last.Error() != want {
		t.Errorf("after %d lines: %v, want %s", n, last, want)
	}
	access, err := d.AccessLog()
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range access.All(t.Context()) {
		if err == nil || !strings.HasSuffix(err.Error(), "2022-03-01.log.gz:1: not a line in combined form") {
			t.Error(err)
		}
	}
	if err := os.Remove(filepath.Join(d.Dir, "logs", "audit", "2022-03-01.jsonl")); err != nil {
		t.Fatal(err)
	}
	for _, err := range log.All(t.Context()) {
		if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "2022-03-01.jsonl") {
			t.Error(err)
		}
	}
}

// Lines behind a bad one are decoded beside it and not handed over.
func TestLinesBehindABadOne(t *testing.T) {
	good := audit(1, 3000)
	at := len(audit(1, 1700))
	d := open(t, map[string]string{"logs/audit/2022-03-01.jsonl": good[:at] + "{}\n" + good[at:], "logs/audit/2022-03-02.jsonl": "{"})
	log, err := d.AuditLog()
	if err != nil {
		t.Fatal(err)
	}
	n := uint64(0)
	for ev, err := range log.All(t.Context()) {
		if err != nil {
			if !strings.HasSuffix(err.Error(), "2022-03-01.jsonl:1701: no event_id or no ts") {
				t.Error(err)
			}
			continue
		}
		if n++; ev.EventID != n {
			t.Fatalf("event %d is %d", n, ev.EventID)
		}
	}
	if n != 1700 {
		t.Errorf("%d events before the bad line, want 1700", n)
	}
}

func TestReadingCanBeLeft(t *testing.T) {
	d := open(t, map[string]string{"logs/audit/2022-03-01.jsonl": audit(1, 20_000)})
	log, _ := d.AuditLog()
	for ev := range log.All(t.Context()) {
		if ev.EventID == 700 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	for ev, err := range log.All(ctx) {
		if last = err; err == nil && ev.EventID == 10 {
			cancel()
		}
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("%v, want %v", last, context.Canceled)
	}
}

func TestWhatIsNoDataset(t *testing.T) {
	none := &NotDatasetError{}
	if _, err := OpenDataset(t.TempDir()); !errors.As(err, &none) || !strings.Contains(err.Error(), "manifest.json: no such file") {
		t.Error(err)
	}
	for _, manifest := range []string{"{", `{"tool":"other"}`, `{"tool":"breachsim","files":[{"path":"../x"}]}`} {
		dir := dataset(t, nil, nil)
		if err := os.WriteFile(filepath.Join(dir, "manifest.json"), []byte(manifest), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenDataset(dir); !errors.As(err, &none) {
			t.Errorf("%s: %v", manifest, err)
		}
	}
	for _, bad := range []string{"time: [", "time: {}", "time: {timezone: Mars/Olympus}"} {
		if _, err := OpenDataset(dataset(t, map[string]string{"scenario.yaml": bad}, nil)); err == nil || !strings.Contains(err.Error(), "scenario.yaml") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	d := open(t, nil)
	if _, err := d.AuditLog(); err == nil || !strings.Contains(err.Error(), "--format jsonl") {
		t.Error(err)
	}
	if _, err := d.AccessLog(); err == nil {
		t.Error("an access log out of nothing")
	}
}

func TestAttackFree(t *testing.T) {
	d, err := OpenDataset(dataset(t, nil, map[string]string{"without_campaigns": "true"}))
	if err != nil || !d.AttackFree() {
		t.Errorf("%+v %v", d, err)
	}
	d = open(t, map[string]string{"scenario.yaml": "time: {timezone: UTC}\n"})
	if !d.AttackFree() || d.NIRMode != "hmac" {
		t.Errorf("%+v", d)
	}
}

func TestRecords(t *testing.T) {
	d := open(t, map[string]string{
		// Columns are found by name.
		"records/insured_persons.csv.zst": "synthetic,nir_ref,nir,residence_dept,birth_date,sex,referring_doctor,holder_nir\n" +
			"true,00000000000000ff,277032B999041,2A,1977-03-02,F,,\"277032B999,041\"\n",
		"records/accounts.csv": "account,rpps,profile,profession,site,dept,auth,created_on,delegates,synthetic\nPS1,,lab,desk,9,76,cps,2014-03-23,3,true\n",
	})
	for p, err := range d.Persons(t.Context()) {
		if want := (Person{255, "277032B999041", "277032B999,041", "F", "1977-03-02", "2A", ""}); err != nil || *p != want {
			t.Errorf("%+v %v", p, err)
		}
	}
	all, err := d.Accounts(t.Context())
	if want := (Account{"PS1", "", "lab", "desk", "9", "76", "cps", "2014-03-23", 3}); err != nil || len(all) != 1 || all[0] != want {
		t.Errorf("%+v %v", all, err)
	}
	bad := open(t, map[string]string{"records/accounts.csv": "account,rpps\n", "records/insured_persons.csv": "nir_ref,nir,holder_nir,sex,birth_date,residence_dept,referring_doctor\n\nff,,,,,,\n"})
	if _, err := bad.Accounts(t.Context()); err == nil || !strings.HasSuffix(err.Error(), "accounts.csv: no column profile") {
		t.Error(err)
	}
	for _, err := range bad.Persons(t.Context()) {
		if err == nil || !strings.HasSuffix(err.Error(), `insured_persons.csv:3: nir_ref: "ff" is not sixteen hex digits`) {
			t.Error(err)
		}
	}
}
