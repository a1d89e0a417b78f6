package audit

import (
	"context"
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

func (f *fakeSpace) finish(ctx context.Context) ([]Figure, error) {
	for _, table := range tables() {
		if !f.w.set.Has("records/" + table.name + ".csv") {
			continue
		}
		if err := f.table(ctx, &table); err != nil {
			return nil, err
		}
	}
	err := rows(f.w, "truth/ips.jsonl", func(line int, a *truth.IP) {
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

// table is a file of records with its columns of identifiers.
type table struct {
	name    string
	columns []identifier
}

// identifier is a column with the range that its values belong to.
type identifier struct {
	name, kind string
	good       func(string) bool
}

// tables lists the identifiers of the records.
func tables() []table {
	return []table{
		{"insured_persons", []identifier{{"nir", "nir", fakeNIR}, {"holder_nir", "nir", fakeNIR}, {"second_holder_nir", "nir", fakeNIR},
			{"referring_doctor", "rpps", fakeRPPS}}},
		{"practitioners", []identifier{{"rpps", "rpps", fakeRPPS}, {"site", "site", fakeSite}, {"phone", "phone", fakePhone},
			{"email", "e-mail", fakeEmail}}},
		{"accounts", []identifier{{"rpps", "rpps", fakeRPPS}, {"site", "site", fakeSite}}},
		{"networks", []identifier{{"prefix", "address", fakePrefix}, {"asn", "asn", fakeASN}}},
		{"contacts", []identifier{{"nir", "nir", fakeNIR}, {"phone", "phone", fakePhone}, {"email", "e-mail", fakeEmail}, {"iban", "iban", fakeIBAN}}},
	}
}

// table judges the identifiers of a file of records.
func (f *fakeSpace) table(ctx context.Context, t *table) error {
	var names []string
	for _, c := range t.columns {
		names = append(names, c.name)
	}
	for row, err := range f.w.set.Table(ctx, t.name, names...) {
		if err != nil {
			return err
		}
		for i, v := range row.Values {
			if c := &t.columns[i]; v != "" {
				f.want(c.kind, c.good(v), func() string { return at("records/"+t.name+".csv", int32(row.Line)) + ": " + c.name })
			}
		}
	}
	return nil
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
