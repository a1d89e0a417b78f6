// Package features turns the logs of a dataset into the two tables that data
// scientists ask for first: what each account did in each local day, and each
// session in it.
//
//	logs/audit ─► read ─► lines ─► trails of today ─┐
//	                        ▲                       ├─► end of the local day ─► table ─► CSV, Parquet
//	records/accounts,       └── past of the account ┘
//	history, logs/access
//
// It sees what a detector in the field sees: the audit log in its order, the
// access log where there is one, where each account has its site, and the history
// where the dataset has one. The ground truth is opened only for the label
// columns, and only where those are asked for.
//
// It is one pass. What a line is compared with lies before it; what a day is
// compared with lies before that day, or in that day at other accounts. The same
// dataset gives the same bytes. Memory grows with accounts, by some kilobytes
// each, and with what is done in one local day, not with the length of the log.
package features
