package process

import (
	"bytes"
	"strings"
	"sync"
)

// What is kept of stderr.
const (
	tailLines = 20
	tailBytes = 400 // of a line
)

// tail keeps the last lines that are written to it.
type tail struct {
	mu    sync.Mutex
	lines []string
	part  []byte // of the line that has not ended
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := len(b)
	for {
		line, rest, ended := bytes.Cut(b, []byte("\n"))
		t.part = append(t.part, line[:min(len(line), tailBytes-len(t.part))]...)
		if !ended {
			return n, nil
		}
		t.end()
		b = rest
	}
}

// end ends a line.
func (t *tail) end() {
	if text := strings.TrimSpace(strings.ToValidUTF8(string(t.part), "�")); text != "" {
		if len(t.lines) == tailLines {
			copy(t.lines, t.lines[1:])
			t.lines = t.lines[:tailLines-1]
		}
		t.lines = append(t.lines, text)
	}
	t.part = t.part[:0]
}

// last returns the lines that are kept, the unfinished one too.
func (t *tail) last() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end()
	return append([]string(nil), t.lines...)
}
