package state

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// ManifestName is the file that completes a dataset.
const ManifestName = "manifest.json"

// ArenaName is a file that may lie in a dataset and is no part of it: what a detector in
// the loop was worth there.
const ArenaName = "arena.json"

// Manifest is manifest.json: what the dataset is and what it consists of. It
// says nothing of when, where, by how many workers or in how many shards the
// dataset was made.
type Manifest struct {
	Run
	Counts Counts       `json:"counts"`
	Files  []disk.Entry `json:"files"` // by path
	// Audited is set where the verdict of an audit was written into the dataset.
	Audited *Audited `json:"audited,omitempty"`
	// Sealed is set where the truth is locked up; the manifest then tells of the rest
	// only what the logs and records show anyway.
	Sealed *Sealed `json:"sealed,omitempty"`
	// SHA256 is the digest of this file with this value empty.
	SHA256 string `json:"manifest_sha256"`
}

// Render returns the only accepted bytes of the manifest, its own digest
// included.
func (m *Manifest) Render() ([]byte, error) {
	slices.SortFunc(m.Files, func(a, b disk.Entry) int { return strings.Compare(a.Path, b.Path) })
	m.SHA256 = ""
	b, err := Indented(m.form())
	if err != nil {
		return nil, err
	}
	m.SHA256 = digest(b)
	return Indented(m.form())
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Indented is JSON as the files of a dataset have it.
func Indented(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// ParseManifest reads a manifest strictly: the bytes must be those that it
// would be written as.
func ParseManifest(b []byte) (*Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("not readable: %w", err)
	}
	if m.Tool != Tool {
		return nil, fmt.Errorf("not a manifest of %s", Tool)
	}
	said := m.SHA256
	again, err := m.Render()
	if err != nil {
		return nil, err
	}
	if said != m.SHA256 || !bytes.Equal(b, again) {
		return &m, fmt.Errorf("altered: its own digest does not fit")
	}
	return &m, nil
}

// ReadManifest reads and checks the manifest of a dataset.
func ReadManifest(dir string) (*Manifest, error) {
	b, err := limits.ReadFile(filepath.Join(dir, ManifestName), limits.Index)
	if err != nil {
		return nil, fault.Usage("no dataset in %q: %w", dir, cause.Of(err))
	}
	m, err := ParseManifest(b)
	if err != nil {
		return m, fault.Content("%s of %q: %w", ManifestName, dir, err)
	}
	return m, nil
}
