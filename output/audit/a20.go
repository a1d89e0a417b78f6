package audit

import (
	"net/netip"
	"strings"

	"breachsim/output/truth"
)

// fakeSpace is A20: no identifier can belong to anyone.
//
// Every NIR of the records, and of the logs where they carry it in clear, has a
// birthplace code that was never attributed; every RPPS, address, telephone
// number, e-mail address, site id, autonomous system, IBAN and host lies in a
// range that is reserved, unused or kept for fiction. The ranges are this
// check's own list (see fake.go), not the generator's. One value outside fails.
type fakeSpace struct {
	w     *world
	kinds map[string]*violations
	seen  map[sym]bool
}

func newFakeSpace(w *world) check {
	f := &fakeSpace{w: w, kinds: map[string]*violations{}, seen: map[sym]bool{}}
	for _, k := range fakeKinds {
		f.kinds[k] = &violations{}
	}
	return f
}

var fakeKinds = []string{"nir", "rpps", "site", "phone", "e-mail", "iban", "address", "asn", "host"}

// want counts a value and notes it where it is not in the fake space.
func (f *fakeSpace) want(kind string, ok bool, where func() string) {
	v := f.kinds[kind]
	v.of++
	if !ok {
		v.add(where)
	}
}

func (f *fakeSpace) day(d *day) {
	for i := range d.rows {
		r := &d.rows[i]
		where := func() string { return d.where(r) }
		if r.bad {
			f.want("nir", false, where)
		}
		f.once("address", r.cat[fIP], fakeAddress, where)
		f.once("site", r.cat[fOrg], fakeSite, where)
		f.once("asn", r.cat[fASN], fakeASN, where)
		f.once("host", r.cat[fAgent], fakeHosts, where)
	}
	for i := range d.hits {
		h := &d.hits[i]
		where := func() string { return at(d.accessFile(), h.line) }
		f.once("address", h.ip, fakeAddress, where)
		f.once("host", h.agent, fakeHosts, where)
		f.once("host", h.path, fakeHosts, where)
	}
}

// once judges a text of the logs the first time that it is seen.
func (f *fakeSpace) once(kind string, v sym, good func(string) bool, where func() string) {
	if v == 0 || f.seen[v] {
		return
	}
	f.seen[v] = true
	f.want(kind, good(f.w.syms.name(v)), where)
}

func (f *fakeSpace) finish() ([]Figure, error) {
	columns := []struct {
		kind string
		good func(string) bool
		of   map[string][]string // columns by file
	}{
		{"nir", fakeNIR, map[string][]string{"insured_persons": {"nir", "holder_nir", "second_holder_nir"}, "contacts": {"nir"}}},
		{"rpps", fakeRPPS, map[string][]string{"insured_persons": {"referring_doctor"}, "practitioners": {"rpps"}, "accounts": {"rpps"}}},
		{"site", fakeSite, map[string][]string{"practitioners": {"site"}, "accounts": {"site"}}},
		{"phone", fakePhone, map[string][]string{"practitioners": {"phone"}, "contacts": {"phone"}}},
		{"e-mail", fakeEmail, map[string][]string{"practitioners": {"email"}, "contacts": {"email"}}},
		{"iban", fakeIBAN, map[string][]string{"contacts": {"iban"}}},
		{"address", fakePrefix, map[string][]string{"networks": {"prefix"}}},
		{"asn", fakeASN, map[string][]string{"networks": {"asn"}}},
	}
	for _, file := range []string{"insured_persons", "practitioners", "accounts", "networks", "contacts"} {
		name := "records/" + file + ".csv"
		err := f.w.eachRecord(name, func(line int, get func(string) string) {
			for i := range columns {
				for _, col := range columns[i].of[file] {
					if v := get(col); v != "" {
						f.want(columns[i].kind, columns[i].good(v), func() string { return at(name, int32(line)) + ": " + col })
					}
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	err := each(f.w, "truth/ips.jsonl", func(line int, a *truth.IP) {
		f.want("address", fakeAddress(string(a.IP)), func() string { return at("truth/ips.jsonl", int32(line)) })
	})
	if err != nil {
		return nil, err
	}
	var out []Figure
	for _, k := range fakeKinds {
		out = append(out, none(k+" outside the fake space", *f.kinds[k]))
	}
	return out, nil
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

func fakeHosts(text string) bool {
	for _, h := range hosts(text) {
		if _, err := netip.ParseAddr(h); err == nil {
			if !fakeAddress(h) {
				return false
			}
		} else if !fakeDomain(h) {
			return false
		}
	}
	return true
}
