package socket

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/breachsim/breachsim/output/replay/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Target is where a connection goes.
type Target struct {
	host, port  string
	allowRemote bool
	timeout     time.Duration
}

// NewTarget reads host:port. Without AllowRemote every address of the host has to be one
// of this machine.
func NewTarget(hostport string, o sink.Options) (*Target, error) {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil || host == "" || port == "" {
		return nil, fmt.Errorf("%q is no host:port", hostport)
	}
	t := &Target{host, port, o.AllowRemote, o.Timeout}
	if t.timeout <= 0 {
		t.timeout = 10 * time.Second
	}
	ctx, stop := context.WithTimeout(context.Background(), t.timeout)
	defer stop()
	if _, err := t.addresses(ctx); err != nil && !sink.IsTemporary(err) {
		return nil, err
	}
	return t, nil
}

// addresses resolves the host and refuses addresses that are not allowed.
func (t *Target) addresses(ctx context.Context) ([]netip.Addr, error) {
	all, err := net.DefaultResolver.LookupNetIP(ctx, "ip", t.host)
	if err != nil {
		return nil, sink.Temporary(fmt.Errorf("looking up %q: %w", t.host, cause.Of(err)))
	}
	for _, a := range all {
		if !t.allowRemote && !a.Unmap().IsLoopback() {
			return nil, &peer.Remote{Address: a.Unmap().String()}
		}
	}
	return all, nil
}

// dial connects to the first address that answers. It goes to the addresses that were
// checked and does not resolve again.
func (t *Target) dial(ctx context.Context, network string) (net.Conn, error) {
	all, err := t.addresses(ctx)
	if err != nil {
		return nil, err
	}
	if network == "udp" { // whether somebody listens is not told: IPv4 is the likelier one
		slices.SortStableFunc(all, func(a, b netip.Addr) int { return a.Unmap().BitLen() - b.Unmap().BitLen() })
	}
	d := net.Dialer{Timeout: t.timeout}
	var errs []error
	for _, a := range all {
		c, err := d.DialContext(ctx, network, net.JoinHostPort(a.Unmap().String(), t.port))
		if err == nil {
			return c, nil
		}
		errs = append(errs, cause.Of(err))
	}
	if cause := context.Cause(ctx); cause != nil {
		return nil, cause
	}
	return nil, sink.Temporary(fmt.Errorf("connecting to %s: %w", t, errors.Join(errs...)))
}

func (t *Target) String() string { return net.JoinHostPort(t.host, t.port) }
