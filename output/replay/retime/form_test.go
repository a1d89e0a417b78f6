package retime_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/replay/retime"
)

// Every text format of a log with a row a line can be sent, and its line says when and who: the
// sample lines tell of one look-up by PS0412233 at 08:15:01 in Paris.
func TestFormsReadEveryTextFormat(t *testing.T) {
	const want = int64(1646723701000042)
	var known []string
	for _, f := range retime.Forms() {
		known = append(known, f.Name)
	}
	for _, f := range encode.Formats() {
		if f.Audit == nil && f.Access == nil || f.Sample() == "" || f.RowLines() > 1 || strings.HasPrefix(f.Layout, "logs/identity") {
			continue
		}
		if !slices.Contains(known, f.Name) {
			t.Errorf("format %s cannot be sent", f.Name)
			continue
		}
		form, err := retime.FormNamed(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if got := form.Folder + "/DATE" + form.Ext; got != f.Layout {
			t.Errorf("%s: files %s, want %s", f.Name, got, f.Layout)
		}
		line := []byte(f.Sample())
		micros, at, err := form.Time(line)
		if err != nil || micros != want && micros != want-want%1_000_000 {
			t.Errorf("%s: time %d at %d, %v", f.Name, micros, at, err)
			continue
		}
		if got := string(form.Account(line)); got != "PS0412233" {
			t.Errorf("%s: account %q", f.Name, got)
		}
		heads(t, f, form)
	}
	if len(known) < 12 {
		t.Errorf("only %d formats", len(known))
	}
}

// heads holds what a form says of the lines before the first one.
func heads(t *testing.T, f schema.Format, form retime.Form) {
	t.Helper()
	head := f.Header(encode.HMAC)
	if form.Head != (head != "" && head[0] != '#') || form.Comments != strings.HasPrefix(head, "#") {
		t.Errorf("%s: head %v, comments %v, but files begin with %q", f.Name, form.Head, form.Comments, head)
	}
}

// A line that is moved is the line that the encoder would have written at that time:
// moved there and back it has its bytes again, and every time in it is the new one.
func TestFormsMoveEveryTimeOfALine(t *testing.T) {
	to := time.Date(2026, 7, 14, 6, 15, 1, 42_000, time.UTC)
	numbers := map[string]string{ // the time as a number since 1970
		"ocsf": `"time":1784009701000,`, "ocsf-http": `"time":1784009701000,`, "hec": `"time":1784009701.000042,`,
		"gelf": `"timestamp":1784009701.000042,`, "otlp": `"timeUnixNano":"1784009701000042000"`, "cef": " rt=1784009701000 ",
		"leef": "|devTime=1784009701000\t",
	}
	for _, form := range retime.Forms() {
		line := sample(t, form.Name)
		was := bytes.Clone(line)
		micros, at, err := form.Time(line)
		if err != nil {
			t.Fatal(err)
		}
		offset := form.Local(line, at)
		if err := form.Set(line, at, to.UnixMicro(), 7200); err != nil {
			t.Fatal(err)
		}
		for _, old := range []string{"2022-03-08", "08/Mar/2022", "1646723701"} {
			if bytes.Contains(line, []byte(old)) {
				t.Errorf("%s still says %s: %s", form.Name, old, line)
			}
		}
		got, _, err := form.Time(line)
		if err != nil || got != to.UnixMicro() && got != to.Truncate(time.Second).UnixMicro() {
			t.Errorf("%s: reads %d after it was set: %v", form.Name, got, err)
		}
		if number := numbers[form.Name]; !bytes.Contains(line, []byte(number)) {
			t.Errorf("%s has no %s: %s", form.Name, number, line)
		}
		if err := form.Set(line, at, micros, offset); err != nil || !bytes.Equal(line, was) {
			t.Errorf("%s: back again it is\n%s\nnot\n%s (%v)", form.Name, line, was, err)
		}
	}
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	for _, f := range encode.Formats() {
		if f.Name == name && (f.Audit != nil || f.Access != nil) {
			return []byte(f.Sample())
		}
	}
	t.Fatalf("no format %s", name)
	return nil
}

// Times are read and written as the standard library does it.
func TestFormsAgreeWithTheStandardLibrary(t *testing.T) {
	jsonl, err := retime.FormNamed("jsonl")
	if err != nil {
		t.Fatal(err)
	}
	combined, err := retime.FormNamed("combined")
	if err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("", 7200)
	for i := range int64(20_000) {
		at := time.UnixMicro(i * 86_400_000_000 / 3 * 5).UTC().Add(time.Duration(i*1_234_567) * time.Microsecond)
		text := `{"ts":"` + at.Format("2006-01-02T15:04:05.000000Z") + `"}`
		line := []byte(`{"ts":"2022-03-08T07:15:01.000042Z"}`)
		if err := jsonl.Set(line, 7, at.UnixMicro(), 0); err != nil || string(line) != text {
			t.Fatalf("wrote %s, want %s", line, text)
		}
		if got, _, err := jsonl.Time(line); err != nil || got != at.UnixMicro() {
			t.Fatalf("read %d of %s: %v", got, line, err)
		}
		line = []byte(`a - b [08/Mar/2022:08:15:01 +0100]`)
		text = at.In(zone).Format(`a - b [02/Jan/2006:15:04:05 -0700]`)
		if err := combined.Set(line, 7, at.UnixMicro(), 7200); err != nil || string(line) != text {
			t.Fatalf("wrote %s, want %s", line, text)
		}
		if got, _, err := combined.Time(line); err != nil || got != at.Unix()*1_000_000 {
			t.Fatalf("read %d of %s: %v", got, line, err)
		}
	}
}

func TestFormsRefuseWhatHasNoTime(t *testing.T) {
	for _, form := range retime.Forms() {
		for _, line := range []string{"", "x", `{"ts":"2022-03-08T07:15:01Z"}`, `a - b [08/Foo/2022:08:15:01 +0100]`, "2022-3-8 1:2:3"} {
			if _, _, err := form.Time([]byte(line)); err == nil {
				t.Errorf("%s read a time in %q", form.Name, line)
			}
		}
	}
}
