package web

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/answer"
)

// micros of the first test line: 10 March 2022, 06:57:08.950388 UTC.
const micros = 1646895428950388

// audit is a line of the native log, access one in combined.
func audit(n int) sink.Line {
	text := fmt.Sprintf(`{"event_id":"%016x","ts":"2022-03-10T06:57:08.950388Z","action":"login","outcome":"failure",`+
		`"reason":null,"account":"PS%07d","city":"Trémiguel \"le\" Vieux","status":401,"lat":50.3317}`, n+1, n)
	return sink.Line{Log: sink.Audit, Micros: micros + int64(n), Account: fmt.Sprintf("PS%07d", n), Bytes: []byte(text)}
}

func access(n int) sink.Line {
	text := fmt.Sprintf(`247.0.1.%d - - [10/Mar/2022:07:57:08 +0100] "GET /connexion HTTP/1.1" 200 6193 "-" "a\b"`, n)
	return sink.Line{Log: sink.Access, Micros: micros / 1_000_000 * 1_000_000, Bytes: []byte(text)}
}

// mixed has n lines of each log, by turns.
func mixed(n int) (batch []sink.Line) {
	for i := range n {
		batch = append(batch, audit(i), access(i))
	}
	return batch
}

// a got is a request as it arrived.
type got struct {
	url    *url.URL
	header http.Header
	body   string
}

// receiver keeps requests and answers what the test says.
type recorder struct {
	*httptest.Server
	mu   sync.Mutex
	gots []got
}

// record starts a receiver. answer is asked with the number of the request.
func record(t *testing.T, answer func(n int, g got, w http.ResponseWriter)) *recorder {
	t.Helper()
	r := &recorder{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		in := io.Reader(q.Body)
		if q.Header.Get("Content-Encoding") == "gzip" {
			unpacked, err := gzip.NewReader(q.Body)
			if err != nil {
				t.Error(err)
				return
			}
			in = unpacked
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Error(err)
		}
		g := got{q.URL, q.Header, string(text)}
		r.mu.Lock()
		r.gots = append(r.gots, g)
		n := len(r.gots)
		r.mu.Unlock()
		answer(n, g, w)
	}))
	t.Cleanup(r.Close)
	return r
}

func status(code int, text string) func(int, got, http.ResponseWriter) {
	return func(_ int, _ got, w http.ResponseWriter) {
		w.WriteHeader(code)
		fmt.Fprint(w, text)
	}
}

// options of a body, with variables of the environment as name, value.
func options(body string, env ...string) sink.Options {
	return sink.Options{Body: body, Timeout: 10 * time.Second, Getenv: func(name string) string {
		for i := 0; i+1 < len(env); i += 2 {
			if env[i] == name {
				return env[i+1]
			}
		}
		return ""
	}}
}

