package socket

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// mostUDP is what a datagram over IPv4 holds: 65,535 bytes less two headers.
const mostUDP = 65507

// Datagram sends each line in a UDP datagram of its own (RFC 5426). What the network or
// the receiver drops is lost, and nobody is told.
type Datagram struct {
	to   *Target
	conn net.Conn
}

// OpenDatagram returns the sink of a receiver.
func OpenDatagram(to *Target) *Datagram { return &Datagram{to: to} }

// Send hands the batch to the network.
func (d *Datagram) Send(ctx context.Context, batch []sink.Line) error {
	if d.conn == nil {
		c, err := d.to.dial(ctx, "udp")
		if err != nil {
			return err
		}
		d.conn = c
	}
	_ = d.conn.SetWriteDeadline(time.Now().Add(d.to.timeout)) // the write has the error
	for i, l := range batch {
		if err := context.Cause(ctx); err != nil {
			return sink.Partial(i, err)
		}
		if len(l.Bytes) > mostUDP {
			return sink.Partial(i, fmt.Errorf("a line of %d bytes is too long for a datagram, which holds %d: "+
				"send to tcp: instead", len(l.Bytes), mostUDP))
		}
		if _, err := d.conn.Write(l.Bytes); err != nil {
			return sink.Partial(i, sink.Temporary(fmt.Errorf("sending to %s: %w", d.to, cause.Of(err))))
		}
	}
	return nil
}

// Close closes the socket.
func (d *Datagram) Close() error {
	if d.conn == nil {
		return nil
	}
	return d.conn.Close()
}
