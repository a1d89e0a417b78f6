//go:build unix

package process

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// Shell returns the arguments that run a line as a shell reads it.
func Shell(line string) []string { return []string{"sh", "-c", line} }

// ownGroup puts a process that is to be started into a group of its own, with its
// children.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup kills a process and those of its children that stay in its group.
func killGroup(p *os.Process) error {
	err := syscall.Kill(-p.Pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}
