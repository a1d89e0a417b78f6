package client

import (
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Streams of the draws about devices. Their numbers are part of the output and
// belong to the two hundreds, of which package accounts keeps the list.
const (
	stDevice random.Stream = 213 // devices and browsers
	_        random.Stream = 214 // was meant for the day of a browser's update, and draws nothing
)

// Draws about a device: each is part of the key, above the bits that say whom it
// is about. A version of its browser has the number of the release. Never reuse
// one.
const (
	secondDevice = 1       // which device of a person's two; the first is 0
	_            = 1 << 40 // was a number of the device itself
	model        = 3 << 40 // which machine it is; 2 << 40 is in handshake.go
	habits       = 4 << 40 // of the person
)

// Devices answers which browser a person works with on a day. It stores nothing
// by account and is safe for concurrent use.
type Devices struct {
	agents *agentTable
	key    random.Key
	start  int32
}

// NewDevices prepares the devices that the key names, for a world that begins on
// a local day, in days since 1970-01-01.
func NewDevices(key random.Key, start int32) Devices {
	return Devices{agents: userAgents(), key: key.Stream(stDevice), start: start}
}

// Agents returns the user agents of the simulation, as Catalog.UserAgents. The
// caller must not change them.
func Agents() []string { return userAgents().texts }

// deviceCuts weigh the families of main clients by profile, cumulative in
// 1/65536. Assumptions: general practice runs on office Windows, hospitals on
// extended support versions, nurses work from tablets and telephones.
var deviceCuts = [scenarios.NumProfiles][numFamilies]uint32{
	scenarios.GP:           cutsOf([numFamilies]uint32{37, 17, 13, 4, 8, 9, 2, 1, 0, 0, 2, 3, 1, 2, 1}),
	scenarios.Pharmacy:     cutsOf([numFamilies]uint32{41, 20, 11, 6, 2, 1, 0, 0, 0, 0, 7, 6, 3, 1, 2}),
	scenarios.Nurse:        cutsOf([numFamilies]uint32{27, 14, 7, 1, 6, 8, 10, 12, 8, 3, 1, 1, 0, 1, 1}),
	scenarios.Other:        cutsOf([numFamilies]uint32{36, 16, 10, 2, 10, 13, 4, 2, 1, 1, 1, 1, 0, 2, 1}),
	scenarios.HospitalDesk: cutsOf([numFamilies]uint32{24, 22, 4, 32, 0, 0, 0, 0, 0, 0, 5, 8, 4, 0, 1}),
	scenarios.Lab:          cutsOf([numFamilies]uint32{36, 24, 8, 22, 0, 0, 0, 0, 0, 0, 4, 4, 1, 0, 1}),
	scenarios.Vaccination:  cutsOf([numFamilies]uint32{48, 26, 10, 6, 2, 2, 3, 1, 2, 0, 0, 0, 0, 0, 0}),
}

// secondDevices are the families of second devices.
var secondDevices = [...]uint8{
	safariPhone, safariPhone, safariPad, chromeAndroid, samsungAndroid, chromeWin, chromeMac, firefoxWin,
}

const (
	stuckClients   = 1_300 // share of clients that never update, in 1/65536
	slowClients    = 9_800 // that take about a month
	secondDeviceOf = 3_900 // share of person-days on the second device
	explorerEnd    = 19_158
)

// cutsOf turns percentages into cumulative shares of 65,536, the last exact.
func cutsOf(weights [numFamilies]uint32) (cuts [numFamilies]uint32) {
	var sum, run uint32
	for _, w := range weights {
		sum += w
	}
	for i, w := range weights {
		run += w
		cuts[i] = run << 16 / sum
	}
	return cuts
}

// Client returns the client of one of the humans of account k, which is of a
// profile, on a local day (days since 1970-01-01): its user agent, index into
// Catalog.UserAgents, and the fingerprint of its handshake, which everybody with that
// program shows (see handshake.go). human counts from 0.
//
// A browser follows its publisher's builds, each after a delay of its own: mostly
// days, for one in seven weeks, for one in fifty never. None shows a build on the
// day on which it comes out. Now and then a whole day is spent on a second device.
func (d *Devices) Client(k uint32, profile scenarios.Profile, human uint8, day int32) (ua uint16, fp uint64) {
	x := d.on(User{k, profile, human, day})
	if x.stuck {
		ua = FixedAgent(int(x.draw >> 8 & 0xff))
	} else {
		ua = d.agents.version(int(x.family), day, x.draw>>32&0xffff < slowClients, x.key)
	}
	return ua, d.fingerprint(x.key, profile, ua)
}

// User is one of the humans of an account, which is of a profile, on a local day
// (days since 1970-01-01). Human counts from 0.
type User struct {
	Account uint32
	Profile scenarios.Profile
	Human   uint8
	Day     int32
}

// device is what somebody works with on a day.
type device struct {
	key    random.Key
	draw   uint64
	family uint8
	stuck  bool // it never updates, and is of no family
}

// on returns the device of somebody's day: now and then the second one.
func (d *Devices) on(who User) (x device) {
	own := uint64(who.Account)<<9 | uint64(who.Human)<<1
	x.key = d.key.At(own)
	second := x.key.At(uint64(uint32(who.Day))).Uint64()&0xffff < secondDeviceOf &&
		who.Profile != scenarios.HospitalDesk
	if second {
		x.key = d.key.At(own | secondDevice)
	}
	x.draw = x.key.Uint64()
	if x.stuck = !second && x.draw>>48 < stuckClients; x.stuck {
		x.family = numFamilies
		return x
	}
	x.family = familyOf(who.Profile, second, x.draw)
	if (x.family == explorer || x.family == explorer7) && d.start >= explorerEnd {
		x.family = edgeWin // out of support since June 2022
	}
	return x
}

// fingerprint is what a device shows under a user agent: its program's own
// handshake, or that of the product that opens its connections.
func (d *Devices) fingerprint(device random.Key, profile scenarios.Profile, ua uint16) uint64 {
	if d.agents.windows[ua] {
		if fp, ok := inspector(device, profile); ok {
			return fp
		}
	}
	return d.agents.prints[ua]
}

// familyOf returns the family of a device, as its draw u has it.
func familyOf(profile scenarios.Profile, second bool, u uint64) uint8 {
	if second {
		return secondDevices[u&7]
	}
	cuts := &deviceCuts[profile]
	draw := uint32(u & 0xffff)
	for f := uint8(0); f < numFamilies-1; f++ {
		if draw < cuts[f] {
			return f
		}
	}
	return numFamilies - 1
}

// lagDays bounds after how many days most have a build, by track: a browser is handed
// out to a few in the hundred on the first day and to nearly all within two weeks, and
// restarted somewhat later (Chrome Releases: "over the coming days/weeks"; four in five
// after two weeks, as counters of browsers show it, roughly); a telephone's system, and
// Safari with it, asks and waits (assumed).
var lagDays = [numTracks]uint64{
	chromiumTrack: 15, windowsTrack: 15, edgeTrack: 13, androidTrack: 15, firefoxTrack: 10, esrTrack: 16,
	safariTrack: 26, phoneTrack: 26, samsungTrack: 32,
}

// lastBuilds is how many builds a slow client may lie behind; whoever lies farther
// behind takes the one that many before the last.
const lastBuilds = 12

// version returns the user agent of a device on a day: the last build whose delay is
// over.
func (t *agentTable) version(family int, day int32, slow bool, device random.Key) uint16 {
	models := t.families[family].models
	versions := models[0]
	if len(models) > 1 {
		versions = models[device.At(model).Below(uint64(len(models)))]
	}
	track := clientFamilies[family].track
	if track < 0 {
		return versions[0]
	}
	v := t.latestOf(track, day)
	for floor := max(v-lastBuilds, 0); v > floor; v-- {
		u := device.At(uint64(v)).Uint64() & 0xffff
		// Halfway between an even spread and its square: half of them within three eighths of the time.
		lag := 1 + int32((u+u*u>>16)*lagDays[track]>>17)
		if slow {
			lag = 10 + lag*4
		}
		if t.releases[track][v].day+lag <= day {
			break
		}
	}
	return versions[min(v, int32(len(versions))-1)]
}

// PoolAgent returns one of the browsers in use on a day, as the draw of the
// key has it: index into Catalog.UserAgents.
func (d *Devices) PoolAgent(key random.Key, day int32) uint16 {
	u := key.Uint64()
	family := [...]int{chromeWin, chromeWin, chromeWin, edgeWin, firefoxWin, chromeMac, safariMac, safariPhone}[u&7]
	return d.agents.version(family, day, u>>8&7 == 0, key)
}
