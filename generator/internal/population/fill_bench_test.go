//go:build unix

package population

import (
	"syscall"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

// BenchmarkPersons walks persons in the order of their indices, as who writes all of them
// does; a round is one person. Its processor time is told too, since other programs may
// run beside.
func BenchmarkPersons(b *testing.B) {
	for _, n := range []int{600_000, 67_813_396} {
		p := NewPersons(testKey(), n, 2022)
		for _, k := range []struct {
			name    string
			contact bool
		}{{"record", false}, {"both", true}} {
			b.Run(sizeName(n)+"/"+k.name, func(b *testing.B) { benchFill(b, p, k.contact) })
		}
	}
}

func benchFill(b *testing.B, p *Persons, contact bool) {
	q := p.People(nir.NewRefs([]byte("a dataset key")), nil)
	var r [Block]record.Person
	var c []record.Contact
	if contact {
		c = make([]record.Contact, Block)
	}
	var block [Block]uint32
	i, at := uint32(0), Block
	b.ReportAllocs()
	used := processorTime(b)
	for b.Loop() {
		if at == Block {
			for j := range block {
				block[j] = (i + uint32(j)) % p.n
			}
			q.Fill(block[:], r[:], c)
			i, at = (i+Block)%p.n, 0
		}
		sink += r[at].Ref
		at++
	}
	b.ReportMetric(float64(processorTime(b)-used)/float64(b.N), "CPU-ns/op")
}

// processorTime is what this process has used so far.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
