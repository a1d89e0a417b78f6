package columnar

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// BenchmarkLogs writes events of many accounts as Parquet, from packed rows to
// the bytes of the file.
func BenchmarkLogs(b *testing.B) {
	cat := &event.Catalog{
		Networks:    []event.NetworkText{{}, {ASN: 64500, Org: "Fibre du Littoral"}},
		Places:      []event.PlaceText{{}, {Country: "FR", City: "Valmont-sur-Orle", Lat: "48.1200", Lon: "-1.6800"}},
		UserAgents:  []string{"", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Safari/537.36"},
		Departments: []string{"01", "2A", "976"},
	}
	for i := range 20_000 {
		cat.Accounts = append(cat.Accounts, event.AccountText{ID: "PS" + string(wire.AppendHex(nil, uint64(i)*7919))[9:], Profession: "10", Org: "S" + string(wire.AppendHex(nil, uint64(i/3)))[10:]})
	}
	texts := encode.NewTexts(cat)
	for _, f := range encode.Formats() {
		if !f.Columnar || f.Stream == schema.Records {
			continue
		}
		const rows = 1 << 17
		var packed []byte
		audit, access := texts.Audit(f, schema.HMAC), texts.Access(f, time.UTC)
		for i := range uint64(rows) {
			h := mix(i)
			if audit != nil {
				packed = audit(packed, &event.Event{TS: 1_646_723_701_000_000 + int64(i)*90_000, ID: h, Session: mix(h % 9000), Request: mix(h), ClientFP: mix(h % 20_000),
					NIRRef: mix(h >> 47), Addr: event.V4(0xf0000000 | uint32(h%20_000)), Account: uint32(h % 20_000), LatencyUS: uint32(h % 900_000), ReqBytes: 61,
					RespBytes: uint32(h % 9000), Port: uint16(h>>16) | 1024, Status: 200, Net: 1, Place: 1, UserAgent: 1, Persons: 1, PatientDept: uint8(h % 3),
					Action: event.Lookup, Outcome: event.Success, Auth: event.CPS, Service: event.Infopatient, Method: event.POST, Path: event.PathSearch, Result: event.Found})
			} else {
				packed = access(packed, &event.Access{TS: 1_646_723_701_000_000 + int64(i)*30_000, Request: h, Addr: event.V4(0xf0000000 | uint32(h%20_000)),
					Account: uint32(h % 20_000), Status: 200, RespBytes: uint32(h % 9000), LatencyUS: uint32(h % 900_000), UserAgent: 1, Method: event.GET, Path: event.Path(1 + h%20)})
			}
		}
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				file := counter(0)
				w, err := NewWriter(&file, f.Info(schema.HMAC))
				if err != nil {
					b.Fatal(err)
				}
				if err := w.WriteRows(packed); err != nil {
					b.Fatal(err)
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(file)/rows, "B/row")
			}
			b.SetBytes(int64(len(packed)))
			b.ReportMetric(float64(b.N)*rows/b.Elapsed().Seconds()/1e6, "Mrows/s")
		})
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// mix makes ids that no packer can shorten, as those of a run are: SplitMix64.
func mix(n uint64) uint64 {
	n = (n + 1) * 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}
