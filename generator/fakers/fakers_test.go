package fakers

import (
	"math/rand/v2"
	"regexp"
	"sync"
	"testing"

	"github.com/brianvoe/gofakeit/v7"

	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/nir"
)

func seeded(seed uint64) *gofakeit.Faker { return gofakeit.NewFaker(rand.NewPCG(seed, 1), false) }

func TestSeededFakersRepeat(t *testing.T) {
	if err := Register(); err != nil {
		t.Fatal(err)
	}
	const form = "{fr_nir} {fr_rpps} {fr_finess} {fr_first_name} {fr_first_name:F,1985} {fr_last_name} {fr_last_name:1985}"
	for seed := range uint64(50) {
		a, errA := seeded(seed).Generate(form)
		b, errB := seeded(seed).Generate(form)
		if errA != nil || errB != nil || a != b {
			t.Fatalf("seed %d: %q (%v), then %q (%v)", seed, a, errA, b, errB)
		}
		if c, _ := seeded(seed + 1000).Generate(form); c == a {
			t.Fatalf("seeds %d and %d give the same", seed, seed+1000)
		}
		if one, other := Person(seeded(seed)), Person(seeded(seed)); one != other {
			t.Fatalf("seed %d: the person changes", seed)
		}
	}
}

// neverBorn is the place part of every number: communes and country codes that
// were never attributed.
var neverBorn = regexp.MustCompile(`^[12]\d{4}(99[5-9]\d{2}|\d[\dAB]9[1-8]\d|9[78]\d[6-8]\d)\d{5}$`)

func TestValuesBelongToNobody(t *testing.T) {
	f := seeded(3)
	for range 2_000 {
		n := NIR(f)
		if _, err := nir.Parse(n); err != nil || len(n) != 15 || !neverBorn.MatchString(n) {
			t.Fatalf("number %s: %v", n, err)
		}
		if r := RPPS(f); len(r) != 11 || r[:3] != "997" || accounts.Luhn(r[:10]) != r[10] {
			t.Fatalf("practitioner %s", r)
		}
		if s := FINESS(f); len(s) != 9 || (s[:2] != "00" && s[:2] != "99") || accounts.Luhn(s[:8]) != s[8] {
			t.Fatalf("site %s", s)
		}
	}
}

func TestPersonsAgree(t *testing.T) {
	f := seeded(4)
	for range 500 {
		p := Person(f)
		if p.NIR[0] != "12"[map[string]int{"M": 0, "F": 1}[p.Sex]] || p.NIR[1:3] != p.BirthDate[2:4] || p.NIR[3:5] != p.BirthDate[5:7] {
			t.Fatalf("%+v", p)
		}
		if p.LastName == "" || p.FirstName == "" || p.Dept == "" || p.Commune == "" || len(p.HolderNIR) != 15 {
			t.Fatalf("%+v", p)
		}
	}
}

func TestRegisterAgainAndAtOnce(t *testing.T) {
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if err := Register(); err != nil {
				t.Error(err)
			}
			if _, err := gofakeit.Generate("{fr_rpps}"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestTakenName(t *testing.T) {
	if err := Register(); err != nil {
		t.Fatal(err)
	}
	gofakeit.AddFuncLookup("fr_nir", gofakeit.Info{Category: "somebody else's"})
	if err := Register(); err == nil {
		t.Error("a taken name was taken over")
	}
	gofakeit.RemoveFuncLookup("fr_nir")
	if err := Register(); err != nil {
		t.Error(err)
	}
}

func TestWrongParameters(t *testing.T) {
	if err := Register(); err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"{fr_first_name:X,1985}", "{fr_last_name:1789}"} {
		if out, err := seeded(1).Generate(form); err == nil {
			t.Errorf("%s gave %q", form, out)
		}
	}
}

func BenchmarkNIR(b *testing.B) {
	f := seeded(1)
	NIR(f)
	b.ReportAllocs()
	for b.Loop() {
		NIR(f)
	}
}
