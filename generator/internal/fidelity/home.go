package fidelity

import (
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/record"
)

// home is what the lines of couples and families are made from.
type home struct {
	couple, oneSex ratio // of adults; of those in a couple
	gap            ratio // years that the man is older
	sizes          [4]int64
	children       ratio          // a family
	mothersAge     ratio          // at birth, calendar years
	alone          ratio          // mothers
	shared         ratio          // children found under both parents' numbers
	twins          ratio          // of deliveries
	close          ratio          // of siblings born one after the other
	gaps           [12 * 18]int64 // months between such siblings
}

// adult is the age from which couples are counted.
const adult = 18

// add counts a person and the household found under the number.
func (h *home) add(p *population.Persons, i uint32, house []uint32) {
	age, sex := p.Age(i), p.Sex(i)
	if age < adult {
		return
	}
	j, with := p.Partner(i)
	h.couple.add(with)
	if with {
		h.oneSex.add(p.Sex(j) == sex)
		if p.Sex(j) != sex && sex == 2 {
			h.gap.part += int64(p.Age(j) - age)
			h.gap.whole++
		}
	}
	if len(house) > 1 && sex == 2 { // a father finds the children of his partner
		h.alone.add(!with)
		h.addFamily(p, house)
	}
}

func (h *home) addFamily(p *population.Persons, house []uint32) {
	children := house[1:]
	h.sizes[min(len(children), len(h.sizes))-1]++
	h.children.part += int64(len(children))
	h.children.whole++
	for j, c := range children {
		h.mothersAge.part += int64(p.Age(house[0]) - p.Age(c))
		h.mothersAge.whole++
		_, both := p.SecondHolder(c)
		h.shared.add(both)
		if j == 0 {
			h.twins.add(false)
			continue
		}
		before, born := p.BirthDate(children[j-1]), p.BirthDate(c)
		if before == born && p.Twin(c) {
			h.twins.part++ // of the delivery counted with the first-born
			continue
		}
		h.twins.add(false)
		months := monthsBetween(before, born)
		h.close.add(months < 9)
		h.gaps[min(max(months, 0), len(h.gaps)-1)]++
	}
}

// medianGap returns the median gap of siblings in thousandths of a year.
func (h *home) medianGap() int64 {
	run := int64(0)
	for months, n := range h.gaps {
		if run += n; 2*run > h.close.whole {
			return (int64(months)*1000 + 500) / 12
		}
	}
	return 0
}

// monthsBetween returns the completed months from one date to a later one.
func monthsBetween(from, to record.Date) int {
	months := (int(to.Year)-int(from.Year))*12 + int(to.Month) - int(from.Month)
	if to.Day < from.Day {
		months--
	}
	return months
}

// lines compares couples and families.
func (h *home) lines() []Line {
	size := func(n int) ratio { return ratio{h.sizes[n-1], h.children.whole} }
	const couples, families, source = "couples", "families, children under 16",
		"assumed, after the census (Insee, 2019)"
	return []Line{
		asked{couples, "adults who live as a couple", 600_000, 30_000, source}.share(h.couple),
		asked{couples, "of them, with one of their own sex", 9_500, 3_000, "Insee, 2018: 1 % of couples"}.
			share(h.oneSex),
		asked{couples, "years that the man is older", 2_400, 500, "Insee, 2012: 2.5 years"}.mean(h.gap),
		asked{families, "children a family", 1_800, 60, source}.mean(h.children),
		asked{families, "one child", 390_000, 40_000, source}.share(size(1)),
		asked{families, "two children", 460_000, 40_000, source}.share(size(2)),
		asked{families, "three children", 120_000, 30_000, source}.share(size(3)),
		asked{families, "four and more", 30_000, 15_000, source}.share(size(4)),
		asked{families, "mothers without a partner", 190_000, 40_000, source}.share(h.alone),
		asked{families, "mother's age at the birth, calendar years", 30_900, 400,
			"Insee, 2010-2021: 30.5 completed years"}.mean(h.mothersAge),
		asked{families, "children found under both parents' numbers", 500_000, 60_000,
			"assumed: 65 % of those whose mother lives with a man"}.share(h.shared),
		asked{families, "deliveries of twins", 16_000, 2_500, "Insee, 2015-2021: 1.5 to 1.7 %"}.share(h.twins),
		{
			Group: families, Figure: "median gap of two siblings, years", Unit: Thousandth, Published: 3_000,
			Got: h.medianGap(), Bound: 800, Counted: h.close.whole, Source: "assumed: about three years",
		},
		asked{families, "siblings less than nine months apart, no twins", 0, 5_000,
			"impossible; what rounding leaves"}.share(h.close),
	}
}
