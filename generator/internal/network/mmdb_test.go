package network

import (
	"bytes"
	"crypto/sha256"
	"strconv"
	"testing"

	"github.com/oschwald/maxminddb-golang/v2"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// mmdbAnswer is what a log pipeline reads.
type mmdbAnswer struct {
	ASN       uint32 `maxminddb:"autonomous_system_number"`
	Org       string `maxminddb:"autonomous_system_organization"`
	Continent struct {
		Code string `maxminddb:"code"`
	} `maxminddb:"continent"`
	Country struct {
		ISO string `maxminddb:"iso_code"`
	} `maxminddb:"country"`
	City struct {
		Names map[string]string `maxminddb:"names"`
	} `maxminddb:"city"`
	Location struct {
		Lat float64 `maxminddb:"latitude"`
		Lon float64 `maxminddb:"longitude"`
	} `maxminddb:"location"`
}

func TestMMDBAgreesWithTheCatalog(t *testing.T) {
	l := testLines(2_000)
	n := l.Networks()
	var file bytes.Buffer
	if err := n.WriteMMDB(&file, nil); err != nil {
		t.Fatal(err)
	}
	db, err := maxminddb.OpenBytes(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var c event.Catalog
	n.FillCatalog(&c)
	check := func(addr event.Addr, net, place uint16) {
		t.Helper()
		var got mmdbAnswer
		if err := db.Lookup(addr.Netip()).Decode(&got); err != nil {
			t.Fatal(err)
		}
		as, p := c.Networks[net], c.Places[place]
		lat, _ := strconv.ParseFloat(p.Lat, 64)
		lon, _ := strconv.ParseFloat(p.Lon, 64)
		if got.ASN != as.ASN || got.Org != as.Org || got.Country.ISO != p.Country || got.City.Names["en"] != p.City ||
			got.Location.Lat != lat || got.Location.Lon != lon || got.Continent.Code != n.continents[place] {
			t.Fatalf("%s: database says %+v, catalog %+v %+v", addr, got, as, p)
		}
	}
	for k := range uint32(len(l.list)) {
		check(l.Address(k, 0, feb14+int32(k%40), uint64(k)))
	}
	for _, kind := range []scenarios.NetworkKind{
		scenarios.Datacentre, scenarios.VPN, scenarios.ResidentialProxy, scenarios.MobileCGNAT, scenarios.Tor,
	} {
		for i := range 200 {
			check(n.Hosting(kind, nil, random.Key(5), i))
		}
	}
	t.Logf("%d bytes, %d blocks", file.Len(), len(n.blocks))
	var again bytes.Buffer
	err = NewMap(random.New(7)).WriteMMDB(&again, nil)
	if err != nil || sha256.Sum256(again.Bytes()) != sha256.Sum256(file.Bytes()) {
		t.Error("the same key gives another file")
	}
}
