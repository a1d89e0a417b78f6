package form

import (
	"net/http"
	"net/url"

	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/answer"
)

// plain is a JSON object a line, for receivers without a form of their own. A path
// with {log} gets a request a log.
type plain struct{ audit, access string }

func openPlain(u *url.URL, _ peer.Credentials) (Form, error) {
	return &plain{filled(u, sink.Audit), filled(u, sink.Access)}, nil
}

// filled is a URL with the name of a log in its path and query.
func filled(u *url.URL, l sink.Log) string {
	c := *u
	c.Path, c.RawPath = fill(u.Path, l), ""
	c.RawQuery = fill(u.RawQuery, l)
	c.Fragment = ""
	return c.String()
}

func (p *plain) Address(l sink.Log) string {
	if l == sink.Access {
		return p.access
	}
	return p.audit
}

func (p *plain) Prepare(*http.Request, []sink.Line) {}

func (p *plain) Append(dst []byte, batch []sink.Line) []byte {
	for i := range batch {
		dst = append(lines.AppendObject(dst, &batch[i]), '\n')
	}
	return dst
}

func (p *plain) Judge(a *answer.Answer, _ []sink.Line) error {
	if !a.OK() {
		return a.Refused()
	}
	return nil
}
