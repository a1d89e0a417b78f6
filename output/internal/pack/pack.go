// Package pack compresses pieces of files, each as a frame that stands alone.
//
// It stands below the writing of days. Frames one after the other are a valid
// file, and the bytes of each depend on its piece alone, so that it does not
// matter who packed which. It opens no file.
package pack

import (
	"bytes"

	"github.com/breachsim/breachsim/output/internal/fault"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// The ways to pack.
const (
	None = "none"
	Gzip = "gzip"
	Zstd = "zstd"
)

// Extension is how names of files packed in a way end.
func Extension(compress string) (string, error) {
	switch compress {
	case None:
		return "", nil
	case Gzip:
		return ".gz", nil
	case Zstd:
		return ".zst", nil
	}
	return "", fault.Usage("compression %q: want none, gzip or zstd", compress)
}

// A Packer compresses pieces of a file, each as a frame that stands alone:
// frames one after the other are a valid file of either format, and their
// bytes depend on the piece only. One serves one goroutine.
type Packer interface {
	// Pack appends src as a frame.
	Pack(dst, src []byte) ([]byte, error)
}

// New returns a packer; nil where nothing is packed.
func New(compress string) (Packer, error) {
	switch compress {
	case Gzip:
		return &gzipPacker{w: gzip.NewWriter(nil)}, nil
	case Zstd:
		// Little memory, and a window of two megabytes, which is more than a frame has, leave
		// the bytes as they are.
		e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true),
			zstd.WithWindowSize(2<<20), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithZeroFrames(true))
		if err != nil {
			return nil, err
		}
		return zstdPacker{e}, nil
	}
	return nil, nil
}

type zstdPacker struct{ e *zstd.Encoder }

func (z zstdPacker) Pack(dst, src []byte) ([]byte, error) { return z.e.EncodeAll(src, dst), nil }

type gzipPacker struct {
	w   *gzip.Writer
	buf bytes.Buffer
}

func (g *gzipPacker) Pack(dst, src []byte) ([]byte, error) {
	g.buf.Reset()
	g.w.Reset(&g.buf)
	if _, err := g.w.Write(src); err != nil {
		return dst, err
	}
	if err := g.w.Close(); err != nil {
		return dst, err
	}
	return append(dst, g.buf.Bytes()...), nil
}
