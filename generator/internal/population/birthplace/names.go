package birthplace

import "github.com/breachsim/breachsim/generator/internal/population/geo"

// appendBirthplace appends the invented name of the place that stands behind a
// code of a column of birth.
func appendBirthplace(dst []byte, col uint8, code uint16) []byte {
	if col < ColAbroad {
		return geo.AppendCommune(dst, col, uint32(geo.CommunePairs)-1-uint32(code%100))
	}
	g := int(col) - ColAbroad
	starts, ends := foreignStarts[g], foreignEnds[g]
	j := int(code - countryBlocks[g][0])
	dst = append(dst, starts[j%len(starts)]...)
	dst = append(dst, ends[(j/len(starts)+j)%len(ends)]...)
	dst = append(dst, " ("...)
	dst = append(dst, originLabels[g]...)
	return append(dst, ')')
}

// originLabels follow the name of a place abroad.
var originLabels = [Origins]string{
	"Europe du Sud", "Europe", "Maghreb", "Afrique", "Moyen-Orient", "Asie", "Amériques et Océanie",
}

// foreignStarts and foreignEnds make the names of places abroad, by group.
var foreignStarts = [Origins][]string{
	{"Alver", "Bracal", "Cordel", "Estram", "Figuer", "Montar", "Penal", "Sarvel", "Tormal", "Vilar"},
	{"Arden", "Brask", "Drev", "Gornal", "Holm", "Kresn", "Lubn", "Ostr", "Svend", "Wolm"},
	{"Aïnber", "Benzar", "Chelgu", "Djemar", "Ghazer", "Khemar", "Mezdar", "Oudrar", "Sidmar", "Tazmer"},
	{"Bakou", "Dalaba", "Gando", "Kamba", "Loumba", "Mandja", "Ndiala", "Ouaka", "Samba", "Tonkou"},
	{"Akhis", "Balir", "Daral", "Erzin", "Hamer", "Kalar", "Mardak", "Nisib", "Sivrak", "Zakhal"},
	{"Anlong", "Bandar", "Champal", "Dongha", "Kamral", "Linsha", "Muralt", "Phanra", "Shenra", "Vinhla"},
	{"Aracal", "Belmor", "Corazal", "Gonave", "Jacar", "Lorica", "Mariag", "Paramir", "Quibal", "Tucar"},
}

var foreignEnds = [Origins][]string{
	{"eda", "osa", "ino", "era", "anco"},
	{"ovo", "stad", "nice", "borg", "ava"},
	{"a", "oua", "ine", "iya", "at"},
	{"la", "ni", "ro", "ssé", "bougou"},
	{"an", "iye", "abad", "lar", "ut"},
	{"pur", "i", "chau", "gar", "buri"},
	{"ito", "ana", "as", "eiro", "ville"},
}
