package population

// Names of communes are a stem, an ending and sometimes a second part. None of
// the stem-ending pairs is the name of a French commune, and no full form is
// either: all of them were held against the communes of 2022.
var communeStems = [...]string{
	"Ambre", "Argue", "Aubrou", "Baldou", "Bévri", "Bramou", "Brenzi", "Cambré", "Carvou", "Celvi",
	"Chabré", "Chauvré", "Corblé", "Coudri", "Darlé", "Dourvi", "Embrou", "Escalvi", "Favrou", "Flavré",
	"Fontri", "Galvé", "Gardou", "Gervou", "Grandvi", "Hauvré", "Hérimou", "Janvré", "Jolvi", "Lambrou",
	"Lesqué", "Lormi", "Louvré", "Malvou", "Marsou", "Mirvé", "Montri", "Mourvé", "Nervi", "Noirvé",
	"Orbré", "Ormou", "Peyvrou", "Pomvré", "Quervi", "Rambré", "Revou", "Roquou", "Sarvou", "Sauvré",
	"Tarvi", "Thévrou", "Tourvi", "Trémi", "Valcri", "Vauvré", "Verdou", "Vignou", "Villevi", "Yvrou",
}

var communeEndings = [...]string{
	"bois", "court", "dière", "fond", "fort", "gnac", "guel", "lande", "lieu", "lles",
	"loire", "mare", "mont", "nay", "nelle", "née", "nières", "pierre", "plat", "port",
	"rac", "ret", "rive", "roche", "serre", "sson", "val", "vent", "vert", "ville",
}

// communeForms follow the name; "" leaves it alone, a leading * puts a Saint
// before it.
var communeForms = [...]string{
	"", "", "", "", "*", "*", "-le-Vieux", "-les-Bois", "-la-Forêt", "-en-Plaine",
	"-sur-Lirance", "-sur-Ombrive", "-sur-Tavelle", "-sur-Bélane", "-sur-Cravette", "-sur-Nérance",
}

// originLabels follow the name of a place abroad.
var originLabels = [origins]string{
	"Europe du Sud", "Europe", "Maghreb", "Afrique", "Moyen-Orient", "Asie", "Amériques et Océanie",
}

// foreignStarts and foreignEnds make the names of places abroad, by group.
var foreignStarts = [origins][]string{
	{"Alver", "Bracal", "Cordel", "Estram", "Figuer", "Montar", "Penal", "Sarvel", "Tormal", "Vilar"},
	{"Arden", "Brask", "Drev", "Gornal", "Holm", "Kresn", "Lubn", "Ostr", "Svend", "Wolm"},
	{"Aïnber", "Benzar", "Chelgu", "Djemar", "Ghazer", "Khemar", "Mezdar", "Oudrar", "Sidmar", "Tazmer"},
	{"Bakou", "Dalaba", "Gando", "Kamba", "Loumba", "Mandja", "Ndiala", "Ouaka", "Samba", "Tonkou"},
	{"Akhis", "Balir", "Daral", "Erzin", "Hamer", "Kalar", "Mardak", "Nisib", "Sivrak", "Zakhal"},
	{"Anlong", "Bandar", "Champal", "Dongha", "Kamral", "Linsha", "Muralt", "Phanra", "Shenra", "Vinhla"},
	{"Aracal", "Belmor", "Corazal", "Gonave", "Jacar", "Lorica", "Mariag", "Paramir", "Quibal", "Tucar"},
}

var foreignEnds = [origins][]string{
	{"eda", "osa", "ino", "era", "anco"},
	{"ovo", "stad", "nice", "borg", "ava"},
	{"a", "oua", "ine", "iya", "at"},
	{"la", "ni", "ro", "ssé", "bougou"},
	{"an", "iye", "abad", "lar", "ut"},
	{"pur", "i", "chau", "gar", "buri"},
	{"ito", "ana", "as", "eiro", "ville"},
}
