//go:build !(linux || darwin || freebsd)

package disk

// freeSpace is not known on this system.
func freeSpace(string) (int64, bool, error) { return 0, false, nil }
