package provenance

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"filippo.io/age"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/seal"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// lock is who opens a seal, and the file that was made for it.
type lock struct {
	recipient age.Recipient
	made      string // file of a new key; empty where it was there before
}

// discard removes a new key that opens nothing.
func (l *lock) discard() {
	if l.made != "" {
		_ = os.Remove(l.made) // the failure that led here is told
	}
}

// openedBy reads the key or passphrase, or makes a key.
func openedBy(file, words string) (*lock, error) {
	if words != "" {
		b, err := os.ReadFile(words)
		if err != nil {
			return nil, term.Usagef("--passphrase %q: %w", words, cause.Of(err))
		}
		r, err := seal.Passphrase(b)
		if err != nil {
			return nil, term.Usagef("--passphrase %q: %w", words, err)
		}
		return &lock{recipient: r}, nil
	}
	b, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return newKey(file)
	case err != nil:
		return nil, term.Usagef("--key %q: %w", file, cause.Of(err))
	}
	ids, err := age.ParseIdentities(bytes.NewReader(b))
	if err == nil {
		if id, ok := ids[0].(*age.X25519Identity); ok && len(ids) == 1 {
			return &lock{recipient: id.Recipient()}, nil
		}
	}
	return nil, term.Usagef("--key %q exists and holds no key of seal", file).
		WithHint("choose another file: it is made")
}

// newKey makes a key and its file, which appears whole, for its owner alone.
func newKey(file string) (*lock, error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	text := fmt.Sprintf("# Opens a dataset that breachsim sealed: who has this line knows the truth.\n%s\n", id)
	const private = 0o600
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, private)
	if err == nil {
		_, err = f.WriteString(text)
		if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
			_ = os.Remove(file) // half a key is none
		}
	}
	if err != nil {
		return nil, &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("writing the key %q: %w", file, cause.Of(err))}
	}
	return &lock{recipient: id.Recipient(), made: file}, nil
}

// drawSecret reads a secret from a file, or draws one: with keys, all that is random in
// this program.
func drawSecret(file string) (s seal.Secret, err error) {
	if file != "" {
		b, err := term.ReadSecret("--secret-file", file)
		if err != nil {
			return s, err
		}
		return seal.Secret(b), nil
	}
	_, err = rand.Read(s[:])
	return s, err
}
