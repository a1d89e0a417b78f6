package form

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/breachsim/breachsim/output/internal/encode/wire"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/answer"
)

// splunk is the HTTP Event Collector: objects one after the other, each with its time
// and what says how it is to be read. Indexer acknowledgements are not waited for.
type splunk struct {
	to, token, channel string
	heads              [2]string // of each log, from after the time to the event
}

const splunkPath = "/services/collector/event"

// members are those of an event that the query of the address may set, with what they
// are where it does not.
var members = []struct{ name, usual string }{
	{"host", "portal.example"}, {"source", "breachsim"}, {"sourcetype", "breachsim:{log}"}, {"index", ""},
}

func openSplunk(u *url.URL, c peer.Credentials) (Form, error) {
	if c.Token == "" {
		return nil, fault.Usage("an HTTP Event Collector wants a token: " +
			"set BREACHSIM_TOKEN, or name a credentials file")
	}
	to := *u
	if to.Path == "" || to.Path == "/" {
		to.Path = splunkPath
	}
	to.RawQuery = ""
	s := &splunk{to: to.String(), token: c.Token, channel: channel(to.String())}
	query := u.Query()
	for _, l := range logs() {
		for _, m := range members {
			value := query.Get(m.name)
			if value == "" {
				value = m.usual
			}
			if value != "" {
				s.heads[l] += `,"` + m.name + `":` + string(wire.Quote(fill(value, l)))
			}
		}
		s.heads[l] += `,"event":`
	}
	for name := range query {
		if !knownMember(name) {
			return nil, fault.Usage("address %q: %q is unknown: write index, host, source or sourcetype",
				u.Redacted(), name)
		}
	}
	return s, nil
}

func knownMember(name string) bool {
	for _, m := range members {
		if m.name == name {
			return true
		}
	}
	return false
}

// channel is what tells one sender from another: a UUID of version 8 (RFC 9562)
// from the address.
func channel(of string) string {
	h := sha256.Sum256([]byte(of))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

func (s *splunk) Address(sink.Log) string { return s.to }

func (s *splunk) Prepare(r *http.Request, _ []sink.Line) {
	r.Header.Set("Authorization", "Splunk "+s.token)
	r.Header.Set("X-Splunk-Request-Channel", s.channel)
}

func (s *splunk) Append(dst []byte, batch []sink.Line) []byte {
	for i := range batch {
		l := &batch[i]
		dst = append(dst, `{"time":`...)
		dst = appendSeconds(dst, l.Micros)
		dst = append(dst, s.heads[l.Log]...)
		if lines.IsJSON(l.Bytes) {
			dst = append(dst, l.Bytes...)
		} else {
			dst = lines.AppendString(dst, l.Bytes)
		}
		dst = append(dst, "}\n"...)
	}
	return dst
}

// appendSeconds appends a time as seconds since 1970 with six digits behind the
// point.
func appendSeconds(dst []byte, micros int64) []byte {
	dst = strconv.AppendInt(dst, micros/1_000_000, 10)
	dst = append(dst, '.')
	for digit := int64(100_000); digit > 0; digit /= 10 {
		dst = append(dst, byte('0'+micros/digit%10))
	}
	return dst
}

// Judge reads the code of the answer: 0 is success, 9 and 18 are a server that is busy.
// What of a batch with a bad event was taken, the answer does not say.
func (s *splunk) Judge(a *answer.Answer, batch []sink.Line) error {
	var said struct {
		Code    *int   `json:"code"`
		Text    string `json:"text"`
		Invalid *int   `json:"invalid-event-number"`
	}
	if err := json.Unmarshal(a.Body, &said); err != nil || said.Code == nil {
		if !a.OK() {
			return a.Refused()
		}
		return a.Errorf("answered with no code of a collector")
	}
	const success, busy, queues = 0, 9, 18
	err := fmt.Errorf("answered %d, code %d: %s", a.Status, *said.Code, answer.Cut(a.Hide(said.Text)))
	switch {
	case a.OK() && *said.Code == success:
		return nil
	case *said.Code == busy, *said.Code == queues, a.Status >= 500, a.Status == http.StatusTooManyRequests:
		return sink.Temporary(err)
	case said.Invalid != nil && *said.Invalid >= 0 && *said.Invalid < len(batch):
		return fmt.Errorf("%w, of line %d of the batch", err, *said.Invalid+1)
	}
	return err
}
