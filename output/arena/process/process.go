package process

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/output/read"
)

// Command is a detector to be started.
type Command struct {
	Args       []string      // program and arguments; [Shell] makes them of a line
	Dir        string        // to run in; empty = that of this process
	Env        []string      // as os/exec takes it; nil = that of this process
	Timeout    time.Duration // for an ack, to read what is written, to end; 0 = [DefaultTimeout]
	MostAlerts int           // of a step; 0 = [DefaultMostAlerts]
}

// text is the command as it was written: without the shell, where it is a line for one.
func (c *Command) text() string {
	if line := c.Args[min(len(c.Args), 2):]; len(line) == 1 && slices.Equal(c.Args, Shell(line[0])) {
		return line[0]
	}
	return strings.Join(c.Args, " ")
}

// What a command that says nothing gets.
const (
	DefaultTimeout    = 30 * time.Second
	DefaultMostAlerts = 10_000
)

const (
	full  = 64 << 10        // bytes that are gathered before they are written
	grace = 2 * time.Second // for output that children hold open after the process has ended
)

// Process is a detector that runs. It is used by one goroutine.
type Process struct {
	command Command
	cmd     *exec.Cmd
	stdin   io.WriteCloser
	kill    context.CancelFunc
	ctx     context.Context // of the caller
	ended   chan struct{}   // closed when the process has ended and all its output is read
	exit    error           // of Wait; set before ended is closed

	buf     []byte // lines that are not yet written
	replies *replies
	stderr  *tail
	timer   *time.Timer
	step    int64 // end of the step that is being sent
	failed  error // the first error; nothing is done after it
}

// Start starts the process. It lives until [Process.Close], an error, or the end of ctx.
func Start(ctx context.Context, c Command) (*Process, error) {
	if c.Timeout == 0 {
		c.Timeout = DefaultTimeout
	}
	if c.MostAlerts == 0 {
		c.MostAlerts = DefaultMostAlerts
	}
	p := &Process{
		command: c, ctx: ctx, ended: make(chan struct{}), replies: newReplies(c.MostAlerts), stderr: &tail{},
	}
	if len(c.Args) == 0 {
		return nil, p.errorOf(&Error{Fault: NotStarted, Detail: "no command"})
	}
	within, kill := context.WithCancel(ctx)
	p.kill = kill
	p.cmd = exec.CommandContext(within, c.Args[0], c.Args[1:]...)
	p.cmd.Dir, p.cmd.Env = c.Dir, c.Env
	p.cmd.Stdout, p.cmd.Stderr = p.replies, p.stderr
	p.cmd.WaitDelay = grace
	p.cmd.Cancel = func() error { return killGroup(p.cmd.Process) }
	ownGroup(p.cmd)
	var err error
	if p.stdin, err = p.cmd.StdinPipe(); err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		kill()
		return nil, p.errorOf(&Error{Fault: NotStarted, Err: err, Hint: "write a command that this machine can run"})
	}
	p.timer = time.NewTimer(c.Timeout)
	go p.wait()
	return p, nil
}

// wait waits for the end of the process, and ends what it leaves behind.
func (p *Process) wait() {
	p.exit = p.cmd.Wait()
	_ = killGroup(p.cmd.Process) // nothing is left in most cases
	p.kill()
	close(p.ended)
}

// See sends a line of the log. It returns no alert: what a process says counts at the
// tick that it acknowledges.
func (p *Process) See(line []byte, _ *read.Event) ([]alarm.Alert, error) {
	if p.failed != nil {
		return nil, p.failed
	}
	p.buf = append(append(p.buf, bytes.TrimSuffix(line, []byte("\n"))...), '\n')
	if len(p.buf) < full {
		return nil, nil
	}
	return nil, p.flush()
}

