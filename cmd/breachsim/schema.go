package main

import (
	"github.com/spf13/cobra"

	"breachsim/scenarios"
)

func newSchemaCmd(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of scenario files",
		Long: `Print the JSON Schema (2020-12) of scenario files. Save it beside a scenario and
name it in the file's first line, and an editor completes and checks keys:

  # yaml-language-server: $schema=./scenario.schema.json`,
		Args: wants(0, 0, "no argument"),
		RunE: func(*cobra.Command, []string) error {
			_, err := s.out.Write(scenarios.Schema())
			return err
		},
	}
}
