package audit_test

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
)

// fault spoils a dataset in one way that one check must see.
type fault struct {
	check, name string
	base        string // which dataset
	spoil       func(c *copied)
	also        string // another check that cannot but see it
}

func faults() []fault {
	return []fault{
		{"A1", "constant response sizes", "small", constantSizes, ""},
		{"A1", "source ports of one range", "browsers", portRange, ""},
		{"A2", "a loud campaign declared quiet", "loud", undeclaredVolume, "A26"},
		{"A3", "a path of its own for a part of the attack", "plain", ownPath, ""},
		{"A3", "a user agent of its own, not declared", "masked", ownAgent, ""},
		{"A3", "sessions numbered apart", "small", sessionsApart, ""},
		{"A4", "attack appended to the file", "small", appended, ""},
		{"A5", "attack on whole seconds", "small", func(c *copied) { truncated(c, "000000Z") }, ""},
		{"A5", "attack on whole milliseconds", "small", func(c *copied) { truncated(c, "000Z") }, ""},
		{"A5", "access log with another zone's offset", "small", wrongOffset, ""},
		{"A6", "background without errors", "small", noErrors, ""},
		{"A8", "a column copied into another", "small", copiedColumn, ""},
		{"A9", "most innocent accounts silent", "small", silentAccounts, ""},
		{"A10", "logs that end with the attack", "patient", endsWithAttack, ""},
		{"A11", "an owner's event labelled attack", "small", ownerLabelled, ""},
		{"A11", "an exposure at another time", "small", movedExposure, ""},
		{"A11", "a window that is not tight", "small", looseWindow, ""},
		{"A12", "onset before the evidence", "small", earlyOnset, ""},
		{"A13", "one exposed person less", "small", lostPerson, ""},
		{"A13", "bans at another time than the scenario's", "small", otherBan, ""},
		{"A14", "equal human gaps", "patient", equalGaps, ""},
		{"A15", "equal volumes", "placed", equalVolumes, ""},
		{"A16", "a sign-in dropped", "small", droppedSignIn, ""},
		{"A16", "a reset credential used", "small", resetUsed, ""},
		{"A16", "a look-up outside a session", "small", aLookUp("session_id", "null"), ""},
		{"A16", "a session of two accounts", "small", otherAccount, ""},
		{"A16", "a session of three addresses", "small", movedSession, ""},
		{"A16", "a session of three clients", "small", strangeClients, ""},
		{"A20", "an attributed commune in a NIR", "small", records("insured_persons", 0, "1850578006048"), ""},
		{"A20", "an RPPS number that may be real", "small", records("practitioners", 0, "10003879623"), ""},
		{"A20", "a telephone number that may be real", "small", records("practitioners", 12, "0612345678"), ""},
		{"A20", "an e-mail address that may be real", "small", records("practitioners", 11, "a@cabinet.fr"), ""},
		{"A20", "a routed network", "small", records("networks", 0, "81.2.69.0/24"), ""},
		{"A20", "a routed address in the logs", "small", routedAddress, ""},
		{"A22", "a figure of the card that has no source", "small", withoutSource, ""},
		{"A23", "event ids whose last digit is below 8", "loud", attackHex("event_id", func(n uint64) uint64 { return n &^ 8 }), ""},
		{"A23", "session ids that end alike", "loud", attackHex("session_id", func(n uint64) uint64 { return n&^15 | 5 }), ""},
		{"A23", "even source ports", "loud", attackNumber("src_port", func(n uint64) uint64 { return n &^ 1 }), ""},
		{"A23", "latencies in whole tens", "loud", attackNumber("latency_us", func(n uint64) uint64 { return n / 10 * 10 }), ""},
		{"A23", "latencies that never end in 0", "loud", attackNumber("latency_us", notTen), ""},
		{"A23", "latencies a third less spread", "loud", attackNumber("latency_us", narrower), ""},
		{"A23", "attack on multiples of 8 microseconds", "loud", func(c *copied) { attackTime(c, func(us int) int { return us &^ 7 }) }, ""},
		{"A23", "attack on odd microseconds", "loud", func(c *copied) { attackTime(c, func(us int) int { return us | 1 }) }, ""},
		{"A24", "another order of keys", "loud", attackLine(func(l string) string { return swapped(l, "action", "outcome") }), ""},
		{"A24", "a zero more in a number", "loud", attackLine(func(l string) string { return set(l, "lat", get(l, "lat")+"0") }), ""},
		{"A24", "a blank before the end of the line", "loud", attackLine(func(l string) string { return l + " " }), ""},
		{"A24", "no department in a third of the found look-ups", "loud", thirdWithoutDept, ""},
		{"A21", "two bits of an event id that agree", "loud", attackHex("event_id", pairedBits), ""},
		{"A27", "look-ups of several accounts on one clock", "loud", oneClock, ""},
		{"A28", "stolen accounts first in the table", "loud", stolenFirst, ""},
		{"A28", "stolen accounts opened on the second of the month", "loud", openedEarlyInMonths, ""},
		{"A28", "nobody exposed has a long illness", "loud", nobodyIll, ""},
		{"A28", "exposed persons on even lines", "loud", evenRows, ""},
		{"A29", "answers to the attack a byte longer", "loud", heavierAnswers, ""},
		{"A29", "no static file of the attack unchanged", "pages", neverUnchanged, ""},
		{"A25", "request ids that end as event ids do", "loud", sameEnds, ""},
		{"A25", "event ids that count in their last digit", "loud", countingEnds, ""},
	}
}

