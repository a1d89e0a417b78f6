package detect

import (
	"testing"

	"github.com/breachsim/breachsim/output/dataset/datasettest"
)

// Whoever is found in a log, by reference or by number, is among the persons of the
// records, many with a household of several and with a doctor who has an account.
func TestKinJoinTheLog(t *testing.T) {
	for _, mode := range []string{"hmac", "clear"} {
		d := reopen(t, datasettest.Tiny(t, "output.nir="+mode))
		w := &outside{data: d}
		kin, err := w.Kin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		doctors, homes := 0, map[uint64]int{}
		for _, k := range kin {
			homes[k.Household]++
			if k.Doctor != 0 {
				doctors++
			}
		}
		if len(kin) == 0 || len(homes) == len(kin) || doctors < len(kin)/2 || homes[0] > 0 {
			t.Errorf("%s: %d persons in %d households, %d with a doctor", mode, len(kin), len(homes), doctors)
		}
		log, err := d.AuditLog()
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for ev, err := range log.All(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if ev.Result != "found" {
				continue
			}
			found++
			if _, ok := kin[ev.Person()]; !ok {
				t.Fatalf("%s: a person who was found is not in the records", mode)
			}
		}
		if found == 0 {
			t.Errorf("%s: nobody is found", mode)
		}
	}
}

// A dataset without persons in its records has nobody with kin.
func TestNoPersonsInTheRecords(t *testing.T) {
	w := &outside{data: small().write(t, "")}
	if kin, err := w.Kin(t.Context()); err != nil || len(kin) > 0 {
		t.Errorf("%d persons, %v", len(kin), err)
	}
}
