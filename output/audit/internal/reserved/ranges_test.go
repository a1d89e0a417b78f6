package reserved

import "testing"

func TestFakeSpace(t *testing.T) {
	for _, x := range []struct {
		name string
		good func(string) bool
		in   []string
		out  []string
	}{
		{"nir", FakeNIR, []string{"1840569985123", "2910475976001", "260112A988004", "1030697185001", "1750675910001"},
			[]string{"1850578006048", "2691054958815", "1840599101123", "1030697405001", "x"}},
		{"rpps", FakeRPPS, []string{"99765411667"}, []string{"10003879623", "99700296140", "99765411668"}},
		{"phone", FakePhone, []string{"0199001234", "+33 6 39 98 00 01"}, []string{"0612345678", "0639970000"}},
		{"address", FakeAddress, []string{"240.1.2.3", "3fff:115::1", "203.0.113.9"}, []string{"81.2.69.142", "255.255.255.255", "2a01::1", ""}},
		{"domain", FakeDomain, []string{"cabinet.example", "a.example.org", "localhost"}, []string{"cabinet.fr", "example.fr", "notexample"}},
		{"site", FakeSite, []string{"996006680", "004343505"}, []string{"750712184", "99600668"}},
		{"asn", FakeASN, []string{"64496", "65551"}, []string{"3215", "65552"}},
		{"iban", FakeIBAN, []string{"FR0000000000003071761890935"}, []string{"FR1420041010050500013M02606"}},
		{"hosts", FakeHosts, []string{"Mozilla/5.0", "Bot (+https://bot.example/info)"}, []string{"Bot (+http://bot.com)", "x http://8.8.8.8/"}},
	} {
		for _, s := range x.in {
			if !x.good(s) {
				t.Errorf("%s %q is in the fake space", x.name, s)
			}
		}
		for _, s := range x.out {
			if x.good(s) {
				t.Errorf("%s %q is not in the fake space", x.name, s)
			}
		}
	}
}
