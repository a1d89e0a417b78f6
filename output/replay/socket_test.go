package replay_test

import (
	"bufio"
	"errors"
	"net"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/replay"
	"github.com/breachsim/breachsim/output/replay/open"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// server is a receiver of lines over TCP that can be killed and started again.
type server struct {
	t    *testing.T
	addr string
	l    net.Listener

	mu    sync.Mutex
	lines []string
	conns []net.Conn
	limit int // it is killed when it has so many lines; 0 = never
	dead  chan struct{}
}

// start listens, at the address of before where there was one.
func (s *server) start(limit int) {
	s.t.Helper()
	if s.addr == "" {
		s.addr = "127.0.0.1:0"
	}
	l, err := net.Listen("tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	s.l, s.addr, s.limit, s.dead = l, l.Addr().String(), limit, make(chan struct{})
	s.mu.Unlock()
	go s.accept(l)
}

func (s *server) accept(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns = append(s.conns, c)
		s.mu.Unlock()
		go s.read(c)
	}
}

func (s *server) read(c net.Conn) {
	in := bufio.NewScanner(c)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		s.mu.Lock()
		full := s.limit > 0 && len(s.lines) >= s.limit
		if !full {
			s.lines = append(s.lines, in.Text())
			full = len(s.lines) == s.limit
		}
		s.mu.Unlock()
		if full {
			s.kill()
			return
		}
	}
	c.Close()
}

// kill ends the server as the end of its process would: connections are reset.
func (s *server) kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.l.Close()
	for _, c := range s.conns {
		_ = c.(*net.TCPConn).SetLinger(0)
		c.Close()
	}
	if s.conns != nil {
		s.conns = nil
		close(s.dead)
	}
}

// counts says of the lines that arrived how many are missing and how many came again.
func counts(got, want []string) (missing, again int) {
	n := map[string]int{}
	for _, l := range got {
		n[l]++
	}
	for _, l := range want {
		switch n[l] {
		case 0:
			missing++
		case 1:
		default:
			again += n[l] - 1
		}
	}
	return missing, again
}

const batchOfTest = 20

// A receiver over TCP that is killed in the middle and comes back while the sender
// retries, and one that comes back only for the next run: lines come in order, what may
// come twice is one batch, and what may be lost is what lay unread with the receiver, here
// no more than a batch either, since it reads at once.
func TestReceiverIsKilledAndComesBack(t *testing.T) {
	d, o := openDataset(t, datasettest.Tiny(t)), options(t)
	want := whole(t, d, o)
	for _, c := range []struct {
		name    string
		retries int
	}{{"retried", 50}, {"taken up", 0}} {
		t.Run(c.name, func(t *testing.T) {
			s := &server{t: t}
			s.start(500)
			to, err := open.Open("tcp://"+s.addr, open.Options{Options: sink.Options{Format: "jsonl", Timeout: 5 * time.Second}})
			if err != nil {
				t.Fatal(err)
			}
			o := o
			o.Speed = 2 * 86_400 / 0.5 // two days in half a second, so that the receiver keeps up
			o.Batch = replay.Batch{Lines: batchOfTest, Bytes: 1 << 20}
			o.Retry = replay.Retry{Times: c.retries, For: time.Minute}
			o.State = filepath.Join(t.TempDir(), "state.json")
			restarted := make(chan struct{})
			if dead := s.dead; c.retries > 0 {
				go func() {
					<-dead
					time.Sleep(50 * time.Millisecond)
					s.start(0)
					close(restarted)
				}()
			}
			sum, err := replay.Run(t.Context(), d, to, o)
			if c.retries == 0 {
				var failed *replay.DeliveryError
				if !errors.As(err, &failed) || sum.Done {
					t.Fatalf("%+v, %v", sum, err)
				}
				s.start(0)
				if o.Resume, err = replay.ReadState(o.State); err != nil {
					t.Fatal(err)
				}
				o.Retry.Times = 5
				sum, err = replay.Run(t.Context(), d, to, o)
			} else {
				<-restarted
			}
			if err != nil || !sum.Done { // then the receiver has read everything
				t.Fatalf("%+v, %v", sum, err)
			}
			s.mu.Lock()
			defer s.mu.Unlock()
			missing, again := counts(s.lines, want)
			if missing > batchOfTest || again > batchOfTest || int64(again) > sum.Twice {
				t.Errorf("%d lines are missing, %d came again; %d were announced", missing, again, sum.Twice)
			}
			at := 0 // in order, but for the batch that is sent again
			for _, l := range s.lines {
				i := slices.Index(want[max(at-batchOfTest, 0):], l)
				if i < 0 {
					t.Fatalf("out of order: %s", l)
				}
				at = max(at-batchOfTest, 0) + i
			}
		})
	}
}
