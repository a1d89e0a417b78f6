package read

import "bytes"

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
type phrase[T any] struct {
	keys  []string         // of its members, in order
	stop  []byte           // what follows it
	take  func(e *Event) T // the values that it sets
	known map[string]*T    // by its bytes
	a     *Audit           // decodes what is new
}

// the returns the meaning of the phrase that b begins with and what follows
// it; nil where there is none.
func (p *phrase[T]) the(b []byte) (*T, []byte) {
	n := bytes.Index(b, p.stop)
	if n < 0 {
		return nil, nil
	}
	v, ok := p.known[string(b[:n])]
	if !ok {
		v = p.learn(b[:n])
	}
	return v, b[n:]
}

func (p *phrase[T]) learn(b []byte) *T {
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
	v := p.take(&p.a.event)
	p.known[string(b)] = &v
	return &v
}

type (
	whatText  struct{ action, outcome, reason string }
	whoText   struct{ account, profession, org, auth string }
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
}

func newPhrases(a *Audit) *phrases {
	return &phrases{
		what: phrase[whatText]{[]string{"action", "outcome", "reason"}, []byte(`,"account":`),
			func(e *Event) whatText { return whatText{e.Action, e.Outcome, e.Reason} }, map[string]*whatText{}, a},
		who: phrase[whoText]{[]string{"account", "profession", "org", "auth_method"}, []byte(`,"session_id":`),
			func(e *Event) whoText { return whoText{e.Account, e.Profession, e.Org, e.AuthMethod} },
			map[string]*whoText{}, a},
		where: phrase[whereText]{[]string{"asn", "as_org", "country", "city", "lat", "lon"}, []byte(`,"user_agent":`),
			func(e *Event) whereText { return whereText{e.Lat, e.Lon, e.ASN, e.ASOrg, e.Country, e.City} },
			map[string]*whereText{}, a},
		with: phrase[withText]{[]string{"user_agent"}, []byte(`,"client_fp":`),
			func(e *Event) withText { return withText{e.UserAgent} }, map[string]*withText{}, a},
		page: phrase[pageText]{[]string{"service", "method", "path"}, []byte(`,"status":`),
			func(e *Event) pageText { return pageText{e.Service, e.Method, e.Path} }, map[string]*pageText{}, a},
		found: phrase[foundText]{[]string{"patient_dept", "result"}, []byte(`,"persons_returned":`),
			func(e *Event) foundText { return foundText{e.PatientDept, e.Result} }, map[string]*foundText{}, a},
	}
}
