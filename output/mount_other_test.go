//go:build !linux

package output

import (
	"errors"
	"testing"
)

func mountTmpfs(string, int) error { return errors.ErrUnsupported }

func unmount(*testing.T, string) {}
