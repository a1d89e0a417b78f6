package provenance

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/card"
)

// NewCiteCmd is the verb that says how a dataset is cited.
func NewCiteCmd(s *term.Streams) *cobra.Command {
	format := ""
	cmd := &cobra.Command{
		Use:   "cite DATASET",
		Short: "Say how a dataset is cited: plain, BibTeX or CFF",
		Long: `Say how a dataset is cited. The entry holds what makes it again: scenario, seed, dataset
version and the digest of its manifest, which stands for every byte. It tells no year,
for a dataset has none: add that of your publication, and an address where you keep it.`,
		Example: `  breachsim cite dataset
  breachsim cite dataset --format cff > CITATION.cff`,
		Args: term.Wants(1, 1, "one DATASET, or its manifest"),
		RunE: func(_ *cobra.Command, args []string) error {
			write, ok := card.Citations()[format]
			if !ok {
				return term.Usagef("--format %q: want one of %s", format, strings.Join(citationFormats(), ", "))
			}
			m, err := readManifest(args[0])
			if err != nil {
				return err
			}
			_, err = s.Out.Write([]byte(write(m)))
			return err
		},
	}
	cmd.Flags().StringVar(&format, "format", "plain", strings.Join(citationFormats(), ", "))
	return cmd
}

func citationFormats() []string { return []string{"plain", "bibtex", "cff"} }
