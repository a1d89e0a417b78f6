// Package habit knows how honest users work: how each class of account spends
// its week, how much one account does on a day, when its sessions begin, and whom
// it looks up.
//
// It stands between population (who there is) and the sessions of package course.
// All of it is a pure function of (seed, account, day). What a look-alike makes of
// an account's day comes in as a [Change]; the package knows no look-alike, and
// plans no session.
package habit
