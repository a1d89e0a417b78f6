package encode

import (
	"strings"

	"breachsim/generator/event"
)

// Members of JSON objects whose absent parts are left out: each is written
// with a comma after it, and the end of its object takes the last one back.

// member is `"key":"value",` or nothing where the value is empty.
func member(key, value string) string {
	if value == "" {
		return ""
	}
	return `"` + key + `":` + string(Quote(value)) + ","
}

// bare is `"key":value,` or nothing where the value is empty.
func bare(key, value string) string {
	if value == "" {
		return ""
	}
	return `"` + key + `":` + value + ","
}

// members is `"key":["value"],` or nothing where the value is empty.
func members(key, value string) string {
	if value == "" {
		return ""
	}
	return `"` + key + `":[` + string(Quote(value)) + "],"
}

// object is `"key":{…},` or nothing where it has no member.
func object(key, inside string) string {
	if inside == "" {
		return ""
	}
	return `"` + key + `":{` + strings.TrimSuffix(inside, ",") + "},"
}

// shut ends an object whose opening has so many bytes, and takes it back where
// nothing was written into it.
func shut(dst []byte, opening int) []byte {
	last := len(dst) - 1
	if dst[last] == '{' {
		return dst[:len(dst)-opening]
	}
	dst[last] = '}'
	return append(dst, ',')
}

// splitPath is the path and the query of an address of the portal.
func splitPath(text string) (path, query string) {
	path, query, _ = strings.Cut(text, "?")
	return path, query
}

// jsonPath is an object with path and query, open where a number or a
// reference follows; [endPath] ends it then.
func jsonPath(open, path, query string, p event.Path) string {
	fixed, more := p.Fixed()
	return jsonPathText(open, path, query, fixed, more)
}

func jsonPathText(open, path, query, text string, more bool) string {
	stem, rest := splitPath(text)
	inside := member(path, stem) + member(query, rest)
	switch {
	case inside == "":
		return ""
	case more:
		return open + strings.TrimSuffix(inside, `",`)
	}
	return open + strings.TrimSuffix(inside, ",") + "},"
}

// endPath appends the number or the reference, and ends the object of the path.
func endPath(dst []byte, p event.Path, ref uint64, ev *event.Event) []byte {
	if !p.ByRef() && !p.ByNumber() {
		return dst
	}
	return append(appendAsked(dst, p, ref, ev.NIR, ev.KeyOff), `"},`...)
}

// appendSubject appends the member that names the insured person, by the mode.
func appendSubject(dst []byte, mode NIRMode, ev *event.Event, ref, number string) []byte {
	switch {
	case mode == HMAC && ev.NIRRef != 0:
		dst = AppendHex(append(dst, ref...), ev.NIRRef)
	case mode == Clear && ev.NIR != 0:
		dst = appendTyped(append(dst, number...), ev.NIR, ev.KeyOff)
	default:
		return dst
	}
	return append(dst, `",`...)
}

// appendMemberIP appends an address as the member ip, with its comma.
func appendMemberIP(dst []byte, a event.Addr) []byte {
	dst = append(dst, `"ip":"`...)
	dst = AppendAddr(dst, a)
	return append(dst, `",`...)
}

// appendOrigin appends the port, if there is one, the network and the place
// that a request came from.
func appendOrigin(dst []byte, ev *event.Event, network, place *fragments) []byte {
	if ev.Port != 0 {
		dst = append(dst, `"port":`...)
		dst = appendUint(dst, uint32(ev.Port))
		dst = append(dst, ',')
	}
	dst = append(dst, network.at(int(ev.Net))...)
	return append(dst, place.at(int(ev.Place))...)
}
