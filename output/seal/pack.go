package seal

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"
)

// TruthName is the locked part of a sealed dataset: a tar in Zstandard in age. Without
// breachsim: age -d -i KEY truth.age | tar --zstd -x
const TruthName = "truth.age"

// noteName is the file in it that says what the dataset was sealed with.
const noteName = "seal.json"

// note is seal.json.
type note struct {
	Secret string `json:"secret"` // hex
	Seed   uint64 `json:"seed"`
	// FreshWorld says that the world follows from the secret, and the seed makes nothing.
	FreshWorld bool `json:"fresh_world"`
}

// lock writes files of a folder into an age file, and returns the digest of the tar in
// it. What it weighs is rounded up to whole units.
func lock(to io.Writer, key age.Recipient, unit int64, fill func(*tar.Writer) error) (digest string, err error) {
	sealed, err := age.Encrypt(to, key)
	if err != nil {
		return "", err
	}
	size := &counter{w: sealed}
	packed, err := zstd.NewWriter(size, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	files := tar.NewWriter(io.MultiWriter(packed, sum))
	err = errors.Join(fill(files), files.Close(), packed.Close())
	if err == nil {
		err = pad(size, unit)
	}
	if err := errors.Join(err, sealed.Close()); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// pad appends frames that readers of Zstandard skip (RFC 8878, 3.1.2), up to the next
// whole unit.
func pad(w *counter, unit int64) error {
	const head, most = 8, 1 << 30
	rest := unit - w.n%unit
	if rest < head {
		rest += unit
	}
	blank := make([]byte, 1<<16)
	for rest > 0 {
		n := min(rest, most)
		if left := rest - n; left > 0 && left < head {
			n -= head
		}
		frame := binary.LittleEndian.AppendUint32(nil, 0x184D2A50)
		if _, err := w.Write(binary.LittleEndian.AppendUint32(frame, uint32(n-head))); err != nil {
			return err
		}
		for k := n - head; k > 0; {
			b := blank[:min(k, int64(len(blank)))]
			if _, err := w.Write(b); err != nil {
				return err
			}
			k -= int64(len(b))
		}
		rest -= n
	}
	return nil
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// header is that of a file in the tar: nothing in it tells of the machine.
func header(name string, size int64) *tar.Header {
	const readable = 0o644
	return &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: readable, ModTime: time.Unix(0, 0)}
}

// addFile puts a file below dir into the tar.
func addFile(w *tar.Writer, dir, name string) error {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	defer f.Close() // only read
	st, err := f.Stat()
	if err != nil {
		return err
	}
	if err := w.WriteHeader(header(name, st.Size())); err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}

// addBytes puts a file that lies nowhere into the tar.
func addBytes(w *tar.Writer, name string, b []byte) error {
	if err := w.WriteHeader(header(name, int64(len(b)))); err != nil {
		return err
	}
	_, err := w.Write(b)
	return err
}

// unlock reads what lock has written: the files by path, and the digest of the tar.
func unlock(from io.Reader, keys []age.Identity) (files map[string][]byte, digest string, err error) {
	plain, err := age.Decrypt(from, keys...)
	if err != nil {
		return nil, "", err
	}
	packed, err := zstd.NewReader(plain, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, "", err
	}
	defer packed.Close()
	sum := sha256.New()
	all := io.TeeReader(packed, sum)
	files = map[string][]byte{}
	for r := tar.NewReader(all); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err == nil && !filepath.IsLocal(filepath.FromSlash(h.Name)) {
			err = fmt.Errorf("it names %q, which is outside", h.Name)
		}
		if err == nil {
			files[h.Name], err = io.ReadAll(r)
		}
		if err != nil {
			return nil, "", err
		}
	}
	if _, err := io.Copy(io.Discard, all); err != nil {
		return nil, "", err
	}
	return files, hex.EncodeToString(sum.Sum(nil)), nil
}
