package records

import (
	"breachsim/generator/record"
	"breachsim/output/encode/wire"
)

// CSV is RFC 4180 in UTF-8 with LF, a header line, and quotes only where a
// value needs them. Null is empty.
func (t Table[T]) CSV() Lines[T] {
	return separated(t.Columns, ",", true, func(c *Column[T]) func([]byte, int) []byte {
		if c.plain() {
			return nil
		}
		return wire.QuoteCSV
	})
}

func appendDate(dst []byte, d record.Date) []byte {
	if d == (record.Date{}) {
		return dst
	}
	y := uint32(d.Year)
	dst = wire.Append2(dst, y/100)
	dst = wire.Append2(dst, y%100)
	dst = append(dst, '-')
	dst = wire.Append2(dst, uint32(d.Month))
	dst = append(dst, '-')
	return wire.Append2(dst, uint32(d.Day))
}

func appendBool(dst []byte, v bool) []byte {
	if v {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}
