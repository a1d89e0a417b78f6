package survey

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/read"
)

// Place is where work came from: a field of a grid, and a kind of network.
type Place struct {
	Lat, Lon float64 // middle of the field, degrees
	Kind     string  // as records/networks has it; "" = unknown
	Country  string
	Events   [Sides]int64
}

// place names one.
type place struct {
	lat, lon int // in fields
	kind     string
}

// fields is how many fields of the grid are one degree.
const fields = 4

// places counts where work came from.
type places struct {
	networks *networks
	seen     map[place]*Place
}

func newPlaces(ctx context.Context, d *read.Dataset) (*places, error) {
	n, err := readNetworks(ctx, d)
	return &places{n, map[place]*Place{}}, err
}

// visit counts an event where it came from.
func (p *places) visit(e *read.Event, side Side) {
	if e.Lat == 0 && e.Lon == 0 {
		return
	}
	key := place{int(math.Floor(e.Lat * fields)), int(math.Floor(e.Lon * fields)), p.networks.kindOf(e.SrcIP)}
	x := p.seen[key]
	if x == nil {
		x = &Place{Lat: (float64(key.lat) + 0.5) / fields, Lon: (float64(key.lon) + 0.5) / fields, Kind: key.kind,
			Country: strings.Clone(e.Country)}
		p.seen[key] = x
	}
	x.Events[side]++
}

// list are the places from south to north.
func (p *places) list() []Place {
	return slices.SortedFunc(values(p.seen), func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Lat, b.Lat), cmp.Compare(a.Lon, b.Lon), cmp.Compare(a.Kind, b.Kind))
	})
}

// networks are blocks of addresses, by their first address, and of which kind each is.
type networks struct {
	blocks []netip.Prefix
	kinds  []string
}

// kindOf is the kind of the block that an address lies in; "" = in none.
func (n *networks) kindOf(a netip.Addr) string {
	i, found := slices.BinarySearchFunc(n.blocks, a, func(p netip.Prefix, a netip.Addr) int {
		return p.Addr().Compare(a)
	})
	if !found {
		i--
	}
	if i < 0 || !n.blocks[i].Contains(a) {
		return ""
	}
	return n.kinds[i]
}

// readNetworks reads records/networks.
func readNetworks(ctx context.Context, d *read.Dataset) (*networks, error) {
	n := &networks{}
	if !d.Has("records/networks.csv") {
		return n, nil
	}
	kinds := map[netip.Prefix]string{}
	for row, err := range d.Table(ctx, "networks", "prefix", "kind") {
		if err != nil {
			return nil, err
		}
		block, err := netip.ParsePrefix(row.Values[0])
		if err != nil {
			return nil, fmt.Errorf("records/networks.csv, line %d: %w", row.Line, err)
		}
		n.blocks = append(n.blocks, block)
		kinds[block] = strings.Clone(row.Values[1])
	}
	slices.SortFunc(n.blocks, func(a, b netip.Prefix) int { return a.Addr().Compare(b.Addr()) })
	for _, block := range n.blocks {
		n.kinds = append(n.kinds, kinds[block])
	}
	return n, nil
}
