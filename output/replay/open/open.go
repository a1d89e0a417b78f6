// Package open turns the URL of --to into the sink that speaks its protocol. It is the
// one place that knows all of them.
package open

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"

	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/internal/socket"
	"github.com/breachsim/breachsim/output/replay/queue"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web"
)

// Options are those of every sink, and what only some of them ask for.
type Options struct {
	sink.Options
	Framing string    // of tcp and tls: octet, newline, or empty for what suits the format
	Out     io.Writer // what stdout: writes to
}

// RemoteError says that a receiver is another machine, which was not allowed.
type RemoteError = peer.Remote

// Schemes lists what a URL may begin with.
func Schemes() []string {
	return []string{"stdout:", "file:PATH", "tcp://HOST:PORT", "udp://HOST:PORT", "tls://HOST:PORT",
		"http://HOST:PORT/PATH", "https://HOST/PATH", "kafka://HOST:PORT/TOPIC", "nats://HOST:PORT/SUBJECT"}
}

// Bodies lists the forms of requests that a receiver of HTTP may want.
func Bodies() []string { return web.Bodies() }

// Open returns the sink of a URL. It connects with the first batch, but checks at once
// what can be checked.
func Open(rawURL string, o Options) (sink.Sink, error) {
	u, err := url.Parse(rawURL)
	if err != nil || u.Scheme == "" {
		return nil, fmt.Errorf("%q is no URL: want one of %s", rawURL, strings.Join(Schemes(), ", "))
	}
	if u.User != nil {
		return nil, fmt.Errorf("%s: a password in a URL is seen by everybody: use the environment or a file",
			u.Redacted())
	}
	switch u.Scheme {
	case "stdout":
		return socket.NewWriter(o.Out, "standard output"), nil
	case "file":
		return openFile(u)
	case "tcp", "udp", "tls":
		return openSocket(u, o)
	case "http", "https", "kafka", "nats":
		return openNetwork(u, o)
	}
	return nil, fmt.Errorf("%s: is not among %s", u.Scheme, strings.Join(Schemes(), ", "))
}

// openNetwork opens what connects through package peer. Its dialer looks at each address;
// that of the URL is looked at here too, before anything is sent.
func openNetwork(u *url.URL, o Options) (sink.Sink, error) {
	if u.Hostname() != "" && !strings.Contains(u.Host, ",") {
		port := u.Port()
		if port == "" {
			port = "443" // any will do: only the host is looked up
		}
		if _, err := socket.NewTarget(net.JoinHostPort(u.Hostname(), port), o.Options); err != nil {
			return nil, fmt.Errorf("%s: %w", u.Redacted(), err)
		}
	}
	switch u.Scheme {
	case "kafka":
		return queue.OpenKafka(u, o.Options)
	case "nats":
		return queue.OpenNATS(u, o.Options)
	}
	return web.Open(u, o.Options)
}

func openFile(u *url.URL) (sink.Sink, error) {
	path := u.Opaque
	if path == "" {
		path = u.Path
	}
	path, err := url.PathUnescape(path)
	if err != nil || path == "" || u.Host != "" {
		return nil, fmt.Errorf("%s names no file: write file:PATH or file:///PATH", u)
	}
	return socket.OpenFile(path)
}

func openSocket(u *url.URL, o Options) (sink.Sink, error) {
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" {
		return nil, fmt.Errorf("%s: want %s://HOST:PORT and nothing behind it", u, u.Scheme)
	}
	framing, err := socket.ParseFraming(o.Framing, o.Format)
	if err != nil {
		return nil, err
	}
	to, err := socket.NewTarget(u.Host, o.Options)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", u, err)
	}
	switch u.Scheme {
	case "udp":
		return socket.OpenDatagram(to), nil
	case "tls":
		config, err := peer.TLS(o.Options)
		if err != nil {
			return nil, err
		}
		config.ServerName = u.Hostname()
		return socket.OpenStream(to, framing, config), nil
	}
	return socket.OpenStream(to, framing, nil), nil
}
