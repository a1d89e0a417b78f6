package names

import (
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// regionalNames are surnames that belong to one part of the country: those of
// the published list that begin with start, and the names written here. Who was
// born elsewhere keeps such a name for elsewhere in hundredths; what they lose
// goes to those born there, so that the country as a whole keeps the published
// frequencies.
type regionalNames struct {
	departments string
	start       string
	names       string
	elsewhere   uint64
}

var regions = [...]regionalNames{
	{"22 29 35 56", "LE ",
		"GUILLOU TANGUY RIOU GUEGUEN QUERE GUEGAN CARIOU JEGOU BELLEC NEDELEC MADEC CLOAREC CADIOU RANNOU " +
			"QUEMENER ROBIC LAGADEC PIRIOU SALIOU CARADEC GOURIOU TROADEC BOZEC KERVELLA MARREC PENNEC ALLANIC " +
			"QUEMENEUR COIC KERMARREC QUEFFELEC COZIC MIOSSEC KERBRAT HAMON MORVAN CORRE ROLLAND PRIGENT ABGRALL " +
			"CREACH LOZACH", 45},
	{"57 67 68", "SCH",
		"MULLER MEYER KLEIN WEBER WAGNER FISCHER HOFFMANN ZIMMERMANN BAUER KELLER KIEFFER LEHMANN BAUMANN KAUFFMANN " +
			"HARTMANN HERRMANN WOLFF WALTER ROTH KUNTZ MUNSCH HEITZ STEINMETZ HIRSCH BECKER RITTER FUCHS JUNG LANG", 50},
	{"2A 2B", "",
		"ALBERTINI LUCIANI PAOLI MARIANI AGOSTINI BARTOLI SANTONI COLOMBANI ANDREANI GRAZIANI GIUDICELLI " +
			"PERETTI SUSINI MONDOLONI PIERI SANTUCCI CASANOVA MATTEI LECA FRANCESCHI POLI", 60},
	{"64", "ETCHE", "ELISSALDE IRIGOYEN LARRE LABORDE LAFITTE LARRIEU CASTAGNET HARISMENDY DUHALDE CAZENAVE", 55},
	{"974", "",
		"PAYET GRONDIN HOARAU HOAREAU MAILLOT LEBON DIJOUX TECHER LAURET CLAIN SAUTRON ETHEVE NATIVEL DALLEAU " +
			"DAMOUR BEGUE", 25},
	{"59 62", "VAN",
		"LECLERCQ CARPENTIER CARLIER VASSEUR LEFEBVRE DELATTRE DELANNOY DUCROCQ DELHAYE DELCROIX DELMOTTE DELPORTE " +
			"DECLERCQ DELPLANQUE DELRUE BAERT DELOBEL DELBECQ BOGAERT DELASSUS DUBREUCQ DELVAL CARON LELEU PRUVOST " +
			"DUPONCHEL", 55},
	{"09 11 12 30 31 34 46 48 66 81 82", "",
		"FABRE VIDAL MARTY ROQUES ROUQUETTE CROS PUECH GALTIER CALVET DELMAS CABROL CAZALS BOUSQUET " +
			"ALRIC MALET SABATIER RAYNAL SERRES BARTHES DELPECH MERIC ESCANDE COSTES MAURY", 60},
}

// regionTable says which listed surnames are regional, and where.
type regionTable struct {
	of      []uint8 // region of each listed surname plus one; 0 none
	members [len(regions)]random.Alias
	names   [len(regions)][]uint16
	home    [birthplace.Columns]uint8 // region of a column plus one
	more    [len(regions)]uint64      // chance of a name of the region for who was born there, in millionths
}

func newRegions(words *lexicon) regionTable {
	t := regionTable{of: make([]uint8, len(facts.Surnames()))}
	var total, national uint64
	var births, living [len(regions)]uint64
	var weights [len(regions)][]uint64
	for j, n := range facts.Surnames() {
		all := uint64(0)
		for _, b := range n.Births {
			all += uint64(b)
		}
		total += all
		if g := regionOf(n.Name); g >= 0 {
			t.of[j] = uint8(g + 1)
			t.names[g] = append(t.names[g], words.number(n.Name))
			weights[g] = append(weights[g], all)
			births[g] += all
		}
	}
	for d, dep := range facts.Departments() {
		national += uint64(dep.Population)
		for g := range regions {
			if slices.Contains(strings.Fields(regions[g].departments), dep.Code) {
				t.home[d] = uint8(g + 1)
				living[g] += uint64(dep.Population)
			}
		}
	}
	t.home[birthplace.ColCorsica] = t.home[birthplace.ColCorseDuSud]
	for g := range regions {
		// What the others lose, over those who were born here.
		lost := births[g] * (100 - regions[g].elsewhere) / 100 * (national - living[g]) / national
		t.more[g] = lost * random.Million / total * listedMean / 1000 * national / living[g]
		t.members[g] = random.NewAlias(weights[g])
	}
	return t
}

// listedMean is the mean of listed, in thousandths.
const listedMean = 414

// regionOf returns the region of a surname, -1 for none.
func regionOf(name string) int {
	for g := range regions {
		r := &regions[g]
		if r.start != "" && strings.HasPrefix(name, r.start) || slices.Contains(strings.Fields(r.names), name) {
			return g
		}
	}
	return -1
}