// endsWithAttack leaves the logs without honest users after the last event of the attack.
func endsWithAttack(c *copied) {
	last := ""
	c.audit(func(l string) string {
		if c.attack(l) {
			last = max(last, get(l, "ts"))
		}
		return l
	})
	c.audit(func(l string) string {
		if c.label(l) == "benign" && get(l, "ts") > last {
			return ""
		}
		return l
	})
}

// withoutSource puts a figure on the card that has no source; a world as small as this
// has no card else.
func withoutSource(c *copied) {
	card := []string{"| | figure | published | here | source |", "|---|---|---|---|---|", "| sex | women | 51 % | 50 % | |"}
	c.write("README.md", append(c.read("README.md"), card...))
}

func constantSizes(c *copied) {
	for _, date := range c.dates() {
		access := c.read("logs/access/" + date + ".log")
		c.edit("logs/audit/"+date+".jsonl", func(l string) string {
			if !c.attack(l) || get(l, "result") != "found" || get(l, "persons_returned") != "1" {
				return l
			}
			n, old := c.lines[date+"/"+get(l, "event_id")], get(l, "resp_bytes")
			access[n] = strings.Replace(access[n], " 200 "+old+" ", " 200 7171 ", 1)
			return set(l, "resp_bytes", "7171")
		})
		c.write("logs/access/"+date+".log", access)
	}
}

func portRange(c *copied) {
	n := 0
	c.audit(func(l string) string {
		if !c.attack(l) || get(l, "src_port") == "" {
			return l
		}
		n++
		return set(l, "src_port", fmt.Sprint(49152+n*37%4000))
	})
}

func undeclaredVolume(c *copied) {
	c.edit("scenario.yaml", func(l string) string {
		if strings.HasPrefix(l, "signals:") {
			return strings.Replace(l, "volume, ", "", 1)
		}
		return l
	})
}

// ownPath gives some look-ups of one account a path of their own. The look-ups
// are few, so that the path alone tells little of the attack as a whole.
func ownPath(c *copied) {
	left, account := 30, ""
	for _, date := range c.dates() {
		access := c.read("logs/access/" + date + ".log")
		c.edit("logs/audit/"+date+".jsonl", func(l string) string {
			n, ok := c.lines[date+"/"+get(l, "event_id")]
			if left == 0 || !ok || !c.attack(l) || get(l, "result") == "" || account != "" && get(l, "account") != account || strings.HasSuffix(date, "09") {
				return l
			}
			left, account = left-1, get(l, "account")
			access[n] = strings.Replace(access[n], "/infopatient/recherche", "/infopatient/export", 1)
			return set(l, "path", quote("/infopatient/export"))
		})
		c.write("logs/access/"+date+".log", access)
	}
}

