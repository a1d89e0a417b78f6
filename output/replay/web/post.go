package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/klauspost/compress/gzip"

	"breachsim/output/replay/peer"
	"breachsim/output/replay/sink"
)

// Agent is how requests name their sender: the program and its version.
const Agent = "breachsim/0.1.0"

const (
	mostAnswer = 64 << 20         // bytes of an answer that are read: one to a large bulk names every line
	mostQuoted = 200              // bytes of an answer that an error quotes
	mostPause  = 60 * time.Second // that a receiver may ask for
)

// post sends requests.
type post struct {
	client      *http.Client
	credentials peer.Credentials
	content     string
	packer      *gzip.Writer // nil: as it is
	packed      bytes.Buffer
}

func newPost(o sink.Options, k kind, c peer.Credentials) (post, error) {
	secure, err := peer.TLS(o)
	if err != nil {
		return post{}, err
	}
	t := &http.Transport{
		DialContext:         peer.Dialer(o),
		TLSClientConfig:     secure,
		TLSHandshakeTimeout: peer.Timeout(o),
		ForceAttemptHTTP2:   true,
		MaxIdleConnsPerHost: 1,
	}
	if o.AllowRemote {
		t.Proxy = http.ProxyFromEnvironment
	}
	p := post{credentials: c, content: k.content, client: &http.Client{
		Transport: t,
		Timeout:   peer.Timeout(o),
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // an answer like any other that is no success
		},
	}}
	if k.pack {
		p.packer, err = gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	}
	return p, err
}

// An answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
	hide   func(string) string
}

// do sends one request and reads the answer. Of an answer that says to come back
// later it waits as long as that asks for.
func (p *post) do(ctx context.Context, to string, content []byte, prepare func(*http.Request)) (*answer, error) {
	request, err := p.request(ctx, to, content, prepare)
	if err != nil {
		return nil, err
	}
	response, err := p.client.Do(request)
	if err != nil {
		return nil, p.failed(ctx, err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, mostAnswer))
	if err != nil {
		return nil, p.failed(ctx, fmt.Errorf("reading the answer: %w", err))
	}
	a := &answer{response.StatusCode, response.Header, text, p.credentials.Hide}
	if a.status == http.StatusUnsupportedMediaType && p.packer != nil {
		p.packer = nil // it does not take gzip
		return p.do(ctx, to, content, prepare)
	}
	if err := pause(ctx, a.wait(time.Now())); err != nil {
		return nil, err
	}
	return a, nil
}

func (p *post) request(
	ctx context.Context, to string, content []byte, prepare func(*http.Request),
) (*http.Request, error) {
	sent := content
	if p.packer != nil {
		p.packed.Reset()
		p.packer.Reset(&p.packed)
		if _, err := p.packer.Write(content); err != nil {
			return nil, err
		}
		if err := p.packer.Close(); err != nil {
			return nil, err
		}
		sent = p.packed.Bytes()
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(sent))
	if err != nil {
		return nil, err
	}
	// A request that died on the way is the sender's to repeat: it counts.
	request.GetBody = nil
	request.Header.Set("User-Agent", Agent)
	request.Header.Set("Content-Type", p.content)
	if p.packer != nil {
		request.Header.Set("Content-Encoding", "gzip")
	}
	if p.credentials.User != "" {
		request.SetBasicAuth(p.credentials.User, p.credentials.Password)
	} else if p.credentials.Token != "" {
		request.Header.Set("Authorization", "Bearer "+p.credentials.Token)
	}
	prepare(request)
	return request, nil
}

// failed words an error of the connection and says whether it may pass. The address
// is left out where it repeats what the user wrote.
func (p *post) failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if peer.Passing(err) {
		return sink.Temporary(err)
	}
	return err
}

// wait is how long an answer asks to wait, in either form of Retry-After (RFC 9110,
// 10.2.3), and zero where it does not.
func (a *answer) wait(now time.Time) time.Duration {
	if a.status != http.StatusTooManyRequests && a.status != http.StatusServiceUnavailable {
		return 0
	}
	asked := a.header.Get("Retry-After")
	var d time.Duration
	if seconds, err := strconv.Atoi(asked); err == nil {
		d = time.Duration(min(max(seconds, 0), int(mostPause/time.Second))) * time.Second
	} else if at, err := http.ParseTime(asked); err == nil {
		d = at.Sub(now)
	}
	return min(max(d, 0), mostPause)
}

// pause waits, or until the sender is interrupted.
func pause(ctx context.Context, d time.Duration) error {
	if d == 0 {
		return nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ok reports a status of success.
func (a *answer) ok() bool { return a.status/100 == 2 }

// refused is the error of an answer that is no success: statuses that the protocol
// calls passing may pass.
func (a *answer) refused() error {
	err := a.errorf("answered %d %s", a.status, http.StatusText(a.status))
	if a.status/100 == 3 {
		return fmt.Errorf("%w; redirects are not followed: write the address that it names, %q",
			err, a.header.Get("Location"))
	}
	if a.status == http.StatusRequestTimeout || a.status == http.StatusTooManyRequests || a.status >= 500 {
		return sink.Temporary(err)
	}
	return err
}

// errorf is an error that ends with how the answer begins, in quotes, without
// secrets.
func (a *answer) errorf(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	if said := a.quote(); said != "" {
		return fmt.Errorf("%w: %s", err, said)
	}
	return err
}

// quote is how the answer begins, with escapes for what a terminal may not be shown.
func (a *answer) quote() string {
	text := bytes.TrimSpace(a.body)
	if len(text) == 0 {
		return ""
	}
	if len(text) <= mostQuoted {
		return strconv.Quote(a.hide(string(text)))
	}
	text = text[:min(len(text), 4*mostQuoted)] // a secret that begins within the bound is hidden whole
	short := a.hide(string(text))
	return strconv.Quote(short[:min(len(short), mostQuoted)] + "…")
}
