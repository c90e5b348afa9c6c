package community_test

import (
	"time"

	"echowall/flows/community/village"
	"echowall/flows/life"
)

type command = life.Command

const day = 24 * time.Hour

// The cast of every village, by the names that the tests here use.
const (
	secretary  = village.Secretary
	convener   = village.Convener
	member     = village.Member
	lawyer     = village.Lawyer
	elder      = village.Elder
	supervisor = village.Supervisor
	authority  = village.Authority
	power      = village.Power
	water      = village.Water
	expert     = village.Expert
	resident   = village.Resident
	neighbour  = village.Neighbour
	widow      = village.Widow
	shy        = village.Shy
	shyer      = village.Shyer
)
