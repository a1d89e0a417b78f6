// Package trail counts what an account does in one local day, or one session in
// it, line by line and in memory that does not grow but with the persons asked
// for: a trail is what a row of the feature tables is made of.
//
//	Line ─► Trail: kinds and results, persons, gaps, hours, clients and places
//
// It takes lines as package features prepares them and knows neither the log nor
// what the account did on earlier days.
package trail
