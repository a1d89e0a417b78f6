package records

import "github.com/breachsim/breachsim/output/encode/schema"

// publicDirectory is the form in which the public directory of practitioners
// is given out: 56 columns with bars between them and no quotes. What the
// records do not know is empty; specialties are, because the directory has
// other codes for them than the sickness insurance. Desks and laboratories
// have no number and no line.
func publicDirectory() Lines[practitioner] {
	l := separated(directoryColumns, "|", true, func(*Column[practitioner]) func([]byte, int) []byte { return noBars })
	l.only = func(p *practitioner) bool { return p.RPPS != "" }
	return l
}

// noBars puts a space in place of what the form cannot hold.
func noBars(dst []byte, from int) []byte {
	for i := from; i < len(dst); i++ {
		if dst[i] == '|' || dst[i] < ' ' {
			dst[i] = ' '
		}
	}
	return dst
}

func unknown(b []byte, _ *practitioner) []byte { return b }

func constant(text string) func([]byte, *practitioner) []byte {
	return func(b []byte, _ *practitioner) []byte { return append(b, text...) }
}

func bySex(man, woman string) func([]byte, *practitioner) []byte {
	return func(b []byte, p *practitioner) []byte {
		switch p.Sex {
		case 'M':
			return append(b, man...)
		case 'F':
			return append(b, woman...)
		}
		return b
	}
}

var directoryColumns = []Column[practitioner]{
	{Field: schema.Field{Name: "Type d'identifiant PP"}, Append: constant("8")},
	{
		Field:  schema.Field{Name: "Identifiant PP"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.RPPS...) },
	},
	{
		Field:  schema.Field{Name: "Identification nationale PP"},
		Append: func(b []byte, p *practitioner) []byte { return append(append(b, '8'), p.RPPS...) },
	},
	{Field: schema.Field{Name: "Code civilité d'exercice"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé civilité d'exercice"}, Append: unknown},
	{Field: schema.Field{Name: "Code civilité"}, Append: bySex("M", "MME")},
	{Field: schema.Field{Name: "Libellé civilité"}, Append: bySex("Monsieur", "Madame")},
	{
		Field:  schema.Field{Name: "Nom d'exercice"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.LastName...) },
	},
	{
		Field:  schema.Field{Name: "Prénom d'exercice"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.FirstName...) },
	},
	{
		Field:  schema.Field{Name: "Code profession"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.Profession...) },
	},
	{
		Field:  schema.Field{Name: "Libellé profession"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.ProfessionName...) },
	},
	{Field: schema.Field{Name: "Code catégorie professionnelle"}, Append: constant("C")},
	{Field: schema.Field{Name: "Libellé catégorie professionnelle"}, Append: constant("Civil")},
	{Field: schema.Field{Name: "Code type savoir-faire"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé type savoir-faire"}, Append: unknown},
	{Field: schema.Field{Name: "Code savoir-faire"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé savoir-faire"}, Append: unknown},
	{Field: schema.Field{Name: "Code mode exercice"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé mode exercice"}, Append: unknown},
	{Field: schema.Field{Name: "Numéro SIRET site"}, Append: unknown},
	{Field: schema.Field{Name: "Numéro SIREN site"}, Append: unknown},
	{
		Field:  schema.Field{Name: "Numéro FINESS site"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.Site...) },
	},
	{Field: schema.Field{Name: "Numéro FINESS établissement juridique"}, Append: unknown},
	{
		Field:  schema.Field{Name: "Identifiant technique de la structure"},
		Append: func(b []byte, p *practitioner) []byte { return append(append(b, 'F'), p.Site...) },
	},
	{
		Field:  schema.Field{Name: "Raison sociale site"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.SiteName...) },
	},
	{Field: schema.Field{Name: "Enseigne commerciale site"}, Append: unknown},
	{Field: schema.Field{Name: "Complément destinataire (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Complément point géographique (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Numéro Voie (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Indice répétition voie (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Code type de voie (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé type de voie (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé Voie (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Mention distribution (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Bureau cedex (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Code postal (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Code commune (coord. structure)"}, Append: unknown},
	{
		Field:  schema.Field{Name: "Libellé commune (coord. structure)"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.Commune...) },
	},
	{Field: schema.Field{Name: "Code pays (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé pays (coord. structure)"}, Append: unknown},
	{
		Field:  schema.Field{Name: "Téléphone (coord. structure)"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.Phone...) },
	},
	{Field: schema.Field{Name: "Téléphone 2 (coord. structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Télécopie (coord. structure)"}, Append: unknown},
	{
		Field:  schema.Field{Name: "Adresse e-mail (coord. structure)"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.Email...) },
	},
	{
		Field:  schema.Field{Name: "Code Département (structure)"},
		Append: func(b []byte, p *practitioner) []byte { return append(b, p.Dept...) },
	},
	{Field: schema.Field{Name: "Libellé Département (structure)"}, Append: unknown},
	{Field: schema.Field{Name: "Ancien identifiant de la structure"}, Append: unknown},
	{Field: schema.Field{Name: "Autorité d'enregistrement"}, Append: unknown},
	{Field: schema.Field{Name: "Code secteur d'activité"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé secteur d'activité"}, Append: unknown},
	{Field: schema.Field{Name: "Code section tableau pharmaciens"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé section tableau pharmaciens"}, Append: unknown},
	{Field: schema.Field{Name: "Code rôle"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé rôle"}, Append: unknown},
	{Field: schema.Field{Name: "Code genre activité"}, Append: unknown},
	{Field: schema.Field{Name: "Libellé genre activité"}, Append: unknown},
}
