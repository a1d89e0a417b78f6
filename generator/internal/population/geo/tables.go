package geo

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
