package identifier

import (
	"context"

	"github.com/breachsim/breachsim/output/audit/internal/reserved"
	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/truth"
)

// fakeSpace is A20: no identifier can belong to anyone.
//
// Every NIR of the records, and of the logs where they carry it in clear, has a
// birthplace code that was never attributed; every RPPS, address, telephone
// number, e-mail address, site id, autonomous system, IBAN and host lies in a
// range that is reserved, unused or kept for fiction. The ranges are this
// check's own list (see package reserved), not the generator's. One value outside fails.
type fakeSpace struct {
	w     *world.World
	kinds map[string]*figure.Violations
	seen  map[world.Sym]bool
}

// NewFakeSpace returns A20 before it has seen a dataset.
func NewFakeSpace(w *world.World) world.Check {
	f := &fakeSpace{w: w, kinds: map[string]*figure.Violations{}, seen: map[world.Sym]bool{}}
	for _, k := range fakeKinds {
		f.kinds[k] = &figure.Violations{}
	}
	return f
}

var fakeKinds = []string{"nir", "rpps", "site", "phone", "e-mail", "iban", "address", "asn", "host"}

// want counts a value and notes it where it is not in the fake space.
func (f *fakeSpace) want(kind string, ok bool, where func() string) {
	v := f.kinds[kind]
	v.Of++
	if !ok {
		v.Add(where)
	}
}

func (f *fakeSpace) Day(d *world.Day) {
	for i := range d.Rows {
		r := &d.Rows[i]
		where := func() string { return d.Where(r) }
		if r.Bad {
			f.want("nir", false, where)
		}
		f.once("address", r.Of(world.IP), reserved.FakeAddress, where)
		f.once("site", r.Of(world.Org), reserved.FakeSite, where)
		f.once("asn", r.Of(world.ASN), reserved.FakeASN, where)
		f.once("host", r.Of(world.Agent), reserved.FakeHosts, where)
	}
}

// Access takes lines of the access log.
func (f *fakeSpace) Access(d *world.Day, p *world.Part) {
	for i := range p.Hits {
		h := &p.Hits[i]
		where := func() string { return world.At(d.AccessFile(), h.Line) }
		f.once("address", h.IP, reserved.FakeAddress, where)
		f.once("host", h.Agent, reserved.FakeHosts, where)
		f.once("host", h.Path, reserved.FakeHosts, where)
	}
}

// once judges a text of the logs the first time that it is seen.
func (f *fakeSpace) once(kind string, v world.Sym, good func(string) bool, where func() string) {
	if v == 0 || f.seen[v] {
		return
	}
	f.seen[v] = true
	f.want(kind, good(f.w.Syms.Name(v)), where)
}

func (f *fakeSpace) Finish(ctx context.Context) ([]figure.Figure, error) {
	for _, table := range tables() {
		if !f.w.Set.Has("records/" + table.name + ".csv") {
			continue
		}
		if err := f.table(ctx, &table); err != nil {
			return nil, err
		}
	}
	err := world.Rows(f.w, "truth/ips.jsonl", func(line int, a *truth.IP) {
		f.want("address", reserved.FakeAddress(string(a.IP)),
			func() string { return world.At("truth/ips.jsonl", int32(line)) })
	})
	if err != nil {
		return nil, err
	}
	var out []figure.Figure
	for _, k := range fakeKinds {
		out = append(out, figure.None(k+" outside the fake space", *f.kinds[k]))
	}
	return out, nil
}

// table is a file of records with its columns of identifiers.
type table struct {
	name    string
	columns []identifier

	optional bool // not every dataset has it
}

// identifier is a column with the range that its values belong to.
type identifier struct {
	name, kind string
	good       func(string) bool
}

// tables lists the identifiers of the records.
func tables() []table {
	return []table{
		{name: "insured_persons", columns: []identifier{
			{"nir", "nir", reserved.FakeNIR}, {"holder_nir", "nir", reserved.FakeNIR},
			{"second_holder_nir", "nir", reserved.FakeNIR}, {"referring_doctor", "rpps", reserved.FakeRPPS},
		}},
		{name: "practitioners", columns: []identifier{
			{"rpps", "rpps", reserved.FakeRPPS}, {"site", "site", reserved.FakeSite},
			{"phone", "phone", reserved.FakePhone}, {"email", "e-mail", reserved.FakeEmail},
		}},
		{name: "accounts", columns: []identifier{
			{"rpps", "rpps", reserved.FakeRPPS}, {"site", "site", reserved.FakeSite},
		}},
		{name: "networks", columns: []identifier{
			{"prefix", "address", reserved.FakePrefix}, {"asn", "asn", reserved.FakeASN},
		}},
		{name: "contacts", columns: []identifier{
			{"nir", "nir", reserved.FakeNIR}, {"phone", "phone", reserved.FakePhone},
			{"email", "e-mail", reserved.FakeEmail}, {"iban", "iban", reserved.FakeIBAN},
		}},
		{name: "leaked_list", optional: true, columns: []identifier{
			{"nir", "nir", reserved.FakeNIR}, {"phone", "phone", reserved.FakePhone},
			{"email", "e-mail", reserved.FakeEmail}, {"doctor", "rpps", reserved.FakeRPPS},
		}},
	}
}

// table judges the identifiers of a file of records.
func (f *fakeSpace) table(ctx context.Context, t *table) error {
	var names []string
	for _, c := range t.columns {
		names = append(names, c.name)
	}
	if t.optional && !f.w.Set.Has("records/"+t.name+".csv") {
		return nil
	}
	for row, err := range f.w.Set.Table(ctx, t.name, names...) {
		if err != nil {
			return err
		}
		for i, v := range row.Values {
			if c := &t.columns[i]; v != "" {
				f.want(c.kind, c.good(v),
					func() string { return world.At("records/"+t.name+".csv", int32(row.Line)) + ": " + c.name })
			}
		}
	}
	return nil
}
