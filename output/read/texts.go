package read

import "net/netip"

// maxPhrases bounds what is remembered of a log in which nothing repeats.
const maxPhrases = 1 << 20

// texts keeps one copy of each text that repeats, by its form in the file.
type texts map[string]string

// bound forgets the texts of a log in which they do not repeat.
func (t texts) bound() {
	if len(t) > maxPhrases {
		clear(t)
	}
}

func (t texts) of(b []byte) string {
	if s, ok := t[string(b)]; ok {
		return s
	}
	s := string(b)
	t[s] = s
	return s
}

// quoted returns the text of a JSON string, which it decodes once.
func (t texts) quoted(value []byte) (string, error) {
	if s, ok := t[string(value)]; ok {
		return s, nil
	}
	b, err := unquoted(value)
	if err != nil {
		return "", err
	}
	s := string(b)
	t[string(value)] = s
	return s, nil
}

// addrs keeps the addresses that are not IPv4, whose texts take long to read.
type addrs map[string]netip.Addr

// parse reads an address; IPv4, the common case, without a copy.
func (a addrs) parse(b []byte) (netip.Addr, error) {
	if ip, ok := parseIPv4(b); ok {
		return ip, nil
	}
	if ip, ok := a[string(b)]; ok {
		return ip, nil
	}
	ip, err := netip.ParseAddr(string(b))
	if err != nil {
		return ip, err
	}
	if len(a) >= maxPhrases {
		clear(a)
	}
	a[string(b)] = ip
	return ip, nil
}

// parseIPv4 reads four numbers without leading zeros.
func parseIPv4(b []byte) (netip.Addr, bool) {
	var v [4]byte
	part, seen, n := 0, 0, 0
	for _, c := range b {
		switch {
		case c >= '0' && c <= '9' && seen < 3 && (seen == 0 || n > 0):
			n = n*10 + int(c-'0')
			seen++
		case c == '.' && seen > 0 && n < 256 && part < 3:
			v[part] = byte(n)
			part, seen, n = part+1, 0, 0
		default:
			return netip.Addr{}, false
		}
	}
	if part != 3 || seen == 0 || n > 255 {
		return netip.Addr{}, false
	}
	v[3] = byte(n)
	return netip.AddrFrom4(v), true
}
