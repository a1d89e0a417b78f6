package dataset_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// The bounds of what is held together.
const (
	written   = 2_000       // microseconds from an event to its access line
	nearby    = 241_000_000 // from an event to the farthest line of its page flow: a form is filled in
	patience  = 1_500       // seconds in which a failed look-up is repeated: an outage can last
	sizeNoise = 1_500       // bytes by which answers of one kind may differ: names are longer or shorter
	slowest   = 30_000_000  // microseconds
	apart     = 1_800       // seconds between two outages, at least
)

// hit is an access line with what the truth says of it.
type hit struct {
	read.Request
	event uint64
	where string
	used  bool
}

// causality is a dataset with full truth, by its files alone, and what is
// wrong with it by the name of the rule: the first example and how many.
type causality struct {
	t      *testing.T
	dir    string
	events []read.Event
	where  []string
	hits   map[uint64]*hit // by request_id
	wrong  map[string][]string
	held   map[string]int
}

func openCausality(t *testing.T, dir string) *causality {
	t.Helper()
	c := &causality{t: t, dir: dir, hits: map[uint64]*hit{}, wrong: map[string][]string{}, held: map[string]int{}}
	c.readAudit()
	c.readAccess()
	return c
}

func (c *causality) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// hold counts a case of a rule, and keeps what breaks it.
func (c *causality) hold(rule string, good bool, where string, args ...any) {
	c.held[rule]++
	if !good {
		c.wrong[rule] = append(c.wrong[rule], where+": "+fmt.Sprint(args...))
	}
}

func (c *causality) days(folder string) []string {
	files, err := filepath.Glob(filepath.Join(c.dir, folder, "*"))
	c.must(err)
	slices.Sort(files)
	if len(files) == 0 {
		c.t.Fatalf("no files in %s", folder)
	}
	return files
}

func (c *causality) readAudit() {
	for _, name := range c.days("logs/audit") {
		f, err := os.Open(name)
		c.must(err)
		n := 0
		for ev, err := range read.NewAudit(f).All() {
			c.must(err)
			n++
			c.events = append(c.events, *ev)
			c.where = append(c.where, fmt.Sprintf("%s:%d", filepath.Base(name), n))
		}
		c.must(f.Close())
	}
}

func (c *causality) readAccess() {
	for _, name := range c.days("logs/access") {
		said := c.truthOf(strings.TrimSuffix(filepath.Base(name), ".log"))
		f, err := os.Open(name)
		c.must(err)
		n := 0
		for q, err := range read.NewAccess(f).All() {
			c.must(err)
			n++
			where := fmt.Sprintf("%s:%d", filepath.Base(name), n)
			row, ok := said[int64(n)]
			c.hold("each access line has its truth", ok, where)
			id := uint64(row.RequestID)
			c.hold("each request is one access line", c.hits[id] == nil, where)
			c.hits[id] = &hit{Request: *q, event: uint64(row.EventID), where: where}
		}
		c.must(f.Close())
	}
}

func (c *causality) truthOf(date string) map[int64]truth.Access {
	f, err := os.Open(filepath.Join(c.dir, "truth/access", date+".jsonl"))
	c.must(err)
	rows := map[int64]truth.Access{}
	for r, err := range truth.Read[truth.Access](f) {
		c.must(err)
		rows[r.Line] = r
	}
	c.must(f.Close())
	return rows
}

// check applies all rules.
func (c *causality) check() {
	for i := range c.events {
		c.request(&c.events[i], c.where[i])
		c.answer(&c.events[i], c.where[i])
		c.hold("the audit log is in order", i == 0 || c.events[i].TS >= c.events[i-1].TS, c.where[i])
	}
	c.outages()
	c.flows()
	c.sizes()
	c.latencies()
	c.repeats()
}

// request holds an event against the access line of its request.
func (c *causality) request(ev *read.Event, where string) {
	if ev.Status == 0 {
		c.hold("no request, no line", ev.RequestID == 0 && ev.Path == "", where)
		return
	}
	h := c.hits[ev.RequestID]
	if last := c.events[len(c.events)-1].TS; h == nil && ev.TS+written > last {
		return // its line is of the time behind the dataset
	}
	c.hold("each request has its access line", h != nil, where)
	if h == nil {
		return
	}
	h.used = true
	account := ev.Account
	if nameless(ev) || h.Account == "" && fails(ev) {
		account = "" // whether the portal was down says outages
	}
	c.hold("access line and event agree", h.event == ev.EventID && h.SrcIP == ev.SrcIP && h.Method == ev.Method && h.Path == ev.Path &&
		h.Status == ev.Status && h.Bytes == ev.RespBytes && h.UserAgent == ev.UserAgent && h.Account == account, where, " and ", h.where)
	first, last := ev.TS-ev.TS%1_000_000, ev.TS+written
	c.hold("access line and event are of one moment", h.TS == first || h.TS == last-last%1_000_000, where, " and ", h.where)
}

// nameless reports whether the proxy does not know whose request an event was: nobody
// is signed in yet or any more, or it answered by itself, for a ban or for a portal that is
// shut. A session that is gone names nobody, though its cookie is sent.
func nameless(ev *read.Event) bool {
	return ev.Action == "login" || strings.HasPrefix(ev.Action, "password_reset") && ev.SessionID == 0 ||
		slices.Contains([]string{"ip_ban", "session_expired", "session_revoked"}, ev.Reason) || ev.Reason == "upstream_error" && ev.Status == 503
}

// fails reports whether either the portal or what is behind it was down.
func fails(ev *read.Event) bool { return ev.Reason == "upstream_error" && ev.Status == 502 }

