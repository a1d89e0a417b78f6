package truth

import (
	"crypto/sha1" // version 5 of RFC 9562 asks for it; nothing is protected by it
	"encoding/hex"
	"encoding/json"
)

// uuid is an identifier of RFC 9562.
type uuid [16]byte

// named is version 5: it follows from a name and a namespace, and nothing is
// drawn.
func named(space uuid, name []byte) uuid {
	h := sha1.New()
	h.Write(space[:])
	h.Write(name)
	var u uuid
	copy(u[:], h.Sum(nil))
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return u
}

func (u uuid) String() string {
	var b [36]byte
	at := 0
	for i, n := range []int{4, 2, 2, 2, 6} {
		if i > 0 {
			b[at] = '-'
			at++
		}
		hex.Encode(b[at:], u[:n])
		at += 2 * n
		copy(u[:], u[n:])
	}
	return string(b[:])
}

// observableSpace is the namespace that STIX 2.1 (2.9) gives to the
// identifiers of observables: the same address has the same one everywhere.
var observableSpace = uuid{
	0x00,
	0xab,
	0xed,
	0xb4,
	0xaa,
	0x42,
	0x46,
	0x6c,
	0x9c,
	0x01,
	0xfe,
	0xd2,
	0x33,
	0x15,
	0xa9,
	0xb7,
}

// urlSpace is the namespace of RFC 9562 for names that are URLs.
var urlSpace = uuid{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}

// objectSpace is the namespace of the other objects that this program makes.
func objectSpace() uuid { return named(urlSpace, []byte("https://portal.example/breachsim/stix")) }

// object is a STIX object. encoding/json writes its keys in order of name.
type object map[string]any

// identify gives an object of a type the identifier that follows from its
// content: another content is another object, in whatever dataset it stands.
func (o object) identify(kind string) (string, error) {
	o["type"] = kind
	text, err := json.Marshal(o)
	if err != nil {
		return "", err
	}
	id := kind + "--" + named(objectSpace(), text).String()
	o["id"] = id
	return id, nil
}

// observable makes an object whose identifier follows from the properties that
// STIX 2.1 says contribute to it.
func observable(kind string, contributing object) (object, error) {
	text, err := json.Marshal(contributing)
	if err != nil {
		return nil, err
	}
	o := object{"type": kind, "spec_version": "2.1", "id": kind + "--" + named(observableSpace, text).String()}
	for k, v := range contributing {
		o[k] = v
	}
	return o, nil
}
