package features

import (
	"context"
	"iter"
	"strings"

	"github.com/breachsim/breachsim/output/features/internal/table"
	"github.com/breachsim/breachsim/output/features/internal/trail"
	"github.com/breachsim/breachsim/output/read"
)

// web is what the access log says of an account today.
type web struct {
	table.Web
	paths map[string]struct{}
}

// see counts a request.
func (w *web) see(r *read.Request) {
	w.Requests++
	w.Bytes += r.Bytes
	if r.Status >= 400 {
		w.Errors++
	}
	if r.Referer == "" {
		w.NoReferer++
	}
	path, _, _ := strings.Cut(r.Path, "?")
	if isFile(path) {
		w.Files++
	}
	if w.paths == nil {
		w.paths = map[string]struct{}{}
	}
	if len(w.paths) < trail.MostFew {
		w.paths[path] = struct{}{}
	}
}

// isFile reports whether a path names a file that belongs to pages.
func isFile(path string) bool {
	for _, ext := range [...]string{".js", ".css", ".png", ".jpg", ".svg", ".ico", ".gif", ".woff", ".woff2"} {
		if strings.HasSuffix(path, ext) {
			return true
		}
	}
	return false
}

// total is the row of the day, after which the next one begins.
func (w *web) total() table.Web {
	out := w.Web
	out.Read, out.Paths = true, int64(len(w.paths))
	w.Web = table.Web{}
	clear(w.paths)
	return out
}

// requests is the access log, read as far as the audit log has come.
type requests struct {
	next func() (*read.Request, error, bool)
	stop func()
	held *read.Request // the first that lies ahead
	done bool
}

func openRequests(ctx context.Context, d *read.Dataset) (*requests, error) {
	log, err := d.AccessLog()
	if err != nil {
		return nil, err
	}
	next, stop := iter.Pull2(log.All(ctx))
	return &requests{next: next, stop: stop}, nil
}

// until shows visit the requests before a moment.
func (q *requests) until(end int64, visit func(*read.Request)) error {
	for !q.done {
		if q.held == nil {
			r, err, ok := q.next()
			if err != nil {
				return err
			}
			if !ok {
				q.done = true
				break
			}
			q.held = r
		}
		if q.held.TS >= end {
			return nil
		}
		visit(q.held)
		q.held = nil
	}
	return nil
}
