package form

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/breachsim/breachsim/output/internal/encode/wire"
	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/answer"
)

// otlp is OTLP/HTTP in its JSON form (opentelemetry-proto 1.x): a resource a log, a
// record a line. The body is the line as it stands; what a JSON line says is beside it
// as attributes, with dots between the names of objects.
type otlp struct {
	to        string
	resources [2]string // how each log's resource begins
}

// Severities of the data model: what failed is a warning.
const (
	severityInfo = `,"severityNumber":9,"severityText":"INFO"`
	severityWarn = `,"severityNumber":13,"severityText":"WARN"`
)

func openOTLP(u *url.URL, _ peer.Credentials) (Form, error) {
	to := *u
	if to.Path == "" || to.Path == "/" {
		to.Path = "/v1/logs"
	}
	o := &otlp{to: to.String()}
	for _, l := range logs() {
		o.resources[l] = `{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"portal"}},` +
			`{"key":"log.name","value":{"stringValue":` + string(wire.Quote(lines.Name(l))) + `}}]},` +
			`"scopeLogs":[{"scope":{"name":"breachsim"},"logRecords":[`
	}
	return o, nil
}

func (o *otlp) Address(sink.Log) string { return o.to }

func (o *otlp) Prepare(*http.Request, []sink.Line) {}

func (o *otlp) Append(dst []byte, batch []sink.Line) []byte {
	dst = append(dst, `{"resourceLogs":[`...)
	for _, log := range logs() {
		before, some := len(dst), false
		dst = append(dst, o.resources[log]...)
		for i := range batch {
			if batch[i].Log == log {
				dst = append(appendRecord(dst, &batch[i]), ',')
				some = true
			}
		}
		if some {
			dst = append(dst[:len(dst)-1], `]}]},`...)
		} else {
			dst = dst[:before]
		}
	}
	return append(dst[:len(dst)-1], `]}`...)
}

func appendRecord(dst []byte, l *sink.Line) []byte {
	dst = append(dst, `{"timeUnixNano":"`...)
	dst = strconv.AppendInt(dst, l.Micros*1000, 10)
	dst = append(dst, '"')
	if bytes.Contains(l.Bytes, []byte(`outcome":"failure"`)) || bytes.Contains(l.Bytes, []byte(`outcome="failure"`)) {
		dst = append(dst, severityWarn...)
	} else {
		dst = append(dst, severityInfo...)
	}
	dst = append(dst, `,"body":{"stringValue":`...)
	dst = lines.AppendString(dst, l.Bytes)
	dst = append(dst, '}')
	if lines.IsJSON(l.Bytes) {
		dst = append(dst, `,"attributes":[`...)
		dst = append(appendAttributes(dst, l.Bytes), ']')
	}
	return append(dst, '}')
}

// Judge reads the answer. Only the statuses that the protocol lists may pass; a success
// may be partial, and then the protocol forbids sending again.
func (o *otlp) Judge(a *answer.Answer, batch []sink.Line) error {
	switch a.Status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return a.Refused()
	}
	if !a.OK() {
		return fmt.Errorf("%s", a.Refused().Error()) // 500 does not pass here
	}
	var said struct {
		Partial struct {
			Rejected json.Number `json:"rejectedLogRecords"`
			Message  string      `json:"errorMessage"`
		} `json:"partialSuccess"`
	}
	if len(bytes.TrimSpace(a.Body)) == 0 {
		return nil
	}
	if err := json.Unmarshal(a.Body, &said); err != nil {
		return a.Errorf("answered with nothing of OTLP")
	}
	if n := string(said.Partial.Rejected); n != "" && n != "0" {
		return fmt.Errorf("%s of %d lines refused, the others taken: %s",
			n, len(batch), answer.Cut(a.Hide(said.Partial.Message)))
	}
	return nil
}