// outages holds failures that have no name in the access log against what else
// happens: they are those of a portal that is down, which meanwhile answers nobody.
func (c *causality) outages() {
	last := 0
	for i := range c.events {
		h := c.hits[c.events[i].RequestID]
		if h == nil || h.Account != "" || c.events[i].SessionID == 0 || !fails(&c.events[i]) {
			continue
		}
		if c.events[i].TS-c.events[last].TS < apart*1_000_000 && last > 0 {
			c.hold("a portal that is down answers nobody", !slices.ContainsFunc(c.events[last:i], c.answered), c.where[i])
		}
		last = i
	}
}

// answered reports whether the portal has answered the request of an event.
func (c *causality) answered(ev read.Event) bool {
	h := c.hits[ev.RequestID]
	return ev.Status != 0 && !nameless(&ev) && (!fails(&ev) || h != nil && h.Account != "")
}

// flows holds the other access lines against the event whose page they load.
func (c *causality) flows() {
	byID := make(map[uint64]*read.Event, len(c.events))
	for i := range c.events {
		byID[c.events[i].EventID] = &c.events[i]
	}
	from, to := c.events[0].TS, c.events[len(c.events)-1].TS
	for _, h := range c.hits {
		if h.used || h.TS < from+nearby || h.TS > to-nearby {
			continue
		}
		ev := byID[h.event]
		if h.event == 0 && h.Account == "" {
			continue // of somebody outside, who leaves no event
		}
		c.hold("each page belongs to an event", ev != nil, h.where)
		if ev != nil {
			c.hold("a page is loaded by the client of its event", h.SrcIP == ev.SrcIP && h.UserAgent == ev.UserAgent && (h.Account == "" || h.Account == ev.Account), h.where)
			c.hold("a page is loaded near its event", abs(h.TS-ev.TS) <= nearby+1_000_000, h.where)
		}
	}
}

func abs(v int64) int64 { return max(v, -v) }

// answer holds the result of an event against the rest of it.
func (c *causality) answer(ev *read.Event, where string) {
	if ev.Status != 0 {
		c.hold("an answer takes time", ev.LatencyUS > 0 && ev.LatencyUS <= slowest, where, ev.LatencyUS)
		c.hold("a redirection has no body", ev.Status/100 != 3 || ev.RespBytes == 0, where)
		c.hold("what is sent has a body", (ev.ReqBytes > 0) == (ev.Method == "POST"), where)
	}
	if ev.Action != "lookup" {
		c.hold("only a look-up has a result", ev.Result == "" && ev.PersonsReturned == -1 && ev.NIRRef == 0, where)
		return
	}
	found := ev.Result == "found"
	c.hold("persons are returned when found, and only then", found == (ev.PersonsReturned > 0) && found == (ev.Outcome == "success") &&
		found == (ev.PatientDept != ""), where, ev.Result)
}

// kinds groups the look-ups by what explains their answers, the status too
// where it does.
func (c *causality) kinds(status bool, of func(*read.Event) int64) map[string][]int64 {
	out := map[string][]int64{}
	for i := range c.events {
		if ev := &c.events[i]; ev.Action == "lookup" {
			kind := fmt.Sprint(ev.Result, " ", ev.Reason, " ", ev.PersonsReturned)
			if status {
				kind += fmt.Sprint(" ", ev.Status)
			}
			out[kind] = append(out[kind], of(ev))
		}
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

// sizes: result, status and persons returned explain the size of an answer but for a
// little noise, and each person more adds to it.
func (c *causality) sizes() {
	kinds := c.kinds(true, func(ev *read.Event) int64 { return ev.RespBytes })
	for kind, list := range kinds {
		c.hold("result and persons explain the size", list[len(list)-1]-list[0] <= sizeNoise, kind, list[0], " to ", list[len(list)-1])
	}
	for n := 2; n < 10; n++ {
		fewer, more := kinds[fmt.Sprint("found  ", n-1, " 200")], kinds[fmt.Sprint("found  ", n, " 200")]
		if len(fewer) > 0 && len(more) > 0 {
			c.hold("a person more is a longer answer", more[0] > fewer[len(fewer)-1], fmt.Sprint(n))
		}
	}
}

// latencies: what is refused at the door is quickest, a wrong key needs no
// directory, an upstream error is a wait.
func (c *causality) latencies() {
	kinds := c.kinds(false, func(ev *read.Event) int64 { return ev.LatencyUS })
	median := func(kind string) int64 { return kinds[kind][len(kinds[kind])/2] }
	order := []string{"error ip_ban 0", "bad_key bad_key 0", "found  1", "error upstream_error 0"}
	last := ""
	for _, kind := range order {
		if len(kinds[kind]) < 5 {
			continue
		}
		if last != "" {
			c.hold("the result explains the latency", median(kind) > 3*median(last), kind, median(kind), " after ", last, median(last))
		}
		last = kind
	}
}

// repeats: who mistypes a key, or gets an error, asks for the same number next.
func (c *causality) repeats() {
	failed := map[uint64]int{} // session to its last look-up, where that failed
	for i := range c.events {
		ev := &c.events[i]
		if ev.Action != "lookup" {
			continue
		}
		if k, ok := failed[ev.SessionID]; ok {
			before := &c.events[k]
			again := ev.NIRRef == before.NIRRef
			if again || before.Reason == "bad_key" { // after an error some let it be, and go on with another person
				c.hold("a failed look-up is repeated", again && ev.TS-before.TS < patience*1_000_000, c.where[i], " after ", c.where[k])
			}
		}
		delete(failed, ev.SessionID)
		if ev.NIRRef != 0 && (ev.Result == "bad_key" || ev.Reason == "upstream_error") {
			failed[ev.SessionID] = i
		}
	}
}
