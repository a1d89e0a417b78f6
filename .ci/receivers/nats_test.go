package receivers

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/breachsim/breachsim/output/replay/queue"
	"github.com/breachsim/breachsim/output/replay/sink"
)

func natsServer(t *testing.T, o *server.Options) *server.Server {
	t.Helper()
	o.Host, o.NoSigs, o.NoLog = "127.0.0.1", true, true
	if o.Port == 0 {
		o.Port = server.RANDOM_PORT
	}
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(s.Shutdown)
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("nats-server does not start")
	}
	return s
}

func publisher(t *testing.T, s *server.Server, subject string, o sink.Options) sink.Sink {
	t.Helper()
	u, err := url.Parse(s.ClientURL() + "/" + subject)
	if err != nil {
		t.Fatal(err)
	}
	p, err := queue.OpenNATS(u, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func makeStream(t *testing.T, s *server.Server, subject string) {
	t.Helper()
	nc, err := nats.Connect(s.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "PORTAL", Subjects: []string{subject}}); err != nil {
		t.Fatal(err)
	}
}

// kept reads all messages of the stream.
func kept(t *testing.T, s *server.Server) (all []string) {
	t.Helper()
	nc, err := nats.Connect(s.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, _ := jetstream.New(nc)
	stream, err := js.Stream(t.Context(), "PORTAL")
	if err != nil {
		t.Fatal(err)
	}
	for seq := uint64(1); seq <= stream.CachedInfo().State.LastSeq; seq++ {
		m, err := stream.GetMsg(t.Context(), seq)
		if err != nil {
			t.Fatal(err)
		}
		if m.Header.Get("Log") == "" {
			t.Error("a message without its log")
		}
		all = append(all, string(m.Data))
	}
	return all
}

func inOrder(t *testing.T, sent []sink.Line, got []string) {
	t.Helper()
	if len(got) != len(sent) {
		t.Fatalf("%d messages, sent %d", len(got), len(sent))
	}
	for i := range got {
		if got[i] != string(sent[i].Bytes) {
			t.Fatalf("message %d is %s, sent %s", i, got[i], sent[i].Bytes)
		}
	}
}

// A stream takes each line with an id once, however often it is sent.
func TestStreamKnowsALineAgain(t *testing.T) {
	s := natsServer(t, &server.Options{JetStream: true, StoreDir: t.TempDir()})
	makeStream(t, s, "portal.>")
	p := publisher(t, s, "portal.{log}", options(5*time.Second))
	sent := []sink.Line{audit(0), audit(1), audit(2)}
	for range 2 {
		if err := p.Send(t.Context(), sent); err != nil {
			t.Fatal(err)
		}
	}
	inOrder(t, sent, kept(t, s))
}

// A server that is killed and started again on its files has each line at the end.
func TestNATSServerDiesInTheMiddle(t *testing.T) {
	dir := t.TempDir()
	s := natsServer(t, &server.Options{JetStream: true, StoreDir: dir})
	makeStream(t, s, "portal.>")
	port := s.Addr().String()
	p := publisher(t, s, "portal.{log}", options(2*time.Second))
	sent := batch(0, 1500)
	if err := p.Send(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	s.Shutdown()
	s.WaitForShutdown()
	next := []sink.Line{audit(2000), audit(2001)}
	if err := p.Send(t.Context(), next); !sink.IsTemporary(err) {
		t.Fatalf("no server: %v", err)
	}
	u, _ := url.Parse("x://" + port)
	o := &server.Options{JetStream: true, StoreDir: dir}
	if _, err := fmt.Sscan(u.Port(), &o.Port); err != nil {
		t.Fatal(err)
	}
	s = natsServer(t, o)
	var err error
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		if err = p.Send(t.Context(), next); err == nil {
			break
		}
		if !sink.IsTemporary(err) {
			t.Fatal(err)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	inOrder(t, append(sent, next...), kept(t, s))
}

// Where no stream takes the subject, subscribers get what is published.
func TestSubscribersWithoutAStream(t *testing.T) {
	for _, js := range []bool{false, true} {
		s := natsServer(t, &server.Options{JetStream: js, StoreDir: t.TempDir()})
		nc, err := nats.Connect(s.ClientURL())
		if err != nil {
			t.Fatal(err)
		}
		defer nc.Close()
		sub, err := nc.SubscribeSync("portal")
		if err != nil {
			t.Fatal(err)
		}
		if err := nc.Flush(); err != nil {
			t.Fatal(err)
		}
		sent := batch(0, 50)
		if err := publisher(t, s, "portal", options(5*time.Second)).Send(t.Context(), sent); err != nil {
			t.Fatal(err)
		}
		var got []string
		for range sent {
			m, err := sub.NextMsg(5 * time.Second)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(m.Data))
		}
		inOrder(t, sent, got)
	}
}

func TestNATSAsksForCredentials(t *testing.T) {
	s := natsServer(t, &server.Options{Users: []*server.User{
		{Username: "me", Password: "word", Permissions: &server.Permissions{Publish: &server.SubjectPermission{Allow: []string{"portal", "$JS.>"}}}},
	}})
	for _, c := range []struct {
		word, subject string
		good          bool
	}{{"word", "portal", true}, {"wrong", "portal", false}, {"word", "other", false}} {
		o := options(5*time.Second, "BREACHSIM_USER", "me", "BREACHSIM_PASSWORD", c.word)
		err := publisher(t, s, c.subject, o).Send(t.Context(), batch(0, 3))
		if c.good && err != nil || !c.good && (err == nil || sink.IsTemporary(err)) {
			t.Errorf("%s, %s: %v, passing %v", c.word, c.subject, err, sink.IsTemporary(err))
		}
		if err != nil && strings.Contains(err.Error(), c.word) {
			t.Errorf("%v tells the password", err)
		}
	}
}

func TestNATSNoServer(t *testing.T) {
	for address, passes := range map[string]bool{"nats://127.0.0.1:1/t": true, "nats://192.0.2.1:4222/t": false} {
		u, _ := url.Parse(address)
		p, err := queue.OpenNATS(u, options(time.Second))
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Send(t.Context(), batch(0, 3)); err == nil || sink.IsTemporary(err) != passes {
			t.Errorf("%s: %v, passing %v", address, err, sink.IsTemporary(err))
		}
	}
}