// dress gives attack events and their access lines another user agent, and
// their events another client where one is given.
func dress(c *copied, of func(date, account string) bool, agent, client string) {
	for _, date := range c.dates() {
		access := c.read("logs/access/" + date + ".log")
		for _, l := range c.read("truth/access/" + date + ".jsonl") {
			n := 0
			fmt.Sscan(get(l, "line"), &n)
			if a := access[n-1]; get(l, "label") == "attack" && of(date, c.accounts[get(l, "event_id")]) {
				access[n-1] = a[:strings.LastIndex(a, ` "`)] + ` "` + agent + `"`
			}
		}
		c.write("logs/access/"+date+".log", access)
		c.edit("logs/audit/"+date+".jsonl", func(l string) string {
			if !c.attack(l) || !of(date, get(l, "account")) {
				return l
			}
			if client != "" {
				l = set(l, "client_fp", quote(client))
			}
			return set(l, "user_agent", quote(agent))
		})
	}
}

// masked makes the attack's client that of somebody else.
func masked(c *copied) {
	for _, l := range c.read("logs/audit/" + c.dates()[0] + ".jsonl") {
		if c.label(l) == "benign" && strings.Contains(get(l, "user_agent"), "Windows") {
			dress(c, func(string, string) bool { return true }, get(l, "user_agent"), get(l, "client_fp"))
			return
		}
	}
}

// ownAgent gives the attack on one account a user agent that nobody else has.
func ownAgent(c *copied) {
	account := get(c.read("truth/accounts.jsonl")[0], "account")
	dress(c, func(date, a string) bool { return date == "2022-03-10" && a == account }, "Harvest/1.0", "")
}

func sessionsApart(c *copied) {
	apart := func(l string) string { return set(l, "session_id", quote("7f3a"+get(l, "session_id")[4:])) }
	c.audit(func(l string) string {
		if !c.attack(l) || get(l, "session_id") == "" {
			return l
		}
		return apart(l)
	})
	c.edit("truth/sessions.jsonl", apart)
}

func appended(c *copied) {
	for _, date := range c.dates() {
		var first, last []string
		for _, l := range c.read("logs/audit/" + date + ".jsonl") {
			if c.attack(l) {
				last = append(last, l)
			} else {
				first = append(first, l)
			}
		}
		c.write("logs/audit/"+date+".jsonl", append(first, last...))
	}
}

func truncated(c *copied, end string) {
	retimed(c, func(ts string) string { return ts[:len(ts)-len(end)] + end })
}

// retimed changes the times of the attack's lines and puts the lines in order.
func retimed(c *copied, change func(ts string) string) {
	for _, date := range c.dates() {
		name := "logs/audit/" + date + ".jsonl"
		c.edit(name, func(l string) string {
			if !c.attack(l) {
				return l
			}
			return set(l, "ts", quote(change(get(l, "ts"))))
		})
		lines := c.read(name)
		sortByTime(lines)
		c.write(name, lines)
	}
}

func wrongOffset(c *copied) {
	const form = "02/Jan/2006:15:04:05 -0700"
	for _, date := range c.dates()[:1] {
		c.edit("logs/access/"+date+".log", func(l string) string {
			from := strings.IndexByte(l, '[') + 1
			t, err := time.Parse(form, l[from:from+len(form)])
			c.check(err)
			return l[:from] + t.In(time.FixedZone("", 7200)).Format(form) + l[from+len(form):]
		})
	}
}

func noErrors(c *copied) {
	c.audit(func(l string) string {
		switch {
		case c.label(l) != "benign" || get(l, "outcome") != "failure":
			return l
		case get(l, "action") == "login", get(l, "reason") == "session_expired":
			return ""
		}
		return set(set(set(l, "outcome", quote("success")), "reason", "null"), "result", quote("found"))
	})
}

func copiedColumn(c *copied) {
	c.audit(func(l string) string {
		if n := get(l, "event_id"); get(l, "request_id") != "" {
			return set(l, "request_id", quote(n))
		}
		return l
	})
}

