package network

import "breachsim/generator/socket"

// Translations says of each autonomous system, as Catalog.Networks, what it does to
// the ports of its customers. The boxes of homes and practices keep a port where it
// is free; hospitals are behind a firewall (assumed).
func Translations() []socket.Translation {
	out := make([]socket.Translation, 1+len(asList))
	for net := range out {
		switch {
		case net == netFixed+hospitals, net >= netVPN && net < netVPN+numVPN:
			out[net] = socket.Rewritten
		case net >= netMobile && net <= netIslands:
			out[net] = socket.Shared
		case net == netRelay:
			out[net] = socket.Relayed
		}
	}
	return out
}
