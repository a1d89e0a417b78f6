package siem

import (
	"strconv"
	"strings"

	"breachsim/generator/event"
	"breachsim/output/encode/schema"
	"breachsim/output/encode/wire"
)

// jsonPath is an object with path and query, open where a number or a
// reference follows; [endPath] ends it then.
func jsonPath(open, path, query string, p event.Path) string {
	fixed, more := p.Fixed()
	return jsonPathText(open, path, query, fixed, more)
}

func jsonPathText(open, path, query, text string, more bool) string {
	stem, rest := wire.SplitPath(text)
	inside := wire.Member(path, stem) + wire.Member(query, rest)
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
	return append(wire.AppendAsked(dst, p, ref, ev.NIR, ev.KeyOff), `"},`...)
}

// appendSubject appends the member that names the insured person, by the mode.
func appendSubject(dst []byte, mode schema.NIRMode, ev *event.Event, ref, number string) []byte {
	switch {
	case mode == schema.HMAC && ev.NIRRef != 0:
		dst = wire.AppendHex(append(dst, ref...), ev.NIRRef)
	case mode == schema.Clear && ev.NIR != 0:
		dst = wire.AppendTyped(append(dst, number...), ev.NIR, ev.KeyOff)
	default:
		return dst
	}
	return append(dst, `",`...)
}

// appendMemberIP appends an address as the member ip, with its comma.
func appendMemberIP(dst []byte, a event.Addr) []byte {
	dst = append(dst, `"ip":"`...)
	dst = wire.AppendAddr(dst, a)
	return append(dst, `",`...)
}

// appendOrigin appends the port, if there is one, the network and the place
// that a request came from.
func appendOrigin(dst []byte, ev *event.Event, network, place *wire.Fragments) []byte {
	if ev.Port != 0 {
		dst = append(dst, `"port":`...)
		dst = wire.AppendUint(dst, uint32(ev.Port))
		dst = append(dst, ',')
	}
	dst = append(dst, network.At(int(ev.Net))...)
	return append(dst, place.At(int(ev.Place))...)
}

// asnText is the number of network i; index 0 is none.
func asnText(i int, n event.NetworkText) string {
	if i == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(n.ASN), 10)
}

// room covers keys, ids, times, numbers and an address of a line.
const room = 640
