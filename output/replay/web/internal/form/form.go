// Package form says how products that speak HTTP want their lines: what a request
// holds, and what an answer means, a product a file.
//
// It stands behind web, which sends the requests. It opens no connection, and changes no
// line.
package form

import (
	"net/http"
	"strings"

	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/answer"
)

// A Form is how a product wants its lines. It is made for one receiver and used by one
// goroutine.
type Form interface {
	// Address is where lines of a log go; forms that name the log within the request
	// have one address.
	Address(l sink.Log) string
	// Prepare sets what the product asks for beside the type of the content.
	Prepare(r *http.Request, batch []sink.Line)
	// Append appends a request with all lines of a batch, which is not empty.
	Append(dst []byte, batch []sink.Line) []byte
	// Judge reads the answer: nil where the receiver has the whole batch.
	Judge(a *answer.Answer, batch []sink.Line) error
}

// fill puts the name of a log into a text.
func fill(text string, l sink.Log) string {
	return strings.ReplaceAll(text, lines.Placeholder, lines.Name(l))
}

// logs are both logs, in the order in which requests name them.
func logs() [2]sink.Log { return [2]sink.Log{sink.Audit, sink.Access} }
