package dataset_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/scenarios"
)

func fullTruth(t *testing.T, id, scale string, sets ...string) string {
	t.Helper()
	f, err := scenarios.ParseScale(scale)
	if err != nil {
		t.Fatal(err)
	}
	return datasettest.Write(t, id, generator.Options{Scale: f}, output.Options{TruthFull: true}, sets...)
}

// TestCausality holds audit log, access log and truth of whole datasets
// together, line by line: which request is which, what explains the answers,
// and what follows a failure. (That sessions begin with a sign-in and end for
// good is check A16 of the audit.)
func TestCausality(t *testing.T) {
	for _, x := range [][2]string{{"tiny", "1"}, {"amelipro-2022", "0.005"}, {"baseline", "0.005"}} {
		t.Run(x[0], func(t *testing.T) {
			t.Parallel()
			c := openCausality(t, fullTruth(t, x[0], x[1]))
			c.check()
			for rule, examples := range c.wrong {
				t.Errorf("%s: not so in %d of %d cases: %s", rule, len(examples), c.held[rule], examples[0])
			}
			t.Logf("%d events, %d access lines, cases by rule: %v", len(c.events), len(c.hits), c.held)
		})
	}
}

// TestCausalityFindsFaults spoils a dataset in one way each time; the rule that
// is there for it breaks, and none besides those named.
func TestCausalityFindsFaults(t *testing.T) {
	clean := fullTruth(t, "tiny", "1", "population.accounts=60", "population.insured_persons=5000")
	for _, f := range []struct {
		name, file string
		line       func(line string) bool // which one
		change     func(line string) string
		rules      []string
	}{
		{"an access line less", "logs/access", has("POST /infopatient/recherche"), func(string) string { return "" },
			nil}, // every line behind it becomes another's: many rules break
		{"two lines of one request", "truth/access", noEvent(t, clean), set(`"request_id":`, firstRequest(t, clean)), []string{"each request is one access line"}},
		{"another size in the audit log", "logs/audit", has(`"result":"not_found"`), set(`"resp_bytes":`, "7000"),
			[]string{"access line and event agree", "result and persons explain the size"}},
		{"another path", "logs/audit", has(`"result":"found"`), set(`"path":`, `"/accueil"`), []string{"access line and event agree"}},
		{"another account", "logs/access", has("GET /deconnexion"), func(l string) string { return strings.Replace(l, " PS", " PS0", 1) },
			[]string{"access line and event agree"}},
		{"nobody", "logs/access", has("GET /deconnexion"), func(l string) string { return l[:strings.Index(l, " PS")] + " - " + l[strings.Index(l, "["):] },
			[]string{"access line and event agree"}},
		{"a line of another minute", "logs/access", has(`GET /deconnexion`), func(l string) string {
			at := strings.Index(l, " +0100]")
			return l[:at-5] + string('0'+(l[at-5]-'0'+1)%6) + l[at-4:]
		}, []string{"access line and event are of one moment"}},
		{"persons for nobody", "logs/audit", has(`"result":"not_found"`), set(`"persons_returned":`, "1"),
			[]string{"persons are returned when found, and only then"}},
		{"a look-up without latency", "logs/audit", has(`"result":"found"`), set(`"latency_us":`, "0"), []string{"an answer takes time"}},
		{"a redirection with a body", "logs/audit", has(`"action":"logout"`), set(`"resp_bytes":`, "10"),
			[]string{"a redirection has no body", "access line and event agree"}},
		{"no repeat of a failed look-up", "logs/audit", has(`"reason":"bad_key"`), set(`"nir_ref":`, `"0123456789abcdef"`),
			[]string{"a failed look-up is repeated"}},
		{"a result for a sign-out", "logs/audit", has(`"action":"logout"`), set(`"persons_returned":`, "0"), []string{"only a look-up has a result"}},
	} {
		t.Run(f.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(clean)); err != nil {
				t.Fatal(err)
			}
			spoilLine(t, dir, f.file, f.line, f.change)
			c := openCausality(t, dir)
			c.check()
			var broken []string
			for rule := range c.wrong {
				broken = append(broken, rule)
			}
			slices.Sort(broken)
			if f.rules == nil && len(broken) == 0 || f.rules != nil && !slices.Equal(broken, f.rules) {
				t.Errorf("breaks %q, want %q", broken, f.rules)
			}
		})
	}
}

func has(text string) func(string) bool {
	return func(l string) bool { return strings.Contains(l, text) }
}

// set replaces the value of a key by JSON text.
func set(key, value string) func(string) string {
	return func(l string) string {
		at := strings.Index(l, key) + len(key)
		return l[:at] + value + l[at+strings.IndexAny(l[at:], ",}"):]
	}
}

// firstRequest is the request of the first access line, as JSON.
func firstRequest(t *testing.T, dir string) string {
	t.Helper()
	const key = `"request_id":`
	b, err := os.ReadFile(filepath.Join(dir, "truth/access/2022-03-10.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(b), key) + len(key)
	return string(b[at : at+18])
}

// noEvent selects lines of the access log's truth whose request is not that of
// an event, nor the first one: a page's files.
func noEvent(t *testing.T, dir string) func(string) bool {
	t.Helper()
	requests := map[any]bool{strings.Trim(firstRequest(t, dir), `"`): true}
	for _, date := range []string{"2022-03-10", "2022-03-11"} {
		for _, row := range rows(t, dir, "logs/audit/"+date+".jsonl") {
			requests[row["request_id"]] = true
		}
	}
	return func(l string) bool {
		const key = `"request_id":"`
		at := strings.Index(l, key) + len(key)
		return at >= len(key) && !requests[l[at:at+16]]
	}
}

// spoilLine changes the first line of a log that is meant; an empty one is dropped.
func spoilLine(t *testing.T, dir, folder string, which func(string) bool, change func(string) string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(b), "\n")
		if i := slices.IndexFunc(lines, which); i >= 0 {
			lines[i] = change(lines[i])
			if err := os.WriteFile(name, []byte(strings.Join(lines, "")), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("%s has no such line", folder)
}
