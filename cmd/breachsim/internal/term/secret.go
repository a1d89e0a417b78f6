package term

import (
	"bytes"
	"encoding/hex"
	"io"
	"os"

	"github.com/breachsim/breachsim/scenarios/cause"
)

// SecretUsage is the help of --secret.
const SecretUsage = "file with 32 bytes, or 64 hex digits, that ids and references follow from instead of the seed"

// ReadSecret reads the file of a flag such as --secret; no file is no secret.
func ReadSecret(flag, path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, Usagef("%s %q: %w", flag, path, cause.Of(err))
	}
	defer f.Close() // only read
	b, err := io.ReadAll(io.LimitReader(f, 1<<10))
	if err != nil {
		return nil, Usagef("%s %q: %w", flag, path, cause.Of(err))
	}
	if len(b) == 32 {
		return b, nil
	}
	if text, err := hex.DecodeString(string(bytes.TrimSpace(b))); err == nil && len(text) == 32 {
		return text, nil
	}
	return nil, Usagef("%s %q: want 32 bytes, or 64 hex digits; this file has %d bytes", flag, path, len(b)).
		WithHint("make one with: head -c 32 /dev/urandom > %s", path)
}
