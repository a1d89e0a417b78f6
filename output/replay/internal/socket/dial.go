package socket

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Target is where a connection goes.
type Target struct {
	host, port string
	o          sink.Options
	timeout    time.Duration
}

// NewTarget reads host:port. Without AllowRemote every address of the host has to be one
// of this machine.
func NewTarget(hostport string, o sink.Options) (*Target, error) {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil || host == "" || port == "" {
		return nil, fmt.Errorf("%q is no host:port", hostport)
	}
	if _, err := peer.Resolve(context.Background(), o, host); err != nil && !sink.IsTemporary(err) {
		return nil, err
	}
	return &Target{host, port, o, peer.Timeout(o)}, nil
}

// dial connects to the first address that answers.
func (t *Target) dial(ctx context.Context, network string) (net.Conn, error) {
	all, err := peer.Resolve(ctx, t.o, t.host)
	if err != nil {
		return nil, err
	}
	if network == "udp" { // whether somebody listens is not told: IPv4 is the likelier one
		slices.SortStableFunc(all, func(a, b netip.Addr) int { return a.BitLen() - b.BitLen() })
	}
	dial := peer.Dialer(t.o)
	var errs []error
	for _, a := range all {
		c, err := dial(ctx, network, net.JoinHostPort(a.String(), t.port))
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
