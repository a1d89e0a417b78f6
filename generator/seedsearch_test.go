package generator

import (
	"bytes"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/speck"
	"github.com/breachsim/breachsim/scenarios/library"
)

// hunted is the seed of the worlds whose seed is searched for; the search passes it.
const hunted = 65_432

// seedBits is the size of the space that is searched: 2^20 seeds, or what
// BREACHSIM_SEED_BITS says, which .ci/seal sets to 24.
func seedBits(t *testing.T) int {
	text := os.Getenv("BREACHSIM_SEED_BITS")
	if text == "" {
		return 20
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 20 || n > 40 {
		t.Fatalf("BREACHSIM_SEED_BITS %q: want 20 to 40", text)
	}
	return n
}

// searched makes tiny under a secret; none gives an ordinary world.
func searched(t *testing.T, seed uint64, o Options) (*Plan, []event.Event) {
	t.Helper()
	sc, err := library.Open("tiny", nil, library.Seed(seed))
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(sc, o)
	if err != nil {
		t.Fatal(err)
	}
	var list []event.Event
	f, b := p.NewFiller(), &event.Batch{}
	for _, w := range p.Windows() {
		f.Fill(w, b)
		list = append(list, b.Audit...)
	}
	return p, list
}

// findSeed tries all seeds below end for several logs at once, and returns the first that
// explains the ids of one.
func findSeed(end uint64, logs ...[]event.Event) (seed uint64, ok bool) {
	for seed := range end {
		c := speck.New([speck.KeySize]byte(secret.Derived(random.New(seed)).Key("event ids", speck.KeySize)))
		for _, list := range logs {
			if explains(&c, list) {
				return seed, true
			}
		}
	}
	return 0, false
}

// explains reports whether ids of events come back as names: of the six families that
// there are, and without the five bits that count requests.
func explains(c *speck.Cipher, list []event.Event) bool {
	const enough = 12
	for i := range enough {
		if n := c.Decrypt(list[i].ID); n>>61 > 5 || n&31 != 0 {
			return false
		}
	}
	return true
}

// Ids of an ordinary dataset give its seed away to whoever tries seeds; under a secret
// none of 2^20 seeds explains them, whether the world follows from the seed or not.
func TestSeedSearchByIDs(t *testing.T) {
	_, plain := searched(t, hunted, Options{})
	if seed, ok := findSeed(2*hunted, plain); !ok || seed != hunted {
		t.Fatalf("the search does not find the seed of an ordinary dataset: %d %v", seed, ok)
	}
	key := bytes.Repeat([]byte{1}, secret.Size)
	_, ids := searched(t, hunted, Options{Secret: key})
	_, whole := searched(t, hunted, Options{Secret: key, SecretWorld: true})
	if seed, ok := findSeed(1<<seedBits(t), ids, whole); ok {
		t.Errorf("seed %d explains the ids", seed)
	}
}

// times are the instants of a log: what a guesser compares first.
func times(list []event.Event) (ts []int64) {
	for i := range list {
		ts = append(ts, list[i].TS)
	}
	return ts
}

func same(a, b []event.Event) bool {
	x, y := times(a), times(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}

// Who guesses the seed plays the same world where only ids follow from the secret: that
// stays possible, and seal warns of it. A secret world is played by no seed.
func TestGuessedWorld(t *testing.T) {
	key := bytes.Repeat([]byte{1}, secret.Size)
	_, ids := searched(t, hunted, Options{Secret: key})
	_, whole := searched(t, hunted, Options{Secret: key, SecretWorld: true})
	_, again := searched(t, hunted, Options{Secret: key, SecretWorld: true})
	_, other := searched(t, hunted, Options{Secret: bytes.Repeat([]byte{2}, secret.Size), SecretWorld: true})
	if !same(whole, again) || same(whole, other) {
		t.Fatal("a secret world does not follow from its secret")
	}
	found := 0
	for seed := uint64(hunted) - 8; seed <= hunted+8; seed++ {
		_, guess := searched(t, seed, Options{})
		if same(guess, ids) {
			found++
		}
		if same(guess, whole) {
			t.Errorf("seed %d plays the secret world", seed)
		}
	}
	if found != 1 {
		t.Errorf("%d seeds play the world of which only the ids are secret, want the one", found)
	}
}

// No secret world without a secret.
func TestSecretWorldWantsASecret(t *testing.T) {
	sc, err := library.Open("tiny", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(sc, Options{SecretWorld: true}); err == nil {
		t.Error("it was made")
	}
}

// Arithmetic on ids tells nothing: no bit of an id, nor of what it has to do with the id
// before, is commoner in attacks than elsewhere beyond chance.
func TestIDArithmeticUnderASecret(t *testing.T) {
	_, list, truths := twoDays(t, bytes.Repeat([]byte{3}, secret.Size))
	views := map[string]func(i int) uint64{
		"event":            func(i int) uint64 { return list[i].ID },
		"event ^ before":   func(i int) uint64 { return list[i].ID ^ list[i-1].ID },
		"event - before":   func(i int) uint64 { return list[i].ID - list[i-1].ID },
		"event ^ request":  func(i int) uint64 { return list[i].ID ^ list[i].Request },
		"request - before": func(i int) uint64 { return list[i].Request - list[i-1].Request },
	}
	for name, of := range views {
		var ones [2][64]float64
		var n [2]float64
		for i := 1; i < len(list); i++ {
			if list[i].Request == 0 || list[i-1].Request == 0 {
				continue
			}
			side := 0
			if truths[i].Label == event.Attack {
				side = 1
			}
			n[side]++
			for b, x := 0, of(i); b < 64; b++ {
				ones[side][b] += float64(x >> b & 1)
			}
		}
		if n[1] < 200 {
			t.Fatalf("%.0f attack events are too few to tell", n[1])
		}
		for b := range 64 {
			far := math.Abs(ones[0][b]/n[0]-ones[1][b]/n[1]) / math.Sqrt(0.25/n[0]+0.25/n[1])
			if far > 5 { // in 320 looks, once in some thousand runs
				t.Errorf("%s: bit %d is %.1f standard errors apart", name, b, far)
			}
		}
	}
}
