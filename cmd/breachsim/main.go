// Command breachsim makes datasets of simulated breaches of a health-insurance
// portal: logs, records and the ground truth, from a scenario file.
//
// It stands at both ends of the flow: it turns flags into the options of
// scenarios, generator and output, and their errors into an exit code. It
// simulates nothing and knows no format. One file holds one verb:
//
//	xOptions + newXCmd(streams) + run(ctx)
//
// The verbs that tell of scenarios are in internal/story, those that look into datasets
// in internal/look; what all verbs share, streams, errors with their exit codes, flags, is
// in internal/term.
//
// Data goes to standard output, everything else to standard error. Only main
// ends the process. No verb sends a request to a portal; replay alone opens a
// connection, to the receiver of logs that the user names.
// It is for 64-bit systems; the packages it needs do not build for 32 bits.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the same local days on a machine without time-zone data

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
)

func main() {
	// A closed pipe is an error like any other, with its message and exit code.
	signal.Ignore(syscall.SIGPIPE)
	stops := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // under nohup it is
		stops = append(stops, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), stops...)
	code := run(ctx, os.Args[1:], term.System())
	stop()
	os.Exit(code)
}

// run executes one command line, reports its error and returns the exit code.
func run(ctx context.Context, args []string, s *term.Streams) int {
	root := newRootCmd(s)
	root.SetArgs(args)
	err := checkVerb(root, args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	if err == nil {
		err = s.Out.Err() // no verb checks each line that it prints
	}
	if err == nil {
		return term.ExitGood
	}
	term.Report(s.Err, err)
	return term.CodeOf(err)
}
