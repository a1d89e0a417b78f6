package receivers

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/breachsim/breachsim/output/replay/queue"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// audit is a line of the native log of one of seven accounts, access one in combined.
func audit(n int) sink.Line {
	account := fmt.Sprintf("PS%07d", n%7)
	text := fmt.Sprintf(`{"event_id":"%016x","ts":"2022-03-10T06:57:08.950388Z","account":%q}`, n+1, account)
	return sink.Line{Log: sink.Audit, Micros: 1646895428950388 + int64(n), Account: account, Bytes: []byte(text)}
}

func access(n int) sink.Line {
	return sink.Line{Log: sink.Access, Micros: 1646895428000000, Bytes: fmt.Appendf(nil, "247.0.1.1 - - [10/Mar/2022:07:57:08 +0100] %d", n)}
}

func batch(from, to int) (all []sink.Line) {
	for n := from; n < to; n++ {
		all = append(all, audit(n))
		if n%3 == 0 {
			all = append(all, access(n))
		}
	}
	return all
}

func options(timeout time.Duration, env ...string) sink.Options {
	return sink.Options{Timeout: timeout, Getenv: func(name string) string {
		for i := 0; i+1 < len(env); i += 2 {
			if env[i] == name {
				return env[i+1]
			}
		}
		return ""
	}}
}

