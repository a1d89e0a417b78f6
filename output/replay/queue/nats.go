package queue

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// stream publishes a message a line. Where a stream of JetStream takes the subject, each
// line is acknowledged, and its id lets the stream know a line that is sent again.
// Elsewhere the server has the batch when it answers behind it; what its subscribers
// got, nobody knows.
type stream struct {
	subjects names
	address  string
	options  []nats.Option
	timeout  time.Duration

	open  *nats.Conn // nil: to be opened by the next batch
	js    jetstream.JetStream
	known map[string]bool // whether a stream takes a subject
}

// OpenNATS prepares a publisher for nats://HOST:PORT/SUBJECT. It connects when the first
// batch is sent. ?tls=true encrypts.
func OpenNATS(u *url.URL, o sink.Options) (sink.Sink, error) {
	if err := check(u, "tls"); err != nil {
		return nil, err
	}
	subjects, err := destinations(u, "subject", func(name string) bool {
		return words(name, "._-") && name[0] != '.' && name[len(name)-1] != '.'
	})
	if err != nil {
		return nil, err
	}
	credentials, err := peer.ReadCredentials(o)
	if err != nil {
		return nil, err
	}
	if err := readable(u, o, credentials); err != nil {
		return nil, err
	}
	s := &stream{subjects: subjects, address: "nats://" + u.Host, timeout: peer.Timeout(o)}
	s.options = []nats.Option{
		nats.Name("breachsim"),
		nats.NoReconnect(), // a lost connection is told, and opened anew by the next batch
		nats.Timeout(s.timeout),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // LastError has it; nothing is printed
		nats.SetCustomDialer(custom{peer.Dialer(o), s.timeout}),
	}
	switch {
	case credentials.User != "":
		s.options = append(s.options, nats.UserInfo(credentials.User, credentials.Password))
	case credentials.Token != "":
		s.options = append(s.options, nats.Token(credentials.Token))
	}
	if encrypted(u, o) {
		secure, err := peer.TLS(o)
		if err != nil {
			return nil, err
		}
		s.options = append(s.options, nats.Secure(secure))
	}
	return s, nil
}

// custom is our dialer in the form that the library asks for.
type custom struct {
	dial    dialFunc
	timeout time.Duration
}

func (c custom) Dial(network, address string) (net.Conn, error) {
	ctx, stop := context.WithTimeout(context.Background(), c.timeout)
	defer stop()
	return c.dial(ctx, network, address)
}

func (s *stream) connect(ctx context.Context) error {
	open, err := nats.Connect(s.address, s.options...)
	if err != nil {
		return passing(err)
	}
	js, err := jetstream.New(open, jetstream.WithPublishAsyncMaxPending(1024),
		jetstream.WithPublishAsyncTimeout(s.timeout))
	if err != nil {
		open.Close()
		return err
	}
	s.open, s.js, s.known = open, js, map[string]bool{}
	for _, subject := range s.subjects {
		if err := s.ask(ctx, subject); err != nil {
			s.drop()
			return err
		}
	}
	return nil
}

// ask finds out whether a stream takes a subject.
func (s *stream) ask(ctx context.Context, subject string) error {
	ctx, stop := context.WithTimeout(ctx, s.timeout)
	defer stop()
	_, err := s.js.StreamNameBySubject(ctx, subject)
	none := errors.Is(err, jetstream.ErrStreamNotFound) || errors.Is(err, jetstream.ErrJetStreamNotEnabled) ||
		errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount) || errors.Is(err, nats.ErrNoResponders)
	if err != nil && !none {
		return passing(fmt.Errorf("asking for the stream of subject %q: %w", subject, err))
	}
	s.known[subject] = err == nil
	return nil
}

// drop closes the connection, so that the next batch opens another one.
func (s *stream) drop() {
	if s.open != nil {
		s.open.Close()
	}
	s.open, s.js = nil, nil
}

// Send publishes a batch and waits until the server has it.
func (s *stream) Send(ctx context.Context, batch []sink.Line) error {
	if s.open == nil || s.open.IsClosed() {
		if err := s.connect(ctx); err != nil {
			return interrupted(ctx, err)
		}
	}
	acks := make([]jetstream.PubAckFuture, len(batch))
	for i := range batch {
		var err error
		if acks[i], err = s.publish(&batch[i]); err != nil {
			return s.failed(ctx, s.untilFirst(ctx, acks[:i]), err)
		}
	}
	flush, stop := context.WithTimeout(ctx, s.timeout)
	defer stop()
	if err := s.open.FlushWithContext(flush); err != nil {
		return s.failed(ctx, 0, fmt.Errorf("waiting for the server: %w", err))
	}
	for i, ack := range acks {
		if err := acknowledged(ctx, ack); err != nil {
			return s.failed(ctx, i, err)
		}
	}
	if err := s.open.LastError(); err != nil { // such as a subject that is not permitted
		return s.failed(ctx, 0, err)
	}
	return nil
}

// publish sends a line. Of a subject without a stream there is no acknowledgement.
func (s *stream) publish(l *sink.Line) (jetstream.PubAckFuture, error) {
	subject := s.subjects[l.Log]
	m := &nats.Msg{Subject: subject, Data: l.Bytes}
	if s.open.HeadersSupported() {
		m.Header = nats.Header{"Log": {lines.Name(l.Log)}}
	}
	if !s.known[subject] {
		return nil, s.open.PublishMsg(m)
	}
	if id := lines.AppendID(nil, l); len(id) > 0 && m.Header != nil {
		m.Header.Set(jetstream.MsgIDHeader, string(id))
	}
	return s.js.PublishMsgAsync(m)
}

// untilFirst counts the lines before the first that was not acknowledged; lines that
// nobody acknowledges count as not taken.
func (s *stream) untilFirst(ctx context.Context, acks []jetstream.PubAckFuture) int {
	for i, ack := range acks {
		if ack == nil || acknowledged(ctx, ack) != nil {
			return i
		}
	}
	return len(acks)
}

// acknowledged waits for the stream's word about a line.
func acknowledged(ctx context.Context, ack jetstream.PubAckFuture) error {
	if ack == nil {
		return nil
	}
	select {
	case <-ack.Ok():
		return nil
	case err := <-ack.Err():
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// failed says what of a batch was taken, and opens the connection anew next time.
func (s *stream) failed(ctx context.Context, taken int, err error) error {
	s.drop()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return sink.Partial(taken, passing(err))
}

// passing says of an error whether it may pass: refused credentials, subjects that are
// not permitted and lines that are too long do not.
func passing(err error) error {
	for _, lasting := range []error{nats.ErrAuthorization, nats.ErrAuthExpired, nats.ErrPermissionViolation,
		nats.ErrMaxPayload, nats.ErrBadSubject, nats.ErrSecureConnRequired, nats.ErrSecureConnWanted} {
		if errors.Is(err, lasting) {
			return err
		}
	}
	var api *jetstream.APIError
	if errors.As(err, &api) && api.Code/100 == 4 && api.Code != 429 && api.Code != 408 {
		return err
	}
	if peer.Passing(err) || errors.Is(err, nats.ErrNoServers) {
		return sink.Temporary(err)
	}
	return err
}

// Close ends the connection.
func (s *stream) Close() error {
	s.drop()
	return nil
}
