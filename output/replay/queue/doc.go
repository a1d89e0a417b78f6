// Package queue sends log lines to message brokers: Kafka and NATS.
//
// It stands at the end of `breachsim replay`: a batch is sent, and taken once the
// broker has acknowledged each line of it. Lines of an account keep their order. It
// makes no topic and no stream with settings of its own, paces nothing and leaves
// trying again to the sender.
package queue

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// names are where the lines of each log go, by the log.
type names [2]string

// destinations reads the topic or subject of a URL's path. A {log} in it stands for the
// name of the log.
func destinations(u *url.URL, kind string, good func(string) bool) (names, error) {
	var n names
	path := strings.Trim(u.Path, "/")
	for _, l := range []sink.Log{sink.Audit, sink.Access} {
		n[l] = strings.ReplaceAll(path, lines.Placeholder, lines.Name(l))
		if !good(n[l]) {
			return n, fault.Usage("address %q: %q is no %s: write %s://HOST:PORT/portal.{log}",
				u.Redacted(), n[l], kind, u.Scheme)
		}
	}
	return n, nil
}

// words reports whether a name has only letters, digits and the characters of more.
func words(name, more string) bool {
	return name != "" && len(name) <= 249 && strings.IndexFunc(name, func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !letter && !strings.ContainsRune(more, r)
	}) < 0
}

// check refuses addresses that cannot be meant, or would give secrets away.
func check(u *url.URL, known ...string) error {
	if u.Hostname() == "" {
		return fault.Usage("address %q names no host: write %s://HOST:PORT/NAME", u.Redacted(), u.Scheme)
	}
	if u.User != nil {
		return fault.Usage("address %q holds a user: set BREACHSIM_USER and BREACHSIM_PASSWORD instead, "+
			"or a credentials file", u.Redacted())
	}
	for name := range u.Query() {
		if !slices.Contains(known, name) {
			return fault.Usage("address %q: %q is unknown: write %s", u.Redacted(), name, strings.Join(known, " or "))
		}
	}
	return nil
}

// encrypted reports whether connections are to be encrypted: the address says so, or the
// options name certificates.
func encrypted(u *url.URL, o sink.Options) bool {
	said := u.Query().Get("tls")
	return said == "1" || said == "true" || said != "0" && said != "false" && (o.CAFile != "" || o.CertFile != "")
}

// readable refuses to send credentials to another machine without encryption.
func readable(u *url.URL, o sink.Options, c peer.Credentials) error {
	if c.Any() && o.AllowRemote && !o.Insecure && !encrypted(u, o) && !peer.Here(u.Hostname()) {
		return fault.Usage("credentials would travel readably to %s: add ?tls=true, or allow it with --insecure",
			u.Host)
	}
	return nil
}

// interrupted is the end of ctx where it has ended, else err.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