func silentAccounts(c *copied) {
	touched := map[string]bool{}
	c.audit(func(l string) string {
		if c.label(l) != "benign" {
			touched[get(l, "account")] = true
		}
		return l
	})
	c.audit(func(l string) string {
		if touched[get(l, "account")] {
			return l
		}
		return ""
	})
}

// own finds a benign sign-in of the owner while the campaign uses the account,
// and its day.
func own(c *copied) (id, date string) {
	for _, a := range c.read("truth/accounts.jsonl") {
		for _, date := range c.dates() {
			for _, l := range c.read("logs/audit/" + date + ".jsonl") {
				within := get(l, "ts") > get(a, "first_event_at") && get(l, "ts") < get(a, "last_event_at")
				if within && get(l, "account") == get(a, "account") && c.label(l) == "benign" && get(l, "action") == "login" {
					return get(l, "event_id"), date
				}
			}
		}
	}
	c.tb.Fatal("no owner signed in")
	return "", ""
}

func ownerLabelled(c *copied) {
	id, date := own(c)
	name := "truth/events/" + date + ".jsonl"
	row := fmt.Sprintf(`{"event_id":%q,"label":"attack","benign_type":null,"campaign":"c1","phase":"acquire","actor":"owner","purpose":"dispensing","caused_by":null}`, id)
	c.write(name, append(c.read(name), row))
}

func movedExposure(c *copied) {
	n := 0
	c.edit("truth/exposed_persons.jsonl", func(l string) string {
		if n++; n != 40 {
			return l
		}
		return c.shift(l, "first_exposed_at", -30*time.Hour)
	})
}

func looseWindow(c *copied) {
	c.edit("truth/accounts.jsonl", func(l string) string { return c.shift(l, "last_event_at", 5*time.Hour) })
}

func earlyOnset(c *copied) {
	c.edit("truth/accounts.jsonl", func(l string) string { return c.shift(l, "acquired_at", -2*time.Hour) })
	n := 0
	c.edit("truth/campaigns.jsonl", func(l string) string {
		if n++; n > 1 {
			return l
		}
		return c.shift(l, "ts", -2*time.Hour)
	})
}

func lostPerson(c *copied) {
	n := 0
	c.edit("truth/exposed_persons.jsonl", func(l string) string {
		if n++; n == 40 {
			return ""
		}
		return l
	})
}

func otherBan(c *copied) {
	c.edit("scenario.yaml", func(l string) string {
		if strings.Contains(l, "type: analyst") {
			return strings.ReplaceAll(l, "2022-03-10T16:20:00", "2022-03-10T15:50:00")
		}
		return l
	})
}

// equalGaps spreads the look-ups of each benign session evenly between the
// first and the last, a few per cent apart, and moves the access lines along.
func equalGaps(c *copied) {
	for _, date := range c.dates() {
		name := "logs/audit/" + date + ".jsonl"
		lines := c.read(name)
		sessions := map[string][]int{}
		for i, l := range lines {
			s := get(l, "session_id")
			if c.label(l) == "benign" && get(l, "action") == "lookup" {
				sessions[s] = append(sessions[s], i)
			}
		}
		moved := map[string]string{} // request in the access log, to its new second
		for _, s := range sessions {
			if len(s) > 1 {
				c.spread(lines, s, moved)
			}
		}
		sortByTime(lines)
		c.write(name, lines)
		c.follow(date, moved)
	}
}

// spread sets the times of a session's look-ups. One that repeats a mistyped
// number follows it as soon as it did.
func (c *copied) spread(lines []string, s []int, moved map[string]string) {
	old, again, units := make([]time.Time, len(s)), make([]bool, len(s)), 0
	for k, i := range s {
		t, err := time.Parse(stamp, get(lines[i], "ts"))
		c.check(err)
		old[k], again[k] = t, k > 0 && get(lines[s[k-1]], "reason") == "bad_key"
		if !again[k] {
			units++
		}
	}
	gap, unit, now := min(old[len(s)-1].Sub(old[0])/time.Duration(max(units-1, 1)), 2*time.Minute), 0, old[0]
	for k := 1; k < len(s); k++ {
		if again[k] {
			now = now.Add(min(old[k].Sub(old[k-1]), gap/2))
		} else {
			unit++
			now = old[0].Add(gap*time.Duration(unit) + gap*time.Duration(k*7919%100-50)/1000)
		}
		if end := old[len(s)-1]; now.After(end) {
			now = end // what follows the session's last look-up stays behind it
		}
		lines[s[k]] = set(lines[s[k]], "ts", quote(now.Format(stamp)))
		for _, late := range []time.Duration{0, time.Second} {
			key := requestKey(lines[s[k]], old[k].Add(late).Unix())
			if _, taken := moved[key]; !taken {
				moved[key] = now.Format(time.RFC3339)
			}
		}
	}
}

