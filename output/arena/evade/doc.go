// Package evade searches for the campaign that gets most persons past a detector.
//
//	Space: ranges ─► candidates ─► settings that load ─┐
//	                    ▲                              ▼
//	Run:     best so far, and chance ◄─ persons ─ evaluate(candidate, part of a world)
//
// It stands above the loop, of which it knows a function: how many persons a candidate
// takes in a world, or in a part of one. [Campaign] makes the space of a scenario's
// campaign: pace, accounts, rotation, hours, cover.
//
// # The search
//
// A world is dear and most campaigns are poor, so most are tried in a ninth of a world,
// the best third of them in a third, and the best of these in a whole one: successive
// halving (Jamieson and Talwalkar, AISTATS 2016). Plain halving draws all candidates
// blindly, and finds the edge that a detector's threshold cuts into a range by luck alone.
// So only the first bracket is drawn, spread evenly over all ranges at once (a Latin
// hypercube: McKay, Beckman and Conover, Technometrics 1979), and the candidates of the
// later ones are bred from the best so far by near and far steps and by crossing, as in
// DEHB (Awad, Mallik and Hutter, IJCAI 2021); one in nine comes from anywhere. The first
// three of these brackets keep to a third of the first range each, as the cells of
// MAP-Elites do (Mouret and Clune 2015): otherwise those who are quick and caught drive
// out those who are quiet and not yet many.
//
// That a ninth of a world tells the good from the poor is taken on trust. Where it does
// not, Whole searches in whole worlds only.
//
// Only whole worlds count for the result, and all worlds count for the budget, in parts.
// Every draw is keyed: the same key and the same answers give the same search. The
// package makes no world and reads no clock.
package evade
