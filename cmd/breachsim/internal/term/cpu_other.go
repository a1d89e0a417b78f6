//go:build !unix

package term

import "time"

// processorTime is not known on this system.
func processorTime() (spent time.Duration, known bool) { return 0, false }
