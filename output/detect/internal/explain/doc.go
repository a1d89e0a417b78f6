// Package explain holds R11: an account that asks for more people than it can explain.
// A look-up is explained where somebody else's note says why this account may ask for
// this person:
//
//	visit      the account asked for the person before, as patients come again and
//	           prescriptions are dispensed month by month
//	household  it asked before for one who is found under the same number
//	colleague  an account of the same site asked for the person or the household before
//	doctor     the doctor whom the person has declared has the account, or is at its site
//
// Everybody has look-ups without an explanation: new patients. What tells is how many,
// against the account's own first days and those of its profession. It follows Fabbri
// and LeFevre, Explanation-based auditing, VLDB 5 (2011): of the accesses to a
// hospital's records, more than nine in ten are explained by other tables.
//
// Households and doctors are those of records/insured_persons; for whom it leaves out
// the log alone explains. So it should hold all whom the log names (--persons
// referenced, the default): with those of one campaign alone, these would be explained
// better than others.
package explain
