package term

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// Opener opens a dataset and tells a directory without one from a damaged one.
type Opener func(dir string) (*read.Dataset, error)

// ReadingLine draws how far the logs of datasets are read, by the bytes of their files.
// Some verbs read a log more than once: each time is a pass, and the line says which. A nil
// ReadingLine draws nothing. Several goroutines may read at once.
type ReadingLine struct {
	line *ProgressLine
	once bool // each log is read in one pass: the time that is left can be told

	mu   sync.Mutex
	sets int // watched so far
}

// logs is the native logs of one dataset, in one pass.
type logs struct {
	name  string
	sizes map[string]int64  // by path
	total map[string]int64  // bytes of a log by its folder
	first map[string]string // file of a log by its folder
	pass  int               // from 1
	began time.Time         // when the pass did
	at    map[string]int64  // bytes read in this pass, by path; no file = not opened
}

// NewReadingLine returns nil where nobody watches. Once says that the verb reads each log in
// one pass, so that the line can tell how long it still takes.
func (s *Streams) NewReadingLine(quiet, once bool) *ReadingLine {
	if line := s.NewProgressLine(quiet); line != nil {
		return &ReadingLine{line: line, once: once}
	}
	return nil
}

// Watch draws what is read of the dataset from now on.
func (r *ReadingLine) Watch(d *read.Dataset) {
	if r == nil {
		return
	}
	l := newLogs(d)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sets++
	d.Watch(func(file string, at int64) { r.tell(l, file, at) })
}

func newLogs(d *read.Dataset) *logs {
	l := &logs{name: filepath.Base(d.Dir), sizes: map[string]int64{}, total: map[string]int64{},
		first: map[string]string{}, at: map[string]int64{}}
	for folder, ext := range map[string]string{"logs/audit": ".jsonl", "logs/access": ".log"} {
		for i, day := range d.Days(folder, ext) {
			if i == 0 {
				l.first[folder] = day
			}
			l.sizes[day] = 0
		}
	}
	for _, f := range d.Manifest.Files {
		if _, ours := l.sizes[f.Path]; ours {
			l.sizes[f.Path] = f.Bytes
			l.total[path.Dir(f.Path)] += f.Bytes
		}
	}
	return l
}

// tell draws the line, when it is time to, after a stretch of a file was read.
func (r *ReadingLine) tell(l *logs, file string, at int64) {
	size, ours := l.sizes[file]
	if !ours {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.line.now()
	if at == 0 && l.isAgain(file) {
		l.pass, l.began, l.at = l.pass+1, now, map[string]int64{}
	}
	l.at[file] = min(at, size) // more where the file is not that of the manifest
	if at >= size || now.Sub(r.line.drawn) >= redraw {
		r.line.draw(r.text(l, now), now)
	}
}

// isAgain reports whether opening a file begins a pass: it is the first of its log, and the
// pass so far has opened it too, or is at its end.
func (l *logs) isAgain(file string) bool {
	_, opened := l.at[file]
	read, total := l.read()
	return l.first[path.Dir(file)] == file && (opened || read == total)
}

// read is how many bytes of the logs that this pass began are read, and how many there are.
func (l *logs) read() (read, total int64) {
	begun := map[string]bool{}
	for file, at := range l.at {
		read += at
		begun[path.Dir(file)] = true
	}
	for folder := range begun {
		total += l.total[folder]
	}
	return read, total
}

// text is one state of the line, such as
// undefended: logs, pass 2  37 %  80 MB/s
func (r *ReadingLine) text(l *logs, now time.Time) string {
	var s strings.Builder
	if r.sets > 1 {
		s.WriteString(l.name + ": ")
	}
	s.WriteString("logs")
	if l.pass > 1 {
		fmt.Fprintf(&s, ", pass %d", l.pass)
	}
	read, total := l.read()
	fmt.Fprintf(&s, " %3d %%", share(int(read), int(total)))
	if read == total {
		s.WriteString("  working it out")
		return s.String()
	}
	if took := now.Sub(l.began); took > 0 && read > 0 {
		fmt.Fprintf(&s, "  %s/s", Size(int64(float64(read)/took.Seconds())))
		if r.once {
			left := time.Duration(float64(took) * float64(total-read) / float64(read))
			s.WriteString("  " + ClockTime(left) + " left")
		}
	}
	return s.String()
}

// Clear takes the line away, so that what is printed next stands alone.
func (r *ReadingLine) Clear() {
	if r != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.line.Clear()
	}
}
