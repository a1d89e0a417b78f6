package htmlreport

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// The library in the page is the one that its authors published.
func TestLibraryIsThePublishedOne(t *testing.T) {
	for text, want := range map[string]string{
		uplotText:  "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
		uplotStyle: "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
	} {
		if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) != want {
			t.Errorf("a file of uPlot 1.6.32 has the digest %x, want %s", sum, want)
		}
	}
}
