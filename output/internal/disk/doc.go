// Package disk writes files that are there whole or not at all, and knows their
// digests.
//
// It stands below everything that writes into a dataset directory. Tests bring a
// [Disk] that fails. It does not know what a file says, nor where it belongs.
package disk
