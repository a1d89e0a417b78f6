// Package cohort holds R8: accounts that each look like a busy day, and together
// like one hand. At the end of each local day it draws a graph of the accounts that
// asked mostly for persons new to them:
//
//	place    two of them came from one block of addresses, new to both, within some days
//	client   two of them showed one rare client on this day, new to both
//	list     two of them asked for the same persons on this day
//	minutes  two of them were active in the same minutes of this day
//
// and reports the accounts of each part of the graph that holds accounts of several
// sites. It follows PubCrawl (Jacob, Kirda, Kruegel, Vigna, USENIX Security 2012),
// which finds distributed crawlers by how alike the time series of their addresses
// are, and the rings of shared attributes that fraud analysts draw.
//
// Nothing compares all accounts with all: what they share is found by sorting, and
// what more than a crowd shares links nobody.
package cohort