// Tick ends a step and waits for its ack. The alerts are valid until the next Tick.
func (p *Process) Tick(now int64) ([]alarm.Alert, error) {
	if p.failed != nil {
		return nil, p.failed
	}
	p.step = now
	p.buf = fmt.Appendf(p.buf, "{\"tick\":%q}\n", stamp(now))
	p.replies.await(now)
	if err := p.flush(); err != nil {
		return nil, err
	}
	p.timer.Reset(p.command.Timeout)
	select {
	case <-p.replies.acked:
		return p.replies.answered(), nil
	case <-p.replies.broken:
		if p.replies.ackedFirst() {
			return p.replies.answered(), nil
		}
		return nil, p.stop(p.replies.broke())
	case <-p.ended:
		if p.replies.ackedFirst() {
			return p.replies.answered(), nil
		}
		return nil, p.stop(p.death(nil))
	case <-p.timer.C:
		return nil, p.stop(&Error{
			Fault: Stalled, Detail: fmt.Sprintf("no ack within %v", p.command.Timeout),
			Hint: `write {"ack":"…"} with the time of each tick, and flush stdout after it`,
		})
	case <-p.ctx.Done():
		return nil, p.stop(nil)
	}
}

// Close ends the log and waits for the process to end. After an error it has nothing
// more to say.
func (p *Process) Close() error {
	defer p.timer.Stop()
	if p.failed != nil {
		return nil
	}
	if len(p.buf) > 0 {
		if err := p.flush(); err != nil {
			return err
		}
	}
	_ = p.stdin.Close() // the process may have closed its end: how it ends counts
	p.timer.Reset(p.command.Timeout)
	select {
	case <-p.ended:
	case <-p.timer.C:
		return p.stop(&Error{
			Fault: Stalled, Detail: fmt.Sprintf("still running %v after its input ended", p.command.Timeout),
			Hint: "end when stdin does",
		})
	case <-p.ctx.Done():
		return p.stop(nil)
	}
	if fault := p.replies.end(); fault != nil {
		return p.stop(fault)
	}
	if p.exit != nil && !errors.Is(p.exit, exec.ErrWaitDelay) {
		return p.stop(p.death(nil))
	}
	p.failed = errClosed
	return nil
}

var errClosed = errors.New("the detector was closed")

// flush writes what is gathered. A process that does not read it in time is killed,
// which ends the write.
func (p *Process) flush() error {
	watch := time.AfterFunc(p.command.Timeout, p.kill)
	_, err := p.stdin.Write(p.buf)
	p.buf = p.buf[:0]
	intime := watch.Stop()
	switch {
	case err == nil:
		return nil
	case p.ctx.Err() != nil:
		return p.stop(nil)
	case p.replies.broke() != nil:
		return p.stop(p.replies.broke())
	case !intime:
		return p.stop(&Error{
			Fault: Stalled, Detail: fmt.Sprintf("it has read nothing for %v", p.command.Timeout),
			Hint: "read stdin to its end",
		})
	}
	select { // it has ended, or closed its input and lives on
	case <-p.ended:
	case <-time.After(grace):
	}
	return p.stop(p.death(err))
}

// death is the error of a process that is not there any more, or does not listen.
func (p *Process) death(err error) *Error {
	e := &Error{Fault: Died, Code: -1, Hint: "read stdin to its end, and see what it says on stderr"}
	select {
	case <-p.ended:
	default:
		e.Detail, e.Err = "it closed its input", err
		return e
	}
	if fault := p.replies.broke(); fault != nil {
		return fault
	}
	if state := p.cmd.ProcessState; state != nil {
		e.Code = state.ExitCode()
		e.Detail = state.String()
	}
	return e
}

// stop kills the process, waits for its end and keeps what every later call returns: the
// fault, or where that is nil, why the context ended.
func (p *Process) stop(fault *Error) error {
	p.kill()
	<-p.ended
	_ = p.stdin.Close() // nobody reads it
	if fault == nil {
		p.failed = fmt.Errorf("running detector %q: %w", p.command.text(), p.ctx.Err())
		return p.failed
	}
	p.failed = p.errorOf(fault)
	return p.failed
}

// errorOf adds to a fault what the process alone knows.
func (p *Process) errorOf(fault *Error) *Error {
	e := *fault
	e.Command, e.Step, e.Stderr = p.command.text(), p.step, p.stderr.last()
	if e.Fault != Died {
		e.Code = -1
	}
	return &e
}
