package client

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// A client's fingerprint is that of its TLS handshake: a hash of the protocol
// versions, cipher suites and extensions that it offers, as JA3 and JA4 are. So it
// tells the program and not the machine: all who have the same build of a browser
// share it, in every world, and an update changes it only where the new version
// offers something else. What differs from connection to connection (random
// values, the padding, a session that is taken up again) is left out of it.
//
//	user agent ─► whose handshake: engine and generation, or a library ─► fingerprint
//	machine    ─► security software that opens connections? ─► its fingerprint instead

// generation is the first major version of an engine that offers a handshake; the
// versions up to the next generation share it.
type generation = int

// The generations of handshakes by engine, as the presets of the uTLS library tell
// them apart (github.com/refraction-networking/utls, u_common.go).
var (
	chromiumGenerations = []generation{72, 83, 87, 96, 100, 102, 106, 112, 115, 120, 131, 133}
	firefoxGenerations  = []generation{65, 99, 102, 105, 120}
	safariGenerations   = []generation{13, 14, 16}
)

// handshakeOf names the handshake of the program that a user agent names.
func handshakeOf(agent string) string {
	switch {
	case agent == "":
		return ""
	case strings.Contains(agent, "Trident/"):
		return "schannel " + between(agent, "Windows ", ";")
	case strings.Contains(agent, "Firefox/"):
		return offered("firefox", firefoxGenerations, agent, "Firefox/")
	case strings.Contains(agent, "Chrome/"):
		// Edge is built on the same engine; telephones prefer another cipher.
		if strings.Contains(agent, "Android") {
			return offered("chromium-android", chromiumGenerations, agent, "Chrome/")
		}
		return offered("chromium", chromiumGenerations, agent, "Chrome/")
	case strings.Contains(agent, "Version/"):
		return offered("safari", safariGenerations, agent, "Version/")
	}
	name, _, _ := strings.Cut(agent, "/")
	return "library " + name
}

// offered names the handshake of the version that stands behind a word.
func offered(engine string, list []generation, agent, word string) string {
	version, _ := strconv.Atoi(between(agent, word, "."))
	first := list[0]
	for _, g := range list {
		if g <= version {
			first = g
		}
	}
	return engine + " " + strconv.Itoa(first)
}

// between returns what stands between a word and the next mark.
func between(text, word, mark string) string {
	_, text, _ = strings.Cut(text, word)
	text, _, _ = strings.Cut(text, mark)
	return text
}

// fingerprintOf is the fingerprint of a handshake: the first bytes of a digest, as
// those of JA3 and JA4 are, so that no two of them are near each other in any
// arithmetic however alike their names are. None of those known is 0, which a test
// holds.
func fingerprintOf(handshake string) uint64 {
	sum := sha256.Sum256([]byte("tls " + handshake))
	return binary.BigEndian.Uint64(sum[:])
}

// inspectors is how many products open the connections of the machines on which
// they run: endpoint protection and filters of an office.
const inspectors = 9

// inspectedShare is the share of Windows machines whose connections such a product
// opens, in 1/65536 by profile: 4 to 11 in 100 connections of the field (Durumeric
// and others, "The Security Impact of HTTPS Interception", NDSS 2017); that hospitals
// and laboratories do so more often is assumed.
var inspectedShare = [scenarios.NumProfiles]uint64{
	scenarios.GP: 3_900, scenarios.Pharmacy: 4_600, scenarios.Nurse: 2_600, scenarios.Other: 3_900,
	scenarios.HospitalDesk: 16_400, scenarios.Lab: 11_800, scenarios.Vaccination: 5_200,
}

// inspectorPrints are the fingerprints of those products. Some are built on a common
// library and show its handshake, so that such a one under a browser's name is not
// always a robot (assumed: one OpenSSL, one Go).
var inspectorPrints = func() (out [inspectors]uint64) {
	out[0], out[1] = fingerprintOf("library curl"), fingerprintOf("library Go-http-client")
	for i := 2; i < inspectors; i++ {
		out[i] = fingerprintOf("inspector " + strconv.Itoa(i))
	}
	return out
}()

// inspected draws whether security software opens a device's connections, and which.
// It is part of the key, and no number of package client's other draws.
const inspected = 2 << 40

// inspector returns the fingerprint of the product that opens the connections of a
// device on Windows, if one does.
func inspector(device random.Key, profile scenarios.Profile) (fp uint64, ok bool) {
	u := device.At(inspected).Uint64()
	return inspectorPrints[u>>16%inspectors], u&0xffff < inspectedShare[profile]
}
