package generator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// outsider reports whether a line is the background's.
func outsider(l *line) bool {
	return l.truth.Actor == event.Outsider || l.access.Truth.Actor == event.Outsider
}

// around is the world of the promises with a background.
func around(t *testing.T, o Options, sets ...string) *reading {
	t.Helper()
	return read(world(t, o, append([]string{"background.level=1"}, sets...)...))
}

// split parts the lines of a world: the background's, and all others.
func (r *reading) split() (outside, inside []line) {
	for l := range r.all() {
		if outsider(l) {
			outside = append(outside, *l)
		} else {
			inside = append(inside, *l)
		}
	}
	return outside, inside
}

// The background changes no line of anybody else's, and nobody changes one of it: not
// campaigns, not controls, nor the order in which slices are made.
func TestBackgroundStandsAlone(t *testing.T) {
	t.Parallel()
	with, quiet := around(t, Options{}), read(world(t, Options{}))
	outside, inside := with.split()
	if strangers, alone := quiet.split(); len(strangers) > 0 || !slices.Equal(inside, alone) {
		t.Errorf("%d lines of others with a background, %d without, or other ones", len(inside), len(alone))
	}
	for name, o := range map[string]Options{
		"without campaigns": {WithoutCampaigns: true}, "without controls": {WithoutControls: true},
	} {
		if theirs, _ := around(t, o).split(); !slices.Equal(outside, theirs) {
			t.Errorf("%s: %d lines of the background, not %d, or other ones", name, len(theirs), len(outside))
		}
	}
	with.inAnyOrder(t)
	with.exactFrom(t, around(t, Options{WithoutCampaigns: true}))
	addresses := map[event.Addr]bool{}
	for i := range outside {
		addresses[outside[i].audit.Addr], addresses[outside[i].access.Addr] = true, true
	}
	delete(addresses, event.Addr{})
	for i := range inside {
		if l := &inside[i]; addresses[l.audit.Addr] || addresses[l.access.Addr] {
			t.Fatalf("an address is an outsider's and a user's: %+v", l)
		}
	}
}

// One account more adds visits and leaves all others as they are.
func TestOneAccountMoreAndTheBackground(t *testing.T) {
	t.Parallel()
	few, _ := around(t, Options{WithoutCampaigns: true}, "population.accounts=300").split()
	more, _ := around(t, Options{WithoutCampaigns: true}, "population.accounts=340").split()
	there := map[string]bool{}
	tell := func(l *line) string { return fmt.Sprintf("%v %v", l.audit.ID, l.access) }
	for i := range more {
		there[tell(&more[i])] = true
	}
	for i := range few {
		if !there[tell(&few[i])] {
			t.Fatalf("with more accounts this line is gone: %+v", few[i])
		}
	}
	if len(more) <= len(few) {
		t.Errorf("%d lines with 340 accounts, %d with 300", len(more), len(few))
	}
}

// week is the end of the baseline's first week.
func week(t *testing.T) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, "2022-02-21T00:00:00+01:00")
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// internet counts what an access log shows of the rest of the internet.
type internet struct {
	lines, outside int
	hosts          map[event.Addr]int
	statuses       map[uint16]int
	methods, paths map[string]int
	agents         map[uint16]bool
}

func internetOf(r *reading) *internet {
	x := &internet{hosts: map[event.Addr]int{}, statuses: map[uint16]int{}, methods: map[string]int{},
		paths: map[string]int{}, agents: map[uint16]bool{}}
	for l := range r.all() {
		a := &l.access
		if a.Request == 0 {
			continue
		}
		x.lines++
		if outsider(l) {
			x.outside++
		}
		method, path := r.plan.Catalog().Request(a)
		x.hosts[a.Addr]++
		x.statuses[a.Status]++
		x.methods[method]++
		x.paths[path]++
		x.agents[a.UserAgent] = true
	}
	return x
}

// The access log has what real ones have: hosts that make one request, requests for
// what is not there, methods that nobody should use, and few of all of them.
func TestAccessLogHasTheRestOfTheInternet(t *testing.T) {
	t.Parallel()
	r := read(planOf(t, "baseline", "0.02", Options{To: week(t)}))
	x := internetOf(r)
	single := 0
	for _, n := range x.hosts {
		if n == 1 {
			single++
		}
	}
	t.Logf("%d of %d hosts make one request, %d of %d lines are outsiders', %d user agents, %v, %v", single, len(x.hosts),
		x.outside, x.lines, len(x.agents), x.statuses, x.methods)
	if single*100 < 30*len(x.hosts) || single*100 > 60*len(x.hosts) {
		t.Error("want a third to a half of all hosts with one request")
	}
	if x.outside*100 < 2*x.lines || x.outside*100 > 12*x.lines {
		t.Error("want a few per cent of lines of outsiders")
	}
	for _, status := range []uint16{301, 400, 403, 404, 405, 408, 413, 499, 500, 504} {
		if x.statuses[status] == 0 {
			t.Errorf("no answer %d", status)
		}
	}
	for _, method := range []string{"HEAD", "OPTIONS", "PROPFIND", ""} {
		if x.methods[method] == 0 {
			t.Errorf("no request by method %q", method)
		}
	}
	for _, path := range []string{"/robots.txt", "/favicon.ico", "/.env", "/wp-login.php", "/.git/config", "/", "/sante"} {
		if x.paths[path] == 0 {
			t.Errorf("nobody asks for %s", path)
		}
	}
}

