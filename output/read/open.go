package read

import (
	"errors"
	"io"
	"path/filepath"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/breachsim/breachsim/output/internal/limits"
)

// Open opens a file of a dataset for its content: .gz and .zst are unpacked
// on the way.
func Open(path string) (io.ReadCloser, error) {
	f, err := limits.Open(path)
	if err != nil {
		return nil, err
	}
	return unpackFile(f, filepath.Ext(path))
}

// unpackFile is the content of a file, which is closed with it.
func unpackFile(f io.ReadCloser, ext string) (io.ReadCloser, error) {
	r, err := Unpack(f, ext)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return both{r, f}, nil
}

type both struct {
	io.ReadCloser
	file io.Closer
}

func (b both) Close() error { return errors.Join(b.ReadCloser.Close(), b.file.Close()) }

// Unpack returns a reader of the content of r, which is compressed as the
// extension says: ".gz", ".zst", or not at all. What unpacks to more than any log
// does is an error. Closing it leaves r open.
func Unpack(r io.Reader, ext string) (io.ReadCloser, error) {
	switch ext {
	case ".gz":
		u := limits.NewUnpacking(r)
		z, err := gzip.NewReader(u.Packed())
		if err != nil {
			return nil, err
		}
		return u.Content(z), nil
	case ".zst":
		u := limits.NewUnpacking(r)
		d, err := zstd.NewReader(u.Packed(), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(limits.Window))
		if err != nil {
			return nil, err
		}
		return u.Content(d.IOReadCloser()), nil
	}
	return io.NopCloser(r), nil
}

// watched is a file that tells how far it is read.
type watched struct {
	io.ReadCloser
	path string
	at   int64
	tell func(path string, at int64)
}

func newWatched(f io.ReadCloser, path string, tell func(path string, at int64)) *watched {
	tell(path, 0)
	return &watched{ReadCloser: f, path: path, tell: tell}
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.ReadCloser.Read(b)
	w.at += int64(n)
	w.tell(w.path, w.at)
	return n, err
}
