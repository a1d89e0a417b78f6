package schema

import (
	"strings"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Sample is a line of a log format, made by its encoder from one look-up at
// 08:15 in Paris; without its newline. Forms that are no text, and records,
// have none.
func (f Format) Sample() string {
	if f.Columnar || f.Stream == Records {
		return ""
	}
	return strings.TrimSuffix(string(f.sample()), "\n")
}

// SampleValues are the values of such a row in a log format that has columns in
// place of lines, as text; "" is null.
func (f Format) SampleValues() []string {
	if !f.Columnar || f.Stream == Records {
		return nil
	}
	var values []string
	for row := f.sample(); len(row) > 0; {
		var v []byte
		v, row = wire.CutPacked(row)
		values = append(values, string(v))
	}
	return values
}

func (f Format) sample() []byte {
	if f.Audit != nil {
		ev := sampleEvent()
		return f.Audit(sampleCatalog())(HMAC)(nil, &ev)
	}
	a := sampleAccess()
	return f.Access(sampleCatalog())(time.FixedZone("CET", 3600))(nil, &a)
}

func sampleCatalog() *event.Catalog {
	return &event.Catalog{
		Accounts:    []event.AccountText{{ID: "PS0412233", Profession: "10", Org: "S000017"}},
		Networks:    []event.NetworkText{{}, {ASN: 64500, Org: "Fibre du Littoral"}},
		Places:      []event.PlaceText{{}, {Country: "FR", City: "Valmont-sur-Orle", Lat: "48.1200", Lon: "-1.6800"}},
		UserAgents:  []string{"", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:97.0) Gecko/20100101 Firefox/97.0"},
		Departments: []string{"35"},
	}
}

var sampleTime = time.Date(2022, 3, 8, 7, 15, 1, 42_000, time.UTC)

func sampleEvent() event.Event {
	return event.Event{
		TS:        sampleTime.UnixMicro(),
		ID:        0x4be1a90c27d5f386,
		Session:   0x91c3e07d5a26b84f,
		Request:   0x2f60d8b7134ce95a,
		ClientFP:  0x7ad21c5e90b34f68,
		NIR:       nir.Make(2, 77, 3, nir.PlaceOf("35", 999), 41),
		NIRRef:    0xd3f8240b96a1c57e,
		Addr:      event.V4(0xf0090107),
		LatencyUS: 120_034,
		ReqBytes:  61,
		RespBytes: 2048,
		Port:      49_152,
		Status:    200,
		Net:       1,
		Place:     1,
		UserAgent: 1,
		Persons:   1,
		Action:    event.Lookup,
		Outcome:   event.Success,
		Auth:      event.CPS,
		Service:   event.Infopatient,
		Method:    event.POST,
		Path:      event.PathSearch,
		Result:    event.Found,
	}
}

func sampleAccess() event.Access {
	ev := sampleEvent()
	return event.Access{
		TS:        ev.TS,
		Request:   ev.Request,
		Addr:      ev.Addr,
		LatencyUS: ev.LatencyUS,
		ReqBytes:  ev.ReqBytes,
		RespBytes: ev.RespBytes,
		Status:    ev.Status,
		UserAgent: ev.UserAgent,
		Method:    ev.Method,
		Path:      ev.Path,
		Referer:   event.PathInfopatient,
		HTTP2:     true,
		Cookie:    0x5e55_10c0_0c1e_0001,
	}
}
