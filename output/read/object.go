package read

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

var errObject = errors.New("not a flat JSON object")

// object walks a JSON object on one line whose values are strings, numbers,
// booleans and nulls.
type object struct {
	rest  []byte
	begun bool
}

// next returns the bare key and the raw value of the next member; more is
// false after the last.
func (o *object) next() (key, value []byte, more bool, err error) {
	o.space()
	if !o.begun {
		if !o.eat('{') {
			return nil, nil, false, errObject
		}
		o.begun = true
		if o.space(); o.eat('}') {
			return nil, nil, false, o.end()
		}
	} else {
		if o.eat('}') {
			return nil, nil, false, o.end()
		}
		if !o.eat(',') {
			return nil, nil, false, errObject
		}
	}
	o.space()
	key, ok := o.str()
	if !ok {
		return nil, nil, false, errObject
	}
	if o.space(); !o.eat(':') {
		return nil, nil, false, errObject
	}
	o.space()
	if value, ok = o.value(); !ok {
		return nil, nil, false, errObject
	}
	return key[1 : len(key)-1], value, true, nil
}

func (o *object) end() error {
	if o.space(); len(o.rest) > 0 {
		return errObject
	}
	return nil
}

func (o *object) space() {
	for len(o.rest) > 0 && (o.rest[0] == ' ' || o.rest[0] == '\t' || o.rest[0] == '\r') {
		o.rest = o.rest[1:]
	}
}

func (o *object) eat(c byte) bool {
	if len(o.rest) == 0 || o.rest[0] != c {
		return false
	}
	o.rest = o.rest[1:]
	return true
}

// str takes a string with its quotes.
func (o *object) str() ([]byte, bool) {
	if len(o.rest) == 0 || o.rest[0] != '"' {
		return nil, false
	}
	for i := 1; i < len(o.rest); {
		k := bytes.IndexByte(o.rest[i:], '"')
		if k < 0 {
			return nil, false
		}
		if i += k + 1; !escaped(o.rest[:i-1]) {
			s := o.rest[:i]
			o.rest = o.rest[i:]
			return s, true
		}
	}
	return nil, false
}

// escaped reports whether what follows s is escaped: s ends in an odd number
// of backslashes.
func escaped(s []byte) bool {
	n := len(s)
	for n > 0 && s[n-1] == '\\' {
		n--
	}
	return (len(s)-n)%2 == 1
}

func (o *object) value() ([]byte, bool) {
	if len(o.rest) > 0 && o.rest[0] == '"' {
		return o.str()
	}
	i := 0 // the end of a number, a boolean or a null
	for i < len(o.rest) && o.rest[i] != ',' && o.rest[i] != '}' {
		i++
	}
	if i == 0 || i == len(o.rest) || o.rest[0] == '{' || o.rest[0] == '[' {
		return nil, false
	}
	v := o.rest[:i]
	o.rest = o.rest[i:]
	for v[len(v)-1] == ' ' {
		v = v[:len(v)-1]
	}
	return v, true
}

// unquoted returns the text of a JSON string.
func unquoted(value []byte) ([]byte, error) {
	if len(value) < 2 || value[0] != '"' {
		return nil, errors.New("want a string")
	}
	in := value[1 : len(value)-1]
	if bytes.IndexByte(in, '\\') < 0 {
		return in, nil
	}
	var s string
	if err := json.Unmarshal(value, &s); err != nil {
		return nil, err
	}
	return []byte(s), nil
}

// Form is how a line of the native audit log is written, whatever it says: the
// keys in their order and what kind of value each has. Lines of one kind of event
// have one form.
type Form struct {
	Hash uint64 // of the keys and the kinds of their values; 0 = not asked for
	Odd  bool   // blanks outside texts, or a number with a plus, an exponent or leading zeros
}

// FNV-1a, 64 bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// Kinds of values.
const (
	textValue = 1 + iota
	numberValue
	wordValue // null, true, false, or a bracket
)

// origins are the columns that say from where and with what somebody came, with the
// kind of their values.
var origins = map[string]uint64{
	"asn": numberValue << 8, "as_org": textValue, "country": textValue, "city": textValue,
	"lat": numberValue<<8 | 4, "lon": numberValue<<8 | 4, "user_agent": textValue, "client_fp": textValue,
}

// formKey is a key that a line may have.
type formKey struct {
	name string
	null uint64 // kind of value that a null of it counts as; 0 = of its own
}

// formOf reads the form of a line that has been read as an object. It is quickest
// where the keys are those of order. A null of a column that says from where and with
// what somebody came counts as a value: not every address has a place.
func formOf(line []byte, order []formKey) Form {
	f := Form{Hash: fnvOffset}
	expected, asIf := 0, uint64(0)
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == '"':
			end := closing(line, i+1)
			if end+1 < len(line) && line[end+1] == ':' {
				expected = f.key(line[i+1:end], expected, order)
				asIf = 0
				if expected > 0 {
					asIf = order[expected-1].null
				}
				end++
			} else {
				f.mix(textValue)
			}
			i = end + 1
		case c == ',':
			i++
		case c == '-' || c >= '0' && c <= '9':
			end := i + 1
			for end < len(line) && inNumber[line[end]] {
				end++
			}
			decimals, plain := decimals(line[i:end])
			f.Odd = f.Odd || !plain
			f.mix(numberValue<<8 | uint64(decimals))
			i = end
		case c == 'n' && asIf != 0:
			f.mix(asIf)
			i += len("null")
		default:
			f.Odd = f.Odd || c <= ' '
			f.mix(wordValue<<8 | uint64(c))
			i++
		}
	}
	return f
}

// key mixes a key in, by its place in order where it is the one that follows, and
// returns the place of the next one.
func (f *Form) key(name []byte, expected int, order []formKey) (next int) {
	if expected < len(order) && string(name) == order[expected].name {
		f.mix(uint64(expected) << 16)
		return expected + 1
	}
	for _, c := range name {
		f.mix(uint64(c) << 32)
	}
	return slices.IndexFunc(order, func(k formKey) bool { return k.name == string(name) }) + 1
}

func (f *Form) mix(v uint64) { f.Hash = (f.Hash ^ v) * fnvPrime }

// inNumber says which bytes a number goes on with.
var inNumber = [256]bool{'+': true, '-': true, '.': true, 'e': true, 'E': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true}

// closing is the place of the quote that ends a text begun before at.
func closing(line []byte, at int) int {
	for at < len(line) {
		n := bytes.IndexByte(line[at:], '"')
		if n < 0 {
			return len(line)
		}
		at += n
		before := at
		for before > 0 && line[before-1] == '\\' {
			before--
		}
		if (at-before)%2 == 0 { // not escaped
			return at
		}
		at++
	}
	return len(line)
}

// decimals counts the digits behind the point, and reports whether a number is
// written plainly: without exponent, plus, and zeros in front.
func decimals(b []byte) (n int, plain bool) {
	if b[0] == '-' {
		b = b[1:]
	}
	point := len(b)
	for i, c := range b {
		switch {
		case c == '.' && point == len(b):
			point = i
		case c < '0' || c > '9':
			return 0, false
		}
	}
	n = max(0, len(b)-point-1)
	return n, point > 0 && (b[0] != '0' || point == 1) && (point == len(b) || n > 0)
}
