package client

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
)

// Telephones name themselves a desktop for the other site, with the version that they
// have; tablets, which name themselves one anyway, a tablet. Computers have no such
// switch. Security software is switched on Windows alone, and back again.
func TestDevicesHaveOneOtherName(t *testing.T) {
	d, phones, tablets, switched := testDevices(), 0, 0, 0
	for k := range uint32(4_000) {
		who := User{Account: k, Profile: scenarios.Nurse, Day: feb14 + int32(k%60)}
		ua, fp := d.Client(k, who.Profile, 0, who.Day)
		text := Agents()[ua]
		phone := strings.Contains(text, "Android") || strings.Contains(text, "iPhone")
		if other, ok := d.OtherSite(who, ua); ok {
			now := Agents()[other]
			tablet := strings.Contains(now, "(iPad; ")
			if tablet == phone || phone && !strings.Contains(now, "(X11; Linux x86_64)") && !strings.Contains(now, "(Macintosh; ") {
				t.Fatalf("%q asks for the other site as %q", text, now)
			}
			if d.agents.desktop[other] == 0 && strings.Contains(now, "Mobile") != tablet ||
				between(text, "Version/", " ") != between(now, "Version/", " ") ||
				between(text, "Chrome/", " ") != between(now, "Chrome/", " ") {
				t.Fatalf("%q asks for the other site as %q", text, now)
			}
			phones, tablets = phones+1, tablets+strings.Count(now, "(iPad; ")
		} else if phone {
			t.Fatalf("%q has no other name", text)
		}
		other, ok := d.Switched(who, ua, fp)
		if ok != strings.Contains(text, "Windows NT") || ok && other == fp {
			t.Fatalf("%q shows %x, switched %x (%v)", text, fp, other, ok)
		}
		if ok {
			switched++
			if other != Fingerprint(ua) && fp != Fingerprint(ua) {
				t.Fatalf("neither %x nor %x is the program's own", fp, other)
			}
		}
	}
	if phones < 500 || tablets < 100 || switched < 1_000 {
		t.Errorf("%d of telephones, %d of tablets, %d switched", phones, tablets, switched)
	}
}
