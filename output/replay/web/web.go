// Package web sends log lines to receivers that speak HTTP: Elasticsearch and
// OpenSearch, Splunk, Loki, whatever takes OTLP, ClickHouse, and receivers of
// plain JSON Lines.
//
// It stands at the end of `breachsim replay`: batches come in, a request a batch
// goes out, and the answer is read as the product documents it, for several of
// them say with status 200 that lines were refused. It paces nothing, holds
// nothing back and tries nothing again: it tells the sender what may pass and how
// much was taken.
package web

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/form"
)

// Bodies are the names of the forms of bodies, in order.
func Bodies() []string { return slices.Sorted(maps.Keys(form.Kinds())) }

// receiver is the sink of one address.
type receiver struct {
	post
	form    form.Form
	split   bool // a request a log
	content []byte
}

// Open prepares requests to an address. It connects when the first batch is sent.
func Open(u *url.URL, o sink.Options) (sink.Sink, error) {
	name := o.Body
	if name == "" {
		name = "ndjson"
	}
	k, ok := form.Kinds()[name]
	if !ok {
		return nil, fault.Usage("body %q is unknown: choose %s", name, strings.Join(Bodies(), ", "))
	}
	credentials, err := peer.ReadCredentials(o)
	if err != nil {
		return nil, err
	}
	if err := check(u, o, credentials); err != nil {
		return nil, err
	}
	b, err := k.Open(u, credentials)
	if err != nil {
		return nil, err
	}
	p, err := newPost(o, k, credentials)
	if err != nil {
		return nil, err
	}
	return &receiver{post: p, form: b, split: b.Address(sink.Audit) != b.Address(sink.Access)}, nil
}

// check refuses addresses that cannot be meant, or would give secrets away.
func check(u *url.URL, o sink.Options, c peer.Credentials) error {
	switch {
	case u.Hostname() == "":
		return fault.Usage("address %q names no host: write %s://HOST:PORT/PATH", u.Redacted(), u.Scheme)
	case u.User != nil:
		return fault.Usage("address %q holds a user: set BREACHSIM_USER and BREACHSIM_PASSWORD instead, "+
			"or a credentials file", u.Redacted())
	case u.Scheme == "http" && c.Any() && o.AllowRemote && !o.Insecure && !peer.Here(u.Hostname()):
		return fault.Usage("credentials would travel readably to %s: write https, or allow it with --insecure", u.Host)
	}
	return nil
}

// Send sends a batch. Where each log has an address of its own, it is a request a
// log; lines count as taken up to the first one of a log that was refused.
func (r *receiver) Send(ctx context.Context, batch []sink.Line) error {
	if len(batch) == 0 {
		return nil
	}
	if !r.split {
		return r.one(ctx, r.form.Address(sink.Audit), batch)
	}
	for _, log := range []sink.Log{sink.Audit, sink.Access} {
		first := slices.IndexFunc(batch, func(l sink.Line) bool { return l.Log == log })
		if first < 0 {
			continue
		}
		part := slices.DeleteFunc(slices.Clone(batch), func(l sink.Line) bool { return l.Log != log })
		if err := r.one(ctx, r.form.Address(log), part); err != nil {
			return r.splitTaken(batch, log, err)
		}
	}
	return nil
}

// splitTaken turns what was taken of one log into what was taken of the batch: all
// before the first line of the log that was not. Lines of a log whose turn has not
// come end it too.
func (r *receiver) splitTaken(batch []sink.Line, log sink.Log, err error) error {
	left := sink.Taken(err)
	for i := range batch {
		switch {
		case batch[i].Log > log, batch[i].Log == log && left == 0:
			return sink.Partial(i, err)
		case batch[i].Log == log:
			left--
		}
	}
	return err
}

func (r *receiver) one(ctx context.Context, address string, batch []sink.Line) error {
	if r.busy {
		r.busy, r.content = false, nil
	}
	r.content = r.form.Append(r.content[:0], batch)
	a, err := r.do(ctx, address, r.content, func(q *http.Request) { r.form.Prepare(q, batch) })
	if err != nil {
		return err
	}
	return r.form.Judge(a, batch)
}

// Close ends idle connections.
func (r *receiver) Close() error {
	r.client.CloseIdleConnections()
	return nil
}
