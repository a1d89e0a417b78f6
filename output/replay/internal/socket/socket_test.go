package socket_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/replay/internal/socket"
	"github.com/breachsim/breachsim/output/replay/open"
	"github.com/breachsim/breachsim/output/replay/sink"
)

func batch(lines ...string) (all []sink.Line) {
	for _, l := range lines {
		all = append(all, sink.Line{Bytes: []byte(l)})
	}
	return all
}

// listen accepts one connection and gives all that came over it.
func listen(t *testing.T, l net.Listener) <-chan string {
	t.Helper()
	t.Cleanup(func() { l.Close() })
	got := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			got <- err.Error()
			return
		}
		b, err := io.ReadAll(c)
		if err != nil {
			b = []byte(err.Error())
		}
		c.Close()
		got <- string(b)
	}()
	return got
}

func loopback(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func send(t *testing.T, url string, o open.Options, batches ...[]sink.Line) {
	t.Helper()
	s, err := open.Open(url, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range batches {
		if err := s.Send(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// Lines arrive as RFC 6587 frames them, and syslog is counted unless it is said.
func TestTCPFrames(t *testing.T) {
	for _, c := range []struct{ framing, format, want string }{
		{"", "jsonl", "one\ntwo\nthree\n"},
		{"", "rfc5424", "3 one3 two5 three"},
		{"newline", "rfc5424", "one\ntwo\nthree\n"},
		{"octet", "jsonl", "3 one3 two5 three"},
	} {
		l := loopback(t)
		got := listen(t, l)
		o := open.Options{Options: sink.Options{Format: c.format, Timeout: 5 * time.Second}, Framing: c.framing}
		send(t, "tcp://"+l.Addr().String(), o, batch("one", "two"), batch("three"))
		if text := <-got; text != c.want {
			t.Errorf("framing %q of %s: %q, want %q", c.framing, c.format, text, c.want)
		}
	}
}

func TestUDPSendsADatagramALine(t *testing.T) {
	l, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	url := "udp://" + l.LocalAddr().String()
	send(t, url, open.Options{}, batch("one", "two two"))
	for _, want := range []string{"one", "two two"} {
		b := make([]byte, 100)
		n, _, err := l.ReadFrom(b)
		if err != nil || string(b[:n]) != want {
			t.Errorf("%q, %v, want %q", b[:n], err, want)
		}
	}
	s, err := open.Open(url, open.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Send(t.Context(), batch("small", strings.Repeat("x", 65_508), "small"))
	if err == nil || sink.IsTemporary(err) || sink.Taken(err) != 1 {
		t.Errorf("a line that fits no datagram: %v, %d taken", err, sink.Taken(err))
	}
}

// A name or an address of another machine is refused before anything is sent.
func TestOnlyThisMachineUnlessAllowed(t *testing.T) {
	for _, url := range []string{"tcp://192.0.2.1:514", "udp://[2001:db8::1]:514", "tls://0.0.0.0:6514", "tcp://198.51.100.7:1"} {
		_, err := open.Open(url, open.Options{})
		var remote *open.RemoteError
		if !errors.As(err, &remote) {
			t.Errorf("%s: %v", url, err)
		}
		if _, err := open.Open(url, open.Options{Options: sink.Options{AllowRemote: true}}); err != nil {
			t.Errorf("%s, allowed: %v", url, err)
		}
	}
	for _, url := range []string{"tcp://127.0.0.1:5140", "tcp://127.8.8.8:1", "udp://[::1]:514", "tls://localhost:6514"} {
		if _, err := open.Open(url, open.Options{}); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestURLsThatAreRefused(t *testing.T) {
	for _, url := range []string{"", "nothing", "gopher://localhost:70", "tcp://localhost", "tcp:localhost:1", "file:", "file://host/x",
		"tcp://user:secret@localhost:1", "tcp://localhost:1/path"} {
		_, err := open.Open(url, open.Options{})
		if err == nil {
			t.Errorf("%q was opened", url)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the message tells the password: %v", url, err)
		}
	}
	if _, err := open.Open("tcp://localhost:1", open.Options{Framing: "none"}); err == nil {
		t.Error("a framing that there is not was taken")
	}
}

// A receiver that is not there yet is one to try again.
func TestRefusedConnectionMayPass(t *testing.T) {
	l := loopback(t)
	l.Close()
	s, err := open.Open("tcp://"+l.Addr().String(), open.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), batch("x")); !sink.IsTemporary(err) || sink.Taken(err) != 0 {
		t.Errorf("%v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// A receiver that does not read holds the sender up until its timeout; the end of the
// context ends the wait at once.
func TestReceiverThatDoesNotRead(t *testing.T) {
	l := loopback(t)
	defer l.Close()
	big := batch(strings.Repeat("x", 64<<20))
	for _, timeout := range []time.Duration{50 * time.Millisecond, time.Hour} {
		s, err := open.Open("tcp://"+l.Addr().String(), open.Options{Options: sink.Options{Timeout: timeout}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		if timeout == time.Hour {
			time.AfterFunc(50*time.Millisecond, stop)
		}
		err = s.Send(ctx, big)
		if timeout == time.Hour && !errors.Is(err, context.Canceled) || timeout != time.Hour && !sink.IsTemporary(err) {
			t.Errorf("timeout %v: %v", timeout, err)
		}
		stop()
		s.Close()
	}
}

// The receiver closes and comes back: the batch that it did not take arrives over the
// next connection.
func TestConnectionThatIsClosedIsOpenedAgain(t *testing.T) {
	l := loopback(t)
	defer l.Close()
	lines := make(chan string, 10)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				close(lines)
				return
			}
			in := bufio.NewScanner(c)
			if in.Scan() {
				lines <- in.Text()
			}
			c.Close() // after one line
		}
	}()
	s, err := open.Open("tcp://"+l.Addr().String(), open.Options{Options: sink.Options{Timeout: 5 * time.Second}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		want := fmt.Sprint("line ", i)
		for {
			err := s.Send(t.Context(), batch(want))
			if err == nil {
				break
			}
			if !sink.IsTemporary(err) {
				t.Fatal(err)
			}
		}
		got := <-lines
		for got == fmt.Sprint("line ", i-1) { // it closed before it was known to have the line: sent again
			got = <-lines
		}
		if got != want {
			t.Fatalf("%q, want %q", got, want)
		}
		time.Sleep(20 * time.Millisecond) // the receiver closes
	}
	s.Close()
}

// identity is a certificate for localhost and its authority, in files.
type identity struct{ ca, cert, key string }

func newIdentity(t *testing.T) identity {
	t.Helper()
	dir := t.TempDir()
	file := func(name, kind string, der []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage:    x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	cert := file("cert.pem", "CERTIFICATE", der)
	return identity{cert, cert, file("key.pem", "PRIVATE KEY", secret)}
}

func tlsListener(t *testing.T, id identity) net.Listener {
	t.Helper()
	pair, err := tls.LoadX509KeyPair(id.cert, id.key)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(id.ca)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(b)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: pool,
		ClientAuth: tls.RequireAndVerifyClientCert})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Both sides show a certificate, and each is verified.
func TestTLS(t *testing.T) {
	id := newIdentity(t)
	l := tlsListener(t, id)
	got := listen(t, l)
	o := open.Options{Options: sink.Options{CAFile: id.ca, CertFile: id.cert, KeyFile: id.key, Timeout: 5 * time.Second, Format: "rfc5424"}}
	send(t, "tls://"+l.Addr().String(), o, batch("one", "two"))
	if text := <-got; text != "3 one3 two" {
		t.Errorf("%q", text)
	}
}

// A receiver with another authority's certificate gets nothing, now or later.
func TestTLSRefusesACertificateOfOthers(t *testing.T) {
	id, other := newIdentity(t), newIdentity(t)
	l := tlsListener(t, id)
	got := listen(t, l)
	s, err := open.Open("tls://"+l.Addr().String(), open.Options{Options: sink.Options{CAFile: other.ca}})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Send(t.Context(), batch("secret"))
	if err == nil || sink.IsTemporary(err) || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("%v", err)
	}
	if text := <-got; strings.Contains(text, "secret") {
		t.Errorf("the receiver has %q", text)
	}
}

func TestTLSFilesThatAreWrong(t *testing.T) {
	id := newIdentity(t)
	for _, o := range []sink.Options{{CAFile: "nothing"}, {CAFile: id.key}, {CertFile: id.cert}, {CertFile: id.key, KeyFile: id.cert}} {
		if _, err := open.Open("tls://localhost:1", open.Options{Options: o}); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}

// A file is appended to.
func TestFileIsAppendedTo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b.log")
	for range 2 {
		send(t, "file:"+strings.ReplaceAll(path, " ", "%20"), open.Options{}, batch("one", "two"), batch("three"))
	}
	b, err := os.ReadFile(path)
	if err != nil || string(b) != "one\ntwo\nthree\none\ntwo\nthree\n" {
		t.Errorf("%q, %v", b, err)
	}
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriter(t *testing.T) {
	var b bytes.Buffer
	send(t, "stdout:", open.Options{Out: &b}, batch("one", "two"))
	if b.String() != "one\ntwo\n" {
		t.Errorf("%q", b.String())
	}
	if err := socket.NewWriter(closed{}, "nowhere").Send(t.Context(), batch("one")); !errors.Is(err, io.ErrClosedPipe) || sink.IsTemporary(err) {
		t.Errorf("%v", err)
	}
}

// Counted frames are read back by their counts, whatever a line holds.
func FuzzOctets(f *testing.F) {
	f.Add("one", "2 two")
	f.Add("", "\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		text := string(socket.Octets.Append(nil, batch(a, b)))
		for _, want := range []string{a, b} {
			count, rest, _ := strings.Cut(text, " ")
			n, err := strconv.Atoi(count)
			if err != nil || rest[:n] != want {
				t.Fatalf("%q: %v", text, err)
			}
			text = rest[n:]
		}
		if text != "" {
			t.Fatalf("left: %q", text)
		}
	})
}
