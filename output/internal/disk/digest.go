package disk

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"hash/fnv"
	"io"
	"os"
	"sync"
)

// Entry is a file in a manifest.
type Entry struct {
	Path          string `json:"path"`           // in the dataset, with slashes
	Rows          *int64 `json:"rows,omitempty"` // lines of data, without a header; absent where a file has none
	Bytes         int64  `json:"bytes"`
	SHA256        string `json:"sha256"`                   // empty on a disk that is [Disk.Passing]
	ContentSHA256 string `json:"content_sha256,omitempty"` // before compression, where compressed
}

// A DigestFile writes a file beside its final name and knows its digests.
type DigestFile struct {
	f       File
	at      string // final place on disk
	Entry   Entry
	Rows    int64
	sum     hash.Hash
	content hash.Hash // nil where the file is not compressed
}

// OpenDigest creates the file of a dataset path at a place on disk.
func OpenDigest(d *Disk, at, path string, packed bool) (*DigestFile, error) {
	f, err := d.Make(at + Partial)
	if err != nil {
		return nil, err
	}
	df := &DigestFile{f: f, at: at, Entry: Entry{Path: path}, sum: d.digest()}
	if packed {
		df.content = d.digest()
	}
	return df, nil
}

// digest returns what a file is digested with.
func (d *Disk) digest() hash.Hash {
	if d.Passing {
		return none{fnv.New32()}
	}
	return sha256.New()
}

// none digests nothing: its sum is empty.
type none struct{ hash.Hash }

func (none) Write(b []byte) (int, error) { return len(b), nil }
func (none) Sum(b []byte) []byte         { return b }

// Write appends content of a file that is not compressed.
func (d *DigestFile) Write(b []byte) (int, error) {
	n, err := d.f.Write(b)
	d.sum.Write(b[:n])
	d.Entry.Bytes += int64(n)
	return n, err
}

// aside is the size from which a piece is digested while it is written.
const aside = 1 << 16

// Piece appends a run of lines: its content, and what of it is written where the
// file is packed.
func (d *DigestFile) Piece(raw, packed []byte, rows int64) error {
	b := raw
	if d.content != nil {
		b = packed
	}
	var digest sync.WaitGroup
	if len(raw) >= aside {
		digest.Go(func() { d.digest(raw, b) })
	} else {
		d.digest(raw, b)
	}
	_, err := d.f.Write(b)
	digest.Wait()
	d.Rows += rows
	d.Entry.Bytes += int64(len(b))
	return err
}

// Packed reports whether the file is packed piece by piece.
func (d *DigestFile) Packed() bool { return d.content != nil }

func (d *DigestFile) digest(raw, b []byte) {
	if d.content != nil {
		d.content.Write(raw)
	}
	d.sum.Write(b)
}

// Close syncs the file and gives it its final name.
func (d *DigestFile) Close() error {
	d.Entry.SHA256 = hex.EncodeToString(d.sum.Sum(nil))
	if d.content != nil {
		d.Entry.ContentSHA256 = hex.EncodeToString(d.content.Sum(nil))
	}
	return Commit(d.f, d.at+Partial, d.at, nil)
}

// WithRows makes the number of lines part of the entry.
func (d *DigestFile) WithRows() Entry {
	e, rows := d.Entry, d.Rows
	e.Rows = &rows
	return e
}

// Fits reports whether a file is there as an entry says, to the last byte.
func (e *Entry) Fits(at string) bool {
	st, err := os.Lstat(at)
	if err != nil || !st.Mode().IsRegular() || st.Size() != e.Bytes {
		return false
	}
	f, err := os.Open(at)
	if err != nil {
		return false
	}
	defer f.Close() // only read
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return err == nil && hex.EncodeToString(sum.Sum(nil)) == e.SHA256
}

// Abandon closes and removes an unfinished file.
func (d *DigestFile) Abandon() {
	_ = d.f.Close() // it is being thrown away
	_ = os.Remove(d.at + Partial)
}
