package features

import (
	"context"
	"fmt"
	"time"

	"github.com/breachsim/breachsim/output/features/internal/table"
	"github.com/breachsim/breachsim/output/read"
)

// Options say what is read beside the audit log.
type Options struct {
	NoAccess bool // leave the access log alone where there is one
	Labels   bool // read the truth for the label columns
}

// Sinks take the rows, which are reused: days by account, and before those of a
// day its sessions by account and first line. A nil one takes none.
type Sinks struct {
	Day     func(*table.Day) error
	Session func(*table.Session) error
}

// Stats are what a run went through.
type Stats struct {
	Events   int64 // lines of the audit log
	Requests int64 // lines of the access log
	Accounts int64
	Days     int64 // rows of account_days
	Sessions int64 // rows of sessions
}

// Run reads the logs of a dataset once and gives the rows of each local day when
// it is over. It ends at the first error, also of a sink; one of a line names
// file and line.
func Run(ctx context.Context, d *read.Dataset, o Options, to Sinks) (*Stats, error) {
	log, err := d.AuditLog()
	if err != nil {
		return nil, err
	}
	p, err := newPass(ctx, d, o, to)
	if err != nil {
		return nil, err
	}
	defer p.close()
	last := int64(0)
	for ev, err := range log.All(ctx) {
		if err == nil && ev.TS < last {
			file, line := log.Where()
			err = fmt.Errorf("%s:%d: time goes back to %s after %s: features are made of a log in its order",
				file, line, stamp(ev.TS), stamp(last))
		}
		if err != nil {
			return nil, err
		}
		last = ev.TS
		if p.truth != nil {
			file, _ := log.Where()
			if err := p.truth.Open(read.DateOf(file)); err != nil {
				return nil, err
			}
		}
		if err := p.see(ev); err != nil {
			return nil, err
		}
	}
	if err := p.endDay(); err != nil {
		return nil, err
	}
	return &p.stats, nil
}

func stamp(ts int64) string { return time.UnixMicro(ts).UTC().Format("2006-01-02T15:04:05.000000Z") }
