package population

import (
	"testing"
)

const benchPersons = 6_000_000

func BenchmarkNewPersons(b *testing.B) {
	for _, n := range []int{5_000, benchPersons, 67_813_396} {
		b.Run(sizeName(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				NewPersons(testKey(), n, 2022)
			}
		})
	}
}

// benchEach calls f with indices spread over the population.
func benchEach(b *testing.B, n int, f func(p *Persons, i uint32)) {
	p := NewPersons(testKey(), n, 2022)
	b.ReportAllocs()
	i := uint32(0)
	for b.Loop() {
		i = (i + 2_654_435_761) % p.n
		f(p, i)
	}
}

var sink uint64

func BenchmarkNIR(b *testing.B) {
	for _, n := range []int{benchPersons, 67_813_396} {
		b.Run(sizeName(n), func(b *testing.B) {
			benchEach(b, n, func(p *Persons, i uint32) { sink += uint64(p.NIR(i)) })
		})
	}
}

func BenchmarkWalkNIR(b *testing.B) {
	p := NewPersons(testKey(), benchPersons, 2022)
	i := uint32(0)
	for b.Loop() {
		if i++; i == p.n {
			i = 0
		}
		sink += uint64(p.NIR(i))
	}
}

func BenchmarkFind(b *testing.B) {
	p := NewPersons(testKey(), benchPersons, 2022)
	n := p.NIR(0)
	for b.Loop() {
		j, ok := p.Find(n)
		if !ok {
			b.Fatal("lost")
		}
		// The next number costs as much again: take BenchmarkNIR off.
		n = p.NIR((j + 2_654_435_761) % p.n)
	}
}

func BenchmarkHolder(b *testing.B) {
	benchEach(b, benchPersons, func(p *Persons, i uint32) { sink += uint64(p.Holder(i)) })
}

func BenchmarkHouseholdSize(b *testing.B) {
	benchEach(b, benchPersons, func(p *Persons, i uint32) { sink += uint64(p.HouseholdSize(i)) })
}

func BenchmarkHousehold(b *testing.B) {
	var buf []uint32
	benchEach(b, benchPersons, func(p *Persons, i uint32) {
		buf = p.Household(i, buf[:0])
		sink += uint64(len(buf))
	})
}

func BenchmarkCohort(b *testing.B) {
	p := NewPersons(testKey(), benchPersons, 2022)
	var buf []uint32
	b.ReportAllocs()
	for b.Loop() {
		buf = p.Cohort(1, 64, 5, buf[:0])
	}
	b.ReportMetric(float64(len(buf)), "persons")
}
