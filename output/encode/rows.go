package encode

import (
	"encoding/binary"
	"strconv"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// rowForm is how a form of rows (CSV, COPY, packed) separates, escapes and
// leaves out values.
type rowForm struct {
	sep    byte                              // before every value but the first
	null   string                            // what stands for none
	escape func(dst []byte, from int) []byte // of a text from the catalogue
	packed bool                              // a length stands before every value, in place of separators
}

func csvForm() rowForm { return rowForm{sep: ',', escape: quoteIfNeeded} }

func copyForm() rowForm { return rowForm{sep: '\t', null: `\N`, escape: escapeCopy} }

func packedForm() rowForm {
	return rowForm{packed: true, escape: func(dst []byte, _ int) []byte { return dst }}
}

// next appends what stands before a value.
func (f *rowForm) next(dst []byte) []byte {
	if f.packed {
		return append(dst, 0, 0, 0, 0)
	}
	return append(dst, f.sep)
}

// none appends a null.
func (f *rowForm) none(dst []byte) []byte {
	dst = f.next(dst)
	if f.null == "" {
		return dst
	}
	return append(dst, f.null...)
}

// first appends the id that begins a row.
func (f *rowForm) first(dst []byte, id uint64) []byte {
	if f.packed {
		dst = append(dst, 16, 0, 0, 0)
	}
	return AppendHex(dst, id)
}

// end ends a row.
func (f *rowForm) end(dst []byte) []byte {
	if f.packed {
		return dst
	}
	return append(dst, '\n')
}

// cell is a text with its separator, prepared; more is the length of what
// follows it in the same value.
func (f *rowForm) cell(dst []byte, text string, more int) []byte {
	if text == "" {
		return f.none(dst)
	}
	dst = f.next(dst)
	from := len(dst)
	dst = f.escape(append(dst, text...), from)
	if f.packed {
		binary.LittleEndian.PutUint32(dst[from-packedLength:], uint32(len(dst)-from+more))
	}
	return dst
}

func (f *rowForm) uint(dst []byte, v uint32) []byte {
	dst = f.next(dst)
	from := len(dst)
	dst = appendUint(dst, v)
	if f.packed {
		setLength(dst, from)
	}
	return dst
}

// id appends an id, or null for zero.
func (f *rowForm) id(dst []byte, v uint64) []byte {
	if v == 0 {
		return f.none(dst)
	}
	dst = f.next(dst)
	dst = AppendHex(dst, v)
	if f.packed {
		setLength(dst, len(dst)-16)
	}
	return dst
}

func (f *rowForm) stamp(dst []byte, s *Stamp, ts int64) []byte {
	dst = f.next(dst)
	from := len(dst)
	dst = s.Append(dst, ts)
	if f.packed {
		setLength(dst, from)
	}
	return dst
}

func (f *rowForm) addr(dst []byte, a event.Addr) []byte {
	if a.IsZero() {
		return f.none(dst)
	}
	dst = f.next(dst)
	from := len(dst)
	dst = AppendAddr(dst, a)
	if f.packed {
		setLength(dst, from)
	}
	return dst
}

func (f *rowForm) number(dst []byte, n nir.NIR, off uint8) []byte {
	if n == 0 {
		return f.none(dst)
	}
	dst = f.next(dst)
	from := len(dst)
	dst = appendTyped(dst, n, off)
	if f.packed {
		setLength(dst, from)
	}
	return dst
}

// askedLength is the length of the number or reference that ends a path.
func askedLength(p event.Path) int {
	switch {
	case p.ByRef():
		return 16
	case p.ByNumber():
		return 15
	}
	return 0
}

// appendAsked appends what ends the path of a look-up, if anything does.
func appendAsked(dst []byte, p event.Path, ref uint64, n nir.NIR, off uint8) []byte {
	switch {
	case p < event.PathByRef:
	case p.ByRef():
		return AppendHex(dst, ref)
	case p.ByNumber():
		return appendTyped(dst, n, off)
	}
	return dst
}

// auditTexts are the parts of a row of the audit log that come from tables.
type auditTexts struct {
	rowForm
	what, account, auth, network, place, agent, where, dept, result fragments

	outcomes, reasons, methods, paths, noDept, nobody, longest int
}

func newAuditCSV(cat *event.Catalog) auditTexts    { return newAuditTexts(cat, csvForm()) }
func newAuditCopy(cat *event.Catalog) auditTexts   { return newAuditTexts(cat, copyForm()) }
func newAuditPacked(cat *event.Catalog) auditTexts { return newAuditTexts(cat, packedForm()) }

func newAuditTexts(cat *event.Catalog, form rowForm) auditTexts {
	t := auditTexts{rowForm: form}
	cells := func(texts ...string) (row []byte) {
		for _, text := range texts {
			row = t.cell(row, text, 0)
		}
		return row
	}
	t.addEnums(cells)
	for _, a := range cat.Accounts {
		t.account.add(cells(a.ID, a.Profession, a.Org))
	}
	t.nobody = t.account.len()
	t.account.add(cells("", "", ""))
	for i, n := range cat.Networks {
		t.network.add(cells(asnText(i, n), n.Org))
	}
	for _, p := range cat.Places {
		t.place.add(cells(p.Country, p.City, p.Lat, p.Lon))
	}
	for _, ua := range cat.UserAgents {
		t.agent.add(cells(ua))
	}
	for _, d := range cat.Departments {
		t.dept.add(cells(d))
	}
	t.noDept = t.dept.len()
	t.dept.add(cells(""))
	t.longest = room
	for _, f := range []*fragments{&t.what, &t.account, &t.auth, &t.network, &t.place, &t.agent, &t.where, &t.dept, &t.result} {
		t.longest += f.max
	}
	return t
}

// asnText is the number of network i; index 0 is none.
func asnText(i int, n event.NetworkText) string {
	if i == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(n.ASN), 10)
}

func (t *auditTexts) addEnums(cells func(...string) []byte) {
	outcomes, reasons := event.Outcomes(), event.Reasons()
	t.outcomes, t.reasons = len(outcomes), len(reasons)
	for _, a := range event.Actions() {
		for _, o := range outcomes {
			for _, r := range reasons {
				t.what.add(cells(a, o, r))
			}
		}
	}
	methods, paths := event.Methods(), event.Paths()
	t.methods, t.paths = len(methods), len(paths)
	for _, s := range event.Services() {
		for _, m := range methods {
			for p := range paths {
				fixed, _ := event.Path(p).Fixed()
				t.where.add(t.cell(cells(s, m), fixed, askedLength(event.Path(p))))
			}
		}
	}
	for _, a := range event.Auths() {
		t.auth.add(cells(a))
	}
	for _, r := range event.Results() {
		t.result.add(cells(r))
	}
}

// auditRows writes the columns of [AuditFields] as rows.
type auditRows struct {
	t     *auditTexts
	stamp Stamp
	mode  NIRMode
}

func (t *auditTexts) encoder(mode NIRMode) *auditRows {
	return &auditRows{t: t, stamp: NewStamp(), mode: mode}
}
