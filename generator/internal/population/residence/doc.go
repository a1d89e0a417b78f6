// Package residence is who lives where, and of which age and sex: the first step
// of the chain from a person's index to everything else.
//
// It stands below births, households and couples. A department is a range of
// indices; in it a keyed order leads to the (age, sex) cell and the rank there,
// which together are a [Spot], and back. The sizes of departments and the ages of
// France are met exactly for any number of persons.
//
// It knows of a person nothing but that: places of birth, numbers and families are
// of the packages above it.
package residence
