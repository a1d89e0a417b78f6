package form

import "bytes"

// appendAttributes appends the members of a JSON object as attributes of OTLP,
// without the brackets around them. It reads what breachsim writes, which has no space
// between its parts; texts are copied with their escapes. What is null has no
// attribute.
func appendAttributes(dst, object []byte) []byte {
	before := len(dst)
	s := scanner{text: object}
	dst = s.object(dst, nil)
	if len(dst) > before {
		dst = dst[:len(dst)-1] // the comma after the last one
	}
	return dst
}

// A scanner goes through JSON once. Of a text that is no JSON it makes something
// shorter, and never leaves its bounds.
type scanner struct {
	text []byte
	at   int
}

// object appends each member of the object that begins here, and a comma.
func (s *scanner) object(dst, prefix []byte) []byte {
	s.at++ // the brace
	for s.at < len(s.text) && s.text[s.at] == '"' {
		name := s.string()
		s.at++ // the colon
		if len(prefix) > 0 {
			name = append(append(bytes.Clone(prefix), '.'), name...)
		}
		dst = s.member(dst, name)
		if s.at >= len(s.text) || s.text[s.at] != ',' {
			break
		}
		s.at++
	}
	s.at++
	return dst
}

func (s *scanner) member(dst, name []byte) []byte {
	switch s.peek() {
	case '{':
		return s.object(dst, name)
	case 'n':
		s.bare()
		return dst
	}
	dst = append(dst, `{"key":"`...)
	dst = append(dst, name...)
	dst = append(dst, `","value":`...)
	dst = s.value(dst)
	return append(dst, "},"...)
}

// value appends a value in the form of OTLP. An object within a list is skipped to
// its end and kept as text.
func (s *scanner) value(dst []byte) []byte {
	switch c := s.peek(); c {
	case '"':
		dst = append(dst, `{"stringValue":"`...)
		dst = append(dst, s.string()...)
		return append(dst, `"}`...)
	case '[':
		dst = append(dst, `{"arrayValue":{"values":[`...)
		dst = s.list(dst)
		return append(dst, `]}}`...)
	case '{':
		dst = append(dst, `{"kvlistValue":{"values":[`...)
		before := len(dst)
		if dst = s.object(dst, nil); len(dst) > before {
			dst = dst[:len(dst)-1]
		}
		return append(dst, `]}}`...)
	case 't', 'f':
		dst = append(dst, `{"boolValue":`...)
		dst = append(dst, s.bare()...)
		return append(dst, '}')
	}
	number := s.bare()
	if bytes.ContainsAny(number, ".eE") {
		dst = append(dst, `{"doubleValue":`...)
		dst = append(dst, number...)
		return append(dst, '}')
	}
	dst = append(dst, `{"intValue":"`...)
	dst = append(dst, number...)
	return append(dst, `"}`...)
}

func (s *scanner) list(dst []byte) []byte {
	s.at++
	for s.at < len(s.text) && s.text[s.at] != ']' {
		from := s.at
		dst = s.value(dst)
		if s.peek() == ',' {
			dst = append(dst, ',')
			s.at++
		}
		if s.at == from {
			break
		}
	}
	s.at++
	return dst
}

func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// string returns what stands between the quotes that begin here.
func (s *scanner) string() []byte {
	s.at++
	from := s.at
	for s.at < len(s.text) && s.text[s.at] != '"' {
		if s.text[s.at] == '\\' {
			s.at++
		}
		s.at++
	}
	end := min(s.at, len(s.text))
	s.at = end + 1
	return s.text[min(from, end):end]
}

// bare returns a number or a word, up to what ends it.
func (s *scanner) bare() []byte {
	from := min(s.at, len(s.text))
	for s.at < len(s.text) && s.text[s.at] != ',' && s.text[s.at] != '}' && s.text[s.at] != ']' {
		s.at++
	}
	return s.text[from:min(max(s.at, from), len(s.text))]
}
