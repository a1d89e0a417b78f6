package network

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/speck"
	"github.com/breachsim/breachsim/scenarios"
)

// Line is how an account reaches the internet: its site's fixed line, and what
// stands in for it. It is made by a [Setup].
type Line struct {
	base    uint32 // first address of the line's block
	slot    uint32 // the site's number inside the block
	site    uint32
	second  uint32 // 1 + place among the second lines; 0 = the account has none
	net     uint16 // of the fixed line
	place   uint16
	bits    uint8 // of the block's host part
	lease   uint8 // days of one lease; 0 = the address never changes
	vpn     uint8 // 1 + provider; 0 = none
	dept    uint8
	town    uint8
	profile scenarios.Profile
	pooled  bool // leases come from the pools of the provider's region (see region.go)
	v6      bool // the site has a /56 of IPv6, and prefers it
	beside  bool // of a second line: it is at the site, beside the first one
}

// Lines is the lines of all accounts, by index. It is read-only once its [Setup]
// is done, and may be shared.
type Lines struct {
	nets               *Map
	list               []Line
	seconds            []Line // of accounts that have one
	session, leaseTurn random.Key
	veil               *speck.Cipher // of what an IPv6 address shows of a draw; nil = it shows the draw
}

// Networks returns the map of networks in which the lines are.
func (l *Lines) Networks() *Map { return l.nets }

// Provider is the autonomous system (index into Catalog.Networks) of the fixed line of account k.
func (l *Lines) Provider(k uint32) uint16 { return l.list[k].net }

// leasesPerSite is the number of addresses a site comes round to.
const (
	leasesPerSite = 16
	sitesPerCell  = 1 << (cellBits - 1) / leasesPerSite
	hostedPerPool = 1 << (poolBits4 - 2)
)

// Shares of sites in millionths, and of sessions in 1/65536 (assumptions; 2
// to 5 % of professionals behind a VPN is a usual figure).
const (
	hostedSites   = 8_000   // work on a remote desktop in a data centre
	fixedLease    = 350_000 // keep their address for long; of these
	foreverLease  = 500_000 // for good, the others until the provider moves them
	dailyLease    = 150_000 // get a new one each day
	vpnAccounts   = 30_000
	outageDays    = 6_000 // days on which a site's line fails
	vpnSessions   = 52_429
	mobileOutage  = 45_875
	awayAccounts  = 140_000 // work at a second place, too: at home, in a second practice
	twinLines     = 120_000 // have a second line at the site, mostly of another provider, for when one fails
	secondOfAll   = 13_100  // sessions over a second line
	fallsBackToV4 = 2_600   // sessions of an IPv6 site that begin over IPv4
)

// mobileSessions is the share of sessions over a mobile carrier on ordinary
// days, in 1/65536: home visits, tablets, a telephone as modem.
var mobileSessions = [scenarios.NumProfiles]uint64{
	scenarios.GP: 1_000, scenarios.Pharmacy: 130, scenarios.Nurse: 9_800, scenarios.Other: 1_300,
	scenarios.HospitalDesk: 0, scenarios.Lab: 0, scenarios.Vaccination: 2_600,
}

// Address returns where a session of account k comes from: its address, the
// autonomous system (index into Catalog.Networks) and the place (index into
// Catalog.Places). human counts the users of shared credentials from 0, day is
// the local date in days since 1970-01-01, session is any number that tells
// the sessions of one account and day apart.
//
// Most sessions leave by the fixed line of the site, which all its accounts
// share and whose address changes when a lease of 1 to 60 days ends, at local
// midnight. Some go over a mobile carrier, all day long when the line fails;
// a few accounts use a VPN provider, and one in five has a second line. An IPv6
// site shows an address per person and day inside its /56, now and then that of
// its IPv4.
func (l *Lines) Address(k uint32, human uint8, day int32, session uint64) (addr event.Addr, net, place uint16) {
	line := &l.list[k]
	who := l.who(k, human, day)
	u := who.At(session).Uint64()
	if line.vpn != 0 && u&0xffff < vpnSessions {
		return l.vpnExit(line, who.Uint64())
	}
	mobile := mobileSessions[line.profile]
	if l.leaseTurn.At2(lineFails|uint64(line.site), uint64(uint32(day))).Chance(outageDays) {
		mobile = mobileOutage
	}
	if u>>16&0xffff < mobile {
		return l.mobileExit(k, human, who.Uint64())
	}
	if line.second != 0 && u>>32&0xffff < secondOfAll {
		line = &l.seconds[line.second-1]
	}
	if line.v6 && u>>48 >= fallsBackToV4 {
		return l.v6Address(line, who.Uint64()), line.net, line.place
	}
	return l.leased(line, day)
}

