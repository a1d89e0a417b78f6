// Package peer says whom a sink of `breachsim replay` may talk to: which
// addresses may be dialled, whose certificates are trusted, and what is said to
// be let in.
//
// It stands below every protocol that opens a connection. It sends nothing
// itself, and knows no protocol.
package peer

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
	"time"

	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Timeout is how long a receiver may take to answer.
func Timeout(o sink.Options) time.Duration {
	if o.Timeout > 0 {
		return o.Timeout
	}
	return sink.DefaultTimeout
}

// Remote is an address of another machine, refused because nobody allowed it.
type Remote struct{ Address string }

func (r *Remote) Error() string {
	return fmt.Sprintf("%s is not an address of this machine: --allow-remote sends to others", r.Address)
}

// Dialer opens connections, within [Timeout]. It looks at each address at the moment it
// is dialled, after the name was resolved, so that no name and no answer of a receiver
// leads elsewhere. Every protocol dials with it.
func Dialer(o sink.Options) func(ctx context.Context, network, address string) (net.Conn, error) {
	d := &net.Dialer{Timeout: Timeout(o)}
	if !o.AllowRemote {
		d.Control = onlyHere
	}
	return d.DialContext
}

// Resolve looks a host up and refuses it where one of its addresses is of another machine
// and nobody allowed that: before anything is sent, and for sockets without an answer. A
// name that cannot be looked up now may be later.
func Resolve(ctx context.Context, o sink.Options, host string) ([]netip.Addr, error) {
	ctx, stop := context.WithTimeout(ctx, Timeout(o))
	defer stop()
	all, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, sink.Temporary(fmt.Errorf("looking up %q: %w", host, cause.Of(err)))
	}
	for i, a := range all {
		if all[i] = a.Unmap(); !o.AllowRemote && !all[i].IsLoopback() {
			return nil, &Remote{all[i].String()}
		}
	}
	return all, nil
}

// Here reports whether a host is this machine by its name or number alone.
func Here(host string) bool {
	at, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && at.Unmap().IsLoopback()
}

// onlyHere refuses every address but those of the loopback.
func onlyHere(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("address %q: %w", address, err)
	}
	if !at.Addr().Unmap().IsLoopback() {
		return &Remote{at.Addr().String()}
	}
	return nil
}

// Passing says whether an error of a connection may pass: everything but an
// address that nobody allowed and a name or certificate that is wrong.
func Passing(err error) bool {
	var remote *Remote
	var dns *net.DNSError
	switch {
	case err == nil, errors.As(err, &remote), badCertificate(err):
		return false
	case errors.As(err, &dns):
		return dns.IsTemporary || dns.IsTimeout
	}
	return true
}
