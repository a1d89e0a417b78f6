package story

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

type showOptions struct {
	*term.Streams
	scenario string
	scale    string
	keep     string
	sets     []string
	yaml     bool
	markdown bool
	defence  bool
	json     bool
}

// NewShowCmd is the verb.
func NewShowCmd(s *term.Streams) *cobra.Command {
	o := &showOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "show SCENARIO",
		Short: "Tell a scenario's story, timeline and volumes; write nothing",
		Long: `Tell what a scenario is about, where it comes from, what is assumed, what happens
when, and how much generate would make. SCENARIO is a built-in id or a file.
Nothing is written.`,
		Args: term.Wants(1, 1, "one SCENARIO"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.scenario = args[0]
			return o.run()
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.scale, "scale", "1", "factor of accounts, persons and exposed persons")
	f.StringVar(&o.keep, "scale-keep", "accounts", term.KeepUsage)
	f.StringArrayVar(&o.sets, "set", nil, "override a value of the scenario: `PATH=VALUE` (may be repeated)")
	f.BoolVar(
		&o.defence,
		"defence",
		false,
		"say also how many persons the controls, or a detection after 1 hour to 4 days, would save",
	)
	f.BoolVar(&o.yaml, "yaml", false, "print the scenario file instead")
	f.BoolVar(&o.markdown, "markdown", false, "print a page in Markdown instead")
	f.BoolVar(&o.json, "json", false, "print the figures for programs instead")
	return cmd
}

func (o *showOptions) run() error {
	if o.yaml && len(o.sets) == 0 {
		for _, b := range library.Builtins() {
			if b.ID == o.scenario {
				_, err := o.Out.Write(b.YAML) // as written, with its comments
				return err
			}
		}
	}
	scale, err := term.ParseScale(o.scale)
	if err != nil {
		return err
	}
	if _, err := library.Cells(o.scenario, o.sets); err != nil {
		return err // of any cell of the matrix
	}
	sc, err := library.Open(o.scenario, o.sets)
	if err != nil {
		return err
	}
	if o.yaml {
		_, err := o.Out.Write(language.YAML(sc))
		return err
	}
	keep, err := term.ParseKeep(o.keep)
	if err != nil {
		return err
	}
	opts := generator.Options{Scale: scale, KeepRates: keep}
	plan, err := generator.New(sc, opts)
	if err != nil {
		return err
	}
	if o.json {
		return term.PrintJSON(o.Out, figures(plan, scale))
	}
	if o.markdown {
		return WritePage(o.Out, sc, plan, scale)
	}
	printStory(o.Out, sc)
	printSignals(o.Out, sc)
	printLookAlikes(o.Out, sc)
	printMatrix(o.Out, sc)
	printTimeline(o.Out, plan.Scenario())
	printVolumes(o.Out, plan, scale)
	printClasses(o.Out, plan.Scenario())
	printPace(o.Out, sc, plan.Scenario(), scale)
	if o.defence {
		return printDefence(o.Out, sc, plan, opts)
	}
	return nil
}

// printSignals tells what a detector is meant to see, and why it is there.
func printSignals(w io.Writer, sc *scenarios.Scenario) {
	if len(sc.Signals) == 0 {
		return
	}
	fmt.Fprintln(w, "\nWhat gives it away (breachsim audit tells how much)")
	rows := [][]string{}
	for _, s := range sc.Signals {
		rows = append(rows, []string{"  " + string(s.Family), cmp.Or(s.Reason, "no reason given")})
	}
	term.Table(w, rows)
}

func printStory(w io.Writer, sc *scenarios.Scenario) {
	term.Hang(w, "", sc.ID+": "+sc.Title)
	if sc.Summary != "" {
		term.Hang(w, "", sc.Summary)
	}
	if sc.Difficulty != "" {
		fmt.Fprintf(w, "Difficulty: %s, as the reference detectors measure it\n", sc.Difficulty)
	}
	if story := strings.TrimSpace(sc.Story); story != "" {
		fmt.Fprintln(w, "\nStory")
		for i, paragraph := range strings.Split(story, "\n\n") {
			if i > 0 {
				fmt.Fprintln(w)
			}
			term.Hang(w, "  ", paragraph)
		}
	}
	printList(w, "Sources", sc.Sources)
	printList(w, "Assumed", sc.Assumed)
}

