package names

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// surnames are the published surnames made ready to draw from, and the others.
type surnames struct {
	of        [facts.SurnameDecades]random.Alias // over the published ones
	published []uint16
	tails     tailNames
	regions   regionTable
	years     years
}

func newSurnames(words *lexicon) (t surnames) {
	list := facts.Surnames()
	weights := make([]uint64, len(list))
	for j := range list {
		t.published = append(t.published, words.number(list[j].Name))
	}
	for d := range t.of {
		for j := range list {
			weights[j] = uint64(list[j].Births[d])
		}
		t.of[d] = random.NewAlias(weights)
	}
	t.tails, t.regions, t.years = newTailNames(words), newRegions(words), newYears(1891, facts.SurnameDecades)
	return t
}

// listed is the share, in thousandths, of a decade's births that have one of
// the 5,000 listed surnames: births in the list over births of 1891-1900 to
// 1991-2000, computed from Insee's two name files (the first from the second).
var listed = [facts.SurnameDecades]uint64{446, 446, 443, 434, 428, 432, 422, 411, 406, 389, 377}

// name draws a surname of those born in France in a year and a column.
//
// Nobody could foretell whether it is a published name: so both are drawn, by the same
// draws, and one is taken, which is quicker than to wait for the answer first.
func (t *surnames) name(year int, col uint8, r random.Rand) Name {
	here := t.regions.home[col]
	if here != 0 && r.Below(random.Million) < t.regions.more[here-1] {
		g := here - 1
		return Name(t.regions.names[g][t.regions.members[g].Pick(r.Uint64())])
	}
	d := t.years.decade(year, &r)
	published := r.Below(1000) < listed[d]
	later := r
	u, v := later.Uint64(), later.Uint64()
	made, j := t.tails.name(t.tails.rank(u, v)), t.of[d].Pick(u)
	of := t.regions.of[j]
	if of == here || !published {
		of = 0
	}
	if of != 0 {
		return t.listedOf(d, here, &r)
	}
	if published {
		made = Name(t.published[j])
	}
	return made
}

// listedOf draws a published surname of a decade for those born in a region, or in none,
// some of which are at home elsewhere.
func (t *surnames) listedOf(decade, here uint8, r *random.Rand) Name {
	for try := 0; ; try++ {
		j := t.of[decade].Pick(r.Uint64())
		of := t.regions.of[j]
		if of == 0 || of == here || try == 4 || r.Below(100) < regions[of-1].elsewhere {
			return Name(t.published[j])
		}
	}
}
