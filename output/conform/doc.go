// Package conform holds a dataset against its scenario file: whether what the
// scenario declares is what the logs, read as an outsider reads them, show.
//
// It knows the scenario language, the reader of logs and the files of the
// truth, and nothing of the generator: the same slip cannot be in both. It
// judges counts, rates, windows and times; whether an attack betrays itself
// by something nobody declared is the business of package audit.
package conform
