// Package provenance holds the verbs about where a dataset comes from: they lock its
// truth up and open it again, make it a second time from its manifest, and say how it is
// cited.
package provenance
