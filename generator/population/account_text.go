package population

import "strconv"

// Widths of the texts of an account.
const (
	opaqueWidth = 9  // "PS" and seven digits
	rppsWidth   = 11 // prefix 997, serial, check digit
	finessWidth = 9
	textWidth   = opaqueWidth + rppsWidth + finessWidth
)

// carveTexts writes the ids of all accounts into one string and gives each
// account its parts of it.
func (d *accountDraw) carveTexts() {
	list := d.a.list
	buf := make([]byte, 0, len(list)*textWidth)
	for k := range list {
		buf = appendDigits(append(buf, "PS"...), uint32(d.opaque.At(uint64(k))), 7)
		buf = appendRPPS(buf, rppsFirst+uint32(d.serials.At(uint64(k))))
		buf = appendFINESS(buf, uint32(d.finess.At(uint64(list[k].Site))))
	}
	text := string(buf)
	for k := range list {
		p, own := &list[k], text[k*textWidth:(k+1)*textWidth]
		p.ID = own[:opaqueWidth]
		if p.LastName != "" {
			p.RPPS = own[opaqueWidth : opaqueWidth+rppsWidth]
		}
		p.Org = own[opaqueWidth+rppsWidth:]
	}
}

// specialtyText prints a specialty's code with two digits, as directories do.
func specialtyText(code uint8) string {
	if code == 0 {
		return ""
	}
	if code < 10 {
		return "0" + strconv.Itoa(int(code))
	}
	return strconv.Itoa(int(code))
}
