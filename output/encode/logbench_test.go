package encode

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// manyEvents are look-ups of many accounts in the order of time.
func manyEvents(cat *event.Catalog) []event.Event {
	evs := make([]event.Event, lines)
	for i := range evs {
		evs[i] = lookUp()
		evs[i].TS += int64(i) * 90_000
		evs[i].Account = uint32(i*7919) % uint32(len(cat.Accounts))
		evs[i].ID = uint64(i) * 0x9e3779b97f4a7c15
	}
	return evs
}

func manyRequests(cat *event.Catalog) []event.Access {
	all := make([]event.Access, lines)
	for i := range all {
		all[i] = event.Access{TS: at + int64(i)*30_000, Request: uint64(i+1) * 0x9e3779b97f4a7c15, Addr: event.V4(0xf0000000 + uint32(i)*7919),
			Account: uint32(i*7919) % uint32(len(cat.Accounts)), Status: 200, ReqBytes: 61, RespBytes: 5120, LatencyUS: 41_000,
			UserAgent: 1, Method: event.GET, Path: event.Path(1 + i%20)}
	}
	return all
}

// BenchmarkLogs tells the bytes a second of each log format.
func BenchmarkLogs(b *testing.B) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		b.Fatal(err)
	}
	cat := manyAccounts()
	texts, evs, requests := NewTexts(cat), manyEvents(cat), manyRequests(cat)
	for _, f := range Formats() {
		var all func(dst []byte) []byte
		if audit := texts.Audit(f, HMAC); audit != nil {
			all = func(dst []byte) []byte {
				for i := range evs {
					dst = audit(dst, &evs[i])
				}
				return dst
			}
		} else if access := texts.Access(f, paris); access != nil {
			all = func(dst []byte) []byte {
				for i := range requests {
					dst = access(dst, &requests[i])
				}
				return dst
			}
		} else {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			buf := make([]byte, 0, lines*2048)
			b.ReportAllocs()
			for b.Loop() {
				buf = all(buf[:0])
			}
			report(b, len(buf))
		})
	}
}
