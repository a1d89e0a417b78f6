package term

import (
	"github.com/spf13/cobra"

	"breachsim/scenarios"
)

// Version goes into manifests, so it is written here and not taken from
// the build: two builds of one version must make the same bytes.
const Version = "0.1.0"

// KeepUsage says what --scale-keep does.
const KeepUsage = "" +
	"what of a campaign stays when scaled: accounts (each slower or faster) or rates (fewer or more accounts)"

// ParseKeep reads --scale-keep: whether rates are kept.
func ParseKeep(text string) (bool, error) {
	k, err := scenarios.ParseKeep(text)
	if err != nil {
		return false, Usagef("%w", err)
	}
	return k == scenarios.KeepRates, nil
}

// ParseScale reads --scale.
func ParseScale(text string) (scenarios.Scale, error) {
	f, err := scenarios.ParseScale(text)
	if err != nil {
		return 0, Usagef("%w", err)
	}
	return f, nil
}

// Wants checks the number of arguments; most is -1 for no limit.
func Wants(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		n := len(args)
		if n >= least && (most < 0 || n <= most) {
			return nil
		}
		got := Count(int64(n), "argument")
		if n == 0 {
			got = "none"
		}
		return Usagef("%s wants %s, got %s", cmd.Name(), what, got).WithHint("usage: %s", cmd.UseLine())
	}
}
