package read

import (
	"bytes"
	"encoding/binary"
)

// A log says the same things over and over: who, from where, with what. A
// native line is therefore read as a few computed values between phrases,
//
//	{"event_id":…,"ts":…│,"action":…,"outcome":…,"reason":…│…│,"client_fp":…│,"service":…
//	                    └──────────── a phrase ────────────┘
//
// and each phrase is looked up by its bytes as a whole. It is decoded once, by
// the same code that decodes any line. A phrase ends where the key after it
// begins: those bytes cannot occur inside a JSON string, whose quotes are
// escaped.
//
// Mostly it need not even be looked up: an account comes again from where it was, with
// the same client, an action from the same page, and what begins alike goes on alike. What
// is expected is compared with the line, and only where that says something else is the
// phrase looked for.
type phrase[T any] struct {
	keys  []string           // of its members, in order
	stop  string             // what follows it
	take  func(e *Event) T   // the values that it sets
	known map[string]*say[T] // by its bytes
	a     *Audit             // decodes what is new
}

// likely has, for what a phrase may begin with, the one that began so before: one place for
// all beginnings that share a hash.
type likely[T any] [1 << likelyBits]*say[T]

const likelyBits = 12

// after is the place for a phrase that b begins with, by eight bytes here and there.
func (l *likely[T]) after(b []byte, here, there int) **say[T] {
	if len(b) < there+8 {
		return &l[0]
	}
	const odd = 0x9e3779b97f4a7c15 // next to 2⁶⁴ divided by the golden ratio
	h := binary.LittleEndian.Uint64(b[here:])*odd ^ binary.LittleEndian.Uint64(b[there:])
	return &l[h*odd>>(64-likelyBits)]
}

// say is a phrase and what it means.
type say[T any] struct {
	text  string // its bytes, and what follows it
	means T
}

// the returns the meaning of the phrase that b begins with and what follows it; nil where
// there is none. expected is the phrase that is likely, or nil, and becomes the one that is there.
func (p *phrase[T]) the(b []byte, expected **say[T]) (*T, []byte) {
	if e := *expected; e != nil && len(b) >= len(e.text) && string(b[:len(e.text)]) == e.text {
		return &e.means, b[len(e.text)-len(p.stop):]
	}
	n := bytes.Index(b, []byte(p.stop))
	if n < 0 {
		return nil, nil
	}
	v, ok := p.known[string(b[:n])]
	if !ok {
		v = p.learn(b[:n])
	}
	if v == nil {
		return nil, nil
	}
	*expected = v
	return &v.means, b[n:]
}

func (p *phrase[T]) learn(b []byte) *say[T] {
	if len(b) == 0 || b[0] != ',' {
		return nil
	}
	saved := p.a.event
	defer func() { p.a.event = saved }()
	p.a.event, p.a.next = Event{}, 0
	o := object{rest: append(append([]byte{'{'}, b[1:]...), '}')}
	for _, want := range p.keys {
		key, value, more, err := o.next()
		if err != nil || !more || string(key) != want || p.a.set(key, value) != nil {
			return nil
		}
	}
	if _, _, more, err := o.next(); more || err != nil {
		return nil
	}
	if len(p.known) >= maxPhrases {
		clear(p.known)
	}
	v := &say[T]{string(b) + p.stop, p.take(&p.a.event)}
	p.known[v.text[:len(b)]] = v
	return v
}

// The phrases of a line, and for some what is expected with them.
type (
	whatText struct {
		action, outcome, reason string

		page *say[pageText]
	}
	whoText struct {
		account, profession, org, auth string

		where *say[whereText]
		with  *say[withText]
	}
	whereText struct {
		lat, lon             float64
		asn                  int64
		asOrg, country, city string
	}
	withText  struct{ agent string }
	pageText  struct{ service, method, path string }
	foundText struct{ dept, result string }
)

// phrases are the phrases of a native line in their order.
type phrases struct {
	what  phrase[whatText]
	who   phrase[whoText]
	where phrase[whereText]
	with  phrase[withText]
	page  phrase[pageText]
	found phrase[foundText]

	whats  likely[whatText]
	whos   likely[whoText]
	founds likely[foundText]
}

func newPhrases(a *Audit) *phrases {
	return &phrases{
		what: newPhrase(a, []string{"action", "outcome", "reason"}, `,"account":`,
			func(e *Event) whatText { return whatText{action: e.Action, outcome: e.Outcome, reason: e.Reason} }),
		who: newPhrase(a, []string{"account", "profession", "org", "auth_method"}, `,"session_id":`,
			func(e *Event) whoText {
				return whoText{account: e.Account, profession: e.Profession, org: e.Org, auth: e.AuthMethod}
			}),
		where: newPhrase(a, []string{"asn", "as_org", "country", "city", "lat", "lon"}, `,"user_agent":`,
			func(e *Event) whereText { return whereText{e.Lat, e.Lon, e.ASN, e.ASOrg, e.Country, e.City} }),
		with: newPhrase(a, []string{"user_agent"}, `,"client_fp":`,
			func(e *Event) withText { return withText{e.UserAgent} }),
		page: newPhrase(a, []string{"service", "method", "path"}, `,"status":`,
			func(e *Event) pageText { return pageText{e.Service, e.Method, e.Path} }),
		found: newPhrase(a, []string{"patient_dept", "result"}, `,"persons_returned":`,
			func(e *Event) foundText { return foundText{e.PatientDept, e.Result} }),
	}
}

func (p *phrases) whatAt(b []byte) **say[whatText] {
	return p.whats.after(b, len(`,"action":"`), len(`,"action":"lookup","outcome":`))
}

func (p *phrases) whoAt(b []byte) **say[whoText] {
	return p.whos.after(b, len(`,"account":"`), len(`,"account":"PS`))
}

func (p *phrases) foundAt(b []byte) **say[foundText] {
	return p.founds.after(b, len(`,"patient_dept":`), len(`,"patient_dept":"33","re`))
}

func newPhrase[T any](a *Audit, keys []string, stop string, take func(e *Event) T) phrase[T] {
	return phrase[T]{keys: keys, stop: stop, take: take, known: map[string]*say[T]{}, a: a}
}
