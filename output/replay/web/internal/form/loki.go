package form

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output/internal/encode/wire"
	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/answer"
)

// loki pushes a stream a log, with few labels: what is in the lines is found there.
// Times are nanoseconds in text. Loki drops a line that repeats the time and the text of
// another one of its stream; each further line of the same time is therefore a
// nanosecond later.
type loki struct {
	to, tenant string
	streams    [2]string // how the object of each log's stream begins
	last       [2]int64  // the microsecond of the line before
	same       [2]int64  // how many lines of it there were
}

// mostAlike is how many lines of one time are told apart: formats that tell whole
// seconds have thousands.
const mostAlike = 999_999

func openLoki(u *url.URL, _ peer.Credentials) (Form, error) {
	to := *u
	if to.Path == "" || to.Path == "/" {
		to.Path = "/loki/api/v1/push"
	}
	query := to.Query()
	k := &loki{tenant: query.Get("tenant")}
	query.Del("tenant")
	to.RawQuery = query.Encode()
	k.to = to.String()
	for _, l := range logs() {
		k.streams[l] = `{"stream":{"job":"breachsim","log":` + string(wire.Quote(lines.Name(l))) +
			`,"service_name":"portal"},"values":[`
	}
	return k, nil
}

func (k *loki) Address(sink.Log) string { return k.to }

func (k *loki) Prepare(r *http.Request, _ []sink.Line) {
	if k.tenant != "" {
		r.Header.Set("X-Scope-OrgID", k.tenant)
	}
}

func (k *loki) Append(dst []byte, batch []sink.Line) []byte {
	dst = append(dst, `{"streams":[`...)
	for _, log := range logs() {
		before, some := len(dst), false
		dst = append(dst, k.streams[log]...)
		last, same := k.last[log], k.same[log]
		for i := range batch {
			l := &batch[i]
			if l.Log != log {
				continue
			}
			if some {
				dst = append(dst, ',')
			}
			some = true
			if l.Micros == last {
				same = min(same+1, mostAlike)
			} else {
				last, same = l.Micros, 0
			}
			dst = append(dst, `["`...)
			dst = strconv.AppendInt(dst, l.Micros*1000+same, 10)
			dst = append(dst, `",`...)
			dst = append(lines.AppendString(dst, l.Bytes), ']')
		}
		if some {
			dst = append(dst, `]},`...)
		} else {
			dst = dst[:before]
		}
	}
	return append(dst[:len(dst)-1], `]}`...)
}

// Judge reads the answer: 204 without a word is success. Lines that are too old for the
// receiver are told with what helps.
func (k *loki) Judge(a *answer.Answer, batch []sink.Line) error {
	if a.OK() {
		k.taken(batch)
		return nil
	}
	text := string(a.Body)
	err := a.Refused()
	switch {
	case sink.IsTemporary(err):
	case strings.Contains(text, "too old"), strings.Contains(text, "too far behind"):
		err = fmt.Errorf("%w: the receiver takes no lines of that age; --rebase now moves them to this week", err)
	case strings.Contains(text, "out of order"):
		err = fmt.Errorf("%w: the stream has later lines; push to a fresh receiver, or resume with --state", err)
	}
	return err
}

// taken keeps the last microsecond of each log: a batch that is sent again gets the
// same nanoseconds, so that Loki knows its lines.
func (k *loki) taken(batch []sink.Line) {
	for i := range batch {
		log := batch[i].Log
		if batch[i].Micros == k.last[log] {
			k.same[log] = min(k.same[log]+1, mostAlike)
		} else {
			k.last[log], k.same[log] = batch[i].Micros, 0
		}
	}
}