// who names the draws of one user of account k on a day.
func (l *Lines) who(k uint32, human uint8, day int32) random.Key {
	return l.session.At(uint64(k)<<8 | uint64(human)).At(uint64(uint32(day)))
}

// leaseOf returns which of its addresses a site has on a day.
func (l *Lines) leaseOf(line *Line, day int32) uint32 {
	key, days := l.leaseTurn.At(uint64(line.site)), uint32(line.lease)
	if days == 0 {
		return uint32(key.Below(leasesPerSite))
	}
	// An odd step through the site's addresses: a new lease is a new address.
	u := key.Uint64()
	epoch := (uint32(day) + uint32(u>>32)%days) / days
	return (uint32(u) + epoch*(uint32(u>>8)|1)) % leasesPerSite
}

// vpnExit returns an exit of the account's VPN provider: nine in ten days at
// home, else in a country at random, as the day's draw u has it.
func (l *Lines) vpnExit(line *Line, u uint64) (event.Addr, uint16, uint16) {
	c := 0
	if u&0xff < 26 {
		c = int(u >> 8 & 0xff % uint64(len(vpnCountries)))
	}
	b := &l.nets.blocks[l.nets.firstVPN+int(line.vpn-1)*len(vpnCountries)+c]
	return event.V4(uint32(b.addr.Lo) | uint32(u>>24&(1<<exitBits-1))), b.net, b.place
}

// mobileExit returns the carrier's shared address that a person's telephone
// has for the day: mostly at the gateway of the region, else at another one. u is
// the day's draw.
func (l *Lines) mobileExit(k uint32, human uint8, u uint64) (event.Addr, uint16, uint16) {
	gateway := l.nets.exitOf(l.list[k].dept, u)
	b := &l.nets.blocks[l.nets.firstNAT+l.carrierOf(k, human)*len(gatewayDepts)+gateway]
	return event.V4(uint32(b.addr.Lo) | uint32(u>>32&(1<<natBits-1))), b.net, b.place
}

// carrierOf returns the carrier of a person's telephone.
func (l *Lines) carrierOf(k uint32, human uint8) int {
	return int(l.leaseTurn.At2(whichCarrier|uint64(k), uint64(human)).Below(numCarriers))
}

// v6Address returns the address of one person's device for the day (RFC 8981)
// inside the site's /56.
func (l *Lines) v6Address(line *Line, u uint64) event.Addr {
	if l.veil != nil {
		u = l.veil.Encrypt(u)
	}
	return event.Addr{Hi: line.site6(), Lo: u}
}

// Veil enciphers the lower halves of IPv6 addresses under a key.
func (l *Lines) Veil(key [speck.KeySize]byte) {
	c := speck.New(key)
	l.veil = &c
}

// leased returns the IPv4 address of a line on a day.
func (l *Lines) leased(line *Line, day int32) (addr event.Addr, net, place uint16) {
	addr, place = l.lineAddress(line, l.leaseOf(line, day))
	return addr, line.net, place
}

// lineAddress returns the address of a line under one of its leases, and where the
// map has it.
func (l *Lines) lineAddress(line *Line, lease uint32) (event.Addr, uint16) {
	number, base, place := line.slot*leasesPerSite+lease, line.base, line.place
	if line.pooled {
		dept, town := l.nets.poolAt(line, number)
		base, place = cellAt(line.grid(), dept, int(town)), townPlace(dept, int(town))
	}
	return event.V4(base | l.nets.scatter(base, number, line.bits)), place
}

// grid returns the provider of a line in the grid of fixed lines.
func (l *Line) grid() int { return int(l.base>>24) - 240 }

// site6 returns the upper half of the IPv6 addresses of a site.
func (l *Line) site6() uint64 {
	return cell6At(l.grid(), l.dept, int(l.town)) | uint64(l.slot)<<8
}
