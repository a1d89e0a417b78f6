package traffic

import "testing"

// BenchmarkDays plans a day of 2,000 accounts: sessions and the steps of their
// scripts.
func BenchmarkDays(b *testing.B) {
	w := worldOf(b, "population.accounts=2000", "population.insured_persons=200000")
	day := w.Calendar.First() + 10
	sessions, steps := w.Plan(0, day, nil, nil)
	b.ReportAllocs()
	total := 0
	for b.Loop() {
		total = 0
		for k := range uint32(w.Accounts.Len()) {
			sessions, steps = w.Plan(k, day, sessions[:0], steps[:0])
			total += len(steps)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(total), "ns/step")
}
