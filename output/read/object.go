package read

import (
	"bytes"
	"encoding/json"
	"errors"
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
