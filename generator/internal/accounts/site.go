package accounts

import (
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// A site is a place of work with one connection to the internet. Sites are
// numbered so that a site's number follows from its accounts' indices and
// never from their number. Each block of eight accounts has sixteen numbers:
//
//	16·(k/8) + 0 … 7   own site of account k
//	16·(k/8) + 8       health house of the block
//	16·(k/8) + 9       pharmacy of the block, shared by its owners
//	16·(K/8) + 10 … 13 hospitals of a large block of 1,024 accounts, K its first
//	16·(K/8) + 14, 15  laboratory groups of that large block
const (
	blockShift   = 3
	siteShift    = 4
	largeShift   = 10
	houseSlot    = 8
	chemistSlot  = 9
	hospitalSlot = 10
	labSlot      = 14
)

// Shares of accounts that work at a shared site, in millionths. 61 % of
// general practitioners are in a group practice (DREES panel, 2019); 1.2
// owners a pharmacy (Ordre national des pharmaciens, 2023). The others are
// assumptions.
var siteShared = [scenarios.NumProfiles]int64{
	scenarios.GP: 600_000, scenarios.Pharmacy: 120_000, scenarios.Nurse: 350_000, scenarios.Other: 450_000,
	scenarios.HospitalDesk: 1_000_000, scenarios.Lab: 700_000, scenarios.Vaccination: 300_000,
}

// siteOf draws the site of an account.
func siteOf(key random.Key, k uint32, p scenarios.Profile) uint32 {
	r := key.Stream(stSite).At(uint64(k)).Rand()
	block := k >> blockShift << siteShift
	large := k >> largeShift << largeShift >> blockShift << siteShift
	if !r.Chance(siteShared[p]) {
		return block + k&(1<<blockShift-1)
	}
	switch p {
	case scenarios.Pharmacy:
		return block + chemistSlot
	case scenarios.HospitalDesk, scenarios.Vaccination:
		return large + hospitalSlot + uint32(r.Below(4))
	case scenarios.Lab:
		return large + labSlot + uint32(r.Below(2))
	}
	return block + houseSlot
}

// FirstOf is the first account that may work at a site.
func FirstOf(site uint32) uint32 { return site >> siteShift << blockShift }

// isHospital reports whether the site is a hospital.
func isHospital(site uint32) bool {
	s := site & (1<<siteShift - 1)
	return s >= hospitalSlot && s < labSlot
}

// isSolo reports whether the site has one account.
func isSolo(site uint32) bool { return site&(1<<siteShift-1) < houseSlot }

// siteWords are the words before the name of a site, by the profile of the
// account that shows it.
var siteWords = [scenarios.NumProfiles][]string{
	scenarios.GP:           {"Cabinet médical ", "Cabinet de groupe ", "Cabinet de médecine générale "},
	scenarios.Pharmacy:     {"Pharmacie ", "Grande pharmacie ", "Pharmacie ", "Pharmacie "},
	scenarios.Nurse:        {"Cabinet infirmier ", "Infirmières "},
	scenarios.Other:        {"Cabinet ", "Espace santé ", "Cabinet "},
	scenarios.HospitalDesk: {"Centre hospitalier ", "Hôpital ", "Clinique "},
	scenarios.Lab:          {"Laboratoire ", "Laboratoire de biologie médicale "},
	scenarios.Vaccination:  {"Centre de vaccination "},
}

// siteNames complete them.
var siteNames = [...]string{
	"du Marché", "de la Gare", "des Tilleuls", "du Parc", "de la Fontaine", "du Centre", "des Remparts", "de la Mairie",
	"du Vieux Pont", "des Lilas", "de l'Église", "du Moulin", "des Écoles", "de la Plaine", "du Château",
	"des Quatre Vents", "de la Poste", "du Port", "des Acacias", "de la Halle", "du Beffroi", "des Vergers",
	"de la République", "du Lavoir", "des Peupliers", "de la Croix Blanche", "du Stade", "des Jardins", "de la Rivière",
	"du Soleil", "des Marronniers", "de l'Avenue",
}

// siteName composes the name of a site.
func siteName(key random.Key, site uint32, p scenarios.Profile) string {
	r := key.Stream(stSiteName).At(uint64(site)).Rand()
	words := siteWords[p]
	word := words[r.Below(uint64(len(words)))]
	switch site & (1<<siteShift - 1) {
	case houseSlot:
		word = "Maison de santé "
	case labSlot, labSlot + 1:
		word = "Laboratoires "
	}
	if isHospital(site) {
		word = siteWords[scenarios.HospitalDesk][r.Below(2)]
	}
	return word + siteNames[r.Below(uint64(len(siteNames)))]
}
