//go:build linux || darwin || freebsd

package disk

import "syscall"

// freeSpace returns what an ordinary user may still write below dir.
func freeSpace(dir string) (int64, bool, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false, err
	}
	return int64(uint64(s.Bavail) * uint64(s.Bsize)), true, nil
}
