package story

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/scenarios/library"
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
detectors at scale 1; a dash means that it has not been measured yet. Where a
grep finds a scenario, one value of the field named stands in at least half of
the malicious lines and in hardly any other: such data show that a pipeline
works, and no more. What gives a scenario away otherwise are families of
evidence: show tells why each is there.`,
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
	Grep       []string `json:"grep"`       // fields of which one value gives the campaign away
	GivesAway  []string `json:"gives_away"` // families of evidence that it declares
}

func (o *listOptions) run() error {
	all := []listed{}
	rows, titles := [][]string{{"SCENARIO", "DIFFICULTY", "A GREP FINDS", "GIVEN AWAY BY"}}, []string{""}
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
		one.Grep, one.GivesAway = append([]string{}, b.Grep...), []string{}
		for _, s := range sc.Signals {
			one.GivesAway = append(one.GivesAway, string(s.Family))
		}
		all = append(all, one)
		rows = append(rows, []string{b.ID, badge, orDash(one.Grep), given(one.GivesAway)})
		titles = append(titles, b.Title)
	}
	if o.json {
		return term.PrintJSON(o.Out, all)
	}
	term.TableWithNotes(o.Out, rows, titles)
	return nil
}

// given names families of evidence shortly.
func given(families []string) string {
	if len(families) > inCell {
		return fmt.Sprintf("%s, %d more", orDash(families[:inCell]), len(families)-inCell)
	}
	return orDash(families)
}

// inCell is how many things a cell names.
const inCell = 2

// orDash writes a list, or that there is nothing.
func orDash(list []string) string {
	switch {
	case len(list) == 0:
		return "–"
	case len(list) > inCell:
		return strings.Join(list[:inCell], ", ") + ", …"
	}
	return strings.Join(list, ", ")
}
