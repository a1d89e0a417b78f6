package form

import (
	"net/url"
	"testing"

	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// batch has lines of both logs.
func batch() (all []sink.Line) {
	const audit = `{"event_id":"4be1a90c27d5f386","ts":"2022-03-08T07:15:01.000042Z","action":"lookup","outcome":"success","reason":null,` +
		`"account":"PS0412233","src_ip":"240.9.1.7","lat":48.1200,"user_agent":"Mozilla/5.0 \"x\"","status":200,"persons_returned":1}`
	const access = `240.9.1.7 - PS0412233 [08/Mar/2022:08:15:01 +0100] "POST /infopatient/recherche HTTP/2.0" 200 2048 "-" "Mozilla/5.0"`
	for i := range 250 {
		at := int64(1646723701000042 + i)
		all = append(all, sink.Line{Log: sink.Audit, Micros: at, Bytes: []byte(audit)},
			sink.Line{Log: sink.Access, Micros: at, Bytes: []byte(access)})
	}
	return all
}

func open(t testing.TB, name string) Form {
	t.Helper()
	u, err := url.Parse("http://localhost/lake/{log}")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Kinds()[name].Open(u, peer.Credentials{Token: "t"})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A request is appended to a buffer that was used before, and nothing else is made.
func TestFormsAllocateNothing(t *testing.T) {
	lines := batch()
	for name := range Kinds() {
		f := open(t, name)
		buffer := f.Append(nil, lines)
		if n := testing.AllocsPerRun(10, func() { buffer = f.Append(buffer[:0], lines) }); n > 0 {
			t.Errorf("%s: %.0f allocations for %d lines", name, n, len(lines))
		}
	}
}

func BenchmarkForms(b *testing.B) {
	lines := batch()
	for name := range Kinds() {
		b.Run(name, func(b *testing.B) {
			f := open(b, name)
			var buffer []byte
			for b.Loop() {
				buffer = f.Append(buffer[:0], lines)
			}
			b.SetBytes(int64(len(buffer)))
			b.ReportMetric(float64(b.N)*float64(len(lines))/b.Elapsed().Seconds(), "lines/s")
		})
	}
}
