package card

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/source"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/truth"
)

// Facts are what is told of a dataset.
type Facts struct {
	Source  source.Source // may be Calibrated, and a Historian
	Info    source.Info
	Run     state.Run
	Counts  *state.Counts
	Mode    schema.NIRMode
	Packed  string          // how names of packed logs end
	Formats []schema.Format // of the logs
	Records []schema.Format
	Tables  []schema.Info // of the records, and the history
	Truths  []truth.Table

	// Compared waits for what [Compare] has begun; nil = the card begins it.
	Compared func() ([]byte, error)
}

// Columns writes the columns of a table.
func Columns(b *bytes.Buffer, path, about string, fields []schema.Field) {
	fmt.Fprintf(b, "### %s\n\n%s\n\n| column | type | meaning |\n|---|---|---|\n", path, about)
	for _, f := range fields {
		fmt.Fprintf(b, "| %s | %s | %s |\n", f.Name, strings.ReplaceAll(f.Type, "|", `\|`), f.Meaning)
	}
	b.WriteString("\n")
}