func open(t *testing.T, address string, o sink.Options) sink.Sink {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(u, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestPlainLinesArriveAsObjects(t *testing.T) {
	r := record(t, status(200, ""))
	batch := mixed(2)
	if err := open(t, r.URL+"/in?x=1", options("")).Send(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if len(r.gots) != 1 {
		t.Fatalf("%d requests", len(r.gots))
	}
	g := r.gots[0]
	if g.url.String() != "/in?x=1" || g.header.Get("User-Agent") != Agent || g.header.Get("Content-Encoding") != "" {
		t.Errorf("request %v %v", g.url, g.header)
	}
	for i, line := range strings.Split(strings.TrimSuffix(g.body, "\n"), "\n") {
		if text := string(batch[i].Bytes); batch[i].Log == sink.Audit {
			if line != text {
				t.Errorf("line %d: %s", i, line)
			}
			continue
		}
		var o struct{ TS, Log, Message string }
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatal(err)
		}
		if o.TS != "2022-03-10T06:57:08.000000Z" || o.Log != "access" || o.Message != string(batch[i].Bytes) {
			t.Errorf("line %d: %+v", i, o)
		}
	}
}

// Where each log has its own address and the second is refused, what was taken ends
// before the first line that was not.
func TestRequestsALogTellWhatWasTaken(t *testing.T) {
	r := record(t, func(_ int, g got, w http.ResponseWriter) {
		if strings.Contains(g.url.Path, "access") {
			w.WriteHeader(503)
		}
	})
	batch := []sink.Line{audit(0), audit(1), access(0), audit(2)}
	err := open(t, r.URL+"/{log}/in", options("")).Send(t.Context(), batch)
	if !sink.IsTemporary(err) || sink.Taken(err) != 2 {
		t.Errorf("%v: taken %d, passing %v", err, sink.Taken(err), sink.IsTemporary(err))
	}
	if len(r.gots) != 2 || r.gots[0].url.Path != "/audit/in" || strings.Count(r.gots[0].body, "\n") != 3 {
		t.Errorf("%d requests", len(r.gots))
	}
}

func TestStatusesThatMayPass(t *testing.T) {
	for _, body := range Bodies() {
		for code, want := range map[int]bool{400: false, 401: false, 404: false, 429: true, 502: true, 503: true} {
			r := record(t, status(code, "no\x1b[31m room, token s3cret"))
			address := r.URL + "/some/table"
			err := open(t, address, options(body, "BREACHSIM_TOKEN", "s3cret")).Send(t.Context(), mixed(1))
			if err == nil || sink.IsTemporary(err) != want || sink.Taken(err) != 0 {
				t.Errorf("%s, %d: %v, passing %v", body, code, err, sink.IsTemporary(err))
				continue
			}
			if !strings.Contains(err.Error(), fmt.Sprint(code)) || !strings.Contains(err.Error(), "room") {
				t.Errorf("%s: %v does not say what was answered", body, err)
			}
			if strings.ContainsAny(err.Error(), "\x1b") || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("%s: %q repeats what it must not", body, err)
			}
		}
	}
}

func TestAnswerIsCut(t *testing.T) {
	r := record(t, status(400, strings.Repeat("x", 10_000)))
	err := open(t, r.URL, options("")).Send(t.Context(), mixed(1))
	if err == nil || len(err.Error()) > 400 || !strings.Contains(err.Error(), "xxx…") {
		t.Errorf("%v", err)
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"7": 7 * time.Second, "100000": answer.MostPause, "-3": 0, "soon": 0,
		"Thu, 10 Mar 2022 07:00:20 GMT": 20 * time.Second, "Thu, 10 Mar 2022 06:00:00 GMT": 0,
	} {
		a := &answer.Answer{Status: 429, Header: http.Header{"Retry-After": {text}}}
		if got := a.Wait(time.Date(2022, 3, 10, 7, 0, 0, 0, time.UTC)); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
		a.Status = 400
		if got := a.Wait(time.Time{}); got != 0 {
			t.Errorf("%q with status 400: %v", text, got)
		}
	}
	r := record(t, func(_ int, _ got, w http.ResponseWriter) {
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(503)
	})
	ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	if err := open(t, r.URL, options("")).Send(ctx, mixed(1)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v: did not wait", err)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	other := record(t, status(200, ""))
	r := record(t, func(_ int, _ got, w http.ResponseWriter) {
		w.Header().Set("Location", other.URL)
		w.WriteHeader(307)
	})
	err := open(t, r.URL, options("")).Send(t.Context(), mixed(1))
	if err == nil || sink.IsTemporary(err) || !strings.Contains(err.Error(), other.URL) || len(other.gots) > 0 {
		t.Errorf("%v, %d requests", err, len(other.gots))
	}
}

func TestReceiverThatTakesNoGzip(t *testing.T) {
	r := record(t, func(_ int, g got, w http.ResponseWriter) {
		if g.header.Get("Content-Encoding") != "" {
			w.WriteHeader(415)
		}
	})
	s := open(t, r.URL+"/t", options("clickhouse"))
	for range 2 {
		if err := s.Send(t.Context(), mixed(1)); err != nil {
			t.Fatal(err)
		}
	}
	if len(r.gots) != 3 {
		t.Errorf("%d requests, want one that is packed and two that are not", len(r.gots))
	}
}

// A receiver that dies in the middle of an answer, or is not there, may come back.
func TestReceiverDies(t *testing.T) {
	r := record(t, func(_ int, _ got, w http.ResponseWriter) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		fmt.Fprint(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"er")
		connection.Close()
	})
	s := open(t, r.URL+"/i", options("elastic"))
	if err := s.Send(t.Context(), mixed(1)); !sink.IsTemporary(err) {
		t.Errorf("died in the middle: %v", err)
	}
	r.Close()
	if err := s.Send(t.Context(), mixed(1)); !sink.IsTemporary(err) {
		t.Errorf("not there: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.Send(ctx, mixed(1)); !errors.Is(err, context.Canceled) || sink.IsTemporary(err) {
		t.Errorf("interrupted: %v", err)
	}
}

func TestOtherMachinesAreRefused(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	for _, host := range []string{"192.0.2.1:9", "[3fff::1]:9"} {
		err := open(t, "http://"+host, options("")).Send(t.Context(), mixed(1))
		if err == nil || sink.IsTemporary(err) || !strings.Contains(err.Error(), "--allow-remote") {
			t.Errorf("%s: %v", host, err)
		}
	}
}

func TestCertificatesAreVerified(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	o := options("")
	err := open(t, server.URL, o).Send(t.Context(), mixed(1))
	if err == nil || sink.IsTemporary(err) || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("unknown certificate: %v", err)
	}
	o.CAFile = filepath.Join(t.TempDir(), "ca.pem")
	text := "-----BEGIN CERTIFICATE-----\n" + base64Lines(server.Certificate().Raw) + "-----END CERTIFICATE-----\n"
	if err := os.WriteFile(o.CAFile, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := open(t, server.URL, o).Send(t.Context(), mixed(1)); err != nil {
		t.Errorf("named certificate: %v", err)
	}
}

func TestWrongAddressesAreRefused(t *testing.T) {
	for _, c := range []struct{ address, body, want string }{
		{"http:///x", "", "names no host"},
		{"http://me:word@127.0.0.1/x", "", "BREACHSIM_PASSWORD"},
		{"http://127.0.0.1/x", "xml", "choose clickhouse, elastic, loki, ndjson, otlp, splunk-hec"},
		{"http://127.0.0.1/", "elastic", "no index"},
		{"http://127.0.0.1/", "clickhouse", "no table"},
		{"http://127.0.0.1/", "splunk-hec", "BREACHSIM_TOKEN"},
	} {
		u, err := url.Parse(c.address)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(u, options(c.body))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "word") &&
			!strings.Contains(err.Error(), "PASSWORD") {
			t.Errorf("%s as %q: %v, want %q", c.address, c.body, err, c.want)
		}
	}
	o := options("splunk-hec", "BREACHSIM_TOKEN", "t")
	o.AllowRemote = true
	u, _ := url.Parse("http://siem.example/")
	if _, err := Open(u, o); err == nil || !strings.Contains(err.Error(), "https") {
		t.Errorf("credentials without encryption: %v", err)
	}
}
