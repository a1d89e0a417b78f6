package network

import (
	"fmt"
	"io"
	"net"
	"strconv"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"

	"github.com/breachsim/breachsim/generator/event"
)

// mmdbEpoch is the build time that the database states: 2022-01-01 UTC,
// always, so that the same plan gives the same bytes.
const mmdbEpoch = 1_640_995_200

// WriteMMDB writes the plan as a MaxMind database (format 2.0) with the fields
// of the City and ASN databases, so that log pipelines can enrich addresses.
// It says of each address what records/networks and the audit log say.
//
// Some readers open a database only under a type that they know by name. The list
// of languages is left out, whose only word the library would write as a
// distance to another: so the name of the type can be replaced by one of any length.
func (n *Map) WriteMMDB(w io.Writer, r Region) error {
	tree, err := mmdbwriter.New(mmdbwriter.Options{
		BuildEpoch:   mmdbEpoch,
		DatabaseType: "Breachsim-City-ASN",
		Description: map[string]string{
			"en": "Invented networks of a simulated world; no address is routed",
		},
		IncludeReservedNetworks: true,
		RecordSize:              28,
	})
	if err != nil {
		return fmt.Errorf("making the network database: %w", err)
	}
	for i := range n.blocks {
		b := &n.blocks[i]
		if !r.covers(b) {
			continue
		}
		value, err := n.mmdbValue(b)
		if err != nil {
			return err
		}
		if err := tree.Insert(ipNet(b.addr, int(b.bits)), value); err != nil {
			return fmt.Errorf("adding %s/%d to the network database: %w", b.addr, b.bits, err)
		}
	}
	if _, err := tree.WriteTo(w); err != nil {
		return fmt.Errorf("writing the network database: %w", err)
	}
	return nil
}

// mmdbValue is what the database says of a block.
func (n *Map) mmdbValue(b *netBlock) (mmdbtype.Map, error) {
	p, as := &n.places[b.place], &asList[b.net-1]
	lat, err := strconv.ParseFloat(p.Lat, 64)
	if err != nil {
		return nil, fmt.Errorf("latitude of %s: %w", p.City, err)
	}
	lon, err := strconv.ParseFloat(p.Lon, 64)
	if err != nil {
		return nil, fmt.Errorf("longitude of %s: %w", p.City, err)
	}
	country := mmdbtype.Map{"iso_code": mmdbtype.String(p.Country), "names": english(countryName(p.Country))}
	return mmdbtype.Map{
		"autonomous_system_number":       mmdbtype.Uint32(as.number),
		"autonomous_system_organization": mmdbtype.String(as.org),
		"city":                           mmdbtype.Map{"names": english(p.City)},
		"continent": mmdbtype.Map{"code": mmdbtype.String(n.continents[b.place]),
			"names": english(continentName(n.continents[b.place]))},
		"country":            country,
		"registered_country": country,
		"location": mmdbtype.Map{"accuracy_radius": mmdbtype.Uint16(20),
			"latitude": mmdbtype.Float64(lat), "longitude": mmdbtype.Float64(lon)},
	}, nil
}

func english(name string) mmdbtype.Map { return mmdbtype.Map{"en": mmdbtype.String(name)} }

func countryName(code string) string {
	names := map[string]string{"BE": "Belgium", "CH": "Switzerland", "DE": "Germany", "ES": "Spain", "FR": "France",
		"GB": "United Kingdom", "IT": "Italy", "LU": "Luxembourg", "MA": "Morocco", "NL": "The Netherlands",
		"PL": "Poland", "RO": "Romania", "US": "United States"}
	return names[code]
}

func continentName(code string) string {
	return map[string]string{"AF": "Africa", "EU": "Europe", "NA": "North America", "SA": "South America"}[code]
}

// ipNet converts a prefix of the plan for the writer.
func ipNet(a event.Addr, bits int) *net.IPNet {
	ip := a.Netip().AsSlice()
	return &net.IPNet{IP: ip, Mask: net.CIDRMask(bits, 8*len(ip))}
}
