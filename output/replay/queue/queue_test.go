package queue

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/replay/sink"
)

// Brokers that others wrote are in .ci/receivers: here is what needs none of them.

func parse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func none(string) string { return "" }

func TestWrongAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"kafka:///t":               "names no host",
		"kafka://h:1/":             "is no topic",
		"kafka://h:1/a b":          `"a b" is no topic`,
		"kafka://u:word@h:1/t":     "BREACHSIM_PASSWORD",
		"kafka://h:1/t?acks=0":     `"acks" is unknown: write tls or sasl`,
		"kafka://h:1/t?sasl=plain": "needs a user",
		"nats://h:1/":              "is no subject",
		"nats://h:1/a.*":           "is no subject",
		"nats://h:1/.a":            "is no subject",
		"nats://h:1/a?sasl=plain":  `"sasl" is unknown`,
	} {
		u := parse(t, address)
		open := OpenKafka
		if u.Scheme == "nats" {
			open = OpenNATS
		}
		_, err := open(u, sink.Options{Getenv: none})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), ":word") {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}

func TestCredentialsDoNotTravelReadably(t *testing.T) {
	user := func(name string) string { return map[string]string{"BREACHSIM_USER": "me"}[name] }
	o := sink.Options{Getenv: user, AllowRemote: true}
	for address, good := range map[string]bool{
		"kafka://broker.example:1/t": false, "kafka://broker.example:1/t?tls=true": true, "kafka://127.0.0.1:1/t": true,
	} {
		if _, err := OpenKafka(parse(t, address), o); (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := OpenNATS(parse(t, "nats://broker.example:1/t"), o); err == nil || !strings.Contains(err.Error(), "tls=true") {
		t.Errorf("nats: %v", err)
	}
	if _, err := OpenKafka(parse(t, "kafka://127.0.0.1:1/t?sasl=md5"), o); err == nil || !strings.Contains(err.Error(), "scram-sha-256") {
		t.Errorf("sasl: %v", err)
	}
}

func TestNobodyIsThere(t *testing.T) {
	batch := []sink.Line{{Bytes: []byte("x")}}
	for address, passes := range map[string]bool{
		"kafka://127.0.0.1:1/t": true, "kafka://192.0.2.1:9092/t": false,
		"nats://127.0.0.1:1/t": true, "nats://192.0.2.1:4222/t": false,
	} {
		u := parse(t, address)
		open := OpenKafka
		if u.Scheme == "nats" {
			open = OpenNATS
		}
		s, err := open(u, sink.Options{Timeout: time.Second, Getenv: none})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Send(t.Context(), batch)
		if err == nil || sink.IsTemporary(err) != passes || sink.Taken(err) != 0 {
			t.Errorf("%s: %v, passing %v", address, err, sink.IsTemporary(err))
		}
		if !passes && !strings.Contains(err.Error(), "--allow-remote") {
			t.Errorf("%s: %v", address, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A core is a server of NATS without streams, as far as a publisher needs it. It breaks
// the connection when it has read so many messages, unless that is 0.
type core struct {
	net.Listener
	mu    sync.Mutex
	lines []string
	dies  int
}

func startCore(t *testing.T, dies int) *core {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &core{Listener: l, dies: dies}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			connection, err := l.Accept()
			if err != nil {
				return
			}
			go c.serve(connection)
		}
	}()
	return c
}

func (c *core) serve(connection net.Conn) {
	defer connection.Close()
	fmt.Fprint(connection, `INFO {"server_id":"x","version":"2.10.0","max_payload":1048576,"headers":true,"proto":1}`+"\r\n")
	in := bufio.NewReader(connection)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case words[0] == "PING":
			fmt.Fprint(connection, "PONG\r\n")
		case words[0] == "HPUB" || words[0] == "PUB":
			if !c.publish(connection, in, words) {
				return
			}
		}
	}
}

// publish reads a message. Requests to JetStream are answered by nobody.
func (c *core) publish(connection net.Conn, in io.Reader, words []string) bool {
	var header, size int
	fmt.Sscan(words[len(words)-1], &size)
	if words[0] == "HPUB" {
		fmt.Sscan(words[len(words)-2], &header)
	}
	text := make([]byte, size+2)
	if _, err := io.ReadFull(in, text); err != nil {
		return false
	}
	if strings.HasPrefix(words[1], "$JS.") {
		const nobody = "NATS/1.0 503\r\n\r\n"
		fmt.Fprintf(connection, "HMSG %s 1 %d %d\r\n%s\r\n", words[2], len(nobody), len(nobody), nobody)
		return true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lines = append(c.lines, words[1]+" "+string(text[header:size]))
	if len(c.lines) == c.dies {
		c.dies = 0
		return false
	}
	return true
}

// all are the messages so far.
func (c *core) all() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(c.lines, ",")
}

func TestPublishesALogASubject(t *testing.T) {
	c := startCore(t, 0)
	s, err := OpenNATS(parse(t, "nats://"+c.Addr().String()+"/portal.{log}"), sink.Options{Timeout: 5 * time.Second, Getenv: none})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	batch := []sink.Line{{Log: sink.Audit, Bytes: []byte("a")}, {Log: sink.Access, Bytes: []byte("b")}, {Log: sink.Audit, Bytes: []byte("c")}}
	if err := s.Send(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if got := c.all(); got != "portal.audit a,portal.access b,portal.audit c" {
		t.Errorf("%s", got)
	}
}

// What a server that dies in the middle has is not known, so the batch is sent again.
func TestServerDiesInTheMiddle(t *testing.T) {
	c := startCore(t, 2)
	s, err := OpenNATS(parse(t, "nats://"+c.Addr().String()+"/portal"), sink.Options{Timeout: 5 * time.Second, Getenv: none})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	batch := []sink.Line{{Bytes: []byte("a")}, {Bytes: []byte("b")}, {Bytes: []byte("c")}}
	if err := s.Send(t.Context(), batch); !sink.IsTemporary(err) || sink.Taken(err) != 0 {
		t.Fatalf("%v, taken %d", err, sink.Taken(err))
	}
	if err := s.Send(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if got := c.all(); got != "portal a,portal b,portal a,portal b,portal c" {
		t.Errorf("%s", got)
	}
}
