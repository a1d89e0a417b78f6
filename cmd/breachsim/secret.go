package main

import (
	"bytes"
	"encoding/hex"
	"io"
	"os"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/scenarios/cause"
)

const secretUsage = "file with 32 bytes, or 64 hex digits, that ids and references follow from instead of the seed"

// readSecret reads the file of --secret; no file is no secret.
func readSecret(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, term.Usagef("--secret %q: %w", path, cause.Of(err))
	}
	defer f.Close() // only read
	b, err := io.ReadAll(io.LimitReader(f, 1<<10))
	if err != nil {
		return nil, term.Usagef("--secret %q: %w", path, cause.Of(err))
	}
	if len(b) == 32 {
		return b, nil
	}
	if text, err := hex.DecodeString(string(bytes.TrimSpace(b))); err == nil && len(text) == 32 {
		return text, nil
	}
	return nil, term.Usagef("--secret %q: want 32 bytes, or 64 hex digits; this file has %d bytes", path, len(b)).
		WithHint("make one with: head -c 32 /dev/urandom > %s", path)
}
