package generator

import (
	"bytes"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/speck"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// undone returns the reader of event ids who knows the seed of a dataset, as its
// manifest prints it, and our code.
func undone(seed uint64) func(id uint64) (kind uint64) {
	c := speck.New([speck.KeySize]byte(secret.Derived(random.New(seed)).Key("event ids", speck.KeySize)))
	return func(id uint64) uint64 { return c.Decrypt(id) >> 61 }
}

// twoDays makes two days of the campaign of 2022, in one list.
func twoDays(t *testing.T, key []byte) (seed uint64, list []event.Event, truths []event.Truth) {
	t.Helper()
	sc, err := library.Open("amelipro-2022", nil)
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2022, 3, 9, 0, 0, 0, 0, sc.Time.Location)
	p, err := New(sc, Options{Scale: scenarios.Scale(20_000), From: from, To: from.AddDate(0, 0, 2), Secret: key})
	if err != nil {
		t.Fatal(err)
	}
	f, b := p.NewFiller(), &event.Batch{}
	for _, w := range p.Windows() {
		f.Fill(w, b)
		list = append(list, b.Audit...)
		truths = append(truths, b.AuditTruth...)
	}
	return sc.Seed, list, truths
}

// Who knows the seed of an ordinary dataset reads its event ids back, down to the
// label. Under a secret the same reader finds nothing, and nothing but the tokens
// differs.
func TestIDsOfASecretCannotBeReadBack(t *testing.T) {
	seed, plain, truths := twoDays(t, nil)
	_, sealed, _ := twoDays(t, bytes.Repeat([]byte{0xa5}, secret.Size))
	if len(plain) != len(sealed) || len(plain) < 1000 {
		t.Fatalf("%d events, and %d under a secret", len(plain), len(sealed))
	}
	kind := undone(seed)
	var attacks, told int
	var kinds [8]int
	ids := map[uint64]bool{}
	for i := range plain {
		a, b := plain[i], sealed[i]
		if truths[i].Label == event.Attack {
			attacks++
			if k := kind(a.ID); k == 1 || k == 2 {
				told++
			}
		}
		kinds[kind(b.ID)]++
		if ids[b.ID] {
			t.Fatal("an id twice")
		}
		ids[b.ID] = true
		if a.ID == b.ID || a.Session != 0 && a.Session == b.Session {
			t.Fatal("the secret changes no id")
		}
		if !a.Addr.Is4() && a.Addr.Hi == b.Addr.Hi {
			a.Addr.Lo = b.Addr.Lo // it would show a draw whole
		}
		a.ID, a.Session, a.Request, a.NIRRef, a.Port = b.ID, b.Session, b.Request, b.NIRRef, b.Port
		if a != b {
			t.Fatalf("more than ids, ports and interface ids differs:\n%+v\n%+v", a, b)
		}
	}
	if told < attacks*9/10 {
		t.Errorf("the reader who knows the seed finds %d of %d attack events: is the test's reader still right?", told, attacks)
	}
	for k, n := range kinds {
		if want := len(sealed) / 8; n < want*7/10 || n > want*13/10 {
			t.Errorf("under a secret, kind %d is read in %d of %d ids, chance is %d", k, n, len(sealed), want)
		}
	}
}

// The scheme of the first datasets, three multiplications under keys from the seed,
// could be undone by whoever read the manifest.
func TestFirstSchemeCouldBeReadBack(t *testing.T) {
	keys := [3]uint64{0x1234, 0x5678, 0x9abc}
	for name := range uint64(10_000) {
		if got := unscramble(scramble(name<<40|name, keys), keys); got != name<<40|name {
			t.Fatalf("%x comes back as %x", name<<40|name, got)
		}
	}
	// The new one gives nothing to the same hand, whatever the keys.
	_, sealed, truths := twoDays(t, bytes.Repeat([]byte{1}, secret.Size))
	attack, rest := [8]int{}, [8]int{}
	for i := range sealed {
		k := unscramble(sealed[i].ID, keys) >> 61
		if truths[i].Label == event.Attack {
			attack[k]++
		} else {
			rest[k]++
		}
	}
	for k := range attack {
		if attack[k] > 3*(sum(attack)/8)+10 {
			t.Errorf("attack events stand out: %v of %v", attack, rest)
		}
	}
}

func sum(list [8]int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}

func scramble(x uint64, k [3]uint64) uint64 {
	x ^= k[0]
	x *= 0x9fb21c651e98df25
	x ^= x >> 32
	x = (x ^ k[1]) * 0xd6e8feb86659fd93
	x ^= x >> 29
	x = (x ^ k[2]) * 0xbf58476d1ce4e5b9
	return x ^ x>>32
}

func unscramble(x uint64, k [3]uint64) uint64 {
	x ^= x >> 32
	x = x*inverse(0xbf58476d1ce4e5b9) ^ k[2]
	x ^= x>>29 ^ x>>58
	x = x*inverse(0xd6e8feb86659fd93) ^ k[1]
	x ^= x >> 32
	return x*inverse(0x9fb21c651e98df25) ^ k[0]
}

// inverse returns the number that undoes a multiplication by an odd one, by
// Newton's method.
func inverse(a uint64) uint64 {
	x := a
	for range 6 {
		x *= 2 - a*x
	}
	return x
}
