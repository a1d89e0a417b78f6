package sigma

import (
	"os"
	"testing"

	"breachsim/output/read"
)

func BenchmarkZZ(b *testing.B) {
	d, err := read.OpenDataset("/tmp/sg-ame")
	if err != nil {
		b.Fatal(err)
	}
	set, err := Load(os.Getenv("ZZ"))
	if err != nil {
		b.Fatal(err)
	}
	log, _ := d.AuditLog()
	var evs []read.Event
	for ev := range log.All(b.Context()) {
		evs = append(evs, *ev)
		if len(evs) == 200000 {
			break
		}
	}
	for b.Loop() {
		e := New(set, Options{Zone: d.Zone}, func(*Alert) error { return nil })
		for i := range evs {
			e.Audit(&evs[i])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(evs)), "ns/event")
}
