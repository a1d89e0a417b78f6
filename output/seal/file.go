package seal

import (
	"bytes"
	"io/fs"
	"path"
	"time"
)

// file is a file of the locked part.
type file struct {
	*bytes.Reader
	name string
}

func newFile(name string, b []byte) *file { return &file{bytes.NewReader(b), path.Base(name)} }

func (f *file) Close() error               { return nil }
func (f *file) Stat() (fs.FileInfo, error) { return f, nil }
func (f *file) Name() string               { return f.name }
func (f *file) Mode() fs.FileMode          { return 0o444 }
func (f *file) ModTime() time.Time         { return time.Time{} }
func (f *file) IsDir() bool                { return false }
func (f *file) Sys() any                   { return nil }
