package allocation

import "testing"

// large is a world of the size at which choosing and scheduling must still be
// quick: a stolen account in forty.
func large(b *testing.B, acquire string) *Campaign {
	return campaignOf(b, people(200000), access(5_000, acquire),
		window("02T00:00:00", "30T23:00:00"))
}

var benchmarks = []struct{ name, acquire string }{
	{"passwords", "{credential_replay: 1}"}, {"sessions", "{session_theft: 1}"},
}

func BenchmarkChoose(b *testing.B) {
	for _, x := range benchmarks {
		b.Run(x.name, func(b *testing.B) {
			c := large(b, x.acquire)
			for b.Loop() {
				chosen(b, c)
			}
		})
	}
}

func BenchmarkSchedule(b *testing.B) {
	for _, x := range benchmarks {
		b.Run(x.name, func(b *testing.B) {
			c := large(b, x.acquire)
			accounts := chosen(b, c)
			b.ReportAllocs()
			for b.Loop() {
				NewSchedule(c, accounts)
			}
		})
	}
}
