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

	"breachsim/output/internal/fault"
	"breachsim/output/replay/lines"
	"breachsim/output/replay/peer"
	"breachsim/output/replay/sink"
)

// A body is how a product wants its lines: what a request says, and how its answer
// is read. It is made for one receiver and used by one goroutine.
type body interface {
	// address is where lines of a log go; bodies that name the log within the
	// request have one address.
	address(l sink.Log) string
	// prepare sets what the product asks for beside the type of the content.
	prepare(r *http.Request, batch []sink.Line)
	// append appends a request with all lines.
	append(dst []byte, batch []sink.Line) []byte
	// judge reads the answer.
	judge(a *answer, batch []sink.Line) error
}

// A kind is a form of bodies that --body names.
type kind struct {
	content string // the type of the content
	pack    bool   // gzip, which the product documents that it takes
	open    func(*url.URL, peer.Credentials) (body, error)
}

func kinds() map[string]kind {
	return map[string]kind{
		"ndjson":     {"application/x-ndjson", false, openPlain},
		"elastic":    {"application/x-ndjson", true, openElastic},
		"splunk-hec": {"application/json", true, openSplunk},
		"loki":       {"application/json", true, openLoki},
		"otlp":       {"application/json", true, openOTLP},
		"clickhouse": {"application/x-ndjson", true, openClickHouse},
	}
}

// Bodies are the names of the forms of bodies, in order.
func Bodies() []string { return slices.Sorted(maps.Keys(kinds())) }

// receiver is the sink of one address.
type receiver struct {
	post
	body
	split   bool // a request a log
	content []byte
}

// Open prepares requests to an address. It connects when the first batch is sent.
func Open(u *url.URL, o sink.Options) (sink.Sink, error) {
	name := o.Body
	if name == "" {
		name = "ndjson"
	}
	k, ok := kinds()[name]
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
	b, err := k.open(u, credentials)
	if err != nil {
		return nil, err
	}
	p, err := newPost(o, k, credentials)
	if err != nil {
		return nil, err
	}
	return &receiver{post: p, body: b, split: b.address(sink.Audit) != b.address(sink.Access)}, nil
}

// check refuses addresses that cannot be meant, or would give secrets away.
func check(u *url.URL, o sink.Options, c peer.Credentials) error {
	switch {
	case u.Hostname() == "":
		return fault.Usage("address %q names no host: write %s://HOST:PORT/PATH", u.Redacted(), u.Scheme)
	case u.User != nil:
		return fault.Usage("address %q holds a user: set BREACHSIM_USER and BREACHSIM_PASSWORD instead, "+
			"or a credentials file", u.Redacted())
	case u.Scheme == "http" && c.Any() && o.AllowRemote && !o.Insecure && !here(u.Hostname()):
		return fault.Usage("credentials would travel readably to %s: write https, or allow it with --insecure", u.Host)
	}
	return nil
}

func here(host string) bool {
	return host == "localhost" || strings.HasPrefix(host, "127.") || host == "::1"
}

// Send sends a batch. Where each log has an address of its own, it is a request a
// log; lines count as taken up to the first one of a log that was refused.
func (r *receiver) Send(ctx context.Context, batch []sink.Line) error {
	if len(batch) == 0 {
		return nil
	}
	if !r.split {
		return r.one(ctx, r.address(sink.Audit), batch)
	}
	for _, log := range []sink.Log{sink.Audit, sink.Access} {
		first := slices.IndexFunc(batch, func(l sink.Line) bool { return l.Log == log })
		if first < 0 {
			continue
		}
		part := slices.DeleteFunc(slices.Clone(batch), func(l sink.Line) bool { return l.Log != log })
		if err := r.one(ctx, r.address(log), part); err != nil {
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
	r.content = r.append(r.content[:0], batch)
	a, err := r.do(ctx, address, r.content, func(h *http.Request) { r.prepare(h, batch) })
	if err != nil {
		return err
	}
	return r.judge(a, batch)
}

// Close ends idle connections.
func (r *receiver) Close() error {
	r.client.CloseIdleConnections()
	return nil
}

// fill puts the name of a log into an address.
func fill(text string, l sink.Log) string {
	return strings.ReplaceAll(text, lines.Placeholder, lines.Name(l))
}
