// Command broker runs a broker that others wrote, as a process of its own that can be
// killed: franz-go's kfake or nats-server. "broker read URL STREAM" prints what a stream of
// NATS keeps.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/twmb/franz-go/pkg/kfake"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "broker:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("want kafka PORT DIR, nats PORT DIR or read URL STREAM")
	}
	switch args[0] {
	case "kafka":
		return kafka(args[1], args[2])
	case "nats":
		return serve(args[1], args[2])
	}
	return read(args[1], args[2])
}

func kafka(port, dir string) error {
	n, err := strconv.Atoi(port)
	if err != nil {
		return err
	}
	_, err = kfake.NewCluster(kfake.NumBrokers(1), kfake.Ports(n), kfake.AllowAutoTopicCreation(),
		kfake.DefaultNumPartitions(3), kfake.DataDir(dir), kfake.SyncWrites())
	if err != nil {
		return err
	}
	select {}
}

func serve(port, dir string) error {
	n, err := strconv.Atoi(port)
	if err != nil {
		return err
	}
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: n, JetStream: true, StoreDir: dir, NoLog: true})
	if err != nil {
		return err
	}
	s.Start()
	_, js, err := connect(s.ClientURL())
	if err != nil {
		return err
	}
	_, err = js.CreateOrUpdateStream(context.Background(), jetstream.StreamConfig{Name: "PORTAL", Subjects: []string{"portal.>"}})
	if err != nil {
		return err
	}
	s.WaitForShutdown()
	return nil
}

func connect(url string) (*nats.Conn, jetstream.JetStream, error) {
	nc, err := nats.Connect(url)
	if err != nil {
		return nil, nil, err
	}
	js, err := jetstream.New(nc)
	return nc, js, err
}

func read(url, name string) error {
	nc, js, err := connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()
	stream, err := js.Stream(context.Background(), name)
	if err != nil {
		return err
	}
	left := stream.CachedInfo().State.Msgs
	c, err := stream.OrderedConsumer(context.Background(), jetstream.OrderedConsumerConfig{})
	if err != nil {
		return err
	}
	messages, err := c.Messages()
	if err != nil {
		return err
	}
	defer messages.Stop()
	for ; left > 0; left-- {
		m, err := messages.Next()
		if err != nil {
			return err
		}
		fmt.Printf("%s\n", m.Data())
	}
	return nil
}
