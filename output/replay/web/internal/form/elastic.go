package form

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/breachsim/breachsim/output/internal/encode/wire"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/answer"
)

// elastic is the bulk interface of Elasticsearch and OpenSearch. Every line is a
// create, the one action that data streams take too; its _id is the id of the line, so that a
// line which is sent again is refused as a conflict and counts as taken. Lines without an
// id get one from the receiver.
type elastic struct {
	to      string
	key     string    // an API key
	actions [2]string // what stands before a document of each log, up to its id
}

// fewer is what is asked of the answer: of a bulk that went well, one word.
const fewer = "errors,items.*.status,items.*.error.type,items.*.error.reason"

func openElastic(u *url.URL, c peer.Credentials) (Form, error) {
	path := strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), "/_bulk")
	at := strings.LastIndexByte(path, '/')
	index := path[at+1:]
	if index == "" {
		return nil, fault.Usage("address %q names no index or data stream: write %s://%s/logs-portal.{log}-default",
			u.Redacted(), u.Scheme, u.Host)
	}
	to := *u
	to.Path, to.RawPath = path[:at+1]+"_bulk", ""
	q := to.Query()
	q.Set("filter_path", fewer)
	to.RawQuery = q.Encode()
	e := &elastic{to: to.String(), key: c.Token}
	for _, l := range logs() {
		e.actions[l] = `{"create":{"_index":` + string(wire.Quote(fill(index, l)))
	}
	return e, nil
}

func (e *elastic) Address(sink.Log) string { return e.to }

func (e *elastic) Prepare(r *http.Request, _ []sink.Line) {
	if e.key != "" {
		r.Header.Set("Authorization", "ApiKey "+e.key)
	}
}

func (e *elastic) Append(dst []byte, batch []sink.Line) []byte {
	for i := range batch {
		l := &batch[i]
		dst = append(dst, e.actions[l.Log]...)
		dst = append(dst, `,"_id":"`...)
		before := len(dst)
		if dst = lines.AppendID(dst, l); len(dst) > before {
			dst = append(dst, '"')
		} else {
			dst = dst[:before-len(`,"_id":"`)]
		}
		dst = append(dst, "}}\n"...)
		dst = append(appendTimed(dst, l), '\n')
	}
	return dst
}

// appendTimed appends a line as an object with @timestamp, which a data stream asks
// for.
func appendTimed(dst []byte, l *sink.Line) []byte {
	const field = `{"@timestamp":`
	if strings.HasPrefix(string(l.Bytes[:min(len(l.Bytes), len(field))]), field) {
		return append(dst, l.Bytes...)
	}
	dst = append(dst, `{"@timestamp":"`...)
	dst = wire.AppendMoment(dst, l.Micros)
	dst = append(dst, `",`...)
	at := len(dst)
	dst = lines.AppendObject(dst, l)
	return append(dst[:at], dst[at+1:]...) // without the brace of the object
}

// bulk is the answer, of which fewer names the members.
type bulk struct {
	Errors *bool `json:"errors"`
	Items  []map[string]struct {
		Status int `json:"status"`
		Error  struct {
			Type   string `json:"type"`
			Reason string `json:"reason"`
		} `json:"error"`
	} `json:"items"`
}

// Judge goes through the items: 409 is a line that is there already, 429 one that was not
// taken in a hurry. Whatever else was refused is an error with its reason.
func (e *elastic) Judge(a *answer.Answer, batch []sink.Line) error {
	if !a.OK() {
		return a.Refused()
	}
	var said bulk
	if err := json.Unmarshal(a.Body, &said); err != nil || said.Errors == nil {
		return a.Errorf("answered with no bulk's answer")
	}
	if !*said.Errors {
		return nil
	}
	if len(said.Items) != len(batch) {
		return a.Errorf("answered of %d of %d lines", len(said.Items), len(batch))
	}
	taken, refused := -1, 0
	var first, lasting error
	for i, item := range said.Items {
		for _, of := range item {
			if of.Status/100 == 2 || of.Status == http.StatusConflict {
				continue
			}
			refused++
			err := fmt.Errorf("status %d, %s: %s", of.Status, of.Error.Type, answer.Cut(a.Hide(of.Error.Reason)))
			if taken < 0 {
				taken, first = i, err
			}
			if passes := of.Status == http.StatusTooManyRequests || of.Status >= 500; !passes && lasting == nil {
				lasting = err
			}
		}
	}
	switch {
	case refused == 0:
		return nil
	case lasting != nil:
		return sink.Partial(taken, fmt.Errorf("%d of %d lines refused: %w", refused, len(batch), lasting))
	}
	return sink.Partial(taken, sink.Temporary(fmt.Errorf("%d of %d lines not taken: %w", refused, len(batch), first)))
}
