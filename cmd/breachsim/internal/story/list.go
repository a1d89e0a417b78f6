package story

import (
	"fmt"
	"github.com/spf13/cobra"
	"strings"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/scenarios/library"
)

type listOptions struct {
	*term.Streams
	json bool
}

// NewListCmd is the verb.
func NewListCmd(s *term.Streams) *cobra.Command {
	o := &listOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the built-in scenarios",
		Long: `List the built-in scenarios. The difficulty is measured with the reference
detectors at scale 1; a dash means that it has not been measured yet. What
gives a scenario away are families of evidence: show tells why each is there.`,
		Args: term.Wants(0, 0, "no argument"),
		RunE: func(*cobra.Command, []string) error { return o.run() },
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

// listed is one scenario for programs.
type listed struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Summary    string   `json:"summary"`
	Difficulty *string  `json:"difficulty"` // null = not measured
	GivesAway  []string `json:"gives_away"` // families of evidence that it declares
}

func (o *listOptions) run() error {
	all := []listed{}
	rows := [][]string{{"SCENARIO", "DIFFICULTY", "GIVEN AWAY BY", "SUMMARY"}}
	for _, b := range library.Builtins() {
		one, badge := listed{ID: b.ID, Title: b.Title, Summary: b.Summary}, "–"
		if b.Difficulty != "" {
			badge = b.Difficulty
			one.Difficulty = &badge
		}
		sc, err := library.Open(b.ID, nil)
		if err != nil {
			return err
		}
		one.GivesAway = []string{}
		for _, s := range sc.Signals {
			one.GivesAway = append(one.GivesAway, string(s.Family))
		}
		all = append(all, one)
		rows = append(rows, []string{b.ID, badge, given(one.GivesAway), b.Summary})
	}
	if o.json {
		return term.PrintJSON(o.Out, all)
	}
	term.Table(o.Out, rows)
	return nil
}

// given names families of evidence shortly.
func given(families []string) string {
	const most = 3
	switch {
	case len(families) == 0:
		return "–"
	case len(families) > most:
		return fmt.Sprintf("%s, %d more", strings.Join(families[:most], ", "), len(families)-most)
	}
	return strings.Join(families, ", ")
}
