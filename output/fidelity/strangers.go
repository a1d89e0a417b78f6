package fidelity

import (
	"net/netip"
	"strings"
)

// strangers asks who else is on the internet (A6), and what hosts look like
// (section 6 of the tells).
type strangers struct {
	known    map[netip.Addr]bool  // hosts of the audit log
	requests map[netip.Addr]int64 // hosts of the access log
	lines    int64
	hours    [24]int64

	odd, missing, unasked ratio // methods; answers 404, 405, 408, 413, 429, 499, 5xx; robots.txt and the like
	nobody                ratio // refused sign-ins: of accounts that are not there
	v6                    ratio
	behind                ratio // lines with an earlier time than the one before
	before                int64
	signedIn              ratio // POSTs of the sign-in form with a user name
}

func newStrangers() *strangers {
	return &strangers{known: map[netip.Addr]bool{}, requests: map[netip.Addr]int64{}}
}

func (s *strangers) event(e *entry) {
	if e.SrcIP.IsValid() {
		s.known[e.SrcIP] = true
		s.v6.add(e.SrcIP.Is6())
	}
	if e.Action == "login" && e.Outcome == "failure" {
		s.nobody.add(e.account == nil)
	}
}

func (s *strangers) visit(v *visit) {
	if v.SrcIP.IsValid() {
		s.requests[v.SrcIP]++
	}
	s.lines++
	s.hours[int(v.hour)%24]++
	s.odd.add(v.Method == "HEAD" || v.Method == "OPTIONS")
	s.missing.add(uncommon(v.Status))
	s.unasked.add(unasked(v.Path))
	s.behind.add(v.TS < s.before)
	s.before = v.TS
	if v.Method == "POST" && v.Path == "/connexion" {
		s.signedIn.add(v.Account != "")
	}
}

// uncommon tells the answers that a portal without visitors never gives.
func uncommon(status int64) bool {
	switch status {
	case 404, 405, 408, 413, 429, 499, 500, 504:
		return true
	}
	return false
}

// unasked tells paths that browsers, robots and scanners ask for by themselves.
func unasked(path string) bool {
	for _, part := range []string{"favicon", "robots.txt", "/.", "/wp-", ".php", "/health", "/status",
		"apple-touch-icon"} {
		if strings.Contains(path, part) {
			return true
		}
	}
	return false
}

func (s *strangers) figures() []Figure {
	var once, outside ratio
	list := make([]float64, 0, len(s.requests))
	for host, n := range s.requests {
		once.add(n == 1)
		outside.add(!s.known[host])
		list = append(list, float64(n))
	}
	most, fewest := s.hours[0], s.hours[0]
	for _, n := range s.hours {
		most, fewest = max(most, n), min(fewest, n)
	}
	v6 := Between(0.3, 0.7)
	if s.v6.part == 0 { // the portal has no such address
		v6 = AtMost(0)
	}
	peers := "Shellforge, peers' table; bound assumed for a portal behind a sign-in"
	return []Figure{
		asked{"A6", "hosts without a line in the audit log", AtLeast(0.05), "scanners, monitors, search robots",
			"assumed"}.
			share(outside),
		asked{"A6", "requests HEAD or OPTIONS", AtLeast(0.0001), "some", "assumed"}.share(s.odd),
		asked{"A6", "answers 404, 405, 408, 413, 429, 499, 500 or 504", AtLeast(0.0005), "some", "assumed"}.
			share(s.missing),
		asked{"A6", "favicon, robots.txt, health checks, probes", AtLeast(0.0005), "some", "assumed"}.
			share(s.unasked),
		asked{"A6", "refused sign-ins of an account that is not there", AtLeast(0.02),
			"mistyped names, sprayed lists", "assumed"}.
			share(s.nobody),
		asked{"B5", "events over IPv6", v6, "about half, or none without an AAAA record",
			"Arcep, 2021: 83–99 % of two operators' fixed lines"}.share(s.v6),
		asked{"B12", "access lines behind an earlier one", Between(0.0001, 0.2), "written when a request ends",
			"assumed"}.
			share(s.behind),
		asked{"B12", "POSTs of the sign-in form that carry a user name", AtMost(0.02),
			"none: nobody is signed in yet", "assumed"}.
			share(s.signedIn),
		asked{"S6", "hosts with one request", AtLeast(0.05), "32–53 % in two public logs", peers}.share(once),
		asked{"S6", "requests a host, median", AtMost(60), "1–2 in two public logs, higher behind a sign-in", peers}.
			value(Number, median(list), int64(len(list))),
		asked{"S6", "busiest hour over the quietest", Between(6, 100), "6–9 in public logs; business portals more",
			peers}.
			value(Number, float64(most)/float64(fewest), s.lines),
		asked{"S6", "look-ups that an appointment, a card reading or an invoice explains", AtLeast(0.9),
			"over 94 % in a hospital; no log here says it", "PMC3555324"}.share(ratio{}),
		asked{"S6", "look-ups of a neighbour, a relative or a colleague", Between(0.001, 0.02),
			"0.55 % of accesses in a hospital are of neighbours; no log here says it", "PMC3128412, table 3"}.
			share(ratio{}),
	}
}
