package socket

import (
	"net"

	"golang.org/x/sys/unix"
)

// unacknowledged is how many bytes of a connection the receiver's system has not
// acknowledged.
func unacknowledged(c *net.TCPConn) (n int, known bool) {
	raw, err := c.SyscallConn()
	if err != nil {
		return 0, false
	}
	failed := raw.Control(func(fd uintptr) { n, err = unix.IoctlGetInt(int(fd), unix.SIOCOUTQ) })
	return n, failed == nil && err == nil
}
