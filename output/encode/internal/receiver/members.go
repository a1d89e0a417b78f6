package receiver

import (
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// form is how a format writes the columns of the audit log, a member each. What does
// not apply is left out.
type form struct {
	at    func(column string) schema.Place     // where the format has the column, with a note
	write func(key string, c logs.Cell) string // the member, with its escapes; "" = it stands elsewhere
	end   string                               // of a member whose text goes on
}

// cell is the member of a column.
func (f form) cell(c logs.Cell) string {
	if c.Text == "" {
		return ""
	}
	return f.write(f.at(c.Name).At, c)
}

// places lists where a form has the columns, behind what else the format says.
func (f form) places(before ...schema.Place) func(mode schema.NIRMode) []schema.Place {
	return func(mode schema.NIRMode) []schema.Place {
		places := slices.Clone(before)
		for _, c := range logs.Audit(mode) {
			if p := f.at(c.Name); p.At != "" {
				p.Column = c.Name
				places = append(places, p)
			}
		}
		return places
	}
}

// around is what stands before and after a value; nothing before = the column stands
// elsewhere.
type around struct{ before, after string }

// around cuts the member of a column where its value is.
func (f form) around(c logs.Cell) around {
	before, after, _ := strings.Cut(f.cell(c), c.Text)
	return around{before, after}
}

// members are the prepared parts of the members of a form.
type members struct {
	texts       [logs.AuditTables]wire.Fragments
	at          logs.Index
	keys        []around // by the order of the columns
	six         around   // of an IPv6 address
	ref, number around   // of the insured person, by the mode
	end         string
	longest     int // more than the members of a line have
}

// room covers the computed values of a line and, twice, what stands around each.
const room = 2048

func prepare(cat *event.Catalog, f form) *members {
	m := &members{at: logs.NewIndex(cat), end: f.end}
	columns := logs.Audit(schema.HMAC)
	write := func(dst []byte, c logs.Cell) []byte { return append(dst, f.cell(c)...) }
	logs.Prepare(cat, columns, write, m.texts[:])
	for i := range columns {
		shape, _ := columns[i].Shape() // a test reads every word
		text := "VALUE"
		if columns[i].Value.Kind == logs.Prepared {
			text = ""
		}
		m.keys = append(m.keys, f.around(logs.Cell{Name: columns[i].Name, Text: text, Bare: shape.Kind.Bare()}))
	}
	m.six = f.around(logs.Cell{Name: "src_ip", Text: "VALUE::"})
	m.ref = f.around(logs.Cell{Name: "nir_ref", Text: "VALUE"})
	m.number = f.around(logs.Cell{Name: "nir", Text: "VALUE"})
	m.longest = room
	for i := range m.texts {
		m.longest += m.texts[i].Longest()
	}
	return m
}

// line writes the members of a line. One value serves one goroutine.
type line struct {
	t     *members
	stamp wire.Stamp
	mode  schema.NIRMode
}

func newLine(m *members, mode schema.NIRMode) line {
	return line{t: m, stamp: wire.NewStamp(), mode: mode}
}

// id appends the id of column i, which may be none.
func (t *members) id(dst []byte, i int, v uint64) []byte {
	k := &t.keys[i]
	if v == 0 || k.before == "" {
		return dst
	}
	return t.name(dst, i, v)
}

// name appends the id of column i.
func (t *members) name(dst []byte, i int, v uint64) []byte {
	k := &t.keys[i]
	if k.before == "" {
		return dst
	}
	dst = wire.AppendHex(append(dst, k.before...), v)
	return append(dst, k.after...)
}

// uint appends the number of column i.
func (t *members) uint(dst []byte, i int, v uint32) []byte {
	k := &t.keys[i]
	if k.before == "" {
		return dst
	}
	dst = wire.AppendUint(append(dst, k.before...), v)
	return append(dst, k.after...)
}

// addr appends the address of column i.
func (t *members) addr(dst []byte, i int, a event.Addr) []byte {
	k := &t.keys[i]
	if !a.Is4() {
		k = &t.six
	}
	if k.before == "" || a.IsZero() {
		return dst
	}
	dst = wire.AppendAddr(append(dst, k.before...), a)
	return append(dst, k.after...)
}

// ends appends what ends the path of a look-up.
func (t *members) ends(dst []byte, a wire.Asked) []byte {
	if wire.AskedLength(a.Path) == 0 {
		return dst
	}
	return append(wire.AppendAsked(dst, a), t.end...)
}

// time appends the time of column i.
func (x *line) time(dst []byte, i int, ts int64) []byte {
	k := &x.t.keys[i]
	if k.before == "" {
		return dst
	}
	dst = x.stamp.Append(append(dst, k.before...), ts)
	return append(dst, k.after...)
}

// subject appends the insured person.
func (x *line) subject(dst []byte, ref uint64, number nir.NIR, off uint8) []byte {
	switch {
	case x.mode == schema.HMAC && ref != 0 && x.t.ref.before != "":
		dst = wire.AppendHex(append(dst, x.t.ref.before...), ref)
		return append(dst, x.t.ref.after...)
	case x.mode == schema.Clear && number != 0 && x.t.number.before != "":
		dst = wire.AppendTyped(append(dst, x.t.number.before...), number, off)
		return append(dst, x.t.number.after...)
	}
	return dst
}
