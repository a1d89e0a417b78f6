// Package reserved knows the identifiers that cannot belong to anyone: numbers,
// names and addresses that are reserved, unused or kept for fiction.
//
// It is a leaf, written from the published rules of each range and not from the
// generator, which has lists of its own: the same slip cannot be in both.
package reserved
