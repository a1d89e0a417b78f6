// Package birth gives each birth its number: from a person's place in the tables to
// month, code of the place and order number, and from a number back to the person.
//
// It stands on residence, places of birth and families, and below all that shows
// persons. Everybody of one sex, two-digit year, month and column of birth shares a
// cohort of slots in a keyed order; those of the later century take them from the
// front, those of the earlier one from the back, and twins from stripes of one slot of
// each code:
//
//	spot ─► column ─► rank in the group ─► month, rank in it ─► slot ─► number
//
// It will not say who has a temporary number instead: that is package population.
package birth
