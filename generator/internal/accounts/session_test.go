package accounts

import "testing"

func TestSessionsNeedNoMemory(t *testing.T) {
	a := testAccounts(500, 150_000)
	k := uint32(0)
	if n := testing.AllocsPerRun(500, func() {
		a.Address(k, 1, feb14, uint64(k))
		a.Client(k, 1, feb14)
		k = (k + 1) % 500
	}); n != 0 {
		t.Errorf("%v allocations a session", n)
	}
}

// eachAccount calls f for accounts spread over a world of 20,000.
func eachAccount(b *testing.B, f func(a *Accounts, k uint32)) {
	a := testAccounts(20_000, 6_000_000)
	b.ReportAllocs()
	k := uint32(0)
	for b.Loop() {
		f(a, k)
		if k += 7; k >= 20_000 {
			k -= 20_000
		}
	}
}

func BenchmarkAddress(b *testing.B) {
	eachAccount(b, func(a *Accounts, k uint32) { a.Address(k, 0, feb14, uint64(k)) })
}

func BenchmarkClient(b *testing.B) {
	eachAccount(b, func(a *Accounts, k uint32) { a.Client(k, 0, feb14+20) })
}
