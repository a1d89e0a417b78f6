package queue

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl"
	"github.com/twmb/franz-go/pkg/sasl/plain"
	"github.com/twmb/franz-go/pkg/sasl/scram"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// kafka produces a record a line. Its key is the account, so that the lines of an
// account stay in one partition and in order; a header says which log it is of.
type kafka struct {
	topics  names
	options []kgo.Opt
	timeout time.Duration
	client  *kgo.Client // nil: to be opened by the next batch
	records []kgo.Record
}

// OpenKafka prepares a producer for kafka://HOST:PORT[,HOST:PORT]/TOPIC. It connects when
// the first batch is sent. ?tls=true encrypts, and ?sasl= names how user and password
// are shown: plain (the default), scram-sha-256 or scram-sha-512.
func OpenKafka(u *url.URL, o sink.Options) (sink.Sink, error) {
	if err := check(u, "tls", "sasl"); err != nil {
		return nil, err
	}
	topics, err := destinations(u, "topic", func(name string) bool { return words(name, "._-") })
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
	mechanism, err := shown(u, credentials)
	if err != nil {
		return nil, err
	}
	dial, err := dialer(u, o)
	if err != nil {
		return nil, err
	}
	timeout := peer.Timeout(o)
	options := []kgo.Opt{
		kgo.SeedBrokers(strings.Split(u.Host, ",")...),
		kgo.Dialer(dial),
		kgo.ClientID("breachsim"),
		kgo.RequiredAcks(kgo.AllISRAcks()),
		kgo.AllowAutoTopicCreation(), // as far as the broker does
		kgo.ProducerLinger(0),        // a batch is complete when it comes
		kgo.ProduceRequestTimeout(timeout),
		kgo.RetryTimeout(timeout),
	}
	if mechanism != nil {
		options = append(options, kgo.SASL(mechanism))
	}
	return &kafka{topics: topics, options: options, timeout: timeout}, nil
}

// shown is how credentials are shown to the broker, nil without any.
func shown(u *url.URL, c peer.Credentials) (sasl.Mechanism, error) {
	how := u.Query().Get("sasl")
	if c.User == "" {
		if how != "" {
			return nil, fault.Usage("sasl=%s needs a user: set BREACHSIM_USER and BREACHSIM_PASSWORD", how)
		}
		return nil, nil
	}
	switch how {
	case "", "plain":
		return plain.Auth{User: c.User, Pass: c.Password}.AsMechanism(), nil
	case "scram-sha-256":
		return scram.Auth{User: c.User, Pass: c.Password}.AsSha256Mechanism(), nil
	case "scram-sha-512":
		return scram.Auth{User: c.User, Pass: c.Password}.AsSha512Mechanism(), nil
	}
	return nil, fault.Usage("sasl=%s is unknown: write plain, scram-sha-256 or scram-sha-512", how)
}

type dialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// dialer opens connections to brokers, also to those that the first one names.
func dialer(u *url.URL, o sink.Options) (dialFunc, error) {
	dial := peer.Dialer(o)
	if !encrypted(u, o) {
		return dial, nil
	}
	secure, err := peer.TLS(o)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		open, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		c := secure.Clone()
		c.ServerName = host
		encrypted := tls.Client(open, c)
		if err := encrypted.HandshakeContext(ctx); err != nil {
			return nil, errors.Join(err, open.Close())
		}
		return encrypted, nil
	}, nil
}

// connect opens the producer and asks a broker whether it is there, which says why
// where it is not.
func (k *kafka) connect(ctx context.Context) error {
	client, err := kgo.NewClient(k.options...)
	if err != nil {
		return fault.Usage("%w", err)
	}
	ctx, stop := context.WithTimeout(ctx, k.timeout)
	defer stop()
	if err := client.Ping(ctx); err != nil {
		client.Close()
		return judge(err)
	}
	k.client = client
	return nil
}

// Send produces a batch and waits until the brokers have all of it. After an error the
// producer is opened anew: what it knew of the brokers may be of before an outage.
func (k *kafka) Send(ctx context.Context, batch []sink.Line) error {
	if k.client == nil {
		if err := k.connect(ctx); err != nil {
			return interrupted(ctx, err)
		}
	}
	done := make(chan kgo.ProduceResults, 1)
	records := k.fill(batch)
	go func() { done <- k.client.ProduceSync(ctx, records...) }()
	limit := time.NewTimer(k.timeout) // the producer's own counts from the time of a record
	defer limit.Stop()
	var results kgo.ProduceResults
	select {
	case results = <-done:
	case <-limit.C:
		results = k.giveUp(done)
	case <-ctx.Done():
		k.giveUp(done)
		return ctx.Err()
	}
	err := k.taken(records, results)
	if err != nil && k.client != nil { // the next batch asks anew which topics there are
		k.client.Close()
		k.client = nil
	}
	return err
}

// giveUp closes the producer, which returns the lines that it holds.
func (k *kafka) giveUp(done <-chan kgo.ProduceResults) kgo.ProduceResults {
	k.client.Close()
	k.client = nil
	return <-done
}

func (k *kafka) fill(batch []sink.Line) []*kgo.Record {
	k.records = k.records[:0]
	for i := range batch {
		l := &batch[i]
		r := kgo.Record{
			Topic: k.topics[l.Log], Value: l.Bytes, Timestamp: time.UnixMicro(l.Micros),
			Headers: []kgo.RecordHeader{{Key: "log", Value: []byte(lines.Name(l.Log))}},
		}
		if l.Account != "" {
			r.Key = []byte(l.Account)
		}
		k.records = append(k.records, r)
	}
	all := make([]*kgo.Record, len(batch))
	for i := range all {
		all[i] = &k.records[i]
	}
	return all
}

// taken says what of a batch arrived: all, or what stands before the first line that
// did not.
func (k *kafka) taken(records []*kgo.Record, results kgo.ProduceResults) error {
	failed := map[*kgo.Record]error{}
	for _, r := range results {
		if r.Err != nil {
			failed[r.Record] = r.Err
		}
	}
	for i, r := range records {
		if err := failed[r]; err != nil {
			return sink.Partial(i, judge(fmt.Errorf("%d of %d lines were not taken by topic %q: %w",
				len(failed), len(records), r.Topic, err)))
		}
	}
	return nil
}

// judge says of an error whether it may pass.
func judge(err error) error {
	var code *kerr.Error
	if errors.As(err, &code) {
		if code.Retriable {
			return sink.Temporary(err)
		}
		return err
	}
	if errors.Is(err, kgo.ErrRecordRetries) || errors.Is(err, kgo.ErrClientClosed) || peer.Passing(err) {
		return sink.Temporary(err)
	}
	return err
}

// Close ends the connections.
func (k *kafka) Close() error {
	if k.client != nil {
		k.client.Close()
	}
	return nil
}
