package community_test

import (
	"testing"

	"echowall/flows/community/village"
)

func TestEveryStageIsReachedAndTheJournalYieldsTheRecords(t *testing.T) {
	for kind, road := range village.Roads() {
		t.Run(string(kind), func(t *testing.T) {
			v := village.Found(t, "six-step")
			v.Is(road(v), kind)
			v.ProvesJournal()
		})
	}
}
