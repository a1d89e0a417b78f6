package arena

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/trial"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/arena"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/arena/builtin"
	"github.com/breachsim/breachsim/output/arena/process"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/sigma"
)

// detectorOptions say which detector is played.
type detectorOptions struct {
	command  string
	timeout  time.Duration
	rules    []string
	settings []string

	reference detect.Options
	set       *sigma.Set // nil = reference rules
}

// check finds what is wrong with the flags and reads the rules. Problems of rules are
// told to w.
func (d *detectorOptions) check(w io.Writer) error {
	switch {
	case d.command == "" && len(d.rules) == 0:
		return term.Usagef("arena wants a detector").
			WithHint("give --rules R2, --rules a file or folder in Sigma, or --exec 'CMD'")
	case d.command != "" && len(d.rules) > 0:
		return term.Usagef("--exec and --rules exclude each other").WithHint("leave one of them out")
	case d.timeout <= 0:
		return term.Usagef("--timeout %v: want more than 0", d.timeout)
	case d.command != "":
		return d.unset("--exec")
	}
	reference := 0
	for _, r := range d.rules {
		if isReference(r) {
			reference++
		}
	}
	switch reference {
	case 0:
		return d.load(w)
	case len(d.rules):
		var err error
		d.reference, err = referenceRules(d.rules, d.settings)
		return err
	}
	return term.Usagef("--rules %s: reference rules and files do not go together", strings.Join(d.rules, ",")).
		WithHint("give names such as R2, or files and folders in Sigma")
}

// unset refuses parameters of reference rules where none is played.
func (d *detectorOptions) unset(with string) error {
	if len(d.settings) > 0 {
		return term.Usagef("--param is for reference rules, and does not go with %s", with)
	}
	return nil
}

// load reads rules in Sigma.
func (d *detectorOptions) load(w io.Writer) error {
	if err := d.unset("rules in Sigma"); err != nil {
		return err
	}
	var err error
	if d.set, err = sigma.Load(d.rules...); err != nil {
		return trial.Explain(w, err, "nothing was played")
	}
	return nil
}

// isReference tells a reference rule from a file: R and digits.
func isReference(name string) bool {
	return len(name) > 1 && strings.EqualFold(name[:1], "R") && strings.Trim(name[1:], "0123456789") == ""
}

// referenceRules are rules with their parameters.
func referenceRules(names, settings []string) (detect.Options, error) {
	o := detect.Options{Params: detect.Defaults()}
	for _, r := range names {
		o.Rules = append(o.Rules, strings.ToUpper(r))
	}
	if err := detect.CheckRules(o.Rules); err != nil {
		return o, term.Usagef("%w", err)
	}
	for _, s := range settings {
		if err := o.Params.Set(s); err != nil {
			return o, term.Usagef("--param: %w", err)
		}
	}
	return o, nil
}

// maker makes the detector.
func (d *detectorOptions) maker(ctx context.Context, p *generator.Plan) (alarm.Detector, error) {
	switch {
	case d.command != "":
		return process.Start(ctx, process.Command{Args: process.Shell(d.command), Timeout: d.timeout})
	case d.set != nil:
		return builtin.Sigma(p, d.set)
	}
	return builtin.Rules(ctx, p, d.reference)
}

// name is how the verdict calls the detector.
func (d *detectorOptions) name() string {
	if d.command != "" {
		return d.command
	}
	return strings.Join(d.rules, ",")
}

// ruleMaker makes one reference rule.
func ruleMaker(o detect.Options) arena.Maker {
	return func(ctx context.Context, p *generator.Plan) (alarm.Detector, error) { return builtin.Rules(ctx, p, o) }
}
