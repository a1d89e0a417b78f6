package output

import (
	"bytes"

	"breachsim/output/internal/fault"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	noCompression = "none"
	gzipped       = "gzip"
	zstandard     = "zstd"
)

func extension(compress string) (string, error) {
	switch compress {
	case noCompression:
		return "", nil
	case gzipped:
		return ".gz", nil
	case zstandard:
		return ".zst", nil
	}
	return "", fault.Usage("compression %q: want none, gzip or zstd", compress)
}

// A packer compresses pieces of a file, each as a frame that stands alone:
// frames one after the other are a valid file of either format, and their
// bytes depend on the piece only. One serves one goroutine.
type packer interface {
	pack(dst, src []byte) ([]byte, error)
}

func newPacker(compress string) (packer, error) {
	switch compress {
	case gzipped:
		return &gzipPacker{w: gzip.NewWriter(nil)}, nil
	case zstandard:
		e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1),
			zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithZeroFrames(true))
		if err != nil {
			return nil, err
		}
		return zstdPacker{e}, nil
	}
	return nil, nil
}

type zstdPacker struct{ e *zstd.Encoder }

func (z zstdPacker) pack(dst, src []byte) ([]byte, error) { return z.e.EncodeAll(src, dst), nil }

type gzipPacker struct {
	w   *gzip.Writer
	buf bytes.Buffer
}

func (g *gzipPacker) pack(dst, src []byte) ([]byte, error) {
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
