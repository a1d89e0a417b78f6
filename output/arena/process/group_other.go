//go:build !unix

package process

import (
	"os"
	"os/exec"
)

// Shell returns the arguments that run a line as the command interpreter reads it.
func Shell(line string) []string { return []string{"cmd", "/C", line} }

// ownGroup does nothing: there are no groups of processes here.
func ownGroup(*exec.Cmd) {}

// killGroup kills a process. Its children see their input end.
func killGroup(p *os.Process) error { return p.Kill() }
