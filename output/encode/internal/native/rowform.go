package native

import (
	"encoding/binary"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// rowForm is how a form of rows (CSV, COPY, packed) separates, escapes and
// leaves out values.
type rowForm struct {
	sep    byte                              // before every value but the first
	null   string                            // what stands for none
	escape func(dst []byte, from int) []byte // of a text from the catalogue
	packed bool                              // a length stands before every value, in place of separators
}

func csvForm() rowForm { return rowForm{sep: ',', escape: wire.QuoteCSV} }

func copyForm() rowForm { return rowForm{sep: '\t', null: `\N`, escape: wire.EscapeCopy} }

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
	return wire.AppendHex(dst, id)
}

// firstStamp appends the time that begins a row.
func (f *rowForm) firstStamp(dst []byte, s *wire.Stamp, ts int64) []byte {
	if f.packed {
		return f.stamp(dst, s, ts)
	}
	return s.Append(dst, ts)
}

// end ends a row.
func (f *rowForm) end(dst []byte) []byte {
	if f.packed {
		return dst
	}
	return append(dst, '\n')
}

// cell is a text with its separator, prepared.
func (f *rowForm) cell(dst []byte, c logs.Cell) []byte {
	if c.Text == "" {
		return f.none(dst)
	}
	dst = f.next(dst)
	from := len(dst)
	dst = f.escape(append(dst, c.Text...), from)
	if f.packed {
		binary.LittleEndian.PutUint32(dst[from-wire.PackedLength:], uint32(len(dst)-from+c.More))
	}
	return dst
}

func (f *rowForm) uint(dst []byte, v uint32) []byte {
	dst = f.next(dst)
	from := len(dst)
	dst = wire.AppendUint(dst, v)
	if f.packed {
		wire.SetLength(dst, from)
	}
	return dst
}

// id appends an id, or null for zero.
func (f *rowForm) id(dst []byte, v uint64) []byte {
	if v == 0 {
		return f.none(dst)
	}
	dst = f.next(dst)
	dst = wire.AppendHex(dst, v)
	if f.packed {
		wire.SetLength(dst, len(dst)-16)
	}
	return dst
}

func (f *rowForm) stamp(dst []byte, s *wire.Stamp, ts int64) []byte {
	dst = f.next(dst)
	from := len(dst)
	dst = s.Append(dst, ts)
	if f.packed {
		wire.SetLength(dst, from)
	}
	return dst
}

func (f *rowForm) addr(dst []byte, a event.Addr) []byte {
	if a.IsZero() {
		return f.none(dst)
	}
	dst = f.next(dst)
	from := len(dst)
	dst = wire.AppendAddr(dst, a)
	if f.packed {
		wire.SetLength(dst, from)
	}
	return dst
}

func (f *rowForm) number(dst []byte, n nir.NIR, off uint8) []byte {
	if n == 0 {
		return f.none(dst)
	}
	dst = f.next(dst)
	from := len(dst)
	dst = wire.AppendTyped(dst, n, off)
	if f.packed {
		wire.SetLength(dst, from)
	}
	return dst
}
