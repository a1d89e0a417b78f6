package reserved

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// The fake space, from the published rules of each range.

// FakeNIR reports whether a number of thirteen characters, with or without its
// key, has a birthplace that was never attributed: commune codes 976, 979, 985
// and 988 of any département (no such commune since 1943, nor any such code of
// the sickness funds), 910 to 989 of Paris, the codes 76, 79, 85 and 88 of an
// overseas one, or 99 with a country code of 518 to 989.
func FakeNIR(s string) bool {
	if len(s) != 13 && len(s) != 15 || s[0] < '1' || s[0] > '8' {
		return false
	}
	if s[0] >= '7' { // temporary: the second digit 2 marks fictitious numbers, fund 000
		return s[1:5] == "2000"
	}
	dept, commune := s[5:7], s[7:10]
	n, err := strconv.Atoi(commune)
	return err == nil && neverAttributed(dept, n)
}

// neverAttributed reports a birthplace, two digits and three, that no number has.
func neverAttributed(dept string, n int) bool {
	switch {
	case dept == "99":
		return n >= 518 && n <= 989
	case dept == "97" || dept == "98": // three digits of département, two of commune
		n %= 100
		return n == 76 || n == 79 || n == 85 || n == 88
	case dept == "75":
		return n >= 910 && n <= 989
	case dept == "2A" || dept == "2B" || dept >= "01" && dept <= "96" && dept[0] <= '9' && dept[1] <= '9':
		return n == 976 || n == 979 || n == 985 || n == 988
	}
	return false
}

// FakeRPPS reports the range of test identities, 997 and a serial from a
// million, with Luhn's check digit; real numbers begin with 10.
func FakeRPPS(s string) bool {
	return len(s) == 11 && strings.HasPrefix(s, "997") && s[3] != '0' && luhn(s)
}

// luhn checks the digit of ISO/IEC 7812-1.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i]) - '0'
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// FakeSite reports an id of nine digits in the form of FINESS whose département
// does not exist: 00 or 99.
func FakeSite(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil && len(s) == 9 && (s[:2] == "00" || s[:2] == "99")
}

// FakePhone reports the six blocks that the French numbering plan keeps for
// works of fiction.
func FakePhone(s string) bool {
	if len(s) != 10 {
		s = strings.NewReplacer(" ", "", ".", "", "-", "").Replace(s)
	}
	if rest, ok := strings.CutPrefix(s, "+33"); ok {
		s = "0" + rest
	}
	if len(s) != 10 {
		return false
	}
	switch s[:6] {
	case "019900", "026191", "035301", "046571", "053649", "063998":
		return true
	}
	return false
}

// FakeDomain reports the names of RFC 2606 and RFC 6761.
func FakeDomain(s string) bool {
	s = strings.ToLower(strings.TrimSuffix(s, "."))
	for _, top := range []string{"example", "test", "invalid", "localhost", "example.com", "example.net",
		"example.org"} {
		if s == top || strings.HasSuffix(s, "."+top) {
			return true
		}
	}
	return false
}

// FakeEmail reports an address of e-mail in such a domain.
func FakeEmail(s string) bool {
	_, domain, ok := strings.Cut(s, "@")
	return ok && FakeDomain(domain)
}

// FakeIBAN reports an account number whose check digits no bank can give: 00,
// 01 and 99 never come out of the rule of ISO 13616.
func FakeIBAN(s string) bool {
	return len(s) > 4 && slices.Contains([]string{"00", "01", "99"}, s[2:4])
}

// fakeNets are never routed: class E (RFC 1112) and documentation (RFC 5737,
// 3849, 9637).
var fakeNets = []netip.Prefix{
	netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("3fff::/20"),
}

// FakeAddress reports an IPv4 or IPv6 address that is never routed. The broadcast address is
// none: it is in use on every network.
func FakeAddress(s string) bool {
	a, err := netip.ParseAddr(s)
	return err == nil && a.String() != "255.255.255.255" &&
		slices.ContainsFunc(fakeNets, func(p netip.Prefix) bool { return p.Contains(a) })
}

// FakePrefix reports a block in CIDR notation all of whose addresses are never routed.
func FakePrefix(s string) bool {
	p, err := netip.ParsePrefix(s)
	return err == nil &&
		slices.ContainsFunc(fakeNets, func(n netip.Prefix) bool { return n.Contains(p.Addr()) && n.Bits() <= p.Bits() })
}

// FakeASN reports the numbers of RFC 5398.
func FakeASN(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && (n >= 64496 && n <= 64511 || n >= 65536 && n <= 65551)
}

// hosts finds what looks like a host name or address of a URL in a text.
func hosts(text string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(text, "://")
		if !ok {
			return out
		}
		end := strings.IndexAny(rest, "/ :;,)\"'?#")
		if end < 0 {
			end = len(rest)
		}
		out = append(out, rest[:end])
		text = rest[end:]
	}
}

// FakeHosts reports whether every host that a text names is one of nobody.
func FakeHosts(text string) bool {
	for _, h := range hosts(text) {
		if _, err := netip.ParseAddr(h); err == nil {
			if !FakeAddress(h) {
				return false
			}
		} else if !FakeDomain(h) {
			return false
		}
	}
	return true
}
