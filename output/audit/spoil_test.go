package audit_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// copied is a copy of a dataset to be spoilt. Files that are not rewritten are
// links to the original.
type copied struct {
	tb     testing.TB
	dir    string
	labels map[string]string // of the events that are not plainly benign
	lines  map[string]int    // DATE/event_id to the access line of its own request

	accounts map[string]string // of the attack events
}

func copyOf(tb testing.TB, dir string) *copied {
	tb.Helper()
	c := &copied{tb: tb, dir: tb.TempDir(), labels: map[string]string{}, lines: map[string]int{}, accounts: map[string]string{}}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil || rel == "." {
			return err
		}
		if e.IsDir() {
			return os.Mkdir(filepath.Join(c.dir, rel), 0o755)
		}
		if err := os.Link(path, filepath.Join(c.dir, rel)); err == nil {
			return nil
		}
		b, err := os.ReadFile(path) // no links here
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(c.dir, rel), b, 0o644)
	})
	c.check(err)
	c.readLabels()
	c.audit(func(l string) string {
		if c.attack(l) {
			c.accounts[get(l, "event_id")] = get(l, "account")
		}
		return l
	})
	return c
}

func (c *copied) check(err error) {
	c.tb.Helper()
	if err != nil {
		c.tb.Fatal(err)
	}
}

func (c *copied) readLabels() {
	for _, date := range c.dates() {
		f, err := read.Open(filepath.Join(c.dir, "truth/events", date+".jsonl"))
		c.check(err)
		for e, err := range truth.Read[truth.Event](f) {
			c.check(err)
			c.labels[e.EventID.String()] = e.Label
		}
		c.check(f.Close())
		log := c.read("logs/access/" + date + ".log")
		for _, l := range c.read("truth/access/" + date + ".jsonl") {
			n := 0
			for _, d := range get(l, "line") {
				n = n*10 + int(d-'0')
			}
			if strings.Contains(log[n-1], "POST /infopatient/recherche") {
				c.lines[date+"/"+get(l, "event_id")] = n - 1
			}
		}
	}
}

// dates are the local days of the dataset.
func (c *copied) dates() []string {
	entries, err := os.ReadDir(filepath.Join(c.dir, "logs/audit"))
	c.check(err)
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".jsonl"))
	}
	return out
}

func (c *copied) read(name string) []string {
	b, err := os.ReadFile(filepath.Join(c.dir, name))
	c.check(err)
	if len(b) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}

func (c *copied) write(name string, lines []string) {
	path := filepath.Join(c.dir, name)
	c.check(os.Remove(path)) // the original stays as it is
	text := ""
	if len(lines) > 0 {
		text = strings.Join(lines, "\n") + "\n"
	}
	c.check(os.WriteFile(path, []byte(text), 0o644))
}

// edit rewrites a file line by line; an empty line is dropped.
func (c *copied) edit(name string, change func(line string) string) {
	var out []string
	for _, l := range c.read(name) {
		if l = change(l); l != "" {
			out = append(out, l)
		}
	}
	c.write(name, out)
}

// audit rewrites the lines of every audit log.
func (c *copied) audit(change func(line string) string) {
	for _, date := range c.dates() {
		c.edit("logs/audit/"+date+".jsonl", change)
	}
}

func (c *copied) label(line string) string {
	if l := c.labels[get(line, "event_id")]; l != "" {
		return l
	}
	return "benign"
}

func (c *copied) attack(line string) bool { return c.label(line) == "attack" }

// sortByTime puts the lines of an audit log in order.
func sortByTime(lines []string) {
	slices.SortStableFunc(lines, func(a, b string) int { return strings.Compare(get(a, "ts"), get(b, "ts")) })
}

// value finds a value of a JSON line as it is written.
func value(line, key string) (from, to int) {
	from = strings.Index(line, `"`+key+`":`)
	if from < 0 {
		return 0, 0
	}
	from += len(key) + 3
	rest := line[from:]
	if rest[0] == '"' {
		return from, from + 2 + strings.IndexByte(rest[1:], '"')
	}
	return from, from + strings.IndexAny(rest, ",}")
}

// get returns a value without quotes; null is empty.
func get(line, key string) string {
	from, to := value(line, key)
	if v := line[from:to]; v != "null" {
		return strings.Trim(v, `"`)
	}
	return ""
}

// set replaces a value by JSON text.
func set(line, key, json string) string {
	from, to := value(line, key)
	return line[:from] + json + line[to:]
}

func quote(s string) string { return `"` + s + `"` }

const stamp = "2006-01-02T15:04:05.000000Z"

// shift moves a timestamp of a line.
func (c *copied) shift(line, key string, by time.Duration) string {
	t, err := time.Parse(stamp, get(line, key))
	c.check(err)
	return set(line, key, quote(t.Add(by).Format(stamp)))
}
