// Package conform holds a dataset against its scenario: whether what the scenario
// declares is what the logs, read as an outsider reads them, show, and whether
// the truth of the period counts what the log has.
//
//	scenario.yaml ─► Scenario ─┐
//	audit log, labels ─► See ──┼─► Findings
//	records, truth ────────────┘
//
// It stands at the end of the flow, and audit shows its findings to the user. It
// knows the scenario language, the reader of logs and the files of the truth, and
// nothing of the generator: the same slip cannot be in both. It judges counts,
// rates, windows and times. It will not say whether an attack betrays itself by
// something that nobody declared: that is the business of package audit.
package conform
