package couple

import (
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// Rates of couples, in thousandths where not said otherwise.
const (
	CoupleAge     = 18 // completed years from which one may have a partner
	SameSexFrom   = 20
	SameSexTo     = 76
	sameSexBand   = 8 // Ages among which such partners are found
	loneMothers   = 130
	endogamyWomen = 720 // of the women's share of couples, in thousandths
	endogamyMen   = 560 // of the men
)

// inCouple is the share of women who live with a partner, in thousandths, by
// five years of age from 15-19. A calibration on the census (Insee, 2019: six
// adults in ten; two women in ten from 80).
var inCouple = [...]uint32{30, 250, 600, 780, 810, 800, 790, 780, 770, 755, 730, 680, 580, 400, 215, 80, 20, 20, 20}

// sameSex is the share of men and women who live with one of their own sex, in
// thousandths: about 1 % of couples, more of men (Insee, 2018).
var sameSex = [2]uint32{9, 7}

// gapSteps is the law of the gap of ages, man less woman, in 64ths: from -7 to
// 15, mean 2.3 years (Insee, 2012: 2.5).
var gapSteps = [64]int8{
	-7, -5, -4, -3, -3, -2, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2,
	2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 10, 11, 13, 15,
}

// coupleRates is the share of men and of women who live as a couple with one of
// the other sex, in thousandths by age: that of women as published, that of men
// as it follows in the country from the women's and the gaps of ages.
var coupleRates = sync.OnceValue(func() *[2][residence.Ages]uint64 {
	var rates [2][residence.Ages]uint64
	var men [residence.Ages]uint64 // of couples, 64000ths of a person
	national := facts.Ages()
	for age := CoupleAge; age < residence.Ages; age++ {
		rates[1][age] = uint64(inCouple[age/5-3])
		for _, gap := range gapSteps {
			if b := age + int(gap); b >= CoupleAge && b < residence.Ages {
				men[b] += uint64(national[min(age, facts.LastAge-1)].Women) * rates[1][age]
			}
		}
	}
	for age := CoupleAge; age < residence.Ages; age++ {
		rates[0][age] = min(men[age]/64/uint64(national[min(age, facts.LastAge-1)].Men), 900)
	}
	return &rates
})
