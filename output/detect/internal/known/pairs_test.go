package known

import "testing"

func TestPairsAreKnownOnceAdded(t *testing.T) {
	var p Pairs
	taken := 0
	for i := range uint64(200_000) {
		if !p.Add(i%100, i) {
			taken++
		}
	}
	for i := range uint64(200_000) {
		if !p.Has(i%100, i) || p.Add(i%100, i) {
			t.Fatalf("pair %d is new again", i)
		}
	}
	if taken > 2000 {
		t.Errorf("%d of 200,000 new pairs are taken for known", taken)
	}
	wrong := 0
	for i := range uint64(200_000) {
		if p.Has(i%100+1, i) {
			wrong++
		}
	}
	if wrong > 2000 {
		t.Errorf("%d of 200,000 strangers are taken for known", wrong)
	}
}

// A set that is full forgets the oldest and keeps the last ones.
func TestPairsForgetTheOldest(t *testing.T) {
	p := Pairs{less: 6}
	const all, kept = 400_000, 14_000_000 >> 6
	for i := range uint64(all) {
		p.Add(1, i)
	}
	for i := uint64(all - kept); i < all; i += 997 {
		if !p.Has(1, i) {
			t.Fatalf("pair %d of %d is forgotten", i, all)
		}
	}
	words, found := 0, 0
	for _, x := range p.parts {
		words += len(x.words)
	}
	for i := range uint64(10_000) {
		if p.Has(1, i) {
			found++
		}
	}
	if words*8 > 70<<20>>6 || found > 1000 {
		t.Errorf("%d kB; %d of the first 10,000 are still known", words*8>>10, found)
	}
}

func BenchmarkPairs(b *testing.B) {
	var p Pairs
	b.ReportAllocs()
	i := uint64(0)
	for b.Loop() {
		p.Add(i&0xffff, i>>1)
		i++
	}
}
