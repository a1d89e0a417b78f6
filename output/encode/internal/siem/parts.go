package siem

import (
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// url is the object url with path and query, whose name the caller gives, open
// where a number or a reference follows; [endPath] ends it then.
func url(query, text string, more bool) string {
	stem, rest := wire.SplitPath(text)
	inside := wire.Member("path", stem) + wire.Member(query, rest)
	switch {
	case inside == "":
		return ""
	case more:
		return `"url":{` + strings.TrimSuffix(inside, `",`)
	}
	return `"url":{` + strings.TrimSuffix(inside, ",") + "},"
}

// urlOf is url for a path of the portal.
func urlOf(query string, p event.Path) string {
	fixed, more := p.Fixed()
	return url(query, fixed, more)
}

// endPath appends the number or the reference, and ends the object of the path.
func endPath(dst []byte, ev *event.Event) []byte {
	if !ev.Path.ByRef() && !ev.Path.ByNumber() {
		return dst
	}
	return append(
		wire.AppendAsked(dst, wire.Asked{Path: ev.Path, Ref: ev.NIRRef, NIR: ev.NIR, KeyOff: ev.KeyOff}),
		`"},`...)
}

// subjectKeys open the member that names the insured person, by the mode.
type subjectKeys struct{ ref, number string }

// appendSubject appends the member that names the insured person.
func appendSubject(dst []byte, mode schema.NIRMode, ev *event.Event, key subjectKeys) []byte {
	switch {
	case mode == schema.HMAC && ev.NIRRef != 0:
		dst = wire.AppendHex(append(dst, key.ref...), ev.NIRRef)
	case mode == schema.Clear && ev.NIR != 0:
		dst = wire.AppendTyped(append(dst, key.number...), ev.NIR, ev.KeyOff)
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
