package story

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/scenarios/cause"

	"github.com/spf13/cobra"
)

//go:embed starter.yaml
var starter []byte

type initOptions struct {
	*term.Streams
	file  string
	force bool
}

// NewInitCmd is the verb.
func NewInitCmd(s *term.Streams) *cobra.Command {
	o := &initOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write a commented scenario to start from",
		Long: `Write a commented scenario to start from, to FILE or to scenario.yaml; "-" writes
to standard output. A file that exists is left alone unless --force is given.`,
		Args: term.Wants(0, 1, "at most one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.file = "scenario.yaml"
			if len(args) > 0 {
				o.file = args[0]
			}
			return o.run()
		},
	}
	cmd.Flags().BoolVar(&o.force, "force", false, "replace a file that exists")
	return cmd
}

func (o *initOptions) run() error {
	if o.file == "-" {
		_, err := o.Out.Write(starter)
		return err
	}
	_, err := os.Lstat(o.file)
	switch {
	case err == nil && !o.force:
		return term.Usagef("%q exists", o.file).WithHint("choose another name, or replace it with --force")
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return term.Usagef("looking at %q: %w", o.file, cause.Of(err))
	}
	if err := writeWhole(o.file, starter); err != nil {
		return &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("writing %q: %w", o.file, cause.Of(err))}
	}
	fmt.Fprintf(o.Err, "wrote %s; next: breachsim validate %s\n", o.file, o.file)
	return nil
}

// writeWhole writes a file so that it is there whole or not at all.
func writeWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".breachsim-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is nothing to remove
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
