package provenance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/scenarios/cause"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

type regenerateOptions struct {
	file   string
	secret string
	made
}

// NewRegenerateCmd is the verb that makes a dataset from its manifest alone.
func NewRegenerateCmd(s *term.Streams) *cobra.Command {
	o := &regenerateOptions{made: made{Streams: s}}
	cmd := &cobra.Command{
		Use:   "regenerate MANIFEST",
		Short: "Make a dataset again from its manifest, and compare",
		Long: `Make a dataset again from its manifest, a file or the directory that holds it, and
compare every file by its digest. The scenario is the scenario.yaml beside the
manifest, or else the built-in one of that id, where its digest is the one in the
manifest. Nothing else is needed: a manifest of some kilobytes stands for the dataset.

With -o the dataset stays; without, it is only compared. Where a file is another one it
is named on standard error and the exit code is 1. Where this program makes datasets of
another version, the version that is needed is named, and the exit code is 2.`,
		Example: `  breachsim regenerate manifest.json -o dataset
  breachsim regenerate dataset`,
		Args: term.Wants(1, 1, "one MANIFEST"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.file = args[0]
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.out, "output", "o", "", "directory for the dataset (default it is only compared)")
	f.StringVar(&o.secret, "secret", "", term.SecretUsage)
	term.AddWorkers(f, &o.workers, "slices")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress")
	f.BoolVar(&o.json, "json", false, "print what came of it for programs")
	return cmd
}

func (o *regenerateOptions) run(ctx context.Context) error {
	m, err := readManifest(o.file)
	if err != nil {
		return err
	}
	switch {
	case m.Sealed != nil:
		return term.Usagef("%q is sealed: its manifest does not say what it is made from", o.file).
			WithHint("who has the key makes it again: breachsim unseal DIR --key FILE")
	case m.DatasetVersion != generator.DatasetVersion:
		return otherVersion(o.file, m)
	case m.Options["secret_commitment"] != "" && o.secret == "":
		return term.Usagef("%q was made with a secret", o.file).WithHint("give the same file again: --secret FILE")
	}
	again := &dataset.Again{Run: m.Run}
	if again.Name, again.YAML, err = scenarioOf(o.file, m); err != nil {
		return err
	}
	if again.Secret, err = term.ReadSecret("--secret", o.secret); err != nil {
		return err
	}
	differing, err := remake(ctx, again, m, o.made)
	if err != nil {
		return err
	}
	if o.json {
		if err := o.print(m, differing); err != nil {
			return err
		}
	}
	if err := judge(o.Err, o.file, m, differing); err != nil || o.json {
		return err
	}
	verdict := ""
	if m.Audited != nil {
		verdict = "; the audit's verdict (" + m.Audited.Verdict + ") was written into it afterwards"
	}
	fmt.Fprintf(o.Out, "the same: %s of scenario %s, seed %d, dataset version %d%s\n",
		term.Count(int64(len(m.Files)), "file"), m.Scenario, m.Seed, m.DatasetVersion, verdict)
	return nil
}

// folderOf is where a manifest lies, given as a file or by its directory.
func folderOf(file string) string {
	if st, err := os.Stat(file); err == nil && st.IsDir() {
		return file
	}
	return filepath.Dir(file)
}

// readManifest reads a manifest, given as a file or by its directory.
func readManifest(file string) (*output.Manifest, error) {
	if folderOf(file) == file {
		return output.ReadManifest(file)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, term.Usagef("%q: %w", file, cause.Of(err))
	}
	m, err := output.ParseManifest(b)
	if err != nil {
		return nil, &term.Failure{Code: term.ExitBad, Err: fmt.Errorf("%q: %w", file, err)}
	}
	return m, nil
}

// scenarioOf finds the scenario that a manifest names by its digest.
func scenarioOf(file string, m *output.Manifest) (name string, text []byte, err error) {
	name = filepath.Join(folderOf(file), "scenario.yaml")
	text, err = os.ReadFile(name)
	switch {
	case err == nil && digest(text) == m.ScenarioSHA256:
		return name, text, nil
	case err == nil:
		err = fmt.Errorf("%q is not the scenario of the manifest", name)
		return "", nil, &term.Failure{Code: term.ExitBad, Err: err}
	case !errors.Is(err, fs.ErrNotExist):
		return "", nil, term.Usagef("%q: %w", name, cause.Of(err))
	}
	if sc, err := library.Open(m.Scenario, nil, library.Seed(m.Seed)); err == nil {
		if text := language.YAML(sc); digest(text) == m.ScenarioSHA256 {
			return m.Scenario + ".yaml", text, nil
		}
	}
	return "", nil, term.Usagef("scenario %q with the digest of %q is not built in", m.Scenario, file).
		WithHint("put the scenario.yaml of the dataset beside the manifest; breachsim %s made it", m.ToolVersion)
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
