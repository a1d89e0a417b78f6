package card

import (
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/output/internal/state"
)

// Citations are the forms in which a dataset is cited, by name. None names a year: a
// dataset is made again at any time, to the same bytes.
func Citations() map[string]func(*state.Manifest) string {
	return map[string]func(*state.Manifest) string{"plain": plainCitation, "bibtex": bibtex, "cff": cff}
}

const authors = "The breachsim authors"

// titleOf names a dataset by what makes it, or a sealed one by its digest.
func titleOf(m *state.Manifest) string {
	if m.Sealed != nil {
		return fmt.Sprintf("breachsim sealed dataset %s", m.SHA256[:12])
	}
	return fmt.Sprintf("breachsim dataset %s, seed %d%s", m.Scenario, m.Seed, scaleText(m))
}

func scaleText(m *state.Manifest) string {
	if s := m.Options["scale"]; s != "" {
		return ", scale " + s
	}
	return ""
}

// howMade says what a dataset is made again with.
func howMade(m *state.Manifest) string {
	return fmt.Sprintf("synthetic; breachsim %s, dataset version %d; SHA-256 of the manifest %s", m.ToolVersion,
		m.DatasetVersion, m.SHA256)
}

func plainCitation(m *state.Manifest) string {
	return fmt.Sprintf("%s. %s [data set]. %s.\n", authors, titleOf(m), capital(howMade(m)))
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// bibtex is an entry of BibTeX, with the braces that keep its case.
func bibtex(m *state.Manifest) string {
	key := "breachsim-" + m.SHA256[:12]
	return fmt.Sprintf(
		"@misc{%s,\n  author  = {{%s}},\n  title   = {{%s}},\n  version = {%d},\n  note    = {Data set; %s}\n}\n",
		key, authors, strings.ReplaceAll(titleOf(m), "_", `\_`), m.DatasetVersion, howMade(m),
	)
}

// cff is a file in the Citation File Format 1.2.0.
func cff(m *state.Manifest) string {
	return fmt.Sprintf(`cff-version: 1.2.0
message: If you use this dataset, please cite it as below.
type: dataset
title: %q
authors:
  - name: %s
version: "%d"
identifiers:
  - type: other
    value: sha256:%s
    description: SHA-256 of the manifest, which holds the digest of every file
abstract: %q
license:
  - Apache-2.0
  - etalab-2.0
`, titleOf(m), authors, m.DatasetVersion, m.SHA256, capital(howMade(m)))
}
