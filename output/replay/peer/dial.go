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
)

// DefaultTimeout is how long a receiver may take to answer where nobody says.
const DefaultTimeout = 30 * time.Second

// Timeout is how long a receiver may take to answer.
func Timeout(o sink.Options) time.Duration {
	if o.Timeout > 0 {
		return o.Timeout
	}
	return DefaultTimeout
}

// Remote is an address of another machine, refused because nobody allowed it.
type Remote struct{ Address string }

func (r *Remote) Error() string {
	return fmt.Sprintf("%s is not an address of this machine: --allow-remote sends to others", r.Address)
}

// Dialer opens connections. It looks at each address at the moment it is
// dialled, after the name was resolved, so that no name and no answer of a
// receiver leads elsewhere.
func Dialer(o sink.Options) func(ctx context.Context, network, address string) (net.Conn, error) {
	d := &net.Dialer{Timeout: Timeout(o)}
	if !o.AllowRemote {
		d.Control = onlyHere
	}
	return d.DialContext
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
