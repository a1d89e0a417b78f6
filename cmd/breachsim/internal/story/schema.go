package story

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/encode/identity"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/features"
	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios/language"
)

// NewSchemaCmd is the verb.
func NewSchemaCmd(s *term.Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [scenario|audit|alerts|features|truth/TABLE]",
		Short: "Print the JSON Schema of a kind of file",
		Long: `Print the JSON Schema (2020-12) of scenario files or, when it is named, of a line
of another file: audit (the native audit log), alerts (what score reads), or a
truth file such as truth/events. For features it is the data dictionary of the
feature tables, with their labels.

Save that of scenarios beside a scenario and name it in the file's first line,
and an editor completes and checks keys:

  # yaml-language-server: $schema=./scenario.schema.json`,
		Args:      term.Wants(0, 1, "the name of one kind of file at most"),
		ValidArgs: schemaNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			name := "scenario"
			if len(args) == 1 {
				name = args[0]
			}
			return writeSchema(s.Out, name)
		},
	}
}

// schemaNames lists the kinds of files that have a schema.
func schemaNames() []string {
	names := []string{"scenario", "audit", "identity", "alerts", "features"}
	for _, t := range truth.Tables() {
		names = append(names, t.Name())
	}
	return names
}

func writeSchema(w io.Writer, name string) error {
	if name == "scenario" {
		_, err := w.Write(language.Schema())
		return err
	}
	schema, err := schemaOf(name)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(schema); err != nil {
		return fmt.Errorf("writing the schema of %s: %w", name, err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

func schemaOf(name string) (any, error) {
	switch name {
	case "audit":
		return logs.AuditSchema(), nil
	case "identity":
		return identity.Schema(), nil
	case "alerts":
		return alert.Schema(), nil
	case "features":
		return features.Dictionary(true), nil
	}
	for _, t := range truth.Tables() {
		if t.Name() == name {
			return t.Schema(), nil
		}
	}
	return nil, term.Usagef("no schema of %q", name).WithHint("one of: %s", strings.Join(schemaNames(), ", "))
}
