package output

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"os"
	"sync"
)

const partial = ".partial"

// FileEntry is a file in a manifest.
type FileEntry struct {
	Path          string `json:"path"`           // in the dataset, with slashes
	Rows          *int64 `json:"rows,omitempty"` // lines of data, without a header; absent where a file has none
	Bytes         int64  `json:"bytes"`
	SHA256        string `json:"sha256"`
	ContentSHA256 string `json:"content_sha256,omitempty"` // before compression, where compressed
}

// A digestFile writes a file beside its final name and knows its digests.
type digestFile struct {
	f       file
	at      string // final place on disk
	entry   FileEntry
	rows    int64
	sum     hash.Hash
	content hash.Hash // nil where the file is not compressed
}

// openDigest creates the file of a dataset path at a place on disk.
func openDigest(d *disk, at, path string, packed bool) (*digestFile, error) {
	f, err := d.make(at + partial)
	if err != nil {
		return nil, err
	}
	df := &digestFile{f: f, at: at, entry: FileEntry{Path: path}, sum: sha256.New()}
	if packed {
		df.content = sha256.New()
	}
	return df, nil
}

// Write appends content of a file that is not compressed.
func (d *digestFile) Write(b []byte) (int, error) {
	n, err := d.f.Write(b)
	d.sum.Write(b[:n])
	d.entry.Bytes += int64(n)
	return n, err
}

// aside is the size from which a piece is digested while it is written.
const aside = 1 << 16

// piece appends a piece.
func (d *digestFile) piece(p *piece) error {
	b := p.raw
	if d.content != nil {
		b = p.packed
	}
	var digest sync.WaitGroup
	if len(p.raw) >= aside {
		digest.Go(func() { d.digest(p.raw, b) })
	} else {
		d.digest(p.raw, b)
	}
	_, err := d.f.Write(b)
	digest.Wait()
	d.rows += p.rows
	d.entry.Bytes += int64(len(b))
	return err
}

func (d *digestFile) digest(raw, b []byte) {
	if d.content != nil {
		d.content.Write(raw)
	}
	d.sum.Write(b)
}

// close syncs the file and gives it its final name.
func (d *digestFile) close() error {
	d.entry.SHA256 = hex.EncodeToString(d.sum.Sum(nil))
	if d.content != nil {
		d.entry.ContentSHA256 = hex.EncodeToString(d.content.Sum(nil))
	}
	return commit(d.f, d.at+partial, d.at, nil)
}

// withRows makes the number of lines part of the entry.
func (d *digestFile) withRows() FileEntry {
	e, rows := d.entry, d.rows
	e.Rows = &rows
	return e
}

// abandon closes and removes an unfinished file.
func (d *digestFile) abandon() {
	_ = d.f.Close() // it is being thrown away
	_ = os.Remove(d.at + partial)
}
