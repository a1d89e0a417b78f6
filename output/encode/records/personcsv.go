package records

import (
	"slices"

	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/encode/wire"
)

// personLineBytes is more than a line has beside its texts.
const personLineBytes = 256

// appendPersonCSV is the line of a person in the CSV form, written out: the table has
// many more lines than all others. A test holds it against the columns.
func appendPersonCSV(dst []byte, p *person) []byte {
	texts := len(p.BirthName) + len(p.UsedName) + len(p.FirstNames) + len(p.BirthPlace) + len(p.ResidenceCommune)
	dst = slices.Grow(dst, personLineBytes+texts)
	number := len(dst)
	dst = append(p.NIR.Append(dst), ',')
	dst = append(p.NIR.AppendKey(dst), ',')
	dst = append(wire.AppendHex(dst, p.Ref), ',')
	dst = append(appendQuoted(dst, p.BirthName), ',')
	dst = append(appendQuoted(dst, p.UsedName), ',')
	dst = append(appendQuoted(dst, p.FirstNames), ',')
	dst = append(dst, p.Sex, ',')
	dst = append(appendDate(dst, p.BirthDate), ',')
	dst = append(appendQuoted(dst, p.BirthPlace), ',')
	dst = append(appendCode(dst, p.ResidenceDept), ',')
	dst = append(appendQuoted(dst, p.ResidenceCommune), ',')
	dst = append(appendCode(dst, p.Regime), ',')
	dst = append(appendCode(dst, p.Fund), ',')
	if p.Holder == p.NIR {
		dst = append(dst, dst[number:number+13]...)
	} else {
		dst = p.Holder.Append(dst)
	}
	dst = append(appendHolder(append(dst, ','), p.SecondHolder), ',')
	dst = append(wire.AppendUint(dst, uint32(p.BirthRank)), ',')
	dst = append(append(dst, p.ReferringDoctor...), ',')
	dst = append(append(dst, p.C2S...), ',')
	dst = append(appendBool(dst, p.AME), ',')
	dst = append(appendBool(dst, p.FullCoverage), ',')
	dst = append(appendBool(dst, p.ALD), ',')
	dst = append(appendDate(dst, p.RightsStart), ',')
	if p.RightsEnd != (record.Date{}) {
		dst = appendDate(dst, p.RightsEnd)
	}
	return append(dst, ",true\n"...)
}

// appendQuoted appends a text, in quotes where CSV needs them.
func appendQuoted(dst []byte, text string) []byte {
	if text == "" {
		return dst
	}
	return wire.QuoteCSV(append(dst, text...), len(dst))
}

// appendCode appends a code. Those of two characters are the most, and not worth a call.
func appendCode(dst []byte, code string) []byte {
	if len(code) == 2 {
		return append(dst, code[0], code[1])
	}
	return append(dst, code...)
}
