//go:build !linux

package socket

import "net"

// unacknowledged is not known on this system.
func unacknowledged(*net.TCPConn) (n int, known bool) { return 0, false }
