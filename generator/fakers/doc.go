// Package fakers teaches gofakeit French health-insurance values that belong
// to nobody: social-security numbers with a right key and a birthplace code
// that was never attributed, practitioner and site numbers from ranges that
// are not given out, names as frequent as in the births of each decade, and
// whole insured persons in whom all of these agree.
//
// It stands beside the flow: nothing of a dataset comes from here, and a
// dataset's bytes never depend on gofakeit. Every value uses the caller's
// Faker for its draws, so a seeded Faker gives the same values every time.
// Make a seeded one with gofakeit.New(seed) or
//
//	f := gofakeit.NewFaker(rand.NewPCG(1, 2), false)
//
// and not with Faker.Seed, which in gofakeit v7.18.1 reseeds the global Faker
// instead.
//
// [Register] adds these providers, for templates, struct tags and
// gofakeit.GetFuncLookup:
//
//	fr_nir             15 characters: number and key
//	fr_rpps            11 digits: practitioner
//	fr_finess          9 digits: site
//	fr_first_name      parameters sex (M, F) and year of birth, both optional
//	fr_last_name       parameter year of birth, optional
//	fr_insured_person  an [InsuredPerson]
//
// The functions of the same purpose can be called directly, which is much
// faster than a template.
package fakers
