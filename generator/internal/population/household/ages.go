package household

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

const depts = facts.DepartmentCount

const (
	// MotherFirst is how many calendar years the youngest mothers are older than their child,
	// so at least 15 years in full.
	MotherFirst = 16
	// MotherSpan is the number of such differences: mothers are 16 to 51 calendar years older.
	MotherSpan = 36
	// motherAges counts the ages of women who may have a child under 16.
	motherAges = residence.HolderAge - 1 + MotherSpan
	// OldestMother and above are women without a child under 16.
	OldestMother = MotherFirst + motherAges
)

// fertility weighs the mother's age at a birth, from MotherFirst up: mean 30.9
// calendar years, which is 30.5 in completed years, deviation 5.3. A
// calibration on the mean age at birth in France in 2010-2021.
var fertility = [MotherSpan]uint64{
	21, 34, 54, 84, 125, 180, 251, 336, 435, 544, 658, 767, 863, 939, 986, 1000,
	979, 926, 845, 745, 635, 522, 414, 318, 235, 168, 116, 78, 50, 31, 18, 11, 6, 3, 2, 1,
}
