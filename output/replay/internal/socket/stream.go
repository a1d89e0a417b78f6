package socket

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"time"

	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Stream sends lines over one TCP connection, plain or in TLS. A connection that breaks
// is opened again by the next Send.
type Stream struct {
	to      *Target
	tls     *tls.Config // nil = plain
	framing Framing
	conn    *connection // nil = none is open
	text    []byte
}

// connection is one that is open.
type connection struct {
	net.Conn
	raw  *net.TCPConn
	gone atomic.Bool   // the receiver has closed it
	done chan struct{} // closed with gone
}

// OpenStream returns the sink of a receiver. It connects with the first batch.
func OpenStream(to *Target, framing Framing, config *tls.Config) *Stream {
	return &Stream{to: to, framing: framing, tls: config}
}

// Send writes the batch and waits until the receiver's system has all of it.
func (s *Stream) Send(ctx context.Context, batch []sink.Line) error {
	if s.conn != nil && s.conn.gone.Load() {
		s.drop()
	}
	if s.conn == nil {
		if err := s.connect(ctx); err != nil {
			return err
		}
	}
	s.text = s.framing.Append(s.text[:0], batch)
	c := s.conn
	_ = c.SetWriteDeadline(time.Now().Add(s.to.timeout))                          // the write has the error
	stop := context.AfterFunc(ctx, func() { _ = c.SetDeadline(time.Unix(1, 0)) }) // ends the write
	_, err := c.Write(s.text)
	if err == nil {
		err = c.acknowledged(ctx, s.to.timeout)
	}
	if !stop() && err == nil {
		err = context.Cause(ctx)
	}
	if err == nil {
		return nil
	}
	s.drop()
	if stopped := context.Cause(ctx); stopped != nil {
		return stopped
	}
	return sink.Temporary(fmt.Errorf("sending to %s: %w", s.to, cause.Of(err)))
}

func (s *Stream) connect(ctx context.Context) error {
	c, err := s.to.dial(ctx, "tcp")
	if err != nil {
		return err
	}
	conn := &connection{Conn: c, raw: c.(*net.TCPConn), done: make(chan struct{})}
	if s.tls != nil {
		secured := tls.Client(c, s.tls)
		if err := s.handshake(ctx, secured); err != nil {
			return errors.Join(err, c.Close())
		}
		conn.Conn = secured
	}
	s.conn = conn
	go conn.watch()
	return nil
}

// handshake opens TLS. A certificate that does not hold will not hold later either.
func (s *Stream) handshake(ctx context.Context, c *tls.Conn) error {
	ctx, stop := context.WithTimeout(ctx, s.to.timeout)
	defer stop()
	err := c.HandshakeContext(ctx)
	if err == nil {
		return nil
	}
	told := fmt.Errorf("opening TLS to %s: %w", s.to, cause.Of(err))
	var unverified *tls.CertificateVerificationError
	if errors.As(err, &unverified) {
		return told
	}
	return sink.Temporary(told)
}

// watch notices that the receiver has closed the connection. What it says is not read
// for anything else.
func (c *connection) watch() {
	_, _ = io.Copy(io.Discard, c.Conn) // how it ends does not matter
	c.gone.Store(true)
	close(c.done)
}

var errGone = errors.New("the receiver has closed the connection")

// acknowledged waits until the receiver's system has all that was written, where this
// system can tell.
func (c *connection) acknowledged(ctx context.Context, timeout time.Duration) error {
	wait, waited := 20*time.Microsecond, time.Duration(0)
	for {
		n, known := unacknowledged(c.raw)
		switch {
		case !known || n == 0 && !c.gone.Load():
			return nil
		case c.gone.Load():
			return errGone
		case context.Cause(ctx) != nil:
			return context.Cause(ctx)
		case waited > timeout:
			return fmt.Errorf("the receiver has not taken %d bytes within %v", n, timeout)
		}
		time.Sleep(wait)
		waited += wait
		wait = min(2*wait, 10*time.Millisecond)
	}
}

// drop gives a broken connection up.
func (s *Stream) drop() {
	_ = s.conn.Close() // it is broken
	s.conn = nil
}

// Close ends the stream and waits until the receiver has closed its side too: then it
// has read everything. One that keeps its side open is not waited for longer than a
// moment.
func (s *Stream) Close() error {
	if s.conn == nil {
		return nil
	}
	c := s.conn
	s.conn = nil
	var err error
	if t, ok := c.Conn.(*tls.Conn); ok {
		err = t.CloseWrite()
	} else {
		err = c.raw.CloseWrite()
	}
	if err == nil {
		select {
		case <-c.done:
		case <-time.After(min(s.to.timeout, time.Second)):
		}
	}
	_ = c.Close() // all has been said
	if err != nil {
		return fmt.Errorf("closing the connection to %s: %w", s.to, cause.Of(err))
	}
	return nil
}
