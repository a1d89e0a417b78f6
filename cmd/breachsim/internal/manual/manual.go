// Package manual writes the manual pages of the program: one of the whole, one of each
// command and one of each topic, in roff, from the texts that --help prints.
//
// It stands beside the verbs and knows only what cobra knows of them. It is used where a
// release is built, by a verb that help does not list. The texts are plain: a line that
// begins with blanks is shown as it stands, the others are paragraphs. (cobra's own writer
// of manual pages reads them as Markdown, which they are not.)
package manual

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// exitCodes are what each page says at its end.
const exitCodes = `  0    good
  1    the content is judged bad: a scenario with problems, an altered dataset, a demand not met
  2    wrong usage: an unknown flag or scenario, a missing path, no manifest
  3    could not write: the disk is full, a pipe was closed, no permission
  130  interrupted; --resume completes the run to the same bytes`

type manOptions struct {
	*term.Streams
	dir string
}

// NewManCmd is the verb.
func NewManCmd(s *term.Streams) *cobra.Command {
	o := &manOptions{Streams: s}
	cmd := &cobra.Command{
		Use:    "man -o DIR",
		Short:  "Write the manual pages into a directory",
		Hidden: true,
		Args:   term.Wants(0, 0, "no argument"),
		RunE:   func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Root()) },
	}
	cmd.Flags().StringVarP(&o.dir, "output", "o", "", "directory of the pages; it is made where it is missing")
	return cmd
}

func (o *manOptions) run(root *cobra.Command) error {
	if o.dir == "" {
		return term.Usagef("no directory to write to").WithHint("add -o DIR")
	}
	if err := os.MkdirAll(o.dir, 0o755); err != nil {
		return &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("making %q: %w", o.dir, cause.Of(err))}
	}
	for _, page := range pages(root) {
		name := filepath.Join(o.dir, pageName(page)+".1")
		if err := o.WriteFile(name, func(w io.Writer) error { return write(w, page) }); err != nil {
			return err
		}
	}
	return nil
}

// pages are a command and those below it, and the topics of help, without what help does not list.
func pages(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		listed := sub.IsAvailableCommand() || sub.IsAdditionalHelpTopicCommand()
		if listed && sub.Name() != "help" && sub.Name() != "completion" {
			all = append(all, pages(sub)...)
		}
	}
	return all
}

func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// write writes one page.
func write(w io.Writer, c *cobra.Command) error {
	var b strings.Builder
	name := pageName(c)
	fmt.Fprintf(&b, ".TH %q 1 \"\" %q \"breachsim manual\"\n", strings.ToUpper(name), "breachsim "+term.Version)
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", escape(name), escape(c.Short))
	if c.Runnable() {
		fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", escape(c.UseLine()))
	}
	b.WriteString(".SH DESCRIPTION\n")
	body(&b, c.Long)
	if c.Long == "" {
		body(&b, c.Short+".")
	}
	commands(&b, c)
	if c.Runnable() {
		options(&b, c)
	}
	if c.Example != "" {
		b.WriteString(".SH EXAMPLES\n")
		body(&b, c.Example)
	}
	if c.Runnable() {
		b.WriteString(".SH EXIT STATUS\n")
		body(&b, exitCodes)
	}
	if c.HasParent() {
		fmt.Fprintf(&b, ".SH SEE ALSO\n.BR %s (1)\n", escape(pageName(c.Parent())))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// commands lists the pages of the commands below one.
func commands(b *strings.Builder, c *cobra.Command) {
	below := pages(c)[1:]
	if len(below) == 0 {
		return
	}
	b.WriteString(".SH COMMANDS\n")
	for _, page := range below {
		fmt.Fprintf(b, ".TP\n.BR %s (1)\n%s\n", escape(pageName(page)), escape(page.Short))
	}
}

func options(b *strings.Builder, c *cobra.Command) {
	c.InitDefaultHelpFlag()
	b.WriteString(".SH OPTIONS\n")
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		kind, about := pflag.UnquoteUsage(f)
		names := `\fB\-\-` + escape(f.Name) + `\fR`
		if f.Shorthand != "" {
			names = `\fB\-` + escape(f.Shorthand) + `\fR, ` + names
		}
		if kind != "" {
			names += ` \fI` + escape(kind) + `\fR`
		}
		if unusual(f.DefValue) {
			about += fmt.Sprintf(" (default %s)", strings.Trim(f.DefValue, "[]"))
		}
		fmt.Fprintf(b, ".TP\n%s\n%s\n", names, escape(about))
	})
}

// unusual reports whether a default is worth telling.
func unusual(value string) bool {
	return value != "" && value != "0" && value != "false" && value != "[]" && value != "0s"
}

// body writes a plain text: lines that begin with blanks as they stand, others as paragraphs.
func body(b *strings.Builder, text string) {
	shown, begun := false, true // the first paragraph begins with its section
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		asIs := strings.HasPrefix(line, " ")
		switch {
		case asIs && !shown:
			if !strings.HasPrefix(lastLine(b), ".SH ") {
				b.WriteString(".PP\n")
			}
			b.WriteString(".nf\n")
		case !asIs && shown:
			b.WriteString(".fi\n")
			begun = false
		}
		shown = asIs
		switch {
		case strings.TrimSpace(line) == "":
			begun = false
			continue
		case !asIs && !begun:
			b.WriteString(".PP\n")
			begun = true
		}
		b.WriteString(escape(line) + "\n")
	}
	if shown {
		b.WriteString(".fi\n")
	}
}

// lastLine is the line that was written last.
func lastLine(b *strings.Builder) string {
	text := strings.TrimSuffix(b.String(), "\n")
	return text[strings.LastIndex(text, "\n")+1:]
}

// escape writes a line so that roff takes no sign of it for its own.
func escape(line string) string {
	line = strings.NewReplacer(`\`, `\e`, `-`, `\-`, `'`, `\(aq`, "`", "\\`", `"`, `\(dq`).Replace(line)
	if strings.HasPrefix(line, ".") {
		line = `\&` + line
	}
	return line
}
