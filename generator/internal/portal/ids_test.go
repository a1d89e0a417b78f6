package portal

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
)

func TestNamesAreDistinct(t *testing.T) {
	seen := map[Name]string{}
	put := func(n Name, what string) {
		if other, ok := seen[n]; ok {
			t.Fatalf("%s and %s have one name", what, other)
		}
		seen[n] = what
	}
	for account := range uint32(30) {
		for day := int32(19000); day < 19004; day++ {
			for s := range 4 {
				for pos := range 5 {
					put(SessionName(BaseKind, account, day, s).At(pos), "base")
				}
			}
		}
		put(StepName(RecoveryKind, account, 1), "recovery")
		put(ScriptName(1, int(account), 1), "script")
		put(ScriptName(1<<CampaignBits-1, int(account), 1<<22-1), "script of the last campaign")
		put(ListName(1, uint64(account)), "list")
		put(ListName(2, uint64(account)), "list of another campaign")
	}
}

func TestIDsAreOneToOne(t *testing.T) {
	ids := NewIDs(secret.Derived(random.New(1)))
	rapid.Check(t, func(t *rapid.T) {
		a, b := Name(rapid.Uint64().Draw(t, "a")), Name(rapid.Uint64().Draw(t, "b"))
		if (ids.Event(a) == ids.Event(b)) != (a == b) || (ids.Session(a) == ids.Session(b)) != (a == b) {
			t.Fatal("two names share an id")
		}
	})
	seen := map[uint64]bool{}
	for i := range Name(200_000) {
		id := ids.Event(i << 5)
		if seen[id] {
			t.Fatal("an id twice")
		}
		seen[id] = true
	}
}

// Neighbouring names must not have neighbouring ids.
func TestIDsTellNoOrder(t *testing.T) {
	ids := NewIDs(secret.Derived(random.New(1)))
	n := SessionName(BaseKind, 5, 19000, 1)
	up := 0
	const tries = 20_000
	for i := range tries {
		if ids.Event(n.At(i%MaxPos)+Name(i)<<30) < ids.Event(n.At(i%MaxPos+1)+Name(i)<<30) {
			up++
		}
	}
	if up < tries*48/100 || up > tries*52/100 {
		t.Errorf("%d of %d ids grow with position", up, tries)
	}
}
