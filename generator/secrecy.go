package generator

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
)

// tokensOf returns the secret behind a dataset's ids and references.
func tokensOf(seed uint64, o Options) (secret.Secret, error) {
	key := random.New(seed)
	switch {
	case o.Secret != nil:
		return secret.Given(o.Secret, key)
	case o.SecretWorld:
		return secret.Secret{}, errors.New("a world that follows from a secret needs one")
	}
	return secret.Derived(key), nil
}

// streams are the keys of a world's streams of draws.
type streams struct {
	seed   uint64
	secret *secret.Secret // of a secret world; nil = all follows from the seed
}

// streamsOf returns the streams of a world.
func streamsOf(seed uint64, s secret.Secret, o Options) streams {
	if o.SecretWorld {
		return streams{seed, &s}
	}
	return streams{seed: seed}
}

// key returns the key of a stream of draws. It follows from the seed; in a secret
// world from the secret by a one-way function, so that who learns one stream's key
// knows no other's.
func (w streams) key(s random.Stream) random.Key {
	if w.secret != nil {
		return random.Key(binary.BigEndian.Uint64(w.secret.Key(fmt.Sprintf("world stream %d", s), 8)))
	}
	return random.New(w.seed).Stream(s)
}
