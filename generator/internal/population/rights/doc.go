// Package rights says what an insured person is entitled to, with which fund, and from
// when to when.
//
// It stands on kin. Rates by age, sex and department are published or calibrated on
// what is; what a holder has, the children share. Who has state medical aid is asked
// for temporary numbers too.
//
// It will not say which doctor a person has declared, only whether: the doctors are
// accounts.
package rights