func requestKey(l string, unix int64) string {
	return fmt.Sprint(get(l, "src_ip"), get(l, "path"), get(l, "resp_bytes"), unix)
}

// follow moves the access lines of requests to their new second.
func (c *copied) follow(date string, moved map[string]string) {
	const form = "02/Jan/2006:15:04:05 -0700"
	name := "logs/access/" + date + ".log"
	lines := c.read(name)
	labelled := map[int]bool{}
	for _, l := range c.read("truth/access/" + date + ".jsonl") {
		n := 0
		fmt.Sscan(get(l, "line"), &n)
		labelled[n-1] = true
	}
	zone := time.FixedZone("", 3600)
	type timed struct {
		ts   string
		line string
		old  int
	}
	all := make([]timed, len(lines))
	for i, l := range lines {
		from := strings.IndexByte(l, '[') + 1
		t, err := time.Parse(form, l[from:from+len(form)])
		c.check(err)
		f := strings.Fields(l)
		key := fmt.Sprint(f[0], f[6], f[9], t.Unix())
		if now, ok := moved[key]; ok && !labelled[i] && f[5] == `"POST` {
			n, err := time.Parse(time.RFC3339, now)
			c.check(err)
			t = n.In(zone)
			l = l[:from] + t.Format(form) + l[from+len(form):]
		}
		all[i] = timed{t.UTC().Format(time.RFC3339), l, i + 1}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].ts < all[j].ts })
	place := map[string]string{}
	for i, x := range all {
		lines[i] = x.line
		place[fmt.Sprint(x.old)] = fmt.Sprint(i + 1)
	}
	c.write(name, lines)
	rows := c.read("truth/access/" + date + ".jsonl")
	for i, l := range rows {
		rows[i] = set(l, "line", place[get(l, "line")])
	}
	sortByLine(rows)
	c.write("truth/access/"+date+".jsonl", rows)
}

// sortByLine puts rows of truth/access in order.
func sortByLine(rows []string) {
	sort.SliceStable(rows, func(i, j int) bool {
		a, b := get(rows[i], "line"), get(rows[j], "line")
		return len(a) < len(b) || len(a) == len(b) && a < b
	})
}

// equalVolumes leaves each account its first sessions of the period, up to
// about as many events as the others have.
func equalVolumes(c *copied) {
	keep, mixed := map[string]bool{}, map[string]bool{}
	c.audit(func(l string) string {
		if c.label(l) != "benign" {
			mixed[get(l, "session_id")] = true
		}
		return l
	})
	count := map[string]int{}
	c.audit(func(l string) string {
		s, a := get(l, "session_id"), get(l, "account")
		if c.label(l) != "benign" || s == "" || mixed[s] {
			return l
		}
		if decided, ok := keep[s]; ok && !decided {
			return ""
		}
		if _, ok := keep[s]; !ok {
			if keep[s] = count[a] < 60; !keep[s] {
				return ""
			}
		}
		if count[a]++; count[a] > 70 && get(l, "action") != "login" {
			return ""
		}
		return l
	})
}

func droppedSignIn(c *copied) {
	done := false
	c.audit(func(l string) string {
		if !done && c.label(l) == "benign" && get(l, "action") == "login" && get(l, "session_id") != "" {
			done = true
			return ""
		}
		return l
	})
}

