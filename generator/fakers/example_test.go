package fakers_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/brianvoe/gofakeit/v7"

	"github.com/breachsim/breachsim/generator/fakers"
)

func Example() {
	if err := fakers.Register(); err != nil {
		fmt.Println(err)
		return
	}
	f := gofakeit.NewFaker(rand.NewPCG(2022, 3), false)
	line, err := f.Generate("{fr_first_name:F,1985} {fr_last_name:1985}, RPPS {fr_rpps}, site {fr_finess}")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(line)

	type patient struct {
		NIR  string `fake:"{fr_nir}"`
		Name string `fake:"{fr_last_name:1950}"`
	}
	var p patient
	if err := f.Struct(&p); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.NIR, p.Name)
	// Output:
	// AURÉLIE MARTIAL, RPPS 99775606082, site 990193849
	// 179017698507220 GARRIC
}

func ExamplePerson() {
	f := gofakeit.NewFaker(rand.NewPCG(2022, 3), false)
	p := fakers.Person(f)
	fmt.Println(p.Sex, p.BirthDate, p.NIR[:5])
	// Output:
	// M 1937-12-27 13712
}
