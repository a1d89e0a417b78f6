package state

import (
	"slices"

	"github.com/breachsim/breachsim/output/internal/disk"
)

// Audited says in a manifest that the verdict of an audit was written into the dataset
// after it was made, and what stood there before.
type Audited struct {
	Verdict     string `json:"verdict"`      // n/a, pass, declared or fail
	ToolVersion string `json:"tool_version"` // of the program that audited
	// Before is the description of the dataset without the verdict.
	Before disk.Entry `json:"before"`
	// SHA256 is the digest of the manifest without the verdict.
	SHA256 string `json:"manifest_sha256_before"`
}

// Unaudited is the manifest as it was before the verdict of an audit was written: m
// itself where there is none.
func (m *Manifest) Unaudited() *Manifest {
	if m.Audited == nil {
		return m
	}
	before := *m
	before.Audited, before.SHA256 = nil, m.Audited.SHA256
	before.Files = slices.Clone(m.Files)
	for i := range before.Files {
		if before.Files[i].Path == m.Audited.Before.Path {
			before.Files[i] = m.Audited.Before
		}
	}
	return &before
}
