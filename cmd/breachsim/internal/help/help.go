// Package help prints the help of each command, for screens of 80 columns: what it does,
// how it is called, examples, flags sorted by purpose, and then the details.
//
// It stands beside the commands, as package complete does, and knows of them what cobra
// knows, besides which flags belong together. With -h a long help is cut to what fits one
// screen; --help and the help command print all of it. It explains nothing of its own: texts
// stand at the commands, and those that several commands need are topics.
package help

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// screen is the lines from which -h leaves details out.
const screen = 40

// Add has a root command and all commands below it print their help this way, and adds the
// topics.
func Add(root *cobra.Command) {
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		cmd.InitDefaultHelpFlag()
		cmd.InitDefaultVersionFlag()
		text := page(cmd, true)
		if shorthand(args) && strings.Count(text, "\n") > screen {
			text = page(cmd, false)
		}
		_, _ = io.WriteString(cmd.OutOrStdout(), text) // standard output keeps its first error
	})
	root.AddCommand(topics()...)
}

// shorthand reports whether help was asked for as -h, and not as --help. The help command
// has no arguments here.
func shorthand(args []string) bool {
	return len(args) > 0 && !slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(a, "--help") })
}

// page is the help of a command: whole, or what fits a screen.
func page(cmd *cobra.Command, whole bool) string {
	about := cmd.Long
	if about == "" {
		about = cmd.Short + "."
	}
	summary, details, _ := strings.Cut(about, "\n\n")
	var b strings.Builder
	section := func(title, body string) {
		if body != "" {
			fmt.Fprintf(&b, "\n%s:\n%s\n", title, strings.TrimRight(body, "\n"))
		}
	}
	if cmd.HasSubCommands() || cmd.IsAdditionalHelpTopicCommand() {
		summary, details = about, ""
	}
	b.WriteString(reflow(summary))
	if cmd.IsAdditionalHelpTopicCommand() {
		return b.String()
	}
	section("Usage", usage(cmd))
	section("Examples", cmd.Example)
	commands(section, cmd)
	left := flags(section, cmd, whole)
	switch {
	case cmd.HasSubCommands():
		fmt.Fprintf(&b, "\nUse \"%s [command] --help\" for more information about a command.\n", cmd.CommandPath())
	case whole && details != "":
		b.WriteString("\n" + reflow(details))
	case !whole && (left || details != ""):
		fmt.Fprintf(&b, "\n%s --help has every flag and the details.\n", cmd.CommandPath())
	}
	return b.String()
}

// usage is how a command is called.
func usage(cmd *cobra.Command) string {
	text := "  " + cmd.UseLine() + "\n"
	if cmd.HasSubCommands() {
		text += "  " + cmd.CommandPath() + " [command]\n"
	}
	return text
}

// commands lists the commands below one, by their groups.
func commands(section func(title, body string), cmd *cobra.Command) {
	list := func(wanted func(*cobra.Command) bool) string {
		var b strings.Builder
		for _, c := range cmd.Commands() {
			if wanted(c) {
				fmt.Fprintf(&b, "  %-*s %s\n", cmd.NamePadding(), c.Name(), c.Short)
			}
		}
		return b.String()
	}
	for _, g := range cmd.Groups() {
		section(strings.TrimSuffix(g.Title, ":"), list(func(c *cobra.Command) bool {
			return c.GroupID == g.ID && c.IsAvailableCommand()
		}))
	}
	others := "Commands"
	if len(cmd.Groups()) > 0 {
		others = "Additional commands"
	}
	section(others, list(func(c *cobra.Command) bool {
		return c.GroupID == "" && (c.IsAvailableCommand() || c.Name() == "help")
	}))
	section("Topics of help", list((*cobra.Command).IsAdditionalHelpTopicCommand))
}
