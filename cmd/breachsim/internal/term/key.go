package term

import (
	"os"

	"github.com/breachsim/breachsim/output/seal"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// KeyUsage is the help of --key for those who open a seal.
const KeyUsage = "file of the key, or of the passphrase, that opens sealed datasets"

// OpenSeal unlocks the truth of a sealed dataset with the key in a file.
func OpenSeal(dir, file string) (*seal.Opened, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, Usagef("--key %q: %w", file, cause.Of(err))
	}
	keys, err := seal.ReadKey(b)
	if err != nil {
		return nil, Usagef("--key %q: %w", file, err)
	}
	return seal.Open(dir, keys)
}
