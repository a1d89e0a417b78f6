// Package identifier holds the check that no identifier of a dataset can belong to
// anyone, A20. It goes through logs, records and truth; the ranges are those of
// package reserved. It will not say whether an identifier is plausible.
package identifier
