package population

// townStems and townRivers make the names of towns: a stem and an invented
// river. No French commune bears such a pair.
var townStems = [...]string{
	"Aubrelle", "Bazoncourt", "Brévance", "Champlerit", "Courtelange", "Dampvaly", "Écharmes", "Estrevigne",
	"Fontalbe", "Fresnancy", "Grandvaube", "Haulmery", "Issandrolles", "Jouvancel", "Lamberville", "Lestrignac",
	"Maravaux", "Mérindolle", "Montalvert", "Montfrelin", "Neuvelance", "Ormelieu", "Pérignasse", "Plouvarec",
	"Pontaubrac", "Quermorin", "Rochemaurel", "Rosmérac", "Saint-Alvent", "Saint-Brévin-le-Haut", "Saint-Corvin",
	"Sainte-Aumance", "Sainte-Elvire", "Salvagnol", "Terrevive", "Tourmaline", "Vaucresson-le-Vieux", "Verlanges",
	"Villefranelle", "Villormes",
}

var townRivers = [...]string{
	"-sur-Lirande", "-sur-Ombrette", "-sur-Sauvelle", "-sur-Tarvonne", "-sur-Bélouze", "-sur-Cravelle",
	"-sur-Durvaize", "-sur-Elvance", "-sur-Florouse", "-sur-Gavonne", "-sur-Hérivance", "-sur-Jolvère",
	"-sur-Luzerette", "-sur-Marvande", "-sur-Nérolle", "-sur-Orvande", "-sur-Pruvelle", "-sur-Quenolle",
	"-sur-Rivande", "-sur-Sérouse", "-sur-Trévole", "-sur-Urvaise", "-sur-Valsonne-Basse", "-sur-Yvrande",
}