// Guesses are refused, all of them, and name an account only where there is one.
func TestGuessesAtTheSignIn(t *testing.T) {
	t.Parallel()
	p := planOf(t, "baseline", "0.02", Options{To: week(t)})
	unknown, known := 0, map[uint32]int{}
	for e, tr := range readAudit(p).audit() {
		if tr.Actor != event.Outsider {
			if e.Reason == event.UnknownAccount && e.Account != event.NoAccount {
				t.Fatalf("an account is unknown and named: %+v", e)
			}
			continue
		}
		kind := tr.Benign.String()
		if tr.Label != event.Policy || !strings.HasPrefix(kind, "background_s") {
			t.Fatalf("%v of kind %q", tr.Label, kind)
		}
		if e.Action != event.Login || e.Outcome != event.Failure || e.Session != 0 {
			t.Fatalf("an outsider does %v with %v", e.Action, e.Outcome)
		}
		switch {
		case e.Reason == event.UpstreamError:
		case e.Account == event.NoAccount && e.Reason == event.UnknownAccount:
			unknown++
		case e.Account != event.NoAccount && e.Reason == event.BadCredentials:
			known[e.Account]++
		default:
			t.Fatalf("account %d is refused for %v", e.Account, e.Reason)
		}
	}
	t.Logf("%d guesses at identifiers of nobody, some at %d accounts", unknown, len(known))
	if unknown < 20 || len(known) < 2 || unknown < len(known) {
		t.Error("too few guesses, or too many that name an account")
	}
}

// Users mistype their identifier now and then: the log does not name them, and shows
// them at the sign-in again from the same place.
func TestIdentifiersAreMistyped(t *testing.T) {
	t.Parallel()
	type machine struct {
		addr event.Addr
		fp   uint64
	}
	refused, nobody, back := 0, map[machine]int64{}, 0
	for e, tr := range readAudit(planOf(t, "baseline", "0.05", Options{To: week(t)})).audit() {
		if e.Action != event.Login || tr.Actor == event.Outsider {
			continue
		}
		at := machine{e.Addr, e.ClientFP}
		switch {
		case e.Reason == event.UnknownAccount:
			if e.Account != event.NoAccount || e.Session != 0 || tr.Label != event.Benign {
				t.Fatalf("an unknown identifier is of account %d, labelled %v", e.Account, tr.Label)
			}
			nobody[at] = e.TS
		case e.Reason == event.BadCredentials:
			refused++
		case e.Outcome == event.Success && nobody[at] > 0 && e.TS-nobody[at] < 10*60*1_000_000:
			delete(nobody, at)
			back++
		}
	}
	all := len(nobody) + back
	t.Logf("%d refused passwords, %d unknown identifiers, %d of them signed in minutes later", refused, all, back)
	if all*100 < 5*(refused+all) || all*100 > 25*(refused+all) || back*10 < 7*all {
		t.Error("want one refusal in ten for an identifier of nobody, and the right one soon")
	}
}

// The level multiplies, and the estimate covers what comes.
func TestBackgroundLevel(t *testing.T) {
	t.Parallel()
	count := func(level string) (lines, audit int) {
		r := around(t, Options{WithoutCampaigns: true}, "background.level="+level)
		v := r.plan.Estimate()
		quiet := world(t, Options{WithoutCampaigns: true}).Estimate()
		for l := range r.all() {
			switch {
			case !outsider(l):
			case l.audit.ID != 0:
				audit++
			default:
				lines++
			}
		}
		if int64(lines) > v.AccessLines-quiet.AccessLines+200 || int64(audit) > v.AuditEvents-quiet.AuditEvents+200 {
			t.Errorf("level %s: %d lines and %d events, foretold %d and %d", level, lines, audit,
				v.AccessLines-quiet.AccessLines, v.AuditEvents-quiet.AuditEvents)
		}
		return lines, audit
	}
	usual, _ := count("1")
	much, _ := count("8")
	monitors := 3 * 288 * 4 // they ask all the same
	if usual -= monitors; much < 5*usual {
		t.Errorf("%d lines at level 8 beside the monitors, %d at level 1", much-monitors, usual)
	}
}