func kafka(t *testing.T, address string, o sink.Options) sink.Sink {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	s, err := queue.OpenKafka(u, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func broker(t *testing.T, more ...kfake.Opt) *kfake.Cluster {
	t.Helper()
	c, err := kfake.NewCluster(append([]kfake.Opt{kfake.NumBrokers(1), kfake.AllowAutoTopicCreation(), kfake.DefaultNumPartitions(4)}, more...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// consume reads n records of topics, from the start, and then looks whether there are more.
func consume(t *testing.T, address string, n int, topics ...string) []*kgo.Record {
	t.Helper()
	c, err := kgo.NewClient(kgo.SeedBrokers(address), kgo.ConsumeTopics(topics...), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var all []*kgo.Record
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	for len(all) < n {
		fetches := c.PollFetches(ctx)
		if ctx.Err() != nil {
			t.Fatalf("%d of %d records: %v", len(all), n, fetches.Err())
		}
		all = append(all, fetches.Records()...)
	}
	more, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	return append(all, c.PollFetches(more).Records()...)
}

// same holds what arrived against what was sent: each line once, and those of an account
// in one partition and in order.
func same(t *testing.T, sent []sink.Line, got []*kgo.Record) {
	t.Helper()
	count := map[string]int{}
	place := map[string]int{}
	for i, l := range sent {
		count[string(l.Bytes)]++
		place[string(l.Bytes)] = i
	}
	last := map[string]int{}
	partition := map[string]int32{}
	for _, r := range got {
		text := string(r.Value)
		count[text]--
		account := string(r.Key)
		if account == "" {
			continue
		}
		if p, seen := partition[account]; seen && p != r.Partition {
			t.Errorf("%s is in two partitions", account)
		}
		if place[text] < last[account] {
			t.Errorf("%s: a line came before an earlier one", account)
		}
		partition[account], last[account] = r.Partition, place[text]
	}
	for text, n := range count {
		if n != 0 {
			t.Errorf("%d missing (below zero: too many) of %s", n, text)
		}
	}
}

func TestKafkaKeepsTheOrderOfAccounts(t *testing.T) {
	c := broker(t)
	s := kafka(t, "kafka://"+c.ListenAddrs()[0]+"/portal", options(10*time.Second))
	var sent []sink.Line
	for i := range 5 {
		b := batch(i*100, i*100+100)
		if err := s.Send(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		sent = append(sent, b...)
	}
	got := consume(t, c.ListenAddrs()[0], len(sent), "portal")
	same(t, sent, got)
	for _, r := range got {
		log := "access"
		if strings.HasPrefix(string(r.Value), "{") {
			log = "audit"
		}
		if len(r.Headers) != 1 || string(r.Headers[0].Value) != log || r.Timestamp.Year() != 2022 {
			t.Errorf("%s: headers %v, time %v", r.Value, r.Headers, r.Timestamp)
		}
	}
}

func TestKafkaTopicALog(t *testing.T) {
	c := broker(t)
	s := kafka(t, "kafka://"+c.ListenAddrs()[0]+"/portal.{log}", options(10*time.Second))
	if err := s.Send(t.Context(), batch(0, 9)); err != nil {
		t.Fatal(err)
	}
	if got := consume(t, c.ListenAddrs()[0], 9, "portal.audit"); len(got) != 9 {
		t.Errorf("%d", len(got))
	}
	if got := consume(t, c.ListenAddrs()[0], 3, "portal.access"); len(got) != 3 {
		t.Errorf("%d", len(got))
	}
}

// A broker that is killed and started again on its files has each line at the end.
func TestKafkaBrokerDiesInTheMiddle(t *testing.T) {
	dir := t.TempDir()
	durable := []kfake.Opt{kfake.DataDir(dir), kfake.SyncWrites()}
	c := broker(t, durable...)
	address := c.ListenAddrs()[0]
	var port int
	if _, err := fmt.Sscanf(address[strings.LastIndexByte(address, ':')+1:], "%d", &port); err != nil {
		t.Fatal(err)
	}
	s := kafka(t, "kafka://"+address+"/portal", options(2*time.Second))
	sent := batch(0, 100)
	if err := s.Send(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	c.Close()
	next := batch(100, 200)
	err := s.Send(t.Context(), next)
	if !sink.IsTemporary(err) {
		t.Fatalf("no broker: %v", err)
	}
	c = broker(t, append(durable, kfake.Ports(port))...)
	next = next[sink.Taken(err):]
	for deadline := time.Now().Add(20 * time.Second); ; {
		if err = s.Send(t.Context(), next); err == nil {
			break
		}
		if !sink.IsTemporary(err) || time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
	sent = append(sent, batch(100, 200)...)
	same(t, sent, consume(t, address, len(sent), "portal"))
}

func TestKafkaAsksForCredentials(t *testing.T) {
	c := broker(t, kfake.EnableSASL(), kfake.Superuser("SCRAM-SHA-256", "me", "word"))
	address := "kafka://" + c.ListenAddrs()[0] + "/portal?sasl=scram-sha-256"
	for word, good := range map[string]bool{"word": true, "wrong": false} {
		s := kafka(t, address, options(5*time.Second, "BREACHSIM_USER", "me", "BREACHSIM_PASSWORD", word))
		err := s.Send(t.Context(), batch(0, 3))
		if good && err != nil || !good && err == nil {
			t.Errorf("%s: %v, passing %v", word, err, sink.IsTemporary(err))
		}
	}
}

func TestKafkaNoBroker(t *testing.T) {
	for address, passes := range map[string]bool{"kafka://127.0.0.1:1/t": true, "kafka://192.0.2.1:9092/t": false} {
		err := kafka(t, address, options(time.Second)).Send(t.Context(), batch(0, 3))
		if err == nil || sink.IsTemporary(err) != passes {
			t.Errorf("%s: %v, passing %v", address, err, sink.IsTemporary(err))
		}
		if !passes && !strings.Contains(err.Error(), "--allow-remote") {
			t.Errorf("%v", err)
		}
	}
}

func TestWrongAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"kafka:///t": "no host", "kafka://h:1/": "no topic", "kafka://h:1/a b": "no topic",
		"kafka://u:word@h:1/t": "BREACHSIM_PASSWORD", "kafka://h:1/t?acks=0": "acks", "kafka://h:1/t?sasl=plain": "needs a user",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = queue.OpenKafka(u, options(0)); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), ":word") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
