package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/answer"
	"github.com/breachsim/breachsim/output/replay/web/internal/form"
)

// Agent is how requests name their sender: the program and its version.
const Agent = "breachsim/0.1.0"

// mostAnswer is how many bytes of an answer are read: one to a large bulk names
// every line.
const mostAnswer = 64 << 20

// post sends requests.
type post struct {
	client      *http.Client
	credentials peer.Credentials
	content     string
	packer      *gzip.Writer // nil: as it is
	packed      bytes.Buffer
	busy        bool // the last content may still be read
}

// outgoing is the content of a request. A receiver that answers early leaves it to be
// read for a while after the answer.
type outgoing struct {
	*bytes.Reader
	closed atomic.Bool
}

func (o *outgoing) Close() error {
	o.closed.Store(true)
	return nil
}

func newPost(o sink.Options, k form.Kind, c peer.Credentials) (post, error) {
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
	p := post{credentials: c, content: k.Content, client: &http.Client{
		Transport: t,
		Timeout:   peer.Timeout(o),
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // an answer like any other that is no success
		},
	}}
	if k.Pack {
		p.packer, err = gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	}
	return p, err
}

// do sends one request and reads the answer. Of an answer that says to come back
// later it waits as long as that asks for.
func (p *post) do(ctx context.Context, to string, content []byte, prepare func(*http.Request)) (
	*answer.Answer, error,
) {
	request, err := p.request(ctx, to, content, prepare)
	if err != nil {
		return nil, err
	}
	sent := request.Body.(*outgoing)
	defer func() {
		if !sent.closed.Load() {
			p.busy, p.packed = true, bytes.Buffer{}
		}
	}()
	response, err := p.client.Do(request)
	if err != nil {
		return nil, p.failed(ctx, err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, mostAnswer))
	if err != nil {
		return nil, p.failed(ctx, fmt.Errorf("reading the answer: %w", err))
	}
	a := &answer.Answer{
		Status: response.StatusCode, Header: response.Header, Body: text, Hide: p.credentials.Hide,
	}
	if a.Status == http.StatusUnsupportedMediaType && p.packer != nil {
		p.packer = nil // it does not take gzip
		return p.do(ctx, to, content, prepare)
	}
	if err := pause(ctx, a.Wait(time.Now())); err != nil {
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
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to, nil)
	if err != nil {
		return nil, err
	}
	// Without GetBody a request that died on the way is the sender's to repeat: it counts.
	request.Body, request.ContentLength = &outgoing{Reader: bytes.NewReader(sent)}, int64(len(sent))
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
