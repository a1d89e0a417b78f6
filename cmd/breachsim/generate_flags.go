package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/sweep"
)

const generateHelp = `Make the dataset of a scenario: records, logs and ground truth, in a directory.
SCENARIO is a built-in id or a file. The same version, scenario, seed and options
give the same bytes on any machine, with any number of workers or shards.

Files have their final name only when all is complete. An interrupted run is
completed with --resume, to the same bytes. "-o -" writes the native audit log to
standard output and nothing else.

--scale multiplies accounts, insured persons, exposed persons and campaigns' rates;
windows and the number of stolen accounts stay. Each of these then works at another
pace than at scale 1, which is another attack: --scale-keep rates steals fewer
accounts instead, with a shorter list, and each keeps its pace. A scale at which not
every seed holds what the scenario asks for is refused with the nearest that works.

--history 120d adds history.csv (or the forms of --records): for each account the
persons that its users found in the 120 days before the scenario begins, with the
first and last time and how often. It is what the logs of those days would say; they
are not made. Accounts are then old enough to have that past.

Ids and references of persons follow from the seed, so that who knows the seed can
read them back. With --secret FILE they follow from 256 bits of yours instead
(head -c 32 /dev/urandom > FILE), and so do the lower halves of IPv6 addresses;
everything else stays as it is.

A scenario with a matrix makes one dataset for each combination of its values, and
--replicates N makes each N times, with seeds that follow from the scenario's: all
below -o, one directory each, with index.json and index.csv. --resume completes what
is missing.

With --shard i/n a process makes whole days of the dataset, in a directory of its
own; breachsim merge puts the n directories together. Without the flag, the place
is taken from a Slurm array, a Kubernetes Indexed Job (set JOB_COMPLETIONS or
BREACHSIM_SHARDS to the number of tasks), an AWS Batch array or a Cloud Run job;
--shard off ignores them.`

const generateExamples = `  breachsim generate tiny -o dataset
  breachsim generate amelipro-2022 --scale 0.02 --compress zstd -o dataset
  breachsim generate amelipro-2022 --from 2022-03-10 --to 2022-03-12 -o two-days
  breachsim generate amelipro-2022 --scale 0.02 --history 120d -o with-a-past
  breachsim generate tiny --set campaigns[0].targets.hit_rate=0.5 -o other
  breachsim generate tiny --replicates 10 -o ten-seeds
  breachsim generate baseline --scale 0.01 -o - | head -n 1
  breachsim generate tiny --shard 1/2 -o parts/1`

func (o *generateOptions) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.dir, "output", "o", "", `directory to make; "-" = audit log to standard output`)
	f.Uint64Var(&o.seed, "seed", 0, "seed of the world (default the scenario's)")
	f.StringVar(&o.scale, "scale", "1", "factor of accounts, persons and exposed persons")
	f.StringVar(&o.keep, "scale-keep", "accounts", term.KeepUsage)
	f.StringVar(&o.from, "from", "", "begin later: a local date or an RFC 3339 time")
	f.StringVar(&o.to, "to", "", "end earlier, not included")
	f.StringArrayVar(&o.sets, "set", nil, "override a value of the scenario: `PATH=VALUE` (may be repeated)")
	f.IntVar(&o.replicates, "replicates", 0, "make so many datasets with different seeds, below -o")
	f.BoolVar(&o.withoutCampaigns, "without-campaigns", false, "the same world, and nobody attacks it")
	f.BoolVar(&o.withoutControls, "without-controls", false, "the same attack, and nobody stops it")
	f.StringVar(&o.format, "format", "jsonl,combined", "formats of the logs, of breachsim formats")
	f.StringVar(
		&o.records,
		"records",
		"csv",
		"formats of the records: csv, jsonl, parquet, sql (with csv), fhir, directory (the 56 public columns)",
	)
	f.StringVar(&o.compress, "compress", "none", "of the logs: none, gzip or zstd")
	f.StringVar(
		&o.persons,
		"persons",
		"referenced",
		"persons in the records: exposed, referenced (by some log line), all, or how many",
	)
	f.StringVar(&o.truth, "truth", "sparse", "sparse: lines that are not plainly benign; full: every line")
	f.StringVar(
		&o.labels,
		"labels",
		"",
		"labels in more forms: lines (by line of each log), windows (of time), csv, parquet (tables of the truth)",
	)
	f.StringVar(&o.history, "history", "", "what each account found in so many days before the start: 1d to 730d")
	f.StringVar(&o.secret, "secret", "", term.SecretUsage)
	term.AddWorkers(f, &o.workers, "slices")
	f.StringVar(&o.shard, "shard", "", "make part i of n: i/n; off = all, whatever the environment says")
	f.BoolVar(&o.resume, "resume", false, "complete an interrupted run in the directory")
	f.BoolVar(&o.force, "force", false, "replace a dataset of this program in the directory")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary")
	f.BoolVar(&o.json, "json", false, "print the summary for programs as well, on standard output")
}

// check refuses flags that are wrong by themselves, before any work.
func (o *generateOptions) check() error {
	if o.dir == "" {
		return term.Usagef("generate wants a directory for the dataset").
			WithHint(`give -o DIR, or -o - for the audit log on standard output`)
	}
	if _, err := parseDays("--history", o.history); err != nil {
		return err
	}
	if o.changed("history") && o.history == "" {
		return term.Usagef("--history wants a number of days").WithHint("write it as 120d")
	}
	if o.truth != "sparse" && o.truth != "full" {
		return term.Usagef("--truth %q: want sparse or full", o.truth)
	}
	if o.replicates < 0 || o.replicates > sweep.MostReplicates || o.changed("replicates") && o.replicates == 0 {
		return term.Usagef("--replicates %d: want 1 to %d", o.replicates, sweep.MostReplicates)
	}
	if _, err := encode.LogFormats(names(o.format)); err != nil {
		return term.Usagef("--format: %w", err).WithHint("breachsim formats lists them")
	}
	if _, err := encode.RecordFormats(names(o.records)); err != nil {
		return term.Usagef("--records: %w", err).WithHint("breachsim formats lists them")
	}
	for _, form := range labelForms(o.labels) {
		if !slices.Contains([]string{"lines", "windows", "csv", "parquet"}, form) {
			return term.Usagef("--labels %q: want lines, windows, csv or parquet, with commas between", form)
		}
	}
	if !slices.Contains([]string{"none", "gzip", "zstd"}, o.compress) {
		return term.Usagef("--compress %q: want none, gzip or zstd", o.compress)
	}
	if o.resume && o.force {
		return term.Usagef("--resume and --force exclude each other").
			WithHint("--resume completes what is in the directory, --force replaces it")
	}
	if o.dir == "-" {
		return o.checkStream()
	}
	return nil
}

// checkStream refuses flags that mean nothing for a stream.
func (o *generateOptions) checkStream() error {
	var given []string
	ofFiles := strings.Fields("records compress persons truth labels history shard resume force json")
	for _, name := range ofFiles {
		if o.changed(name) {
			given = append(given, "--"+name)
		}
	}
	if o.changed("format") && o.format != "jsonl" {
		given = append(given, "--format "+o.format)
	}
	if len(given) > 0 {
		return term.Usagef(
			"%s does not go with -o -, which writes the native audit log and nothing else",
			strings.Join(given, ", "),
		)
	}
	return nil
}
