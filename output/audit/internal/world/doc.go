// Package world is a dataset as the checks of an audit see it: what stands beside
// the logs, and the logs themselves, a local day at a time.
//
//	Open ─► World: scenario, accounts, truth of the period
//	        └► Pass ─► Day: rows and hits with their labels, groups by account
//
// It stands between the files, which package read opens, and the checks. Texts are
// numbers here, so that millions of rows can be counted quickly; one day is read
// while another one is judged. It judges nothing.
package world
