// Package habit knows how honest users work: how each class of account spends
// its week, which hours and manners one account keeps, how much it does on a day,
// when its sessions begin, and whom it looks up.
//
//	opening.go        what the accounts of a class draw their hours from
//	own.go            what one account keeps to: opening hours, days off, nights on duty, manners
//	habits.go         how much it does on a day
//	start.go          over which sessions that is spread, and where these lie in its hours
//
// It stands between population (who there is) and the sessions of package course.
// All of it is a pure function of (seed, account, day). What a look-alike makes of
// an account's day comes in as a [Change]; the package knows no look-alike, and
// plans no session.
package habit
