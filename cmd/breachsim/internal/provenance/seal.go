package provenance

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/seal"
)

type sealOptions struct {
	*term.Streams
	dir        string
	out        string
	key        string
	passphrase string
	secret     string
	fresh      bool
	workers    int
	quiet      bool
}

const sealHelp = `Lock up the truth of a dataset, so that detectors can be judged on data whose
answers nobody can look up. PUBLIC gets logs and records, a card and a manifest
without scenario, seed or parameters, and truth.age: the truth with all of that,
encrypted (age, age-encryption.org). It is for everybody; the key is for who judges.

The world is made again under a secret of 256 bits that is drawn for it: the ids of
events, sessions and requests, the numbers of accounts, practitioners and sites, the
references of persons, source ports and the lower halves of IPv6 addresses follow from
it, and are others than in DATASET. Times, names and all that people do follow from
the seed as before: who guesses the seed of DATASET plays the same world and sees its
truth. A seed below 2^40 can be guessed. With --fresh-world everything follows from
the secret: another world of the same scenario and options, which no seed gives.
output/seal/README.md says what a seal holds against, and what it does not.

The manifest commits to truth, secret and seed (SHA-256). breachsim score reads PUBLIC
with --key; once the key is published, breachsim unseal checks the commitments and
makes the dataset again.

--key FILE is written, for its owner's eyes only (mode 0600); a file that holds such a
key already is used again, so that one key opens a whole suite. --passphrase FILE
encrypts to the first line of a file instead. Given the same --secret-file, logs,
records, card and commitments are the same bytes; truth.age never is, since age draws
a key for each file.`

// NewSealCmd is the verb that locks up the truth.
func NewSealCmd(s *term.Streams) *cobra.Command {
	o := &sealOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "seal DATASET -o PUBLIC --key FILE",
		Short: "Lock up the truth of a dataset, for a lasting benchmark",
		Long:  sealHelp,
		Example: `  breachsim seal dataset -o public --key judge.key
  breachsim seal dataset -o public --key judge.key --fresh-world
  breachsim detect public -o alerts.jsonl
  breachsim score public --alerts alerts.jsonl --key judge.key
  breachsim unseal public --key judge.key`,
		Args: term.Wants(1, 1, "one DATASET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.out, "output", "o", "", "directory to make")
	f.StringVar(&o.key, "key", "", "file of the key: made where there is none")
	f.StringVar(&o.passphrase, "passphrase", "", "file whose first line opens the seal, in place of a key")
	f.BoolVar(&o.fresh, "fresh-world", false, "another world of the same scenario, which no seed gives")
	f.StringVar(&o.secret, "secret-file", "",
		"file with 32 bytes, or 64 hex digits, to use as the secret (default drawn at random)")
	term.AddWorkers(f, &o.workers, "slices")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress, no warning and no summary")
	return cmd
}

func (o *sealOptions) run(ctx context.Context) error {
	like, err := o.check()
	if err != nil {
		return err
	}
	secret, err := drawSecret(o.secret)
	if err != nil {
		return err
	}
	again, err := openAgain(o.dir, like)
	if err != nil {
		return err
	}
	again.Secret, again.SecretWorld = secret[:], o.fresh
	plan, err := plan(again)
	if err != nil {
		return err
	}
	o.Work(o.workers)
	line := o.NewProgressLine(o.quiet)
	q := seal.Request{Source: dataset.Source(plan, term.Version), Like: like, Options: again.Options(""), Dir: o.out,
		Secret: secret, FreshWorld: o.fresh}
	q.Options.Workers, q.Options.Progress = o.workers, line.Callback()
	key, err := openedBy(o.key, o.passphrase)
	if err != nil {
		return err
	}
	q.Key = key.recipient
	m, err := seal.Seal(ctx, q)
	line.Clear()
	if err != nil {
		key.discard()
		return err
	}
	o.tell(like, m)
	return nil
}

// check refuses what cannot be sealed before anything is made.
func (o *sealOptions) check() (*output.Manifest, error) {
	switch {
	case o.out == "" || o.out == "-":
		return nil, term.Usagef("seal wants a directory for the sealed dataset").WithHint("give -o PUBLIC")
	case (o.key == "") == (o.passphrase == ""):
		return nil, term.Usagef("seal wants one of --key and --passphrase").
			WithHint("give --key FILE: the file is made, and opens the seal")
	}
	if o.key != "" { // that it exists is no fault
		if err := term.CheckFile(o.key, []string{o.dir, o.out}, true); err != nil {
			return nil, err
		}
	}
	r, err := output.Verify(o.dir)
	if err != nil {
		return nil, err
	}
	if !r.Good() {
		return nil, &term.Failure{Code: term.ExitBad, Err: fmt.Errorf("%q is not what its manifest says: %s", o.dir,
			r.Problems[0])}
	}
	m := r.Manifest
	switch {
	case m.Sealed != nil:
		return nil, term.Usagef("%q is sealed already", o.dir)
	case m.DatasetVersion != generator.DatasetVersion:
		return nil, otherVersion(o.dir, m)
	case m.Options["secret_world"] == "true" && !o.fresh:
		return nil, term.Usagef("the world of %q follows from a secret, which another secret does not give", o.dir).
			WithHint("seal another world of its scenario: --fresh-world")
	}
	return m, nil
}

// tell says what was made, and what is weak about it.
func (o *sealOptions) tell(like, m *output.Manifest) {
	if o.quiet {
		return
	}
	if !o.fresh && like.Seed < seal.Guessable {
		fmt.Fprintf(o.Err, "warning: seed %d can be guessed, and who does plays this world and sees its truth; "+
			"--fresh-world makes one that no seed gives\n", like.Seed)
	}
	var size int64
	for _, f := range m.Files {
		size += f.Bytes
	}
	with := "opened by " + o.key
	if o.key == "" {
		with = "opened by the passphrase in " + o.passphrase
	}
	fmt.Fprintf(o.Err, "%s: %s audit events, %s, %s, %s\n", o.out, term.Thousands(m.Counts.AuditEvents),
		term.Count(int64(len(m.Files)), "file"), term.Size(size), with)
}