// printMatrix says what a sweep of the scenario would make.
func printMatrix(w io.Writer, sc *scenarios.Scenario) {
	if len(sc.Matrix) == 0 {
		return
	}
	fmt.Fprintf(w, "\nMatrix: %s, a dataset each (what follows is of the values above it)\n",
		term.Count(int64(sc.Count()), "cell"))
	for _, a := range sc.Matrix {
		term.Hang(w, "  "+a.Path+": ", strings.Join(a.Values, ", "))
	}
}

func printList(w io.Writer, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for _, item := range items {
		term.Hang(w, "  - ", item)
	}
}

// printVolumes says what generate would make at a scale. Events and lines are
// estimates on the high side; the other figures are exact.
func printVolumes(w io.Writer, plan *generator.Plan, scale scenarios.Scale) {
	fmt.Fprintf(w, "\nVolumes at scale %v\n", scale)
	for _, r := range volumes(plan) {
		fmt.Fprintf(w, "  %-18s  %s\n", r[0], r[1])
	}
}

// volumes lists what there will be, and how much of it.
func volumes(plan *generator.Plan) [][2]string {
	sc, v := plan.Scenario(), plan.Estimate()
	return [][2]string{
		{"local days", term.Thousands(int64(daysOf(plan.Windows())))},
		{"accounts", term.Thousands(int64(sc.Population.Accounts))},
		{"insured persons", term.Thousands(int64(sc.Population.InsuredPersons))},
		{"exposed persons", atMost(sc) + term.Thousands(v.Exposures)},
		{"audit events", "about " + term.Thousands(rounded(v.AuditEvents))},
		{"access lines", "about " + term.Thousands(rounded(v.AccessLines))},
		{"logs, uncompressed", "about " + term.Size(v.AuditEvents*auditBytes+v.AccessLines*accessBytes)},
	}
}

// shown is what a scenario holds, for programs. Events, lines and bytes are estimates on the
// high side; exposed persons are a ceiling where controls judge what the log says.
type shown struct {
	ID             string   `json:"id"`
	Title          string   `json:"title"`
	Summary        string   `json:"summary"`
	Difficulty     *string  `json:"difficulty"` // null = not measured
	GivesAway      []string `json:"gives_away"`
	Seed           uint64   `json:"seed"`
	Scale          string   `json:"scale"`
	LocalDays      int      `json:"local_days"`
	Accounts       int      `json:"accounts"`
	InsuredPersons int      `json:"insured_persons"`
	ExposedPersons int64    `json:"exposed_persons"`
	AtMost         bool     `json:"exposed_persons_at_most"`
	AuditEvents    int64    `json:"audit_events"`
	AccessLines    int64    `json:"access_lines"`
	LogBytes       int64    `json:"log_bytes"`
	Campaigns      []string `json:"campaigns"`
	Controls       []string `json:"controls"`
}

func figures(plan *generator.Plan, scale scenarios.Scale) shown {
	sc, v := plan.Scenario(), plan.Estimate()
	out := shown{
		ID: sc.ID, Title: sc.Title, Summary: sc.Summary, Seed: sc.Seed, Scale: scale.String(),
		LocalDays: daysOf(plan.Windows()), Accounts: int(sc.Population.Accounts),
		InsuredPersons: int(sc.Population.InsuredPersons),
		ExposedPersons: v.Exposures, AtMost: atMost(sc) != "", AuditEvents: v.AuditEvents, AccessLines: v.AccessLines,
		LogBytes:  v.AuditEvents*auditBytes + v.AccessLines*accessBytes,
		GivesAway: []string{}, Campaigns: []string{}, Controls: []string{},
	}
	if sc.Difficulty != "" {
		out.Difficulty = &sc.Difficulty
	}
	for _, s := range sc.Signals {
		out.GivesAway = append(out.GivesAway, string(s.Family))
	}
	for _, c := range sc.Campaigns {
		out.Campaigns = append(out.Campaigns, c.ID)
	}
	for _, c := range sc.Controls {
		out.Controls = append(out.Controls, c.ID)
	}
	return out
}

// atMost marks what is a ceiling: controls judge what the log says.
func atMost(sc *scenarios.Scenario) string {
	for i := range sc.Campaigns {
		if sc.Ceiling(&sc.Campaigns[i]) {
			return "at most "
		}
	}
	return ""
}

// Mean bytes of a line, for orientation.
const (
	auditBytes  = 760
	accessBytes = 200
)

// rounded keeps two digits: an estimate has no more to say.
func rounded(n int64) int64 {
	unit := int64(1)
	for n/unit >= 100 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}
