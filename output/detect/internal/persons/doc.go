// Package persons holds the rules on who it is that an account looks up:
//
//	R6   a day of persons of whom most are new to the account and many live elsewhere
//	R13  a day with more persons from elsewhere than the account's own first week had
//
// Elsewhere is a département other than that of the account's site, which
// records/accounts names; a person's is patient_dept of the line. Persons are told
// apart by their key in the log, which a log that omits numbers has not.
package persons