func resetUsed(c *copied) {
	done := false
	c.audit(func(l string) string {
		if done || get(l, "action") != "login" || get(l, "reason") != "reset_required" {
			return l
		}
		done = true
		return set(set(l, "outcome", quote("success")), "reason", "null")
	})
	if !done {
		c.tb.Fatal("nobody tried a reset credential")
	}
}

// aLookUp changes one value of a benign look-up.
func aLookUp(key, json string) func(c *copied) {
	return func(c *copied) {
		done := false
		c.audit(func(l string) string {
			if done || c.label(l) != "benign" || get(l, "result") != "found" {
				return l
			}
			done = true
			return set(l, key, json)
		})
	}
}

// otherAccount moves a benign look-up into the session of another account.
func otherAccount(c *copied) {
	first, done := "", false
	c.audit(func(l string) string {
		if done || c.label(l) != "benign" || get(l, "result") != "found" {
			return l
		}
		if first == "" {
			first = l
		}
		if get(l, "account") == get(first, "account") || get(l, "auth_method") != get(first, "auth_method") {
			return l
		}
		done = true
		return set(l, "session_id", quote(get(first, "session_id")))
	})
}

// strangeClients gives each look-up of a benign session a client of its own.
func strangeClients(c *copied) {
	looks, session, n := map[string]int{}, "", 0
	c.audit(func(l string) string {
		if c.label(l) == "benign" && get(l, "result") == "found" {
			if looks[get(l, "session_id")]++; looks[get(l, "session_id")] > 2 {
				session = get(l, "session_id")
			}
		}
		return l
	})
	c.audit(func(l string) string {
		if get(l, "session_id") != session || get(l, "result") != "found" {
			return l
		}
		n++
		return set(l, "client_fp", fmt.Sprintf("\"0123456789abcd%02x\"", n%256))
	})
	if n < 3 {
		c.tb.Fatal("no session of three look-ups")
	}
}

// movedSession gives two benign look-ups of one session, and their access lines,
// addresses that other sessions had before.
func movedSession(c *copied) {
	date := c.dates()[0]
	access := c.read("logs/access/" + date + ".log")
	lines := c.read("logs/audit/" + date + ".jsonl")
	var others []string
	moved := map[string]int{}
	for i, l := range lines {
		ip, session := get(l, "src_ip"), get(l, "session_id")
		if c.label(l) != "benign" || get(l, "result") != "found" {
			continue
		}
		if len(others) < 2 {
			if !slices.Contains(others, ip) {
				others = append(others, ip)
			}
			continue
		}
		to := others[moved[session]%2]
		for k, a := range access {
			tail, ok := strings.CutPrefix(a, ip+" - "+get(l, "account"))
			if to != ip && ok && strings.Contains(a, " 200 "+get(l, "resp_bytes")+" ") {
				access[k] = to + " - " + get(l, "account") + tail
				lines[i] = set(l, "src_ip", quote(to))
				moved[session]++
				break
			}
		}
		if moved[session] == 2 {
			c.write("logs/access/"+date+".log", access)
			c.write("logs/audit/"+date+".jsonl", lines)
			return
		}
	}
	c.tb.Fatal("no session of two look-ups with their access lines")
}

// records replaces a column of the second line of a file of records.
func records(file string, column int, by string) func(c *copied) {
	return func(c *copied) {
		name, n := "records/"+file+".csv", 0
		c.edit(name, func(l string) string {
			if n++; n != 2 {
				return l
			}
			cells := strings.Split(l, ",")
			cells[column] = by
			return strings.Join(cells, ",")
		})
	}
}

func routedAddress(c *copied) {
	ip := ""
	for _, l := range c.read("logs/audit/" + c.dates()[0] + ".jsonl") {
		if c.label(l) == "benign" && strings.Contains(get(l, "src_ip"), ".") {
			ip = get(l, "src_ip")
			break
		}
	}
	for _, date := range c.dates() {
		c.edit("logs/audit/"+date+".jsonl", func(l string) string { return strings.ReplaceAll(l, quote(ip), quote("81.2.69.142")) })
		c.edit("logs/access/"+date+".log", func(l string) string {
			if rest, ok := strings.CutPrefix(l, ip+" "); ok {
				return "81.2.69.142 " + rest
			}
			return l
		})
	}
}
