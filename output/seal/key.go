package seal

import (
	"bufio"
	"bytes"
	"errors"
	"strings"

	"filippo.io/age"
)

// ReadKey reads what opens a seal: an age identity, or in any other file a passphrase,
// which is its first line.
func ReadKey(b []byte) ([]age.Identity, error) {
	if bytes.Contains(b, []byte("AGE-SECRET-KEY-")) {
		return age.ParseIdentities(bytes.NewReader(b))
	}
	pass, err := passphrase(b)
	if err != nil {
		return nil, err
	}
	id, err := age.NewScryptIdentity(pass)
	if err != nil {
		return nil, err
	}
	return []age.Identity{id}, nil
}

// Passphrase is the recipient of a seal that a passphrase opens, the first line of b.
func Passphrase(b []byte) (age.Recipient, error) {
	pass, err := passphrase(b)
	if err != nil {
		return nil, err
	}
	return age.NewScryptRecipient(pass)
}

// leastPassphrase is how many characters a passphrase has at least.
const leastPassphrase = 16

func passphrase(b []byte) (string, error) {
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Scan()
	pass := strings.TrimSpace(lines.Text())
	if len(pass) < leastPassphrase {
		return "", errors.New("neither an age identity (AGE-SECRET-KEY-…) nor a passphrase of 16 characters or more")
	}
	return pass, nil
}
