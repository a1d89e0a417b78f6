package nir

// Persons without a certified number have a temporary one, of the same length
// and with the same key, made up by their sickness fund:
//
//	7 or 8 (man, woman) · 1 or 2 · fund, three digits · serial, eight digits
//
// The second digit 2 marks numbers that the insurance's own systems made up and
// that stand for nobody; no fund has the code 000. Numbers of this package have
// both. Their serials are such that the digits also satisfy the pattern of
// ordinary numbers, which takes the last eight for a place and an order number.

// TemporaryCount is how many temporary numbers each sex has room for.
const TemporaryCount = serialDepts * serialPlaces * serialOrders

const (
	serialDepts  = 89
	serialPlaces = 989
	serialOrders = 999

	// temporarySexes is added to the sex for the first digit.
	temporarySexes = 6
	// fictitious are the second digit, 2, and the fund, 000, as they stand in
	// the place of a year and a month.
	fictitiousYear, fictitiousMonth = 20, 0
)

// MakeTemporary builds the temporary number of a sex (1 man, 2 woman) and a
// serial below TemporaryCount.
func MakeTemporary(sex uint8, serial uint32) NIR {
	order := serial % serialOrders
	place := serial / serialOrders
	digits := (place/serialPlaces+1)*1000 + place%serialPlaces + 1
	return Make(sex+temporarySexes, fictitiousYear, fictitiousMonth, Place(digits), uint16(order+1))
}

// Temporary reports whether n is a temporary number that stands for nobody: 7
// or 8, second digit 2, fund 000.
func (n NIR) Temporary() bool {
	s := n.Sex()
	return (s == 7 || s == 8) && n.Year() == fictitiousYear && n.Month() == fictitiousMonth && n&^digits == 0
}

// Serial is the inverse of MakeTemporary; ok is false for any other number.
func (n NIR) Serial() (sex uint8, serial uint32, ok bool) {
	v, order := uint32(n.Place()), uint32(n.Order())
	dept, place := v/1000, v%1000
	if !n.Temporary() || order < 1 || dept < 1 || dept > serialDepts || place < 1 || place > serialPlaces {
		return 0, 0, false
	}
	return n.Sex() - temporarySexes, ((dept-1)*serialPlaces+place-1)*serialOrders + order - 1, true
}
