package peer

import (
	"os"
	"runtime"
	"strings"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Credentials are what a receiver asks for. They come from the environment or
// from a file, never from a flag or a URL, which every user of the machine can
// read.
type Credentials struct{ Token, User, Password string }

// Any reports whether there are credentials at all.
func (c Credentials) Any() bool { return c != Credentials{} }

// Hide takes secrets out of a text that is shown to the user, such as an answer
// that repeats them.
func (c Credentials) Hide(text string) string {
	for _, secret := range []string{c.Token, c.Password} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return text
}

// ReadCredentials reads BREACHSIM_TOKEN, BREACHSIM_USER and BREACHSIM_PASSWORD,
// or the file of the options, which has lines such as "token=…", "user=…" and
// "password=…". What the file says holds before the environment.
func ReadCredentials(o sink.Options) (Credentials, error) {
	var c Credentials
	if o.Getenv != nil {
		c = Credentials{o.Getenv("BREACHSIM_TOKEN"), o.Getenv("BREACHSIM_USER"), o.Getenv("BREACHSIM_PASSWORD")}
	}
	if o.CredentialsFile == "" {
		return c, nil
	}
	text, err := readSecret(o.CredentialsFile)
	if err != nil {
		return c, err
	}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, _ := strings.Cut(line, "=")
		switch strings.TrimSpace(name) {
		case "token":
			c.Token = strings.TrimSpace(value)
		case "user":
			c.User = strings.TrimSpace(value)
		case "password":
			c.Password = strings.TrimSpace(value)
		default: // the line itself may be a secret
			return c, fault.Usage("credentials %q: line %d: write token=…, user=… or password=…",
				o.CredentialsFile, i+1)
		}
	}
	return c, nil
}

// readSecret reads a file that nobody else may read.
func readSecret(name string) (string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return "", fault.Usage("credentials %q: %w", name, cause.Of(err))
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", fault.Usage("credentials %q may be read by others: chmod 600 it", name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return "", fault.Usage("credentials %q: %w", name, cause.Of(err))
	}
	return string(text), nil
}
