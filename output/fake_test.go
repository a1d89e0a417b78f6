package output

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

// fake is a source whose events come from a keyed hash of their place in
// time. It has two kinds of actors, all streams, and a summer-time change.
type fake struct {
	windows []event.Window
	perHour int
	persons int
	mode    string
	seed    uint64
	attack  uint64 // one event of so many is an attack
	catalog *event.Catalog
	zone    *time.Location
	onFill  func(event.Window)
}

func newFake(days, perHour int) *fake {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	f := &fake{perHour: perHour, persons: 200_000, seed: 7, attack: 4, zone: zone}
	from := time.Date(2022, 3, 26, 0, 0, 0, 0, zone)
	f.windows = hours(from, from.AddDate(0, 0, days), zone)
	f.catalog = fakeCatalog()
	return f
}

// hours cuts a period into UTC hours and local days.
func hours(from, to time.Time, zone *time.Location) []event.Window {
	var list []event.Window
	for t := from; t.Before(to); {
		end := t.Add(time.Hour).Truncate(time.Hour)
		l := t.In(zone)
		midnight := time.Date(l.Year(), l.Month(), l.Day()+1, 0, 0, 0, 0, zone)
		if midnight.Before(end) {
			end = midnight
		}
		day := time.Date(l.Year(), l.Month(), l.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86400
		list = append(list, event.Window{From: t.UnixMicro(), To: end.UnixMicro(), Day: int32(day), LastOf: end.Equal(midnight)})
		t = end
	}
	return list
}

func fakeCatalog() *event.Catalog {
	c := &event.Catalog{
		Networks:    []event.NetworkText{{}, {ASN: 64500, Org: "Fibre du Littoral"}, {ASN: 64511, Org: `Hébergeur "Nuage"`}},
		Places:      []event.PlaceText{{}, {Country: "FR", City: "Valmont-sur-Orle", Lat: "48.1200", Lon: "-1.6800"}},
		UserAgents:  []string{"", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Safari/537.36", `Odd "quoted" \ client`},
		Departments: []string{"01", "2A", "976"},
		Campaigns:   []string{"mailbox-2022"},
		Controls:    []string{"ban-11-march"},
	}
	for i := range 500 {
		c.Accounts = append(c.Accounts, event.AccountText{ID: fmt.Sprintf("PS%07d", 3_000_017+i*7919), Profession: "10", Org: fmt.Sprintf("S%06d", i/3)})
	}
	return c
}

func (f *fake) Info() Info {
	return Info{ScenarioID: "fake", Title: "A fake scenario", ScenarioYAML: []byte("version: 1\nid: fake\n"), Seed: f.seed,
		Persons: f.persons, NIRMode: f.mode, Location: f.zone, ToolVersion: "0.1.0", DatasetVersion: 1,
		Options: []Option{{Name: "scale", Value: "1"}}}
}

func (f *fake) Windows() []event.Window { return f.windows }
func (f *fake) NewFiller() Filler       { return &fakeFiller{f} }
func (f *fake) Catalog() *event.Catalog { return f.catalog }
func (f *fake) NewPeople() People       { return &fakePeople{} }

func (f *fake) Journal() *event.Journal {
	from := f.windows[0].From
	return &event.Journal{
		Accounts:  []event.AccountInterval{{Account: 3, Campaign: 1, Acquired: "mailbox_compromise", AcquiredAt: from, First: from + 1, Last: from + 2, LookUps: 4, Exposed: 5, OwnerActive: true}},
		Addresses: []event.AddressInterval{{Addr: event.V4(0xf0010203), Net: 2, Place: 1, Campaign: 1, First: from, Last: from + 9}},
		Sessions:  []event.SessionTruth{{Session: 9, Account: 3, Addr: event.V4(0xf0010203), Campaign: 1, From: from, To: from + 9, Attack: 3}},
		Campaigns: []event.CampaignEntry{{TS: from, Campaign: 1, Phase: event.Acquire, Action: event.MailboxReset, Account: 3, Detail: "a < b"}},
		Responses: []event.Response{{TS: from, Action: event.RegulatorNotified, Account: event.NoAccount, Persons: 12}},
		LookAlike: []event.LookAlikeTruth{{Account: 8, From: from, To: from + 5, Fools: []string{"volume"}}},
	}
}

func (f *fake) Practitioners() iter.Seq[record.Practitioner] {
	return slices.Values([]record.Practitioner{{RPPS: "10000000001", LastName: "Martin", FirstName: "Zoé", Sex: 'F', SiteName: `Cabinet "des Lilas", Valmont`, Account: "PS3000017"}, {SiteName: "Accueil"}})
}

func (f *fake) Accounts() iter.Seq[record.Account] {
	return slices.Values([]record.Account{{ID: "PS3000017", RPPS: "10000000001", CreatedOn: record.Date{Year: 2015, Month: 4, Day: 2}, Delegates: 2}})
}

func (f *fake) Delegates() iter.Seq[record.Delegate] {
	return slices.Values([]record.Delegate{{Account: "PS3000017", Number: 1, LastName: "Roy", FirstName: "Ève", Sex: 'F', Role: "secretary", Since: record.Date{Year: 2019, Month: 9, Day: 1}},
		{Account: "PS3000017", Number: 2, LastName: "Petit", FirstName: "Jean", Sex: 'M', Role: "assistant", Since: record.Date{Year: 2021, Month: 1, Day: 4}}})
}

func (f *fake) Networks() iter.Seq[record.Network] {
	return slices.Values([]record.Network{{Prefix: "240.1.0.0/16", ASN: 64500, Org: "Fibre du Littoral", Lat: "48.1", Lon: "-1.6"}})
}

func (f *fake) WriteMMDB(w io.Writer) error {
	_, err := w.Write([]byte("no real database\n"))
	return err
}

func (f *fake) Estimate() Estimate {
	n := int64(len(f.windows) * f.perHour)
	return Estimate{AuditEvents: n, AccessLines: 3 * n, Exposures: n / 4, Persons: n}
}

type fakeFiller struct{ f *fake }

func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (s *fakeFiller) Fill(w event.Window, b *event.Batch) {
	if s.f.onFill != nil {
		s.f.onFill(w)
	}
	b.Reset(w)
	key := mix(s.f.seed ^ uint64(w.From))
	n := s.f.perHour/2 + int(key%uint64(s.f.perHour+1))
	if key%11 == 0 {
		n = 0 // some hours are empty
	}
	for i := range n {
		s.emit(w, b, key, i, n)
	}
	slices.Sort(b.AuditOrder)
	slices.Sort(b.AccessOrder)
}

func (s *fakeFiller) emit(w event.Window, b *event.Batch, key uint64, i, n int) {
	h := mix(key + uint64(i))
	at := int64(h % uint64(w.To-w.From))
	person := uint32(mix(h+1) % uint64(s.f.persons))
	ev := event.Event{TS: w.From + at, ID: mix(h + 2), Session: mix(h+3) % 1000, Request: mix(h + 4), ClientFP: mix(h + 5),
		NIR: nir.Make(2, 77, 3, nir.PlaceOf("75", 999), uint16(person%1000)), NIRRef: mix(uint64(person)), Addr: event.V4(0xf0000000 | uint32(h)&0xffffff),
		Account: uint32(h % 500), LatencyUS: uint32(h % 900_000), ReqBytes: 60, RespBytes: uint32(h % 9000), Port: uint16(h>>16) | 1024,
		Status: 200, Net: 1 + uint16(h%2), Place: 1, UserAgent: 1 + uint16(h>>8%2), Persons: 1, PatientDept: uint8(h % 3),
		Action: event.Lookup, Outcome: event.Success, Auth: event.Password, Service: event.Infopatient, Method: event.POST,
		Path: event.PathSearch, Result: event.Found}
	truth := event.Truth{Actor: event.Owner, Purpose: event.Visit}
	if h%s.f.attack == 0 {
		truth = event.Truth{Label: event.Attack, Actor: event.Bot, Campaign: 1, Phase: event.Scrape, Purpose: event.ListScraping, Number: uint16(h % 19)}
		b.Exposures = append(b.Exposures, event.Exposure{TS: ev.TS, Event: ev.ID, Ref: ev.NIRRef, Holder: ev.NIRRef, Person: person, Account: ev.Account, Campaign: 1, Channel: event.ByEmail, NotifiedAt: w.To})
	}
	if h%17 == 0 {
		b.Interference = append(b.Interference, event.Interference{TS: ev.TS, Event: ev.ID, Effect: event.Changed, Cause: event.ByControl, Index: 1})
	}
	order := uint64(at)/4<<32 | uint64(len(b.Audit))
	b.Audit, b.AuditTruth = append(b.Audit, ev), append(b.AuditTruth, truth)
	b.AuditOrder = append(b.AuditOrder, order)
	b.Persons = append(b.Persons, person)
	for k := range 3 {
		a := event.Access{TS: ev.TS + int64(k), Request: ev.Request + uint64(k), Event: ev.ID, Addr: ev.Addr, Account: ev.Account,
			RespBytes: uint32(k) * 1000, Status: 200, UserAgent: ev.UserAgent, Method: event.GET, Path: event.PathHome, Truth: truth}
		b.AccessOrder = append(b.AccessOrder, order>>32<<32|uint64(len(b.Access)))
		b.Access = append(b.Access, a)
	}
}

type fakePeople struct{}

func (fakePeople) Person(i uint32, p *record.Person) {
	n := nir.Make(1, 50, 6, nir.PlaceOf("2A", 999), uint16(i%1000))
	*p = record.Person{NIR: n, Ref: mix(uint64(i)), BirthName: "Durand, dit Petit", FirstNames: "Anne Marie", Sex: 'M',
		BirthDate: record.Date{Year: 1950, Month: 6, Day: 1 + uint8(i%28)}, BirthPlace: "Valmont", ResidenceDept: "01", Holder: n, BirthRank: 1,
		C2S: "free", FullCoverage: i%2 == 0, RightsStart: record.Date{Year: 2020, Month: 1, Day: 1}}
}

func (f fakePeople) Fill(persons []uint32, p []record.Person, c []record.Contact) {
	fillFrom(f, persons, p, c)
}

// fillFrom asks for one person after the other.
func fillFrom(f People, persons []uint32, p []record.Person, c []record.Contact) {
	for j, i := range persons {
		if len(p) > 0 {
			f.Person(i, &p[j])
		}
		if len(c) > 0 {
			f.Contact(i, &c[j])
		}
	}
}

func (fakePeople) Contact(i uint32, c *record.Contact) {
	*c = record.Contact{NIR: nir.Make(1, 50, 6, nir.PlaceOf("2A", 999), uint16(i%1000)), Ref: mix(uint64(i)), Email: "a@mail.example", Phone: "0199000000"}
}
