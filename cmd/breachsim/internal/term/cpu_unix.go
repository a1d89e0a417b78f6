//go:build unix

package term

import (
	"syscall"
	"time"
)

// processorTime is what the process has spent of all processors, in its own code and in
// the system's.
func processorTime() (spent time.Duration, known bool) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, false
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), true
}
