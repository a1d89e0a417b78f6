package memory

import (
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// files are the makers of files by path: each call makes one from its beginning.
type files map[string]func() io.Reader

// Open opens a file by its path in the dataset.
func (f files) Open(name string) (fs.File, error) {
	begin, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &file{name: path.Base(name), Reader: begin()}, nil
}

// file is a file that is being made. Its size is not known before its end.
type file struct {
	name string
	io.Reader
}

func (f *file) Close() error {
	if c, ok := f.Reader.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
func (f *file) Stat() (fs.FileInfo, error) { return f, nil }
func (f *file) Name() string               { return f.name }
func (f *file) Size() int64                { return 0 }
func (f *file) Mode() fs.FileMode          { const readable = 0o444; return readable }
func (f *file) ModTime() time.Time         { return time.Time{} }
func (f *file) IsDir() bool                { return false }
func (f *file) Sys() any                   { return nil }

func text(b []byte) func() io.Reader {
	return func() io.Reader { return strings.NewReader(string(b)) }
}

// names lists the files by path.
func (f files) names() []string { return slices.Sorted(maps.Keys(f)) }
